// In which whole numbers running sums are taken: codes as they are where they sum to whole numbers, else work samples in
// fixed point of 32 or 64 bits; and how far that is from the reference.
import { steepestEncoding } from '../colour/curve.ts';
import { fullScale } from '../raster.ts';
import { chooseArithmetic, largestCode, sumsCodes, type Arithmetic } from './arithmetic.ts';
import { isLargeBox } from './differences.ts';
import { dividesWhole } from './finish.ts';
import { finishError, loadError } from './finish-error.ts';
import { hasLightTables } from './running-light.ts';
import { productNumbers } from './running-products.ts';
import type { Terms } from './terms.ts';
import type { WholeWeights } from './whole-weights.ts';
import * as slots from './wasm/running-slots.ts';

export interface Numbers {
  /** One of the kinds of wasm/running-slots.ts. */
  readonly kind: number;
  readonly arithmetic: Arithmetic;
  /** Work samples are multiplied by this and rounded, sums by `factor`. */
  readonly scale: number;
  readonly factor: number;
  /** Float samples beyond it are summed apart. */
  readonly limit: number;
  /** Samples are light times α as running-products.ts has it, `scale` full light. */
  readonly products?: boolean;
  /** Sums of columns fit 32 bits, those along the row float64 alone. */
  readonly far?: boolean;
  /** Samples come from tables of light in fixed point (running-light.ts). */
  readonly light?: boolean;
  /** Whole sums of plain codes lie between these, and are divided by `divisor`; null for other sums. */
  readonly codes: { readonly lowest: number; readonly highest: number; readonly divisor: number } | null;
}

/** Sums of the whole weights by sign. */
interface Totals {
  readonly positive: number;
  readonly negative: number;
}

const EXACT_32 = 2 ** 24;
const EXACT_64 = 2 ** 53;
/** Levels that a fixed point of 32 bits may be off, below the promised 0.5. */
const LEVELS_32 = { u8: 0.1, u16: 0.02 } as const;
/** And one of 64 bits, which has no better one behind it. */
const LEVELS_64 = 0.25;
/** Share of Σ|K|/|d| that a float result may be off; the promise is 1e-6. */
const SHARE = 8e-7;
/** Float samples up to this size are summed; decoded codes and luminance may be a little above full scale. */
const LARGEST_FLOAT = 1024;
/** Bits by which differences that are still to be summed up may be larger than the sums. */
const UNDONE_BITS = 2;
const SLACK = 1.0625;
/** Fractions of at most so many bits, so that a sample takes part of a float64. */
const MOST_BITS = 51;

export function chooseNumbers(terms: Terms, weighted: boolean, weights: WholeWeights): Numbers | string {
  const totals = totalsOf(weights.weights);
  return sumsCodes(terms)
    ? codeNumbers(terms, weighted, weights, totals)
    : workNumbers(terms, weighted, weights, totals);
}

function totalsOf(weights: Int32Array): Totals {
  let positive = 0;
  let negative = 0;
  for (const weight of weights) {
    if (weight > 0) positive += weight;
    else negative -= weight;
  }
  return { positive, negative };
}

function codeNumbers(terms: Terms, weighted: boolean, weights: WholeWeights, totals: Totals): Numbers | string {
  const { sourceDepth, border, borderColour, divisor } = terms;
  const max = fullScale(sourceDepth);
  const fits = border !== 'constant' || borderColour.every((code) => code >= 0 && code <= max);
  const largest = largestCode(terms) ** (weighted ? 2 : 1);
  const absolute = totals.positive + totals.negative;
  const lowest = -largest * (fits ? totals.negative : absolute);
  const highest = largest * (fits ? totals.positive : absolute);
  const size = Math.max(-lowest, highest);
  if (size >= 2 ** 62 || size * weights.unit > EXACT_64) return 'sums leave the range of exact numbers';
  const productsOf = weights.whole ? wholeProducts : weightedNumbers;
  const products = weighted ? productsOf(terms, weights, totals) : null;
  if (products) return products;
  const narrow = size < 2 ** 31;
  const plain = narrow && fits && !weighted;
  const arithmetic = codeArithmetic(terms, weighted, weights, size);
  return {
    kind: plain
      ? sourceDepth === 'u8'
        ? slots.CODES_8_32
        : slots.CODES_16_32
      : narrow
        ? slots.WORK_32
        : slots.WORK_64,
    arithmetic,
    scale: 1,
    factor: weights.whole ? weights.unit : weights.unit / divisor,
    limit: 2 ** 50,
    codes: plain && dividesOnce(terms, weights) ? { lowest, highest, divisor: divisor / weights.unit } : null,
  };
}

