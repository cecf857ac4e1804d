// How sums become samples: which way of wasm/finish-pixels.ts serves a plan, and the constants of its steps.
import { bytesPerSample, fullScale } from '../raster.ts';
import { largestCode, type Arithmetic } from './arithmetic.ts';
import { findLattice, findLattice64, type LatticeQuery } from './lattice.ts';
import type { Terms } from './terms.ts';
import * as finish from './wasm/finish-slots.ts';

const LANES = [0, 1, 2, 3] as const;
const EXACT_32 = 2 ** 24;
/** Below this no float32 quotient of whole sums, up to 256, rounds to a tie that it is not. */
const QUOTIENT_LIMIT = 2 ** 16;

interface Lane {
  readonly factor: number;
  readonly summand: number;
}

interface Ways {
  readonly way: number;
  readonly law?: number;
  /** In units of colour, to be scaled by a last step, unless they are what is stored. */
  readonly values: 'colour' | 'stored';
  readonly lanes?: readonly Lane[];
  /** For float64: the quick way multiplies. */
  readonly lanes64?: readonly Lane[];
  readonly completes?: boolean;
}

/** The block at FINISH_CONSTANTS for plain tiles, or for tiles that α weighs. */
export function finishBlock(terms: Terms, arithmetic: Arithmetic, weighted: boolean): Uint8Array {
  const { unit, resultDepth, sourceDepth, output, linear, amount } = terms;
  const max = fullScale(resultDepth);
  const block = new DataView(new ArrayBuffer(finish.FINISH_BYTES));
  const float = (at: number, value: number): void => block.setFloat32(at, value, true);
  const double = (at: number, value: number): void => block.setFloat64(at, value, true);
  const flag = (at: number, value: number | boolean): void => block.setInt32(at, Number(value), true);
  const ways = waysOf(terms, arithmetic, weighted);
  const lanes = ways.lanes ?? unitLanes(terms, weighted);
  const dividing = dividingLanes(terms, arithmetic, weighted);
  // A reciprocal that is exact gives the quotient's own bits.
  const multiplies = dividing.every(({ factor }) => isPowerOfTwo(factor));
  const reciprocals = dividing.map(({ factor, summand }) => ({ factor: 1 / factor, summand }));
  const lanes64 = ways.lanes64 ?? (multiplies ? reciprocals : dividing);
  for (const lane of LANES) {
    float(finish.FACTOR + lane * 4, lanes[lane]!.factor);
    float(finish.SUMMAND + lane * 4, lanes[lane]!.summand);
    double(finish.DIVISOR_64 + lane * 8, lanes64[lane]!.factor);
    double(finish.SUMMAND_64 + lane * 8, lanes64[lane]!.summand);
  }
  for (let sample = 0; sample < 12; sample++) {
    const channel = sample % workSamples(terms);
    const isColour = !terms.hasAlpha || channel < workSamples(terms) - 1;
    const counts = isColour && (terms.luminance || terms.ticked[channel]);
    block.setBigInt64(finish.COLOUR_64 + sample * 8, isColour ? -1n : 0n, true);
    block.setBigInt64(finish.COUNTS_64 + sample * 8, counts ? -1n : 0n, true);
  }
  const written = writtenChannels(terms, weighted);
  const size = bytesPerSample(resultDepth);
  for (let byte = 0; byte < 16; byte++) {
    // Pixels of three samples do not fit: wasm/unticked.ts sees to theirs.
    const writes = terms.channels === 3 || written[Math.floor(byte / size) % terms.channels];
    block.setUint8(finish.MASK + byte, writes ? 255 : 0);
  }
  // Encoding leaves codes with the half that rounds, or floats.
  const scales = ways.values === 'colour' && !linear;
  float(finish.SCALE, scales ? max / unit : 1);
  float(finish.HALF, scales && resultDepth !== 'f32' ? 0.5 : 0);
  float(finish.SUM_32, arithmetic.sum);
  float(finish.OPAQUE_SUM_32, arithmetic.sum * arithmetic.alphaUnit);
  float(finish.UNIT_32, unit);
  const hiddenBelow = resultDepth === 'f32' ? 1e-6 * unit : 0.5 * (unit / max);
  // Codes that are ready carry the half that rounds, or are whole.
  float(finish.HIDDEN_BELOW, ways.values === 'stored' && resultDepth !== 'f32' ? 1 : hiddenBelow);
  float(finish.AMOUNT_32, amount);
  float(finish.REST_32, 1 - amount);
  double(finish.SUM_64, arithmetic.sum);
  double(finish.OPAQUE_SUM_64, arithmetic.sum * arithmetic.alphaUnit);
  double(finish.ALPHA_UNIT_64, arithmetic.alphaUnit);
  double(finish.UNIT_64, unit);
  double(finish.MAX_64, max);
  double(finish.RISE_64, unit / arithmetic.alphaUnit);
  const multipliesRest = isPowerOfTwo(arithmetic.divisor);
  double(finish.REST_DIVISOR_64, multipliesRest ? 1 / arithmetic.divisor : arithmetic.divisor);
  flag(finish.MULTIPLIES_REST_64, multipliesRest);
  double(finish.BIAS_64, terms.bias);
  double(finish.AMOUNT_64, amount);
  double(finish.REST_64, 1 - amount);
  double(finish.HIDDEN_BELOW_64, hiddenBelow);
  double(finish.HALF_64, 0.5);
  float(finish.SHIFT, output === 'signed' ? 0.5 * unit : 0);
  flag(finish.ABSOLUTE, output === 'absolute');
  flag(finish.WAY, ways.way);
  flag(finish.LAW_32, ways.law ?? lawOf(terms, weighted));
  flag(finish.MAPS, ways.values === 'colour' && (output === 'absolute' || output === 'signed'));
  flag(finish.MULTIPLIES_64, multiplies);
  flag(finish.COMPLETE_64, ways.completes ?? false);
  flag(finish.FINITE, sourceDepth !== 'f32' && resultDepth !== 'f32');
  const hides = weighted && terms.law === 'premultiplied' && amount === 1;
  flag(finish.HIDES, hides);
  flag(finish.WHOLE_SUM, arithmetic.whole ? arithmetic.sum : 0);
  flag(finish.KEEPS, !written.every(Boolean) || hides);
  return new Uint8Array(block.buffer);
}

