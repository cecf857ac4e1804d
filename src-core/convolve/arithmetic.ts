// In which numbers sums are taken: float32 where it is exact or near enough, else float64, and how far off it can be.
import { steepestEncoding } from '../colour/curve.ts';
import { fullScale } from '../raster.ts';
import { finishError, loadError } from './finish-error.ts';
import type { Terms } from './terms.ts';

export interface Arithmetic {
  /** Whole weights on codes: sums without any rounding, hence the reference's bytes. */
  readonly exact: boolean;
  /** Float64 sums. */
  readonly wide: boolean;
  /** Sums are whole numbers of 32 bits, of weights that sum to `sum`, and are divided as such (finish.ts). */
  readonly whole?: boolean;
  /** Full scale of α where it is a weight: codes in exact sums, else 1. */
  readonly alphaUnit: number;
  /** The divisor that is left: real weights are divided before the sum. */
  readonly divisor: number;
  /** S as the sums themselves give it over an opaque neighbourhood. */
  readonly sum: number;
  /** Σ|K| of the sums, roundings aside: the largest sum is this times the largest sample. */
  readonly gain: number;
  /** Largest error before rounding: levels for u8 and u16, units for f32. */
  readonly bound: number;
}

/** How a path adds up. */
export interface Factors {
  /** Largest number of roundings that one term of the sum goes through. */
  readonly roundings: number;
  /** Σ of the absolute products of the factors: Σ|K| or more. */
  readonly gain: number;
  /** Σ|K − the kernel that the path really applies|. */
  readonly weightError: number;
  /** Every factor is a whole number, and they are the kernel exactly. */
  readonly whole: boolean;
}

/** Whole numbers up to here are exact in float32 and float64. */
const EXACT_32 = 2 ** 24;
const EXACT_64 = 2 ** 53;
const ROUNDING_32 = 2 ** -24;
const ROUNDING_64 = 2 ** -53;
/** Levels of error that float32 may have, below the promised 0.5. */
const LEVELS_32 = { u8: 0.1, u16: 0.2 } as const;
/** Share of Σ|K|/|d| that float32 may be off on a float result; the promise is 1e-6. */
const SHARE_32 = 9.5e-7;
/** Roundings besides those of the sum: the weight, the product and the quotient; integers have the bias and the code too. */
const OTHER_ROUNDINGS = { float: 3, code: 5 } as const;
/** Standard deviations that a sum of independent roundings may stray. */
const DEVIATIONS = 4;
/** Sums beyond this may leave float32's range. */
const RANGE_32 = 1e30;

export const COPYING: Arithmetic = {
  exact: true,
  wide: false,
  alphaUnit: 1,
  divisor: 1,
  sum: 1,
  gain: 1,
  bound: 0,
};

export function chooseArithmetic(terms: Terms, factors: Factors, weighted: boolean): Arithmetic {
  return exactArithmetic(terms, factors, weighted) ?? realArithmetic(terms, factors);
}

/** The largest magnitude of a source sample in codes, the border colour's included. */
export function largestCode({ sourceDepth, border, borderColour }: Terms): number {
  return Math.max(fullScale(sourceDepth), ...(border === 'constant' ? borderColour.map(Math.abs) : []));
}

/** Codes are whole numbers here: encoded integers, each channel for itself. */
export function sumsCodes({ sourceDepth, linear, luminance, channels, border, borderColour }: Terms): boolean {
  if (sourceDepth === 'f32' || linear || (luminance && channels > 2)) return false;
  return border !== 'constant' || borderColour.every(Number.isInteger);
}

/** Sums of whole weights on codes are, by a path that takes no other weights. */
export function canBeExact(terms: Terms): boolean {
  return terms.whole && sumsCodes(terms);
}

function exactArithmetic(terms: Terms, { whole, gain }: Factors, weighted: boolean): Arithmetic | null {
  if (!whole || !sumsCodes(terms)) return null;
  const alphaUnit = fullScale(terms.sourceDepth);
  const largest = largestCode(terms) ** (weighted ? 2 : 1) * gain;
  if (largest > EXACT_64) return null;
  const { divisor, sum } = terms;
  return { exact: true, wide: largest > EXACT_32, alphaUnit, divisor, sum, gain, bound: 0 };
}

function realArithmetic(terms: Terms, { roundings, gain: plainGain, weightError }: Factors): Arithmetic {
  const { divisor, absolute, resultDepth, law, sum } = terms;
  const levels = resultDepth === 'f32' ? 1 : fullScale(resultDepth);
  const gain = plainGain / Math.abs(divisor);
  // No cancellation anywhere: the error is a share of the value itself.
  const positive = sum > 0 && absolute === sum && plainGain <= absolute * (1 + 1e-9) && divisor > 0;
  const growth = encodingGrowth(terms, positive);
  // A quotient of two sums carries the errors of both.
  const quotient = law === 'premultiplied' ? 2 : 1;
  const steps = roundingSteps(roundings) + OTHER_ROUNDINGS[resultDepth === 'f32' ? 'float' : 'code'];
  const boundWith = (isWide: boolean): number => {
    const share = steps * (isWide ? ROUNDING_64 : ROUNDING_32) + loadError(terms, isWide);
    return (gain * share * quotient + weightError / Math.abs(divisor)) * levels * growth;
  };
  const allowed = resultDepth === 'f32' ? (SHARE_32 * absolute) / Math.abs(divisor) : LEVELS_32[resultDepth];
  // Quotients of sums that may nearly cancel, and ranges that may be narrow, enlarge errors without limit.
  const unstable = (law === 'premultiplied' && !positive) || terms.output === 'minmax';
  const wide = boundWith(false) > allowed || gain * terms.unit > RANGE_32 || unstable;
  const bound = boundWith(wide) + finishError(terms);
  return { exact: false, wide, alphaUnit: 1, divisor: 1, sum: sum / divisor, gain, bound };
}

/** By how much an error in light grows where it is encoded; shares of a value keep their size. */
export function encodingGrowth(terms: Terms, positive: boolean): number {
  return terms.linear && !positive ? steepestEncoding(terms.colourSpace) : 1;
}

/**
 * How many units of rounding a sum of n terms may be off, as a share of the largest sum: partial sums grow from 0, so at
 * worst it is half of n; and n independent roundings of them stray by √n / 3 (N. J. Higham, T. Mary, A new approach to
 * probabilistic rounding error analysis, 2019).
 */
export function roundingSteps(terms: number): number {
  return Math.min(terms / 2, (DEVIATIONS * Math.sqrt(terms)) / 3);
}
