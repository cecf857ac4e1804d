// Size, anchor and sums of an operator, whichever its form.
import type { Operator } from '../filters/filter.ts';
import { sumsOf, type Sums } from '../kernel/normalise.ts';

export interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly anchorRow: number;
  readonly anchorColumn: number;
}

export function extentOf(operator: Operator): Extent {
  if (operator.form === 'separable') {
    const { vertical, horizontal } = operator;
    return {
      rows: vertical.weights.length,
      columns: horizontal.weights.length,
      anchorRow: vertical.anchor,
      anchorColumn: horizontal.anchor,
    };
  }
  const { rows, columns, anchor } = operator.kernel;
  return { rows, columns, anchorRow: anchor.row, anchorColumn: anchor.column };
}

/** S, Σ|K|, the sum of the positive weights, and whether any weight is negative. */
export function sumsOfOperator(operator: Operator): Sums & { readonly negative: boolean } {
  if (operator.form === 'matrix') {
    const { weights } = operator.kernel;
    return { ...sumsOf(weights), negative: weights.some((weight) => weight < 0) };
  }
  const v = sumsOf(operator.vertical.weights);
  const h = sumsOf(operator.horizontal.weights);
  // Products of equal signs are positive.
  const positive = v.positive * h.positive + (v.absolute - v.positive) * (h.absolute - h.positive);
  const absolute = v.absolute * h.absolute;
  return {
    sum: v.sum * h.sum,
    absolute,
    positive,
    negative: hasNegativeProduct(operator.vertical.weights, operator.horizontal.weights),
  };
}

function hasNegativeProduct(vertical: readonly number[], horizontal: readonly number[]): boolean {
  const has = (weights: readonly number[], sign: number): boolean => weights.some((weight) => weight * sign > 0);
  return (has(vertical, 1) && has(horizontal, -1)) || (has(vertical, -1) && has(horizontal, 1));
}
