// What work costs, in nanoseconds per sample on one thread of the machine that ENGINE.md names. Only the ratios matter:
// they decide which plan is taken. `npm run bench:plans` checks the choices against the clock.
import type { Terms } from './terms.ts';

export const COSTS = {
  /** Copying a stored sample. */
  copy: 0.1,
  /** A stored sample to a float work sample and back, by what is on the way. */
  loadEncoded: 0.15,
  loadLinear: 0.7,
  loadWeighted: 0.5,
  finishEncoded: 0.25,
  finishLinear: 1.2,
  finishWeighted: 1.2,
  /** One multiply-add of float32 over rows in the first cache. */
  multiplyAdd32: 0.062,
  /** Float64: half as many to a vector. */
  multiplyAdd64: 0.125,
  /** The same in loops made for the taps, in one pass and in two; what a tap adds whose sample only one of the two rows of
   * the result reads. */
  emittedTap: 0.036,
  emittedPassTap: 0.055,
  emittedAlone: 0.022,
  /** 16-bit integer sums of 8-bit samples: reading and writing, a tap or a multiplication, a row between two passes. */
  integerEnds: 0.12,
  integerTap: 0.021,
  integerPass: 0.03,
  /** A multiply-add of dense float32 sums, two rows at a time. */
  dense32: 0.05,
  /** 8-bit samples to pairs and their sums to float; two multiply-adds in one step, by a loop and in
   * loops made for the taps. */
  pairedEnds: 0.15,
  pairedEntry: 0.08,
  emittedPair: 0.05,
  /** Fixed point: reading and writing, and a pair of taps. */
  fixedEnds: 0.2,
  fixedPair: 0.036,
  /** Decimating: rows in integers, a tap along the row; spreading: a tap along the row, in floats and in fractions. */
  shrinkRows: 0.16,
  shrinkTap: 0.055,
  spreadTap: 0.065,
  spreadCodesTap: 0.045,
  /** Writing and reading a filtered row between two passes. */
  pass: 0.25,
  /** Fourier transforms: one level of radix 2 of one number, its product with the spectrum, and what a ring of transformed
   * rows beyond the second cache adds. */
  fourierLevel: 0.09,
  fourierProduct: 0.165,
  fourierFar: 0.33,
  /** Turning a sample of a row into one of four blocks' lanes, and its sum back. */
  fourierTurn: 0.19,
  /** What a row of a transform waits for memory where lanes lie below each other: that of so many numbers' levels. */
  fourierRun: 300,
  fourierNearBytes: 768 * 2 ** 10,
  /** Running sums: a tap of weight 1 or -1, a sum from row to row, one along the row; by what is summed. */
  running8: { tap: 0.024, down: 0.068, across: 0.058 },
  running16: { tap: 0.05, down: 0.12, across: 0.15 },
  running32: { tap: 0.05, down: 0.12, across: 0.15 },
  runningFloats: { tap: 0.15, down: 0.2, across: 0.35 },
  running64: { tap: 0.1, down: 0.25, across: 0.8 },
  /** Codes to whole sums and back: 8 bits, 16 bits; what fixed point, and floats as they are stored, add to loading and finishing. */
  runningCodes8: 0.12,
  runningCodes16: 0.14,
  runningFixed: 0.6,
  /** The same where tables give light, or light times α, in whole numbers. */
  runningLight: 0.25,
  runningStored: 0.2,
} as const;

/** What a sample costs from the picture to a float work sample, and from its sum to the result. */
export function endsOf({ linear }: Terms, weighted: boolean): number {
  if (linear) return COSTS.loadLinear + COSTS.finishLinear;
  if (weighted) return COSTS.loadWeighted + COSTS.finishWeighted;
  return COSTS.loadEncoded + COSTS.finishEncoded;
}
