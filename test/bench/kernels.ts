// The kernels of the bench: hand-made ones, and random ones that a seed gives again on every machine.
import { hash } from '../../src-core/sample/noise.ts';

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly weights: readonly number[];
  /** The sum is divided by this. */
  readonly divisor: number;
}

const SEED = 20240229;

/** Independent weights from −1 to 3 over their sum: full rank, a quarter of them negative, no symmetry. */
export function randomMatrix(side: number): Matrix {
  const raw = Array.from({ length: side * side }, (_, i) => hash(i, side, SEED) * 4 - 1);
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return { rows: side, columns: side, weights: raw.map((weight) => weight / sum), divisor: 1 };
}

export function outer(column: readonly number[], row: readonly number[], divisor: number): Matrix {
  const weights = column.flatMap((a) => row.map((b) => a * b));
  return { rows: column.length, columns: row.length, weights, divisor };
}

/** Ones where the cell's centre lies within half of the side. */
export function discMatrix(side: number): Matrix {
  const centre = (side - 1) / 2;
  const weights = Array.from({ length: side * side }, (_, i) =>
    Math.hypot((i % side) - centre, Math.floor(i / side) - centre) <= side / 2 ? 1 : 0,
  );
  return { rows: side, columns: side, weights, divisor: sumOf(weights) };
}

/** A line of ones from the top left to the bottom right. */
export function diagonalMatrix(side: number): Matrix {
  const weights = Array.from({ length: side * side }, (_, i) => (i % side === Math.floor(i / side) ? 1 : 0));
  return { rows: side, columns: side, weights, divisor: side };
}

export function withWeight(matrix: Matrix, index: number, weight: number): Matrix {
  return { ...matrix, weights: matrix.weights.with(index, weight) };
}

/** The disc with one cell of its rim taken out: the last of a row, another row each time. */
export function nibbledDisc(disc: Matrix, bite: number): Matrix {
  const row = bite % disc.rows;
  const start = row * disc.columns;
  const last = disc.weights.slice(start, start + disc.columns).lastIndexOf(1);
  return { ...withWeight(disc, start + last, 0), divisor: disc.divisor - 1 };
}

export function sumOf(weights: readonly number[]): number {
  return weights.reduce((total, weight) => total + weight, 0);
}
