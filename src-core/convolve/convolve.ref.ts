// The truth: SEMANTICS §1–§9 in float64, slow and obvious. Every fast path is held equal to this.
import { curveOf, decodeCurve, encodeCurve } from '../colour/curve.ts';
import type { ColourSpace } from '../colour/colour-space.ts';
import { innerRectangle, resultOrigin, resultSize } from '../engine/geometry.ts';
import type { Operator } from '../filters/filter.ts';
import type { Settings } from '../filters/settings.ts';
import { createRaster, fullScale, type Depth, type Raster, type Samples } from '../raster.ts';
import { mapCoordinate } from './border.ts';
import { isFlat } from './range.ts';
import { extentOf } from './sums.ts';
import { resolveTerms, type Terms } from './terms.ts';

export interface ReferenceOptions {
  readonly depth?: Depth;
  readonly colourSpace?: ColourSpace;
  readonly range?: readonly [number, number];
}

export interface ReferenceResult {
  readonly raster: Raster;
  readonly range: readonly [number, number] | null;
  readonly invalidSamples: number;
}

/** A pixel in the filter's light, straight, in units of `terms.unit`; α is `unit` where there is none. */
interface Light {
  readonly colour: readonly number[];
  readonly alpha: number;
}

interface Filtered extends Light {
  /** α' quantises to 0: the pixel keeps its own colour. */
  readonly hidden: boolean;
}

export function convolveReference(
  source: Raster,
  operator: Operator,
  settings: Settings,
  options: ReferenceOptions = {},
): ReferenceResult {
  const terms = resolveTerms(source, operator, settings, options);
  const size = resultSize(source, operator, settings);
  const origin = resultOrigin(operator, settings);
  const inner = settings.border === 'keep' ? innerRectangle(source, operator, settings.flip) : null;
  const isKept = (x: number, y: number): boolean =>
    inner !== null && (x < inner.x || y < inner.y || x >= inner.x + inner.width || y >= inner.y + inner.height);

  const filtered: (Filtered | null)[] = [];
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      filtered.push(isKept(x, y) ? null : sumAt(source, terms, x + origin.x, y + origin.y));
    }
  }
  const range = settings.output === 'minmax' ? (options.range ?? rangeOf(filtered, terms)) : null;

  const raster = createRaster(size.width, size.height, source.channels, terms.resultDepth);
  let invalidSamples = 0;
  filtered.forEach((pixel, index) => {
    const x = (index % size.width) + origin.x;
    const y = Math.floor(index / size.width) + origin.y;
    invalidSamples += writePixel(raster.data, index * source.channels, source, terms, range, x, y, pixel);
  });
  return { raster, range, invalidSamples };
}

/** Sums, divisor and bias of one pixel, without output mapping (SEMANTICS §5, §7). */
function sumAt(source: Raster, terms: Terms, x: number, y: number): Filtered {
  const { law, unit, sum: S, divisor: d, bias } = terms;
  const own = lightAt(source, terms, x, y);
  const P = own.colour.map(() => 0);
  let A = 0;
  eachTap(terms.operator, (dx, dy, weight) => {
    const { colour, alpha } = lightAt(source, terms, x + dx, y + dy);
    for (let i = 0; i < P.length; i++) {
      P[i] = (P[i] ?? 0) + weight * (law === 'plain' ? (colour[i] ?? 0) : alpha * (colour[i] ?? 0));
    }
    A += weight * alpha;
  });
  if (law === 'plain') return { colour: P.map((p) => p / d + bias), alpha: A / d, hidden: false };
  // Where every neighbour is opaque both laws are P/d + b, without the detour of a quotient.
  const opaque = A === S * unit;
  if (law === 'preserve') {
    const colour = P.map((p, i) => (opaque ? p / unit : (p + (own.colour[i] ?? 0) * (S * unit - A)) / unit) / d + bias);
    return { colour, alpha: own.alpha, hidden: false };
  }
  const alpha = A / S;
  return {
    colour: P.map((p) => (opaque ? p / unit : (p * S) / A) / d + bias),
    alpha,
    hidden: isTransparent(alpha, terms),
  };
}

/** `α' quantises to 0`, or for a float result A < 1e-6 · S. */
function isTransparent(alpha: number, { unit, resultDepth }: Terms): boolean {
  if (resultDepth === 'f32') return alpha / unit < 1e-6;
  return quantise(alpha, unit, resultDepth) === 0;
}

function eachTap(operator: Operator, visit: (dx: number, dy: number, weight: number) => void): void {
  const { rows, columns, anchorRow, anchorColumn } = extentOf(operator);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const weight =
        operator.form === 'matrix'
          ? (operator.kernel.weights[row * columns + column] ?? 0)
          : (operator.vertical.weights[row] ?? 0) * (operator.horizontal.weights[column] ?? 0);
      // A weight of 0 reads nothing: NaN beside it does not spread.
      if (weight !== 0) visit(column - anchorColumn, row - anchorRow, weight);
    }
  }
}

