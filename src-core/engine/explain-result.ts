// From the sums of one pixel to its sample, line by line: opacity, divisor, bias, output, blend, light, rounding.
import { curveOf, decodeCurve, encodeCurve } from '../colour/curve.ts';
import { isFlat } from '../convolve/range.ts';
import type { Terms } from '../convolve/terms.ts';
import { fullScale, type Depth } from '../raster.ts';
import type { ChannelResult, LineKind, ResultLine } from '../explain/explanation.ts';
import { inCodes, luminanceOf, shown, type PixelQuestion } from './explain-question.ts';

export interface Sums {
  /** Per colour, or of the luminance alone; weighted by opacity under the laws that do so. In `terms.unit`, twice where weighted. */
  readonly colour: readonly number[];
  readonly alpha: number;
  /** Every tap that counts is opaque. */
  readonly opaque: boolean;
}

type Story = Omit<ChannelResult, 'engine'>;

export function explainResult(question: PixelQuestion, sums: Sums, samples: ArrayLike<number>, channel: number): Story {
  const { terms, codes, kept } = question;
  const colours = terms.hasAlpha ? terms.channels - 1 : terms.channels;
  const own = samples[channel] ?? 0;
  const copied = copyReason(question, sums, channel, channel === colours);
  const told = new Lines();
  if (kept || copied) {
    const stored = convertSample(own, terms.sourceDepth, terms.resultDepth);
    const result = inCodes(stored, fullScale(terms.resultDepth), codes);
    told.add(kept ? 'copied-border' : (copied ?? 'copied-channel'), result);
    return { lines: told.lines, own: told.own(own, terms, codes), result: valid(result), unrounded: null };
  }
  const value =
    channel === colours
      ? alphaValue(question, sums, samples, told)
      : colourValue(question, sums, samples, channel, told);
  return { own: told.own(own, terms, codes), ...store(value, question, told) };
}

class Lines {
  readonly lines: ResultLine[] = [];

  add(kind: LineKind, value: number): void {
    this.lines.push({ kind, value: valid(value) });
  }

  own(sample: number, terms: Terms, codes: number): number | null {
    return valid(inCodes(sample, fullScale(terms.sourceDepth), codes));
  }
}

