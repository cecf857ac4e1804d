// The singular values of a kernel, and the two vectors of a separable one as short numbers.
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { Kernel } from './kernel.ts';
import { rankOf } from './structure.ts';

/** In falling order, as many as the shorter side has cells. */
export function singularValues({ rows, columns, weights }: Kernel): number[] {
  const matrix = Matrix.from1DArray(rows, columns, [...weights]);
  const options = { computeLeftSingularVectors: false, computeRightSingularVectors: false, autoTranspose: true };
  return new SingularValueDecomposition(matrix, options).diagonal;
}

/** One of the terms that add up to a kernel: factor · vertical ⊗ horizontal. */
export interface Factor {
  readonly factor: number;
  readonly vertical: readonly number[];
  readonly horizontal: readonly number[];
}

/** The terms of a kernel of rank 1 or 2; null for others. */
export function factorsOf(kernel: Kernel): readonly Factor[] | null {
  const { rank, terms } = rankOf(kernel);
  if (rank < 1 || rank > 2) return null;
  return terms.map(({ vertical, horizontal }) => {
    const [down, across] = [shortened(vertical), shortened(horizontal)];
    return { factor: down.unit * across.unit, vertical: down.numbers, horizontal: across.numbers };
  });
}

/** Whole numbers where a common unit makes them so, else the largest is 1; the unit gives the line back. */
function shortened(line: Float64Array): { unit: number; numbers: number[] } {
  const sizes = line.filter((value) => value !== 0).map(Math.abs);
  const largest = Math.max(...sizes);
  const smallest = Math.min(...sizes.filter((size) => size > 1e-9 * largest));
  const sign = Math.sign(line.find((value) => Math.abs(value) === largest) ?? 1);
  for (let parts = 1; parts <= 16; parts++) {
    const unit = smallest / parts;
    if (largest / unit > MOST) break;
    const numbers = Array.from(line, (value) => Math.round(value / unit));
    if (numbers.every((whole, index) => Math.abs(whole * unit - (line[index] ?? 0)) <= 1e-9 * largest)) {
      return { unit: unit * sign, numbers: numbers.map((whole) => whole * sign || 0) };
    }
  }
  return { unit: largest * sign, numbers: Array.from(line, (value) => value / (largest * sign) || 0) };
}

/** Whole numbers beyond this are no shorter than decimals. */
const MOST = 9999;
