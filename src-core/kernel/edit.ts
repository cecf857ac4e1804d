// Every change to a kernel as a pure function: a kernel in, a new kernel out. Expressions travel with their cells.
import { AppError } from '../errors.ts';
import { centreOf, MAX_KERNEL_SIDE, type Cell, type Kernel } from './kernel.ts';
import { sumsOf, sumsToZero } from './normalise.ts';

/** Corners included, in any order. */
export interface CellRange {
  readonly from: Cell;
  readonly to: Cell;
}

export interface Weight {
  readonly value: number;
  /** What was typed, where that is more than the number. */
  readonly expression?: string | null;
}

type Source = (row: number, column: number) => Cell | null;

/** A kernel of another shape whose every cell is taken from the old one; null makes a 0. */
function rearranged(kernel: Kernel, rows: number, columns: number, anchor: Cell, source: Source): Kernel {
  if (rows < 1 || columns < 1 || rows > MAX_KERNEL_SIDE || columns > MAX_KERNEL_SIDE) {
    throw new AppError(
      'invalid',
      `A kernel has 1 to ${MAX_KERNEL_SIDE} rows and columns; ${rows} × ${columns} is outside.`,
    );
  }
  const weights: number[] = [];
  const expressions: (string | null)[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = source(row, column);
      const index = from ? from.row * kernel.columns + from.column : -1;
      weights.push(kernel.weights[index] ?? 0);
      expressions.push(kernel.expressions?.[index] ?? null);
    }
  }
  return withExpressions({ rows, columns, weights, anchor }, expressions);
}

/** Leaves the list out when it says nothing, so that equal kernels are equal values. */
function withExpressions(kernel: Omit<Kernel, 'expressions'>, expressions: readonly (string | null)[]): Kernel {
  const { rows, columns, weights, anchor } = kernel;
  const plain = { rows, columns, weights, anchor };
  return expressions.some((expression) => expression !== null) ? { ...plain, expressions } : plain;
}

/** New weights for every cell. Expressions stay only where the weight did. */
function mapped(kernel: Kernel, change: (weight: number, cell: Cell) => Weight): Kernel {
  const expressions: (string | null)[] = [];
  const weights = kernel.weights.map((old, index) => {
    const { value, expression } = change(old, {
      row: Math.floor(index / kernel.columns),
      column: index % kernel.columns,
    });
    const settled = value === 0 ? 0 : value;
    expressions.push(
      expression !== undefined ? expression : settled === old ? (kernel.expressions?.[index] ?? null) : null,
    );
    return settled;
  });
  return withExpressions({ ...kernel, weights }, expressions);
}

export function isInside(kernel: Kernel, { row, column }: Cell): boolean {
  return row >= 0 && column >= 0 && row < kernel.rows && column < kernel.columns;
}

export function weightAt(kernel: Kernel, { row, column }: Cell): number {
  return kernel.weights[row * kernel.columns + column] ?? 0;
}

export function expressionAt(kernel: Kernel, { row, column }: Cell): string | null {
  return kernel.expressions?.[row * kernel.columns + column] ?? null;
}

export function setWeight(kernel: Kernel, cell: Cell, value: number, expression: string | null = null): Kernel {
  return setWeights(kernel, [{ cell, value, expression }]);
}

/** Where a cell is named twice the last one holds. */
export function setWeights(kernel: Kernel, changes: readonly (Weight & { readonly cell: Cell })[]): Kernel {
  const weights = [...kernel.weights];
  const expressions = [...(kernel.expressions ?? Array<null>(weights.length).fill(null))];
  for (const { cell, value, expression } of changes) {
    if (!isInside(kernel, cell))
      throw new AppError('invalid', `Cell ${cell.row}, ${cell.column} is outside the kernel.`);
    if (!Number.isFinite(value)) throw new AppError('invalid', 'A weight must be a finite number.');
    const index = cell.row * kernel.columns + cell.column;
    weights[index] = value === 0 ? 0 : value;
    expressions[index] = expression ?? null;
  }
  return withExpressions({ ...kernel, weights }, expressions);
}

export function isInRange({ from, to }: CellRange, { row, column }: Cell): boolean {
  return (
    row >= Math.min(from.row, to.row) &&
    row <= Math.max(from.row, to.row) &&
    column >= Math.min(from.column, to.column) &&
    column <= Math.max(from.column, to.column)
  );
}