/** S · unit / d and S / (d / unit) are the same float64 for every whole S; real weights promise no bytes anyway. */
function dividesOnce({ divisor }: Terms, { unit, whole }: WholeWeights): boolean {
  return !whole || (Number.isInteger((divisor / unit) * 1024) && (divisor / unit) * unit === divisor);
}

function codeArithmetic(terms: Terms, weighted: boolean, weights: WholeWeights, size: number): Arithmetic {
  const { divisor, sum, absolute } = terms;
  const alphaUnit = fullScale(terms.sourceDepth);
  if (weights.whole) {
    const wide = size * weights.unit > EXACT_32;
    return { exact: true, wide, alphaUnit, divisor, sum, gain: absolute, bound: 0 };
  }
  const factors = { roundings: 0, gain: absolute, weightError: weights.weightError, whole: false };
  const real = chooseArithmetic(terms, factors, weighted);
  return weighted ? { ...real, wide: true, alphaUnit } : real;
}

function workNumbers(terms: Terms, weighted: boolean, weights: WholeWeights, totals: Totals): Numbers | string {
  const { divisor, unit, border, borderColour, sourceDepth, output } = terms;
  // What is only rounding must not become a picture.
  if (output === 'minmax') return 'fixed point cannot tell a flat picture from its rounding';
  if (weighted && terms.law === 'premultiplied' && totals.negative > 0) return 'α may nearly cancel';
  const count = totals.positive + totals.negative;
  const bordered = border === 'constant' ? Math.max(...borderColour.map(Math.abs)) : 0;
  const isFloat = sourceDepth === 'f32';
  const products = weighted ? weightedNumbers(terms, weights, totals) : null;
  if (products) return products;
  const outside = terms.linear ? bordered > 1 : bordered > unit;
  if (!isFloat && !weighted && !outside) {
    const scale = 2 ** Math.floor(Math.log2((2 ** 31 - 1) / (count * unit * SLACK + count)));
    const bound = boundOf(terms, weights, 0.5 / scale + 4 * unit * 2 ** -24, false);
    if (bound <= allowed(terms, true)) {
      const factor = Math.fround(weights.unit / divisor / scale);
      const sum = Math.fround(Math.fround((totals.positive - totals.negative) * scale) * factor);
      const arithmetic = real(terms, false, sum, bound);
      const light = hasLightTables(terms);
      return { kind: slots.WORK_32, arithmetic, scale, factor, limit: 0, codes: null, light };
    }
  }
  const floats = isFloat && !weighted && bordered <= LARGEST_FLOAT ? floatNumbers(terms, weights, totals) : null;
  if (floats) return floats;
  const limit = isFloat ? LARGEST_FLOAT : Math.max(1, outside ? bordered : 0, unit) * 2;
  const bits = Math.min(MOST_BITS, 62 - Math.ceil(Math.log2(count))) - Math.ceil(Math.log2(limit));
  const scale = 2 ** bits;
  const bound = boundOf(terms, weights, 0.5 / scale, weighted);
  if (bound > allowed(terms, false)) return 'fixed point would lose too many digits';
  const factor = weights.unit / divisor / scale;
  const opaque = (totals.positive - totals.negative) * scale * factor;
  // As running-products.ts has it: α halfway between two codes is the upper one.
  const sum = weighted && terms.law === 'premultiplied' && !isFloat ? opaque * (1 - 2 ** -40) : opaque;
  return { kind: slots.WORK_64, arithmetic: real(terms, true, sum, bound), scale, factor, limit, codes: null };
}