function valid(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function copyReason({ terms }: PixelQuestion, sums: Sums, channel: number, isAlpha: boolean): LineKind | null {
  if (!terms.ticked[channel]) return 'copied-channel';
  if (terms.amount === 0) return 'copied-amount';
  if (!isAlpha && terms.law === 'premultiplied' && isTransparent(sums.alpha / terms.sum, terms)) return 'copied-hidden';
  return null;
}

/** `α' quantises to 0`, or for a float result A < 1e-6 · S. */
function isTransparent(alpha: number, { unit, resultDepth }: Terms): boolean {
  if (resultDepth === 'f32') return alpha / unit < 1e-6;
  return quantise(alpha, unit, resultDepth) === 0;
}

function alphaValue({ terms, codes }: PixelQuestion, sums: Sums, samples: ArrayLike<number>, told: Lines): number {
  const { unit, law, sum, divisor, amount } = terms;
  const own = encodedAt(samples, terms.channels - 1, terms);
  const tell = (kind: LineKind, value: number): void => told.add(kind, inCodes(value, unit, codes));
  let value = own;
  if (law === 'preserve') {
    tell('kept-opacity', own);
  } else {
    tell('sum', sums.alpha);
    value = law === 'premultiplied' ? sums.alpha / sum : sums.alpha / divisor;
    tell(law === 'premultiplied' ? 'divided-by-sum' : 'divided', value);
  }
  if (amount === 1) return value;
  value = amount * value + (1 - amount) * own;
  tell('blended', value);
  return value;
}

function colourValue(
  question: PixelQuestion,
  sums: Sums,
  samples: ArrayLike<number>,
  channel: number,
  told: Lines,
): number {
  const { terms, codes, range } = question;
  const { unit, law, amount } = terms;
  const tell = (kind: LineKind, value: number): void => told.add(kind, shown(value, terms, codes));
  const colours = terms.hasAlpha ? terms.channels - 1 : terms.channels;
  const own = Array.from({ length: colours }, (_, index) => {
    const encoded = encodedAt(samples, index, terms);
    return terms.linear ? decodeCurve(curveOf(terms.colourSpace, index), encoded) : encoded;
  });
  const ownWeighed = terms.luminance ? luminanceOf(own, terms) : (own[channel] ?? 0);
  const P = sums.colour[terms.luminance ? 0 : channel] ?? 0;
  let value = dividedAndBiased(P, ownWeighed, sums, terms, codes, told);
  if (terms.output === 'absolute') tell('absolute', (value = Math.abs(value)));
  if (terms.output === 'signed') tell('signed', (value = value + 0.5 * unit));
  if (terms.output === 'minmax') tell('stretched', (value = stretch(value, terms, range)));
  const before = own[channel] ?? 0;
  if (terms.luminance) tell('luminance', (value = before + (value - luminanceOf(own, terms))));
  if (amount !== 1) {
    const alpha = terms.hasAlpha ? encodedAt(samples, colours, terms) : unit;
    // What shows of each picture in the blend: colour nobody can see must not leak into it.
    const weighted = law === 'premultiplied';
    const share = weighted ? amount * Math.max(0, sums.alpha / terms.sum) : amount;
    const shareOwn = weighted ? (1 - amount) * alpha : 1 - amount;
    tell('blended', (value = (share * value + shareOwn * before) / (share + shareOwn)));
  }
  if (terms.linear) {
    value = encodeCurve(curveOf(terms.colourSpace, channel), value);
    told.add('encoded', value * codes);
  }
  return value;
}

/** SEMANTICS §7. */
function dividedAndBiased(P: number, own: number, sums: Sums, terms: Terms, codes: number, told: Lines): number {
  const { unit, law, sum: S, divisor, bias } = terms;
  const tell = (kind: LineKind, value: number): void => told.add(kind, shown(value, terms, codes));
  const A = sums.alpha;
  let value = law === 'plain' ? P : P / unit;
  tell('sum', value);
  if (law === 'premultiplied' && !sums.opaque) {
    told.add('opacity-sum', A / unit);
    tell('unweighted', (value = (P * S) / A));
  }
  if (law === 'preserve' && !sums.opaque) {
    told.add('opacity-sum', A / unit);
    tell('own-share', (own * (S * unit - A)) / unit);
    value = (P + own * (S * unit - A)) / unit;
  }
  tell('divided', (value = value / divisor));
  tell('biased', (value = value + bias));
  return value;
}

function stretch(value: number, terms: Terms, range: readonly [number, number] | null): number {
  const [low, high] = range ?? [0, 0];
  return isFlat([low, high], terms) ? 0 : ((value / terms.unit - low) / (high - low)) * terms.unit;
}

function store(value: number, { terms, codes }: PixelQuestion, told: Lines): Omit<Story, 'own'> {
  const { unit, resultDepth } = terms;
  const max = fullScale(resultDepth);
  const { lines } = told;
  if (resultDepth === 'f32') {
    const float = Math.fround(value / unit);
    told.add(Number.isFinite(float) ? 'float' : 'invalid', float * codes);
    return { lines, result: Number.isFinite(float) ? float * codes : 0, unrounded: valid(float * codes) };
  }
  if (!Number.isFinite(value)) {
    told.add('invalid', value);
    return { lines, result: 0, unrounded: null };
  }
  const code = unit === max ? value : (value / unit) * max;
  const rounded = Math.floor(code + 0.5);
  const result = Math.min(max, Math.max(0, rounded));
  told.add('rounded', inCodes(rounded, max, codes));
  told.add('clamped', inCodes(result, max, codes));
  return { lines, result: inCodes(result, max, codes), unrounded: inCodes(code, max, codes) };
}

/** In units of `terms.unit`. */
function encodedAt(samples: ArrayLike<number>, channel: number, terms: Terms): number {
  return (samples[channel] ?? 0) / (terms.unit === 1 ? fullScale(terms.sourceDepth) : 1);
}

function quantise(value: number, unit: number, depth: Depth): number {
  const max = fullScale(depth);
  if (depth === 'f32') return Math.fround(value / unit);
  if (!Number.isFinite(value)) return NaN;
  return Math.min(max, Math.max(0, Math.floor((unit === max ? value : (value / unit) * max) + 0.5)));
}

/** A copied channel: the same bits in the same depth. */
function convertSample(sample: number, from: Depth, to: Depth): number {
  if (from === to) return sample;
  const stored = quantise(sample, fullScale(from), to);
  return Number.isFinite(stored) ? stored : 0;
}