/** The straight pixel at a coordinate that may lie outside, in the filter's light; one colour with `luminance`. */
function lightAt(source: Raster, terms: Terms, x: number, y: number): Light {
  const column = mapCoordinate(terms.border, x, source.width);
  const row = mapCoordinate(terms.border, y, source.height);
  const outside = column < 0 || row < 0;
  const scale = terms.unit === 1 ? fullScale(source.depth) : 1;
  const at = (channel: number): number =>
    outside
      ? (terms.borderColour[channel] ?? 0)
      : (source.data[(row * source.width + column) * source.channels + channel] ?? 0) / scale;
  const colours = terms.hasAlpha ? source.channels - 1 : source.channels;
  let colour = Array.from({ length: colours }, (_, channel) => {
    const value = at(channel);
    return terms.linear ? decodeCurve(curveOf(terms.colourSpace, channel), value) : value;
  });
  if (terms.luminance) colour = [luminanceOf(colour, terms)];
  return { colour, alpha: terms.hasAlpha ? at(colours) : terms.unit };
}

function luminanceOf(colour: readonly number[], terms: Terms): number {
  if (colour.length === 1) return colour[0] ?? 0;
  const [r, g, b] = terms.colourSpace.luminance;
  return r * (colour[0] ?? 0) + g * (colour[1] ?? 0) + b * (colour[2] ?? 0);
}

/** Minimum and maximum over ticked colours as fractions of full scale, pixels with α = 0 excluded (SEMANTICS §5). */
function rangeOf(filtered: readonly (Filtered | null)[], terms: Terms): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const pixel of filtered) {
    if (pixel === null || (terms.hasAlpha && isTransparent(pixel.alpha, terms))) continue;
    pixel.colour.forEach((value, channel) => {
      if (!terms.luminance && !terms.ticked[channel]) return;
      if (!Number.isFinite(value)) return;
      low = Math.min(low, value / terms.unit);
      high = Math.max(high, value / terms.unit);
    });
  }
  return low <= high ? [low, high] : [0, 0];
}

function mapOutput(value: number, terms: Terms, range: readonly [number, number] | null): number {
  switch (terms.output) {
    case 'clamp':
      return value;
    case 'absolute':
      return Math.abs(value);
    case 'signed':
      return value + 0.5 * terms.unit;
    case 'minmax': {
      const [low, high] = range ?? [0, 0];
      return isFlat([low, high], terms) ? 0 : ((value / terms.unit - low) / (high - low)) * terms.unit;
    }
  }
}

/** Writes one pixel of the result; returns how many of its samples had no valid value. */
function writePixel(
  data: Samples,
  offset: number,
  source: Raster,
  terms: Terms,
  range: readonly [number, number] | null,
  x: number,
  y: number,
  pixel: Filtered | null,
): number {
  const { channels, ticked, amount, unit } = terms;
  const start = (y * source.width + x) * channels;
  const colours = terms.hasAlpha ? channels - 1 : channels;
  const own = lightAt(source, { ...terms, luminance: false }, x, y);
  const premultiplied = terms.law === 'premultiplied';
  // What shows of each picture in the blend: colour nobody can see must not leak into it.
  const shown = premultiplied && pixel ? amount * Math.max(0, pixel.alpha) : amount;
  const shownOwn = premultiplied ? (1 - amount) * own.alpha : 1 - amount;
  const shift =
    pixel && terms.luminance ? mapOutput(pixel.colour[0] ?? 0, terms, range) - luminanceOf(own.colour, terms) : 0;
  let invalid = 0;
  for (let channel = 0; channel < channels; channel++) {
    const isAlpha = channel === colours;
    if (pixel === null || !ticked[channel] || amount === 0 || (pixel.hidden && !isAlpha)) {
      data[offset + channel] = convertSample(source.data[start + channel] ?? 0, source.depth, terms.resultDepth);
      continue;
    }
    let value: number;
    if (isAlpha) {
      value = amount === 1 ? pixel.alpha : amount * pixel.alpha + (1 - amount) * own.alpha;
    } else {
      const before = own.colour[channel] ?? 0;
      value = terms.luminance ? before + shift : mapOutput(pixel.colour[channel] ?? 0, terms, range);
      if (amount !== 1) value = (shown * value + shownOwn * before) / (shown + shownOwn);
      if (terms.linear) value = encodeCurve(curveOf(terms.colourSpace, channel), value);
    }
    const stored = quantise(value, unit, terms.resultDepth);
    if (!Number.isFinite(stored)) invalid++;
    data[offset + channel] = Number.isFinite(stored) ? stored : 0;
  }
  return invalid;
}

/** Clamps and rounds for integers, floor(v · max + 0.5); float passes, as float32. NaN stays NaN for the caller to count. */
function quantise(value: number, unit: number, depth: Depth): number {
  const max = fullScale(depth);
  if (depth === 'f32') return Math.fround(value / unit);
  if (!Number.isFinite(value)) return NaN;
  const code = unit === max ? value : (value / unit) * max;
  return Math.min(max, Math.max(0, Math.floor(code + 0.5)));
}

/** A copied channel: the same bits in the same depth. */
function convertSample(sample: number, from: Depth, to: Depth): number {
  if (from === to) return sample;
  const stored = quantise(sample, fullScale(from), to);
  return Number.isFinite(stored) ? stored : 0;
}