export function fillRange(kernel: Kernel, range: CellRange, value: number, expression: string | null = null): Kernel {
  return mapped(kernel, (old, cell) => (isInRange(range, cell) ? { value, expression } : { value: old }));
}

/** Scrubbing inside a range scales all of it. */
export function scaleRange(kernel: Kernel, range: CellRange, factor: number): Kernel {
  return mapped(kernel, (old, cell) => ({ value: isInRange(range, cell) ? old * factor : old }));
}

export function clear(kernel: Kernel): Kernel {
  return mapped(kernel, () => ({ value: 0 }));
}

export function negate(kernel: Kernel): Kernel {
  return mapped(kernel, (old) => ({ value: -old }));
}

/** Divides by the sum; by Σ|K| where the weights sum to 0. A kernel of zeros stays as it is. */
export function normaliseToSum1(kernel: Kernel): Kernel {
  const sums = sumsOf(kernel.weights);
  const divisor = sumsToZero(sums) ? sums.absolute : sums.sum;
  return divisor === 0 ? kernel : mapped(kernel, (old) => ({ value: old / divisor }));
}

export function setAnchor(kernel: Kernel, anchor: Cell): Kernel {
  if (!isInside(kernel, anchor)) throw new AppError('invalid', 'The anchor must be a cell of the kernel.');
  // A formula counts from the anchor.
  const { formula: _formula, ...weights } = kernel;
  return { ...weights, anchor };
}

/** A quarter turn clockwise. */
export function rotate(kernel: Kernel): Kernel {
  const { rows, columns, anchor } = kernel;
  const turned = { row: anchor.column, column: rows - 1 - anchor.row };
  return rearranged(kernel, columns, rows, turned, (row, column) => ({ row: rows - 1 - column, column: row }));
}

/** Left and right change places. */
export function mirrorHorizontally(kernel: Kernel): Kernel {
  const { rows, columns, anchor } = kernel;
  const mirrored = { row: anchor.row, column: columns - 1 - anchor.column };
  return rearranged(kernel, rows, columns, mirrored, (row, column) => ({ row, column: columns - 1 - column }));
}

/** Top and bottom change places. */
export function mirrorVertically(kernel: Kernel): Kernel {
  const { rows, columns, anchor } = kernel;
  const mirrored = { row: rows - 1 - anchor.row, column: anchor.column };
  return rearranged(kernel, rows, columns, mirrored, (row, column) => ({ row: rows - 1 - row, column }));
}

export function transpose(kernel: Kernel): Kernel {
  const { rows, columns, anchor } = kernel;
  const swapped = { row: anchor.column, column: anchor.row };
  return rearranged(kernel, columns, rows, swapped, (row, column) => ({ row: column, column: row }));
}

/**
 * Another size with the anchor's surroundings in place: cells appear and vanish at the rim. A centred anchor stays
 * centred (§2); another keeps its distance from the centre as far as the new size has it.
 */
export function resizeAboutCentre(kernel: Kernel, rows: number, columns: number): Kernel {
  const before = centreOf(kernel.rows, kernel.columns);
  const after = centreOf(rows, columns);
  const limit = (value: number, length: number) => Math.min(length - 1, Math.max(0, value));
  const anchor = {
    row: limit(kernel.anchor.row - before.row + after.row, rows),
    column: limit(kernel.anchor.column - before.column + after.column, columns),
  };
  return rearranged(kernel, rows, columns, anchor, (row, column) => {
    const cell = { row: row - after.row + before.row, column: column - after.column + before.column };
    return isInside(kernel, cell) ? cell : null;
  });
}

/** Cells of a range as a kernel of their own, for copying. */
export function crop(kernel: Kernel, { from, to }: CellRange): Kernel {
  const top = Math.min(from.row, to.row);
  const left = Math.min(from.column, to.column);
  const rows = Math.abs(from.row - to.row) + 1;
  const columns = Math.abs(from.column - to.column) + 1;
  return rearranged(kernel, rows, columns, centreOf(rows, columns), (row, column) => ({
    row: row + top,
    column: column + left,
  }));
}

/** Writes a block with its corner at a cell; what hangs over the edge is cut off. */
export function pasteBlock(kernel: Kernel, block: Kernel, at: Cell): Kernel {
  return mapped(kernel, (old, { row, column }) => {
    const cell = { row: row - at.row, column: column - at.column };
    return isInside(block, cell)
      ? { value: weightAt(block, cell), expression: expressionAt(block, cell) }
      : { value: old };
  });
}