/** Sums over plain tiles of a float picture are the result's samples but for α that stays 1: none is mapped, added to or kept. */
export function storesSums(terms: Terms): boolean {
  const { sourceDepth, resultDepth, luminance, linear, output, amount, bias, hasAlpha, law, ticked } = terms;
  if (sourceDepth !== 'f32' || resultDepth !== 'f32' || luminance || linear) return false;
  if (output !== 'clamp' || amount !== 1 || bias !== 0) return false;
  const computed = hasAlpha && law !== 'plain' ? ticked.slice(0, -1) : ticked;
  return computed.every(Boolean);
}

/** α of opaque tiles stays what it is, under the laws that weigh by it; so does it under `preserve` wherever, but for
 * floats, which may be no numbers. */
function writtenChannels(terms: Terms, weighted: boolean): boolean[] {
  const { amount, channels, hasAlpha, law, resultDepth, sourceDepth, ticked } = terms;
  const stays = weighted ? law === 'preserve' && resultDepth !== 'f32' : law !== 'plain';
  return ticked.map((isTicked, channel) => {
    const keeps = hasAlpha && channel === channels - 1 && stays && sourceDepth === resultDepth;
    return isTicked && amount !== 0 && !keeps;
  });
}

function lawOf({ law }: Terms, weighted: boolean): number {
  if (!weighted || law === 'plain') return finish.PLAIN;
  return law === 'preserve' ? finish.PRESERVE : finish.RATIO;
}

