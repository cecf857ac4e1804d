// In which numbers a plan is computed: float32 where it is exact or near enough, else float64, and how far off it can be.
import { steepestEncoding } from '../colour/curve.ts';
import { fullScale } from '../raster.ts';
import type { Proposal } from './proposal.ts';
import type { Terms } from './terms.ts';

export interface Arithmetic {
  /** Whole weights on codes: sums without any rounding, hence the reference's bytes. */
  readonly exact: boolean;
  /** Float64 sums for plain tiles, and for tiles whose colours are weighted by α. */
  readonly widePlain: boolean;
  readonly wideWeighted: boolean;
  /** Full scale of α where it is a weight: codes in exact sums, else 1. */
  readonly alphaUnit: number;
  /** The divisor that is left: real weights are divided before the sum. */
  readonly divisor: number;
  /** Largest error before rounding: levels for u8 and u16, units for f32. */
  readonly bound: number;
}

/** Whole numbers up to here are exact in float32 and float64. */
const EXACT_32 = 2 ** 24;
const EXACT_64 = 2 ** 53;
const ROUNDING_32 = 2 ** -24;
const ROUNDING_64 = 2 ** -53;
/** Levels of error that float32 may have, below the promised 0.5; 16 bits mostly take float64. */
const LEVELS_32 = { u8: 0.1, u16: 0.02 } as const;
/** Share of Σ|K|/|d| that float32 may be off on a float result; the promise is 1e-6. */
const SHARE_32 = 8e-7;
/** Roundings besides those of the taps: the sample, the weight, the divisor, bias and quotient. */
const OTHER_ROUNDINGS = 5;
/** Sums beyond this may leave float32's range. */
const RANGE_32 = 1e30;

export function chooseArithmetic(terms: Terms, proposal: Proposal): Arithmetic {
  return exactArithmetic(terms, proposal) ?? realArithmetic(terms, proposal);
}

function exactArithmetic(terms: Terms, proposal: Proposal): Arithmetic | null {
  const { sourceDepth, linear, luminance, channels, border, borderColour, law } = terms;
  if (proposal.method === 'copy') {
    return { exact: true, widePlain: false, wideWeighted: false, alphaUnit: 1, divisor: 1, bound: 0 };
  }
  if (sourceDepth === 'f32' || linear || !proposal.whole || (luminance && channels > 2)) return null;
  if (border === 'constant' && !borderColour.every(Number.isInteger)) return null;
  const max = Math.max(fullScale(sourceDepth), ...(border === 'constant' ? borderColour.map(Math.abs) : []));
  const plain = max * proposal.gain;
  const weighted = max * plain;
  if (plain > EXACT_64 || (law !== 'plain' && weighted > EXACT_64)) return null;
  return {
    exact: true,
    widePlain: plain > EXACT_32,
    wideWeighted: weighted > EXACT_32,
    alphaUnit: fullScale(sourceDepth),
    divisor: terms.divisor,
    bound: 0,
  };
}

function realArithmetic(terms: Terms, proposal: Proposal): Arithmetic {
  const { divisor, absolute, resultDepth, law, sum } = terms;
  const levels = resultDepth === 'f32' ? 1 : fullScale(resultDepth);
  const gain = proposal.gain / Math.abs(divisor);
  // No cancellation anywhere: the error is a share of the value itself.
  const positive = sum > 0 && absolute === sum && proposal.gain <= absolute * (1 + 1e-9) && divisor > 0;
  const growth = terms.linear ? (positive ? 1 : steepestEncoding(terms.colourSpace)) : 1;
  // A quotient of two sums carries the errors of both.
  const quotient = law === 'premultiplied' ? 2 : 1;
  const boundWith = (rounding: number): number =>
    (gain * (proposal.roundings + OTHER_ROUNDINGS) * rounding * quotient + proposal.weightError / Math.abs(divisor)) *
    levels *
    growth;
  const allowed = resultDepth === 'f32' ? (SHARE_32 * absolute) / Math.abs(divisor) : LEVELS_32[resultDepth];
  // Quotients of sums that may nearly cancel, and ranges that may be narrow, enlarge errors without limit.
  const unstable = (law === 'premultiplied' && !positive) || terms.output === 'minmax';
  const wide = boundWith(ROUNDING_32) > allowed || gain * terms.unit > RANGE_32 || unstable;
  return {
    exact: false,
    widePlain: wide,
    wideWeighted: wide,
    alphaUnit: 1,
    divisor: 1,
    bound: boundWith(wide ? ROUNDING_64 : ROUNDING_32),
  };
}
