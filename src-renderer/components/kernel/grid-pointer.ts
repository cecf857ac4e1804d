// What a pointer does on the cells, whether they are elements or painted: choose, extend, scrub, set the anchor, paint.
import type { Cell } from '../../../src-core/kernel/kernel.ts';
import type { Modifiers } from '../controls/scrub.ts';
import { trackScrub } from '../controls/scrub-pointer.ts';
import type { KernelEditing } from './kernel-editing.svelte.ts';
import { pressPaint } from './paint-pointer.ts';
import { holdCell } from './selection.ts';

export interface PressedGrid {
  readonly editing: KernelEditing;
  /** Takes the pointer's capture. */
  readonly element: HTMLElement;
  /** The cell under the pointer; outside the kernel its numbers run on. */
  readonly pointAt: (event: MouseEvent) => Cell;
}

/** Call from pointerdown on a cell, for mouse and pen. True when the grid should have the focus. */
export function pressCell(event: PointerEvent, { editing, element, pointAt }: PressedGrid): boolean {
  const cellAt = (at: MouseEvent): Cell => holdCell(pointAt(at), editing.kernel);
  const cell = cellAt(event);
  const anchors = event.button === 0 && event.altKey && !editing.readonly;
  if (editing.painting.on && !anchors) {
    if (![0, 2, 5].includes(event.button)) return false;
    pressPaint(event, editing, element, pointAt);
    return true;
  }
  if (event.button !== 0) return false;
  event.preventDefault();
  if (anchors) {
    editing.select(cell);
    editing.anchorHere(cell);
  } else if (event.shiftKey) editing.select(cell, true);
  else if (event.ctrlKey || event.metaKey) {
    editing.select(cell);
    dragRange(event, editing, cellAt);
  } else dragWeight(event, cell, editing, element);
  return true;
}

/** Whether a `contextmenu` event is to open the menu: not the right button that picks, not a finger that scrubs. */
export function opensMenu(event: MouseEvent, editing: KernelEditing): boolean {
  const finger = 'pointerType' in event && event.pointerType === 'touch';
  const picks = editing.painting.on && event.button === 2;
  if (!finger && !picks) return true;
  event.preventDefault();
  event.stopPropagation();
  return false;
}

/** The wheel over the focused cell. */
export function stepByWheel(event: WheelEvent, editing: KernelEditing): void {
  const delta = event.deltaY || event.deltaX;
  if (editing.readonly || editing.painting.on || event.ctrlKey || delta === 0) return;
  event.preventDefault();
  editing.step(delta < 0 ? 1 : -1, event.shiftKey ? 0.1 : event.altKey ? 10 : 1);
}

function dragWeight(event: PointerEvent, cell: Cell, editing: KernelEditing, element: HTMLElement): void {
  const inside = editing.ranged && editing.contains(cell);
  if (!inside) editing.select(cell);
  if (editing.readonly) return;
  let move: ((pixels: number, modifiers: Modifiers) => void) | null = null;
  trackScrub(event, element, {
    start: () => (move = editing.beginScrub()),
    move: (pixels, modifiers) => move?.(pixels, modifiers),
    end: (cancelled) => editing.endScrub(cancelled),
    click: () => editing.select(cell),
  });
}

function dragRange(down: PointerEvent, editing: KernelEditing, cellAt: (event: PointerEvent) => Cell): void {
  const listeners = new AbortController();
  const options = { signal: listeners.signal };
  document.addEventListener(
    'pointermove',
    (event) => event.pointerId === down.pointerId && editing.select(cellAt(event), true),
    options,
  );
  for (const kind of ['pointerup', 'pointercancel'] as const) {
    document.addEventListener(kind, (event) => event.pointerId === down.pointerId && listeners.abort(), options);
  }
}