function waysOf(terms: Terms, arithmetic: Arithmetic, weighted: boolean): Ways {
  const { output, sourceDepth, resultDepth } = terms;
  const { exact, wide } = arithmetic;
  const single = isSingleStep(terms);
  // The quick ways keep samples as they are stored.
  const keepsDepth = sourceDepth === resultDepth || writtenChannels(terms, weighted).every(Boolean);
  if (exact) {
    const quick = single && sourceDepth === resultDepth ? exactWay(terms, arithmetic, weighted) : null;
    return quick ?? { way: finish.STEPS_64, values: 'stored', completes: true };
  }
  if (!weighted && single && keepsDepth && (output === 'clamp' || output === 'signed')) {
    const lanes = storedLanes(terms, weighted);
    if (wide) return { way: finish.QUICK_64, values: 'stored', lanes64: lanes };
    return { way: finish.QUICK, values: 'stored', lanes };
  }
  if (wide || output === 'minmax') {
    return { way: finish.STEPS_64, values: single ? 'stored' : 'colour', completes: single };
  }
  if (!weighted && isLightOnly(terms)) {
    const lanes = unitLanes(terms, weighted);
    const identity = lanes.every(({ factor, summand }) => factor === 1 && summand === 0);
    return { way: identity ? finish.LIGHT : finish.SCALED_LIGHT, values: 'colour', lanes };
  }
  // Weighted tiles take the very operations of plain ones.
  if (single && output !== 'absolute')
    return { way: finish.STEPS, values: 'stored', lanes: storedLanes(terms, weighted) };
  return { way: finish.STEPS, values: 'colour' };
}

/** Light becomes codes of 8 bits and nothing else, by one curve for all channels; α of opaque pixels may stay. */
function isLightOnly({ linear, luminance, amount, output, ticked, ...rest }: Terms): boolean {
  const { sourceDepth, resultDepth, channels, colourSpace, hasAlpha, law } = rest;
  if (!linear || luminance || amount !== 1 || output !== 'clamp') return false;
  if (sourceDepth === 'f32' || resultDepth !== 'u8') return false;
  const computed = hasAlpha ? ticked.slice(0, -1) : ticked;
  return computed.every(Boolean) && !(hasAlpha && law === 'plain') && (channels < 3 || colourSpace.curves.length === 1);
}

/** Nothing happens to a filtered colour but a mapping and the rounding. */
function isSingleStep({ linear, luminance, channels, amount }: Terms): boolean {
  return !linear && !(luminance && channels > 2) && (amount === 1 || amount === 0);
}

/** Constants proven for every sum that can occur; null where there are none. */
function exactWay(terms: Terms, arithmetic: Arithmetic, weighted: boolean): Ways | null {
  const { law, output, bias, unit, sum } = terms;
  const { wide, divisor, gain, alphaUnit } = arithmetic;
  if (arithmetic.whole) return { way: finish.STEPS, law: finish.WHOLE, values: 'stored' };
  if (output === 'minmax' || (output === 'absolute' && (bias !== 0 || weighted || wide))) return null;
  const largest = largestCode(terms);
  const query = {
    divisor: output === 'absolute' ? Math.abs(divisor) : divisor,
    shift: output === 'signed' ? 0.5 * unit : 0,
    max: unit,
  };
  if (!weighted) {
    const limit = largest * gain;
    const lanes = exactLanes(terms, { ...query, lowest: output === 'absolute' ? 0 : -limit, highest: limit }, wide);
    if (!lanes) return null;
    if (wide) return { way: finish.QUICK_64, values: 'stored', lanes64: lanes };
    return { way: finish.QUICK, values: 'stored', lanes };
  }
  if (wide) return null;
  if (law === 'premultiplied') {
    const fits = dividesByOpacity(terms, divisor) && largest * gain < QUOTIENT_LIMIT;
    return fits ? { way: finish.STEPS, law: finish.QUOTIENT, values: 'stored' } : null;
  }
  const limit = largest ** 2 * (2 * gain + Math.abs(sum));
  if (limit > EXACT_32) return null;
  const weightedQuery = { ...query, divisor: divisor * alphaUnit, lowest: -limit, highest: limit };
  const lanes = exactLanes(terms, weightedQuery, false);
  return lanes && { way: finish.STEPS, values: 'stored', lanes };
}

