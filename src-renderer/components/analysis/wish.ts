// What is asked about a filter's kernel: its weights, and the settings that decide what they mean.
import type { Filter } from '../../../src-core/filters/filter.ts';
import { operatorOf } from '../../../src-core/filters/index.ts';
import type { KernelWish } from './analysis-worker.ts';

export function wishOf(filter: Filter): KernelWish {
  const { normalise, divisor, bias, flip, output, amount } = filter.settings;
  return { operator: operatorOf(filter), meaning: { normalise, divisor, bias, flip, output, amount } };
}
