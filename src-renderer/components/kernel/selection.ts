// Which cells of a kernel are chosen: one active cell, and a rectangle from a fixed corner to it.
import type { CellRange } from '../../../src-core/kernel/edit.ts';
import type { Cell } from '../../../src-core/kernel/kernel.ts';

export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

export interface Selection {
  /** The cell that keys act on; one corner of the range. */
  readonly active: Cell;
  /** The opposite corner; the same cell when nothing more is chosen. */
  readonly corner: Cell;
}

export const sameCell = (a: Cell, b: Cell): boolean => a.row === b.row && a.column === b.column;

export function selectCell(cell: Cell): Selection {
  return { active: cell, corner: cell };
}

export function extendTo(selection: Selection, cell: Cell): Selection {
  return { active: cell, corner: selection.corner };
}

export function selectAll({ rows, columns }: Shape): Selection {
  return { active: { row: rows - 1, column: columns - 1 }, corner: { row: 0, column: 0 } };
}

export function rangeOf({ active, corner }: Selection): CellRange {
  return {
    from: { row: Math.min(active.row, corner.row), column: Math.min(active.column, corner.column) },
    to: { row: Math.max(active.row, corner.row), column: Math.max(active.column, corner.column) },
  };
}

export function isRange({ active, corner }: Selection): boolean {
  return !sameCell(active, corner);
}

export function cellsIn({ from, to }: CellRange): Cell[] {
  const cells: Cell[] = [];
  for (let row = from.row; row <= to.row; row++) {
    for (let column = from.column; column <= to.column; column++) cells.push({ row, column });
  }
  return cells;
}

/** The chosen cells with the active one first: it leads where editing is symmetric. */
export function ledCells(selection: Selection): Cell[] {
  return [selection.active, ...cellsIn(rangeOf(selection)).filter((cell) => !sameCell(cell, selection.active))];
}

export function holdCell({ row, column }: Cell, { rows, columns }: Shape): Cell {
  return { row: Math.min(rows - 1, Math.max(0, row)), column: Math.min(columns - 1, Math.max(0, column)) };
}

/** After the kernel changed its size. */
export function holdSelection(selection: Selection, shape: Shape): Selection {
  const active = holdCell(selection.active, shape);
  const corner = holdCell(selection.corner, shape);
  return sameCell(active, selection.active) && sameCell(corner, selection.corner) ? selection : { active, corner };
}

/** The next cell in reading order, or null after the last. */
export function nextCell({ row, column }: Cell, { rows, columns }: Shape): Cell | null {
  if (column + 1 < columns) return { row, column: column + 1 };
  return row + 1 < rows ? { row: row + 1, column: 0 } : null;
}

export function previousCell({ row, column }: Cell, { columns }: Shape): Cell | null {
  if (column > 0) return { row, column: column - 1 };
  return row > 0 ? { row: row - 1, column: columns - 1 } : null;
}
