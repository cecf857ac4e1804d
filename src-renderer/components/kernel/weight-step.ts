// How far one step goes: 1 between whole weights, else about a hundredth of the largest.
import { largestOf } from './heat.ts';

export function weightStep(weights: readonly number[]): number {
  if (weights.every(Number.isInteger)) return 1;
  const largest = largestOf(weights);
  return largest > 0 ? 10 ** (Math.floor(Math.log10(largest)) - 1) : 1;
}