/** Whole weights: codes times α, whose quotients are those of whole numbers; null where there is more to do than divide. */
function wholeProducts(terms: Terms, { unit }: WholeWeights, { positive, negative }: Totals): Numbers | null {
  const fits = negative === 0 && 255 * 255 * positive < 2 ** 31;
  if (!fits || terms.border === 'constant' || !dividesWhole(terms)) return null;
  const arithmetic: Arithmetic = {
    exact: true,
    wide: false,
    whole: true,
    alphaUnit: 255,
    divisor: positive,
    sum: positive,
    gain: positive,
    bound: 0,
  };
  return { kind: slots.WORK_32, arithmetic, scale: 1, factor: unit, limit: 0, codes: null, products: true };
}

/** Codes or light times α; null where that is not near enough, as where α may nearly cancel. */
function weightedNumbers(terms: Terms, weights: WholeWeights, { positive, negative }: Totals): Numbers | null {
  if (terms.output === 'minmax' || (terms.law === 'premultiplied' && negative > 0)) return null;
  const total = positive - negative;
  const near = productNumbers(terms, weights, { largest: Math.max(positive, negative), total, far: false });
  if (near && near.arithmetic.bound <= allowed(terms, false)) return near;
  if (negative > 0 || !isLargeBox(weights)) return null;
  const far = productNumbers(terms, weights, { largest: positive / weights.columns, total, far: true });
  return far && far.arithmetic.bound <= allowed(terms, false) ? far : null;
}

/** Stored floats on a grid on which float64 sums them exactly; null where that is too coarse. */
function floatNumbers(terms: Terms, weights: WholeWeights, { positive, negative }: Totals): Numbers | null {
  if (terms.linear || (terms.luminance && terms.channels > 2)) return null;
  const bits = 53 - UNDONE_BITS - Math.ceil(Math.log2(positive + negative)) - Math.log2(LARGEST_FLOAT);
  const scale = 2 ** bits;
  const bound = boundOf(terms, weights, 0.5 / scale, false);
  if (bound > allowed(terms, false)) return null;
  const factor = weights.unit / terms.divisor;
  const arithmetic = real(terms, true, (positive - negative) * factor, bound);
  return { kind: slots.FLOATS, arithmetic, scale, factor, limit: LARGEST_FLOAT, codes: null };
}

/** `bound` is that of the sums alone. */
function real(terms: Terms, wide: boolean, sum: number, bound: number): Arithmetic {
  const gain = terms.absolute / Math.abs(terms.divisor);
  const decoding = gain * loadError(terms, wide) * levelsOf(terms) * growthOf(terms);
  return { exact: false, wide, alphaUnit: 1, divisor: 1, sum, gain, bound: bound + decoding + finishError(terms) };
}

function levelsOf({ resultDepth }: Terms): number {
  return resultDepth === 'f32' ? 1 : fullScale(resultDepth);
}

function growthOf({ linear, colourSpace }: Terms): number {
  return linear ? steepestEncoding(colourSpace) : 1;
}

/** Levels, or units of a float result, where every work sample may be `error` off. */
function boundOf(terms: Terms, { weightError }: WholeWeights, error: number, weighted: boolean): number {
  const { absolute, divisor, unit, resultDepth, law } = terms;
  const levels = levelsOf(terms);
  // Colour is a quotient by α there, which counts from half a level on.
  const least = resultDepth === 'f32' ? 1e-6 : 0.5 / levels;
  const quotient = !weighted ? 1 : law === 'premultiplied' ? 2 / least : 2;
  const gain = (absolute * error) / unit + weightError;
  return (gain / Math.abs(divisor)) * quotient * growthOf(terms) * levels;
}

function allowed({ resultDepth, absolute, divisor }: Terms, narrow: boolean): number {
  if (resultDepth === 'f32') return (SHARE * absolute) / Math.abs(divisor);
  return narrow ? LEVELS_32[resultDepth] : LEVELS_64;
}
