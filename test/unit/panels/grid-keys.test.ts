// What keys mean in the kernel grid, and which cells are chosen.
import { describe, expect, it } from 'vitest';
import { editKeyAction, gridKeyAction, type GridKey } from '../../../src-renderer/components/kernel/grid-keys.ts';
import {
  cellsIn,
  extendTo,
  holdSelection,
  isRange,
  nextCell,
  previousCell,
  rangeOf,
  selectAll,
  selectCell,
} from '../../../src-renderer/components/kernel/selection.ts';

const shape = { rows: 3, columns: 4 };
const middle = { row: 1, column: 1 };
const press = (key: string, held: Partial<GridKey> = {}): GridKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const act = (key: string, held: Partial<GridKey> = {}, from = middle) =>
  gridKeyAction(press(key, held), selectCell(from), shape);

describe('keys of the grid', () => {
  it.each([
    ['ArrowUp', {}, { row: 0, column: 1 }],
    ['ArrowDown', {}, { row: 2, column: 1 }],
    ['ArrowLeft', {}, { row: 1, column: 0 }],
    ['ArrowRight', {}, { row: 1, column: 2 }],
    ['Home', {}, { row: 1, column: 0 }],
    ['End', {}, { row: 1, column: 3 }],
    ['Home', { ctrlKey: true }, { row: 0, column: 0 }],
    ['End', { ctrlKey: true }, { row: 2, column: 3 }],
    ['PageUp', {}, { row: 0, column: 1 }],
    ['PageDown', {}, { row: 2, column: 1 }],
  ])('%s %o moves to %o', (key, held, cell) => {
    expect(act(key, held)).toEqual({ kind: 'move', cell, extend: false });
  });

  it('Shift extends, and the edge holds', () => {
    expect(act('ArrowUp', { shiftKey: true })).toMatchObject({ extend: true });
    expect(act('ArrowUp', {}, { row: 0, column: 0 })).toMatchObject({ cell: { row: 0, column: 0 } });
  });

  it.each(['0', '9', '-', '.', '(', '−'])('%s replaces and edits', (key) => {
    expect(act(key)).toEqual({ kind: 'edit', text: key });
  });

  it('= starts empty; F2 and Enter edit what is there', () => {
    expect(act('=')).toEqual({ kind: 'edit', text: '' });
    expect(act('F2')).toEqual({ kind: 'edit', text: null });
    expect(act('Enter')).toEqual({ kind: 'edit', text: null });
  });

  it('Alt with the arrows steps: 1, with Shift 0.1, with Ctrl 10', () => {
    expect(act('ArrowUp', { altKey: true })).toEqual({ kind: 'step', count: 1, factor: 1 });
    expect(act('ArrowDown', { altKey: true, shiftKey: true })).toEqual({ kind: 'step', count: -1, factor: 0.1 });
    expect(act('ArrowUp', { altKey: true, ctrlKey: true })).toEqual({ kind: 'step', count: 1, factor: 10 });
  });

  it('Delete clears, Ctrl+A takes all, the clipboard keys stay with the browser', () => {
    expect(act('Delete')).toEqual({ kind: 'clear' });
    expect(act('a', { ctrlKey: true })).toEqual({ kind: 'select-all' });
    for (const key of ['c', 'x', 'v']) expect(act(key, { ctrlKey: true })).toEqual({ kind: 'clipboard' });
  });

  it('letters never type, and A can be turned off', () => {
    for (const key of ['r', 'x', 'q', 'e', 'p']) expect(act(key)).toBeNull();
    expect(act('a')).toEqual({ kind: 'anchor' });
    expect(gridKeyAction(press('a'), selectCell(middle), shape, { singleKeys: false })).toBeNull();
  });

  it('leaves Tab and undo to others', () => {
    expect(act('Tab')).toBeNull();
    expect(act('z', { ctrlKey: true })).toBeNull();
  });
});

describe('keys while editing', () => {
  it('Enter goes down and stays at the last row; Shift goes up', () => {
    expect(editKeyAction(press('Enter'), middle, shape)).toEqual({ kind: 'commit', next: { row: 2, column: 1 } });
    expect(editKeyAction(press('Enter'), { row: 2, column: 1 }, shape)).toEqual({ kind: 'commit', next: null });
    expect(editKeyAction(press('Enter', { shiftKey: true }), middle, shape)).toEqual({
      kind: 'commit',
      next: { row: 0, column: 1 },
    });
  });

  it('Tab goes on in reading order and leaves at the last cell, Shift+Tab at the first', () => {
    expect(editKeyAction(press('Tab'), { row: 0, column: 3 }, shape)).toEqual({
      kind: 'commit',
      next: { row: 1, column: 0 },
    });
    expect(editKeyAction(press('Tab'), { row: 2, column: 3 }, shape)).toEqual({ kind: 'leave' });
    expect(editKeyAction(press('Tab', { shiftKey: true }), { row: 0, column: 0 }, shape)).toEqual({ kind: 'leave' });
  });

  it('Esc restores; arrows belong to the text', () => {
    expect(editKeyAction(press('Escape'), middle, shape)).toEqual({ kind: 'restore' });
    expect(editKeyAction(press('ArrowLeft'), middle, shape)).toBeNull();
  });
});

describe('selection', () => {
  it('spans a rectangle from its corner to the active cell, whichever way it was drawn', () => {
    const selection = extendTo(selectCell({ row: 2, column: 3 }), { row: 1, column: 1 });
    expect(isRange(selection)).toBe(true);
    expect(rangeOf(selection)).toEqual({ from: { row: 1, column: 1 }, to: { row: 2, column: 3 } });
    expect(cellsIn(rangeOf(selection))).toHaveLength(6);
  });

  it('holds inside a kernel that shrank, and is the same value when nothing changed', () => {
    const all = selectAll(shape);
    expect(holdSelection(all, shape)).toBe(all);
    expect(holdSelection(all, { rows: 1, columns: 2 })).toEqual({
      active: { row: 0, column: 1 },
      corner: { row: 0, column: 0 },
    });
  });

  it('walks every cell once in reading order, there and back', () => {
    let cell: { row: number; column: number } | null = { row: 0, column: 0 };
    let count = 0;
    let last = cell;
    while (cell) {
      last = cell;
      count++;
      cell = nextCell(cell, shape);
    }
    expect(count).toBe(12);
    expect(previousCell(last, shape)).toEqual({ row: 2, column: 2 });
    expect(previousCell({ row: 0, column: 0 }, shape)).toBeNull();
  });
});
