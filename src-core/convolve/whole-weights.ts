// Kernels whose weights are all multiples of one number: small whole numbers times a unit (1/749, 0.04, 3).
import type { Operator } from '../filters/filter.ts';
import { extentOf } from './sums.ts';

/** A matrix of whole numbers; its first cell may lie anywhere from the kernel's anchor. */
export interface WholeMatrix {
  readonly rows: number;
  readonly columns: number;
  /** The cell that lies on the pixel, counted from the first; may lie outside. */
  readonly anchorRow: number;
  readonly anchorColumn: number;
  readonly weights: Int32Array;
}

export interface WholeWeights extends WholeMatrix {
  /** Weight = unit · whole number. */
  readonly unit: number;
  /** Σ|K − unit · whole|: rounding of the weights themselves. 0 where they are whole. */
  readonly weightError: number;
  /** All weights of the kernel are whole numbers, and so is the unit. */
  readonly whole: boolean;
}

interface Multiples {
  readonly unit: number;
  readonly values: Int32Array;
}

/** What typed decimals and computed fractions are off, as a share of the weight. */
const ROUNDING = 1e-12;
/** Larger multiples are no gain for sums that count every unit as a tap. */
const LARGEST = 4096;

/** Without the empty rows and columns round it; null where the weights have no common unit, or are all 0. */
export function wholeWeights(operator: Operator): WholeWeights | null {
  const { rows, columns, anchorRow, anchorColumn } = extentOf(operator);
  let unit: number;
  let values: Int32Array;
  let given: ArrayLike<number>;
  if (operator.form === 'separable') {
    const vertical = multiplesOf(operator.vertical.weights);
    const horizontal = vertical && multiplesOf(operator.horizontal.weights);
    if (!horizontal) return null;
    unit = vertical.unit * horizontal.unit;
    values = outer(vertical.values, horizontal.values, Int32Array);
    given = outer(operator.vertical.weights, operator.horizontal.weights, Float64Array);
  } else {
    const found = multiplesOf(operator.kernel.weights);
    if (!found) return null;
    ({ unit, values } = found);
    given = operator.kernel.weights;
  }
  let weightError = 0;
  let whole = Number.isInteger(unit);
  for (let index = 0; index < values.length; index++) {
    const weight = given[index] ?? 0;
    weightError += Math.abs(weight - unit * (values[index] ?? 0));
    whole &&= Number.isInteger(weight);
  }
  return { ...trimmed({ rows, columns, anchorRow, anchorColumn, weights: values }), unit, weightError, whole };
}

/** Euclid's algorithm, with the roundings of real numbers in mind. */
function multiplesOf(weights: readonly number[]): Multiples | null {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  if (largest === 0) return null;
  const negligible = largest * 1e-9;
  let unit = largest;
  let before = 0;
  for (const weight of weights) {
    const size = Math.abs(weight);
    // Neighbours are often equal, and real kernels without a unit give themselves away by their first weights.
    if (size === 0 || size === before) continue;
    before = size;
    if (Math.abs(size - Math.round(size / unit) * unit) <= negligible) continue;
    let [a, b] = [unit, size];
    while (b > negligible) [a, b] = [b, Math.abs(a - Math.round(a / b) * b)];
    unit = a;
    if (largest > LARGEST * unit * (1 + 1e-9)) return null;
  }
  // The largest weight is known best.
  unit = largest / Math.round(largest / unit);
  const values = new Int32Array(weights.length);
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index] ?? 0;
    const value = Math.round(weight / unit);
    if (Math.abs(weight - value * unit) > ROUNDING * Math.abs(weight)) return null;
    values[index] = value;
  }
  return { unit, values };
}

function outer<T extends Int32Array | Float64Array>(
  vertical: ArrayLike<number>,
  horizontal: ArrayLike<number>,
  Kind: new (length: number) => T,
): T {
  const product = new Kind(vertical.length * horizontal.length);
  for (let row = 0, index = 0; row < vertical.length; row++) {
    for (let column = 0; column < horizontal.length; column++, index++) {
      product[index] = (vertical[row] ?? 0) * (horizontal[column] ?? 0);
    }
  }
  return product;
}

function trimmed({ rows, columns, anchorRow, anchorColumn, weights }: WholeMatrix): WholeMatrix {
  // Hardly any kernel has empty sides: they are looked at from outside.
  const isEmpty = (start: number, step: number, count: number): boolean => {
    for (let index = start; count > 0; index += step, count--) if (weights[index] !== 0) return false;
    return true;
  };
  let [top, bottom, left, right] = [0, rows - 1, 0, columns - 1];
  while (isEmpty(top * columns, 1, columns)) top++;
  while (isEmpty(bottom * columns, 1, columns)) bottom--;
  while (isEmpty(left, columns, rows)) left++;
  while (isEmpty(right, columns, rows)) right--;
  const width = right - left + 1;
  const kept = new Int32Array((bottom - top + 1) * width);
  for (let row = top; row <= bottom; row++) {
    kept.set(weights.subarray(row * columns + left, row * columns + right + 1), (row - top) * width);
  }
  return {
    rows: bottom - top + 1,
    columns: width,
    anchorRow: anchorRow - top,
    anchorColumn: anchorColumn - left,
    weights: kept,
  };
}
