// Mouse, pen and finger while painting: from press to release one stroke; the right button picks a weight.
import type { StrokePoint } from '../../../src-core/kernel/brush.ts';
import type { Cell } from '../../../src-core/kernel/kernel.ts';
import type { KernelEditing } from './kernel-editing.svelte.ts';
import { holdCell } from './selection.ts';

/** What a pen reports as its eraser end. */
const ERASER_BUTTON = 5;
/** A pen that barely touches still marks. */
const LEAST_PRESSURE = 0.02;

/** Call from pointerdown. `pointAt` may name cells outside the kernel. Returns what abandons the stroke. */
export function pressPaint(
  down: PointerEvent,
  editing: KernelEditing,
  element: HTMLElement,
  pointAt: (event: PointerEvent) => Cell,
): () => void {
  down.preventDefault();
  const { painting } = editing;
  const inside = (event: PointerEvent): Cell => holdCell(pointAt(event), editing.kernel);
  const picks = down.button === 2;
  const pointOf = (event: PointerEvent): StrokePoint => ({
    ...pointAt(event),
    pressure: event.pointerType === 'pen' ? Math.max(LEAST_PRESSURE, event.pressure) : 1,
  });

  editing.select(inside(down));
  if (picks) painting.pick(inside(down));
  else {
    const erase = down.ctrlKey || down.metaKey || down.button === ERASER_BUTTON;
    painting.begin(pointOf(down), { straight: down.shiftKey, erase });
  }

  const page = element.ownerDocument;
  const listeners = new AbortController();
  const options = { signal: listeners.signal, capture: true };
  const finish = (cancelled: boolean): void => {
    if (listeners.signal.aborted) return;
    listeners.abort();
    painting.end(cancelled);
  };
  const mine = (event: PointerEvent): boolean => event.pointerId === down.pointerId;
  page.addEventListener(
    'pointermove',
    (event) => {
      if (!mine(event)) return;
      painting.hovered = inside(event);
      if (picks) return painting.pick(inside(event));
      const passed = event.getCoalescedEvents().map(pointOf);
      painting.move(passed.length > 0 ? passed : [pointOf(event)], event.shiftKey);
    },
    options,
  );
  page.addEventListener('pointerup', (event) => mine(event) && finish(false), options);
  page.addEventListener('pointercancel', (event) => mine(event) && finish(true), options);
  page.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      finish(true);
    },
    options,
  );
  element.setPointerCapture(down.pointerId);
  return () => finish(true);
}
