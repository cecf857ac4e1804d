// Fingers on the grid: a tap chooses, a second tap opens the keypad, a long press scrubs, two fingers scroll or zoom.
import type { Cell } from '../../../src-core/kernel/kernel.ts';
import type { KernelEditing } from './kernel-editing.svelte.ts';
import { pressPaint } from './paint-pointer.ts';
import { holdCell, sameCell } from './selection.ts';

const LONG_PRESS_MS = 420;
/** A finger that moves less than this (CSS pixels) has not moved. */
const SLOP = 8;

export interface TouchGround {
  readonly element: () => HTMLElement;
  readonly pointAt: (event: PointerEvent) => Cell;
  /** Whether one finger may move the ground: where the browser does not scroll by itself. */
  readonly moves: () => boolean;
  readonly scroll: (x: number, y: number) => void;
  readonly zoom?: (factor: number, event: PointerEvent) => void;
}

interface Finger {
  x: number;
  y: number;
}

export class TouchPointer {
  readonly #editing: KernelEditing;
  readonly #ground: TouchGround;
  readonly #fingers = new Map<number, Finger>();
  #abandon: (() => void) | null = null;

  constructor(editing: KernelEditing, ground: TouchGround) {
    this.#editing = editing;
    this.#ground = ground;
  }

  press(down: PointerEvent): void {
    if (this.#fingers.size === 0) this.#follow();
    this.#fingers.set(down.pointerId, { x: down.clientX, y: down.clientY });
    if (this.#fingers.size > 1) {
      // What the first finger began was the start of a gesture of two.
      this.#abandon?.();
      this.#abandon = null;
      return;
    }
    const { element, pointAt } = this.#ground;
    if (this.#editing.painting.on) this.#abandon = pressPaint(down, this.#editing, element(), pointAt);
    else this.#abandon = this.#single(down);
  }

  /** From the first finger down to the last one up. */
  #follow(): void {
    const page = this.#ground.element().ownerDocument;
    const listeners = new AbortController();
    const options = { signal: listeners.signal };
    page.addEventListener('pointermove', (event) => this.#move(event), options);
    for (const kind of ['pointerup', 'pointercancel'] as const) {
      page.addEventListener(
        kind,
        (event) => {
          this.#fingers.delete(event.pointerId);
          if (this.#fingers.size === 0) listeners.abort();
        },
        options,
      );
    }
  }

  #move(event: PointerEvent): void {
    const finger = this.#fingers.get(event.pointerId);
    if (!finger) return;
    const by = { x: event.clientX - finger.x, y: event.clientY - finger.y };
    const others = [...this.#fingers].filter(([id]) => id !== event.pointerId).map(([, other]) => other);
    const [other] = others;
    if (other) {
      const spread = (a: Finger): number => Math.hypot(a.x - other.x, a.y - other.y);
      const before = spread(finger);
      const after = spread({ x: event.clientX, y: event.clientY });
      this.#ground.scroll(by.x / 2, by.y / 2);
      if (before > 20 && after > 20) this.#ground.zoom?.(after / before, event);
    }
    finger.x = event.clientX;
    finger.y = event.clientY;
  }

  /** One finger that does not paint. Returns what abandons it. */
  #single(down: PointerEvent): () => void {
    const editing = this.#editing;
    const { element, pointAt, moves, scroll } = this.#ground;
    const target = element();
    const cell = holdCell(pointAt(down), editing.kernel);
    const again = sameCell(cell, editing.active) && !editing.ranged && target.contains(document.activeElement);
    const listeners = new AbortController();
    const options = { signal: listeners.signal };
    let at: Finger = { x: down.clientX, y: down.clientY };
    let moved = false;
    let scrub: ReturnType<KernelEditing['beginScrub']> | null = null;

    const timer = setTimeout(() => {
      if (editing.readonly) return;
      if (!editing.ranged || !editing.contains(cell)) editing.select(cell);
      scrub = editing.beginScrub();
      editing.finger = at;
      navigator.vibrate?.(10);
    }, LONG_PRESS_MS);
    const finish = (cancelled: boolean): void => {
      if (listeners.signal.aborted) return;
      listeners.abort();
      clearTimeout(timer);
      editing.finger = null;
      if (scrub) editing.endScrub(cancelled);
      else if (!cancelled && !moved) this.#tap(cell, again);
    };
    // Once the press was long, the page must not scroll away under the finger.
    target.addEventListener('touchmove', (event) => scrub && event.cancelable && event.preventDefault(), {
      ...options,
      passive: false,
    });
    const page = target.ownerDocument;
    page.addEventListener(
      'pointermove',
      (event) => {
        if (event.pointerId !== down.pointerId) return;
        const by = { x: event.clientX - at.x, y: event.clientY - at.y };
        if (scrub) {
          editing.finger = at = { x: event.clientX, y: event.clientY };
          scrub(by.x, event);
          return;
        }
        moved ||= Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > SLOP;
        if (!moved) return;
        clearTimeout(timer);
        at = { x: event.clientX, y: event.clientY };
        if (moves()) scroll(by.x, by.y);
      },
      options,
    );
    page.addEventListener('pointerup', (event) => event.pointerId === down.pointerId && finish(false), options);
    page.addEventListener('pointercancel', (event) => event.pointerId === down.pointerId && finish(true), options);
    return () => finish(true);
  }

  #tap(cell: Cell, again: boolean): void {
    this.#editing.select(cell);
    if (again) this.#editing.edit(null, true);
    else this.#ground.element().querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus();
  }
}

/** Moves the nearest ancestor that scrolls, as one finger on an ordinary page does. */
export function scrollAround(element: HTMLElement, y: number): void {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    const { overflowY } = getComputedStyle(parent);
    if (parent.scrollHeight > parent.clientHeight && (overflowY === 'auto' || overflowY === 'scroll')) {
      parent.scrollTop -= y;
      return;
    }
  }
}