/** Colours are quotients of their sums and those of α, and α's codes are quotients by S. */
function dividesByOpacity({ law, sum, bias, output }: Terms, divisor: number): boolean {
  return law === 'premultiplied' && divisor === sum && bias === 0 && output === 'clamp';
}

/** Whole sums of codes of 8 bits that α weighs become codes as whole numbers. */
export function dividesWhole(terms: Terms): boolean {
  const { sourceDepth, resultDepth, divisor } = terms;
  return dividesByOpacity(terms, divisor) && isSingleStep(terms) && sourceDepth === 'u8' && resultDepth === 'u8';
}

function exactLanes(terms: Terms, query: Omit<LatticeQuery, 'bias'>, wide: boolean): Lane[] | null {
  const { law, output, bias, hasAlpha, ticked } = terms;
  const sumsAlpha = hasAlpha && law === 'plain';
  // α has neither bias nor mapping; where it is not summed like a colour it is kept.
  if (sumsAlpha && output === 'absolute' && ticked.at(-1)) return null;
  const find = wide ? findLattice64 : findLattice;
  const colour = find({ ...query, bias });
  const alpha = sumsAlpha ? find({ ...query, bias: 0, shift: 0 }) : { factor: 1, summand: 0 };
  return colour && alpha && lanesOf(terms, colour, alpha);
}

/** Samples of a pixel while it is summed. */
function workSamples({ hasAlpha, channels, luminance }: Terms): number {
  return luminance ? (hasAlpha ? 2 : 1) : channels;
}

function lanesOf(terms: Terms, colour: Lane, alpha: Lane): Lane[] {
  const { hasAlpha } = terms;
  const samples = workSamples(terms);
  return LANES.map((lane) => (hasAlpha && lane % samples === samples - 1 ? alpha : colour));
}

/** From sums, or from what an opacity law made of them, to what is stored; for real plans. */
function storedLanes(terms: Terms, weighted: boolean): Lane[] {
  const { unit, resultDepth, bias, output } = terms;
  const scale = fullScale(resultDepth) / unit;
  const half = resultDepth === 'f32' ? 0 : 0.5;
  const shift = output === 'signed' ? 0.5 * unit : 0;
  const alpha = { factor: scale, summand: half };
  const opaque = { factor: 0, summand: unit * scale + half };
  return lanesOf(
    terms,
    { factor: scale, summand: (bias + shift) * scale + half },
    staysOpaque(terms, weighted) ? opaque : alpha,
  );
}

/** The same to values in units of colour. */
function unitLanes(terms: Terms, weighted: boolean): Lane[] {
  const alpha = staysOpaque(terms, weighted) ? { factor: 0, summand: terms.unit } : { factor: 1, summand: 0 };
  return lanesOf(terms, { factor: 1, summand: terms.bias }, alpha);
}

/** Float64 divides, as the reference does. */
function dividingLanes(terms: Terms, { divisor }: Arithmetic, weighted: boolean): Lane[] {
  const opaque = { factor: Infinity, summand: terms.unit };
  const alpha = staysOpaque(terms, weighted) ? opaque : { factor: divisor, summand: 0 };
  return lanesOf(terms, { factor: divisor, summand: terms.bias }, alpha);
}

/** Or infinite, whose reciprocal is 0. */
function isPowerOfTwo(value: number): boolean {
  return value === Infinity || (Number.isInteger(Math.log2(value)) && 2 ** Math.log2(value) === value);
}

/** Plain tiles under the laws that weigh by α. */
function staysOpaque({ law }: Terms, weighted: boolean): boolean {
  return law !== 'plain' && !weighted;
}
