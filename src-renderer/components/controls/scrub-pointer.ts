// The pointer's part of a scrub: threshold, pointer lock with capture as its stand-in, Esc restores.
import { THRESHOLD_PIXELS, type Modifiers } from './scrub.ts';

export interface ScrubHandlers {
  /** The threshold was crossed. */
  readonly start: () => void;
  readonly move: (pixels: number, modifiers: Modifiers) => void;
  readonly end: (cancelled: boolean) => void;
  /** Released before the threshold. */
  readonly click?: (event: PointerEvent) => void;
}

/** Call from pointerdown. Returns a function that abandons the drag. */
export function trackScrub(down: PointerEvent, element: HTMLElement, handlers: ScrubHandlers): () => void {
  let travelled = 0;
  let lastX = down.clientX;
  let dragging = false;
  let locked = false;
  const page = element.ownerDocument;

  const listeners = new AbortController();
  const options = { signal: listeners.signal, capture: true };
  const finish = (cancelled: boolean): void => {
    if (listeners.signal.aborted) return;
    listeners.abort();
    if (page.pointerLockElement === element) page.exitPointerLock();
    if (element.hasPointerCapture(down.pointerId)) element.releasePointerCapture(down.pointerId);
    if (dragging) handlers.end(cancelled);
  };

  const lock = (): void => {
    if (down.pointerType !== 'mouse') return;
    // Refused where the page has no right to it, or just after an Esc: capture alone still works.
    void Promise.resolve(element.requestPointerLock?.()).then(
      () => {
        locked = page.pointerLockElement === element;
        if (listeners.signal.aborted && locked) page.exitPointerLock();
      },
      () => undefined,
    );
  };

  page.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerId !== down.pointerId) return;
      const pixels = page.pointerLockElement === element ? event.movementX : event.clientX - lastX;
      lastX = event.clientX;
      travelled += pixels;
      if (!dragging) {
        if (Math.abs(travelled) < THRESHOLD_PIXELS) return;
        dragging = true;
        element.setPointerCapture(down.pointerId);
        lock();
        handlers.start();
        return;
      }
      handlers.move(pixels, event);
    },
    options,
  );
  page.addEventListener(
    'pointerup',
    (event) => {
      if (event.pointerId !== down.pointerId) return;
      const clicked = !dragging;
      finish(false);
      if (clicked) handlers.click?.(event);
    },
    options,
  );
  page.addEventListener('pointercancel', () => finish(true), options);
  page.addEventListener(
    'keydown',
    (event) => {
      if (!dragging || event.key !== 'Escape') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      finish(true);
    },
    options,
  );
  // Esc under pointer lock ends the lock and sends no key.
  page.addEventListener(
    'pointerlockchange',
    () => {
      if (page.pointerLockElement === element) locked = true;
      else if (locked) finish(true);
    },
    options,
  );
  return () => finish(true);
}
