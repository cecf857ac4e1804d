// Facts about the weights themselves: rank with its vectors, symmetry, centre of mass.
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { Kernel } from './kernel.ts';
import { sumsOf, sumsToZero } from './normalise.ts';

export interface Rank {
  readonly rank: number;
  /** One pair per rank, strongest first: the kernel is Σ vertical ⊗ horizontal. */
  readonly terms: readonly { readonly vertical: readonly number[]; readonly horizontal: readonly number[] }[];
}

/** Singular values below this share of the largest are rounding: typed decimals carry about 1e-12. */
const RANK_TOLERANCE = 1e-9;

export function rankOf(kernel: Kernel): Rank {
  const { rows, columns, weights } = kernel;
  if (weights.every((weight) => weight === 0)) return { rank: 0, terms: [] };
  const matrix = Matrix.from1DArray(rows, columns, [...weights]);
  const decomposition = new SingularValueDecomposition(matrix, { autoTranspose: true });
  const values = decomposition.diagonal;
  const limit = (values[0] ?? 0) * RANK_TOLERANCE;
  const terms = values
    .map((value, index) => ({ value, index }))
    .filter(({ value }) => value > limit)
    .map(({ value, index }) => {
      const share = Math.sqrt(value);
      return {
        vertical: decomposition.leftSingularVectors.getColumn(index).map((part) => part * share),
        horizontal: decomposition.rightSingularVectors.getColumn(index).map((part) => part * share),
      };
    });
  return { rank: terms.length, terms };
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
