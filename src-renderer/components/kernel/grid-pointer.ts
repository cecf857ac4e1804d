// What a pointer does on the cells, whether they are elements or painted: choose, extend, scrub, set the anchor.
import type { Cell } from '../../../src-core/kernel/kernel.ts';
import type { Modifiers } from '../controls/scrub.ts';
import { trackScrub } from '../controls/scrub-pointer.ts';
import type { KernelEditing } from './kernel-editing.svelte.ts';

/** Call from pointerdown on a cell. `cellAt` finds the cell under later positions. */
export function pressCell(
  event: PointerEvent,
  cell: Cell,
  editing: KernelEditing,
  element: HTMLElement,
  cellAt: (event: PointerEvent) => Cell | null,
): void {
  if (event.button !== 0) return;
  event.preventDefault();
  if (event.altKey && !editing.readonly) {
    editing.select(cell);
    editing.anchorHere(cell);
    return;
  }
  if (event.shiftKey) {
    editing.select(cell, true);
    return;
  }
  if (event.ctrlKey || event.metaKey) {
    editing.select(cell);
    dragRange(event, editing, cellAt);
    return;
  }
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

function dragRange(down: PointerEvent, editing: KernelEditing, cellAt: (event: PointerEvent) => Cell | null): void {
  const listeners = new AbortController();
  const options = { signal: listeners.signal };
  document.addEventListener(
    'pointermove',
    (event) => {
      const cell = event.pointerId === down.pointerId ? cellAt(event) : null;
      if (cell) editing.select(cell, true);
    },
    options,
  );
  for (const kind of ['pointerup', 'pointercancel'] as const) {
    document.addEventListener(kind, (event) => event.pointerId === down.pointerId && listeners.abort(), options);
  }
}
