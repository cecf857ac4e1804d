// Facts about the weights themselves: rank with its vectors, symmetry, centre of mass.
import type { Kernel } from './kernel.ts';
import { sumsOf, sumsToZero } from './normalise.ts';

export interface Rank {
  readonly rank: number;
  /** One pair per rank, strongest first: the kernel is Σ vertical ⊗ horizontal. */
  readonly terms: readonly { readonly vertical: Float64Array; readonly horizontal: Float64Array }[];
}

/** What is left below this share of the largest weight is rounding: typed decimals carry about 1e-12. */
const RANK_TOLERANCE = 1e-9;

/**
 * Takes away the cross of row and column through the largest weight until nothing is left (elimination with full
 * pivoting): rows · columns steps per rank, so that a slider over 257 × 257 weights stays smooth where an SVD would not.
 */
export function rankOf(kernel: Kernel): Rank {
  const { rows, columns } = kernel;
  const rest = Float64Array.from(kernel.weights);
  const terms: Rank['terms'][number][] = [];
  let limit: number | null = null;
  while (terms.length < Math.min(rows, columns)) {
    let pivot = 0;
    let place = 0;
    for (let index = 0; index < rest.length; index++) {
      const weight = rest[index] ?? 0;
      if (Math.abs(weight) > Math.abs(pivot)) {
        pivot = weight;
        place = index;
      }
    }
    limit ??= Math.abs(pivot) * RANK_TOLERANCE;
    if (pivot === 0 || Math.abs(pivot) <= limit) break;
    const column = place % columns;
    const start = place - column;
    const horizontal = rest.slice(start, start + columns);
    const vertical = Float64Array.from({ length: rows }, (_, row) => (rest[row * columns + column] ?? 0) / pivot);
    terms.push({ vertical, horizontal });
    takeAway(rest, vertical, horizontal);
  }
  return { rank: terms.length, terms };
}

function takeAway(rest: Float64Array, vertical: Float64Array, horizontal: Float64Array): void {
  const columns = horizontal.length;
  vertical.forEach((share, row) => {
    if (share === 0) return;
    for (let column = 0, index = row * columns; column < columns; column++, index++) {
      rest[index] = (rest[index] ?? 0) - share * (horizontal[column] ?? 0);
    }
  });
}

export type Symmetry = '8-fold' | '4-fold' | 'Odd' | 'Left–right' | 'Top–bottom' | 'Diagonal' | 'Even' | 'None';

/** The strongest symmetry of the matrix: every mirror, two mirrors, a sign change by a half turn, one mirror, a half turn. */
export function symmetryOf(kernel: Kernel): Symmetry {
  const { rows, columns, weights } = kernel;
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const tolerance = 1e-9 * largest;
  const at = (row: number, column: number) => weights[row * columns + column] ?? 0;
  const equals = (other: (row: number, column: number) => number) => {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        if (Math.abs(at(row, column) - other(row, column)) > tolerance) return false;
      }
    }
    return true;
  };
  const leftRight = equals((row, column) => at(row, columns - 1 - column));
  const topBottom = equals((row, column) => at(rows - 1 - row, column));
  const diagonal = rows === columns && equals((row, column) => at(column, row));
  if (leftRight && topBottom) return diagonal ? '8-fold' : '4-fold';
  if (equals((row, column) => -at(rows - 1 - row, columns - 1 - column))) return 'Odd';
  if (leftRight) return 'Left–right';
  if (topBottom) return 'Top–bottom';
  if (diagonal) return 'Diagonal';
  return equals((row, column) => at(rows - 1 - row, columns - 1 - column)) ? 'Even' : 'None';
}

/** Where the weights balance, in pixels from the anchor; null where they sum to 0. */
export function centreOfMass(kernel: Kernel): { readonly x: number; readonly y: number } | null {
  const sums = sumsOf(kernel.weights);
  if (sumsToZero(sums)) return null;
  let x = 0;
  let y = 0;
  kernel.weights.forEach((weight, index) => {
    x += weight * ((index % kernel.columns) - kernel.anchor.column);
    y += weight * (Math.floor(index / kernel.columns) - kernel.anchor.row);
  });
  return { x: x / sums.sum, y: y / sums.sum };
}
