// What a key means in the kernel grid, as a value: the grid carries it out, tests read it.
import type { Cell } from '../../../src-core/kernel/kernel.ts';
import { holdCell, nextCell, previousCell, type Selection, type Shape } from './selection.ts';

export interface GridKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** While painting: the brush once on the active cell, another size of it, the end of painting. */
export type PaintAction =
  | { readonly kind: 'stamp' }
  | { readonly kind: 'brush-size'; readonly direction: 1 | -1 }
  | { readonly kind: 'stop-painting' };

export type GridAction =
  | { readonly kind: 'move'; readonly cell: Cell; readonly extend: boolean }
  | { readonly kind: 'select-all' }
  /** `text` null keeps what the cell holds, with everything selected. */
  | { readonly kind: 'edit'; readonly text: string | null }
  | { readonly kind: 'clear' }
  | { readonly kind: 'step'; readonly count: 1 | -1; readonly factor: number }
  | { readonly kind: 'anchor' }
  | PaintAction
  /** The browser's own copy, cut and paste events follow; nobody else may take the key. */
  | { readonly kind: 'clipboard' };

export interface GridManner {
  /** Letters act: the preference of WCAG 2.1.4. */
  readonly singleKeys?: boolean;
  readonly painting?: boolean;
}

/** While not editing. null: the key is not the grid's. */
export function gridKeyAction(
  event: GridKey,
  selection: Selection,
  shape: Shape,
  { singleKeys = true, painting = false }: GridManner = {},
): GridAction | null {
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    const factor = command ? 10 : event.shiftKey ? 0.1 : 1;
    return { kind: 'step', count: event.key === 'ArrowUp' ? 1 : -1, factor };
  }
  if (event.altKey) return null;
  const target = moveTarget(event.key, command, selection.active, shape);
  if (target) return { kind: 'move', cell: target, extend: event.shiftKey };
  if (command) {
    const letter = event.key.toLowerCase();
    if (letter === 'a' && !event.shiftKey) return { kind: 'select-all' };
    return 'cxv'.includes(letter) && letter.length === 1 && !event.shiftKey ? { kind: 'clipboard' } : null;
  }
  const painted = painting ? paintAction(event.key) : null;
  if (painted) return painted;
  if (event.key === 'F2' || event.key === 'Enter') return { kind: 'edit', text: null };
  if (event.key === 'Delete' || event.key === 'Backspace') return { kind: 'clear' };
  if (event.key === '=') return { kind: 'edit', text: '' };
  if (/^[0-9.,(\-−√]$/u.test(event.key)) return { kind: 'edit', text: event.key };
  if (singleKeys && event.key.toLowerCase() === 'a') return { kind: 'anchor' };
  return null;
}

function paintAction(key: string): PaintAction | null {
  if (key === ' ') return { kind: 'stamp' };
  if (key === '[' || key === ']') return { kind: 'brush-size', direction: key === ']' ? 1 : -1 };
  return key === 'Escape' ? { kind: 'stop-painting' } : null;
}

function moveTarget(key: string, command: boolean, from: Cell, shape: Shape): Cell | null {
  const { row, column } = from;
  const to = (r: number, c: number): Cell => holdCell({ row: r, column: c }, shape);
  switch (key) {
    case 'ArrowUp':
      return command ? null : to(row - 1, column);
    case 'ArrowDown':
      return command ? null : to(row + 1, column);
    case 'ArrowLeft':
      return command ? null : to(row, column - 1);
    case 'ArrowRight':
      return command ? null : to(row, column + 1);
    case 'Home':
      return command ? to(0, 0) : to(row, 0);
    case 'End':
      return command ? to(shape.rows - 1, shape.columns - 1) : to(row, shape.columns - 1);
    case 'PageUp':
      return to(0, column);
    case 'PageDown':
      return to(shape.rows - 1, column);
    default:
      return null;
  }
}

export type EditAction =
  | { readonly kind: 'commit'; readonly next: Cell | null }
  /** Commit and let Tab leave the grid. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'restore' };

/** While a cell is edited: Enter goes down, Tab right, at the last cell it leaves; Esc restores. */
export function editKeyAction(event: GridKey, active: Cell, shape: Shape): EditAction | null {
  if (event.key === 'Escape') return { kind: 'restore' };
  if (event.key === 'Enter') {
    const row = active.row + (event.shiftKey ? -1 : 1);
    return { kind: 'commit', next: row >= 0 && row < shape.rows ? { row, column: active.column } : null };
  }
  if (event.key === 'Tab') {
    const next = event.shiftKey ? previousCell(active, shape) : nextCell(active, shape);
    return next ? { kind: 'commit', next } : { kind: 'leave' };
  }
  return null;
}
