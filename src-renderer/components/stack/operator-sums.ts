// Sums of an operator's weights without multiplying separable ones out.
import type { Operator } from '../../../src-core/filters/filter.ts';
import { sumsOf, type Sums } from '../../../src-core/kernel/normalise.ts';

export function operatorSums(operator: Operator): Sums {
  if (operator.form === 'matrix') return sumsOf(operator.kernel.weights);
  const [down, across] = [sumsOf(operator.vertical.weights), sumsOf(operator.horizontal.weights)];
  const negative = (sums: Sums): number => sums.absolute - sums.positive;
  return {
    sum: down.sum * across.sum,
    absolute: down.absolute * across.absolute,
    positive: down.positive * across.positive + negative(down) * negative(across),
  };
}

export function hasNegativeWeight({ absolute, positive }: Sums): boolean {
  return absolute > positive;
}
