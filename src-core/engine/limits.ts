// From where on a result counts as out of range: what the arithmetic may be off, or what no 16-bit file could tell, does
// not.
import type { PlanSummary } from '../contract.ts';
import type { Limits } from './types.ts';

/** A quarter of a level of 16 bits, a power of two. */
const LEAST = 2 ** -18;

/** `plans`: of float results, so their bounds are fractions of full scale. */
export function limitsOf(plans: readonly PlanSummary[]): Limits {
  const margin = plans.reduce((sum, { bound }) => sum + bound, LEAST);
  // Threads compare float32.
  const at = (value: number): number => Math.fround(value);
  return { low: at(-margin), high: at(1 + margin), edgeLow: at(margin), edgeHigh: at(1 - margin) };
}
