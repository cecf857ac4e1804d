// The singular values of a kernel, and the two vectors of a separable one as short numbers.
import type { Kernel } from './kernel.ts';
import { rankOf } from './structure.ts';

const MAX_SWEEPS = 30;
/** More vectors would take seconds. */
export const MOST_VECTORS = 128;

/**
 * In falling order, by one-sided Jacobi rotations (Hestenes 1958), which keep small values as precise as large ones.
 * null where both sides are longer than `MOST_VECTORS`.
 */
export function singularValues({ rows, columns, weights }: Kernel): Float64Array | null {
  const tall = rows >= columns;
  if (Math.min(rows, columns) > MOST_VECTORS) return null;
  const [count, length] = tall ? [columns, rows] : [rows, columns];
  const vectors = Array.from({ length: count }, (_, vector) =>
    Float64Array.from({ length }, (_, at) => weights[tall ? at * columns + vector : vector * columns + at] ?? 0),
  );
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let turned = false;
    for (let i = 0; i < count - 1; i++) {
      for (let j = i + 1; j < count; j++) turned = orthogonalise(vectors[i]!, vectors[j]!) || turned;
    }
    if (!turned) break;
  }
  return Float64Array.from(vectors, (vector) => Math.hypot(...vector)).sort((a, b) => b - a);
}

/** Turns both in their plane until they stand at right angles; false where they do. */
function orthogonalise(a: Float64Array, b: Float64Array): boolean {
  let [aa, bb, ab] = [0, 0, 0];
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k]!, b[k]!];
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  if (Math.abs(ab) <= 1e-14 * Math.sqrt(aa * bb) || ab === 0) return false;
  const zeta = (bb - aa) / (2 * ab);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cos = 1 / Math.hypot(1, tangent);
  const sin = cos * tangent;
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k]!, b[k]!];
    a[k] = cos * x - sin * y;
    b[k] = sin * x + cos * y;
  }
  return true;
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
