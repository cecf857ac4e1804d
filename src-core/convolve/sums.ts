// Size, anchor and sums of an operator, whichever its form.
import type { Operator } from '../filters/filter.ts';
import { sumsOf, type Sums } from '../kernel/normalise.ts';

export interface OperatorSums extends Sums {
  /** Is any weight negative, and is every one a whole number (of each pass, where there are two)? */
  readonly negative: boolean;
  readonly whole: boolean;
  /** Weights that are not 0. */
  readonly count: number;
}

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

/** S, Σ|K|, the sum of the positive weights, and what kind of numbers the weights are. */
export function sumsOfOperator(operator: Operator): OperatorSums {
  if (operator.form === 'matrix') {
    return factsOf(operator.kernel.weights);
  }
  const v = factsOf(operator.vertical.weights);
  const h = factsOf(operator.horizontal.weights);
  // Products of equal signs are positive.
  const positive = v.positive * h.positive + (v.absolute - v.positive) * (h.absolute - h.positive);
  return {
    sum: v.sum * h.sum,
    absolute: v.absolute * h.absolute,
    positive,
    whole: v.whole && h.whole,
    count: v.count * h.count,
    negative: (v.positive > 0 && h.negative) || (v.negative && h.positive > 0),
  };
}

function factsOf(weights: readonly number[]): OperatorSums {
  const sums = sumsOf(weights);
  let negative = false;
  let whole = true;
  let count = 0;
  for (const weight of weights) {
    negative ||= weight < 0;
    whole &&= Number.isInteger(weight);
    if (weight !== 0) count++;
  }
  return { ...sums, negative, whole, count };
}
