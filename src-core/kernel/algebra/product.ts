// A kernel as a column times a row: exactly where it is one, else the nearest in the sense of least squares.
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { Kernel } from '../kernel.ts';
import { rankOf } from '../structure.ts';

export interface Product {
  /** rows × 1 and 1 × columns; their product is the kernel, or the nearest to it. The anchors are the kernel's. */
  readonly vertical: Kernel;
  readonly horizontal: Kernel;
  /** Share of Σw² that the product holds: 1 where it is the kernel. */
  readonly share: number;
}

/** A kernel of zeros is the product of zeros. */
export function asProduct(kernel: Kernel): Product {
  const { rank, terms } = rankOf(kernel);
  if (rank === 0) return productOf(kernel, new Float64Array(kernel.rows), new Float64Array(kernel.columns), 1);
  const [first] = terms;
  if (rank === 1 && first) {
    const row = wholeRow(kernel, first.horizontal);
    const factor = strongest(first.horizontal) / strongest(row);
    return productOf(
      kernel,
      first.vertical.map((weight) => clean(weight * factor)),
      row,
      1,
    );
  }
  return nearest(kernel);
}

/** The product as a matrix; the inverse of `asProduct` for rank 1. */
export function productMatrix(vertical: Kernel, horizontal: Kernel): Kernel {
  return {
    rows: vertical.rows,
    columns: horizontal.columns,
    weights: vertical.weights.flatMap((down) => horizontal.weights.map((across) => down * across + 0)),
    anchor: { row: vertical.anchor.row, column: horizontal.anchor.column },
  };
}

function productOf({ anchor }: Kernel, vertical: Float64Array, horizontal: Float64Array, share: number): Product {
  return {
    vertical: {
      rows: vertical.length,
      columns: 1,
      weights: Array.from(vertical),
      anchor: { row: anchor.row, column: 0 },
    },
    horizontal: {
      rows: 1,
      columns: horizontal.length,
      weights: Array.from(horizontal),
      anchor: { row: 0, column: anchor.column },
    },
    share,
  };
}

const strongest = (line: Float64Array): number =>
  line.reduce((most, w) => (Math.abs(w) > Math.abs(most) ? w : most), 0);

/** 0.30000000000000004 is 0.3: what a division left over in the last digits. */
const clean = (value: number): number => Number(value.toPrecision(14));

/** Whole weights give the smallest whole row, so that 1 4 6 4 1 comes out as it went in. */
function wholeRow({ weights }: Kernel, row: Float64Array): Float64Array {
  if (!weights.every((weight) => Number.isSafeInteger(weight))) return row;
  const divisor = row.reduce((common, weight) => greatestCommonDivisor(common, Math.abs(weight)), 0);
  const negative = (row.find((weight) => weight !== 0) ?? 0) < 0 && row.every((weight) => weight <= 0);
  return row.map((weight) => weight / (negative ? -divisor : divisor) + 0);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The first singular triple; the lengths of the two lines are made alike. */
function nearest(kernel: Kernel): Product {
  const { rows, columns } = kernel;
  // Squares of very small or large weights are no numbers any more.
  const peak = kernel.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const weights = kernel.weights.map((weight) => weight / peak);
  // The library wants at least as many rows as columns.
  const svd = new SingularValueDecomposition(Matrix.from1DArray(rows, columns, weights), { autoTranspose: true });
  const strength = svd.diagonal[0] ?? 0;
  const root = Math.sqrt(strength) * Math.sqrt(peak);
  const column = (vectors: Matrix): Float64Array =>
    Float64Array.from(vectors.getColumn(0), (value) => clean(value * root));
  const total = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return productOf(
    kernel,
    column(svd.leftSingularVectors),
    column(svd.rightSingularVectors),
    Math.min(1, (strength * strength) / total),
  );
}
