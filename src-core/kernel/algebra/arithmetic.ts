// Sums, multiples and products of kernels, laid over each other at their anchors. Kernels are as drawn (correlation, no
// flip) and carry no divisor: callers divide first. A product is what one kernel after the other does to a picture.
import { AppError } from '../../errors.ts';
import { kernelOf, MAX_KERNEL_SIDE, type Cell, type Kernel } from '../kernel.ts';

/** The kernel turned by half a turn about its anchor: what a flipped kernel (SEMANTICS §1) is as drawn. */
export function halfTurn({ rows, columns, weights, anchor }: Kernel): Kernel {
  return {
    rows,
    columns,
    weights: weights.toReversed(),
    anchor: { row: rows - 1 - anchor.row, column: columns - 1 - anchor.column },
  };
}

export function scale({ rows, columns, weights, anchor }: Kernel, factor: number): Kernel {
  return { rows, columns, anchor, weights: weights.map((weight) => weight * factor + 0) };
}

/** 1 on the anchor, 0 elsewhere, in the shape of `like`: the kernel that keeps the picture. */
export function identityLike({ rows, columns, anchor }: Kernel): Kernel {
  const weights = new Array<number>(rows * columns).fill(0);
  weights[anchor.row * columns + anchor.column] = 1;
  return { rows, columns, anchor, weights };
}

export const add = (a: Kernel, b: Kernel): Kernel => combine(a, b, (p, q) => p + q);
export const subtract = (a: Kernel, b: Kernel): Kernel => combine(a, b, (p, q) => p - q);
/** From `a` (share 0) to `b` (share 1). */
export const blend = (a: Kernel, b: Kernel, share: number): Kernel =>
  share === 0 ? a : share === 1 ? b : combine(a, b, (p, q) => p + (q - p) * share);

/** identity + amount · (identity − K): what K takes away from a picture, added to it once more. */
export function sharpenFrom(kernel: Kernel, amount: number): Kernel {
  return combine(identityLike(kernel), kernel, (p, q) => p + amount * (p - q));
}

/** Both within the smallest shape that holds them, anchor on anchor. Throws `too-large` beyond 257 × 257. */
function combine(a: Kernel, b: Kernel, merge: (a: number, b: number) => number): Kernel {
  const anchor = {
    row: Math.max(a.anchor.row, b.anchor.row),
    column: Math.max(a.anchor.column, b.anchor.column),
  };
  const below = (kernel: Kernel): number => kernel.rows - kernel.anchor.row;
  const right = (kernel: Kernel): number => kernel.columns - kernel.anchor.column;
  const rows = anchor.row + Math.max(below(a), below(b));
  const columns = anchor.column + Math.max(right(a), right(b));
  assertSize(rows, columns, 'Together they are');
  const weights: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const offset = { row: row - anchor.row, column: column - anchor.column };
      weights.push(merge(weightAtOffset(a, offset), weightAtOffset(b, offset)) + 0);
    }
  }
  return { rows, columns, weights, anchor };
}

/** `first`, then `second`, as one kernel: k(o) = Σ first(p) · second(o − p) over offsets from the anchors. Throws `too-large`. */
export function convolve(first: Kernel, second: Kernel): Kernel {
  const rows = first.rows + second.rows - 1;
  const columns = first.columns + second.columns - 1;
  assertSize(rows, columns, 'One after the other they make');
  const weights = new Float64Array(rows * columns);
  first.weights.forEach((weight, at) => {
    if (weight === 0) return;
    const top = Math.floor(at / first.columns);
    const left = at % first.columns;
    second.weights.forEach((other, index) => {
      const place = (top + Math.floor(index / second.columns)) * columns + left + (index % second.columns);
      weights[place] = (weights[place] ?? 0) + weight * other;
    });
  });
  const anchor = {
    row: first.anchor.row + second.anchor.row,
    column: first.anchor.column + second.anchor.column,
  };
  return { rows, columns, weights: Array.from(weights), anchor };
}

/** Without the outer rows and columns that are all 0; the anchor stays inside. */
export function withoutMargin(kernel: Kernel): Kernel {
  const { rows, columns, weights, anchor } = kernel;
  let [top, bottom, left, right] = [anchor.row, anchor.row, anchor.column, anchor.column];
  weights.forEach((weight, index) => {
    if (weight === 0) return;
    const [row, column] = [Math.floor(index / columns), index % columns];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
  });
  if (top === 0 && left === 0 && bottom === rows - 1 && right === columns - 1) return kernel;
  const kept = Array.from({ length: bottom - top + 1 }, (_, row) =>
    weights.slice((top + row) * columns + left, (top + row) * columns + right + 1),
  );
  return kernelOf(kept, { row: anchor.row - top, column: anchor.column - left });
}

function weightAtOffset({ rows, columns, weights, anchor }: Kernel, { row, column }: Cell): number {
  const [down, across] = [anchor.row + row, anchor.column + column];
  const inside = down >= 0 && down < rows && across >= 0 && across < columns;
  return inside ? (weights[down * columns + across] ?? 0) : 0;
}

export function assertSize(rows: number, columns: number, sentence: string): void {
  if (rows <= MAX_KERNEL_SIDE && columns <= MAX_KERNEL_SIDE) return;
  const most = `${MAX_KERNEL_SIDE} × ${MAX_KERNEL_SIDE}`;
  throw new AppError('too-large', `${sentence} a kernel of ${rows} × ${columns}; the largest is ${most}.`);
}
