// The exact result of a separable operator before it is rounded, in float64 and two passes: what convolve.ref.ts computes
// by its one long sum, fast enough for kernels of hundreds of pixels. Output `clamp`, amount 1.
import { curveOf, decodeCurve, encodeCurve } from '../../../src-core/colour/curve.ts';
import { mapCoordinate } from '../../../src-core/convolve/border.ts';
import { resolveTerms, type Terms } from '../../../src-core/convolve/terms.ts';
import { innerRectangle, resultOrigin, resultSize } from '../../../src-core/engine/geometry.ts';
import type { Operator, Taps } from '../../../src-core/filters/filter.ts';
import type { Settings } from '../../../src-core/filters/settings.ts';
import { contains } from '../../../src-core/geometry.ts';
import { fullScale, type Depth, type Raster } from '../../../src-core/raster.ts';

export interface Exact {
  readonly width: number;
  readonly height: number;
  /** In units of the result's depth, neither clamped nor rounded; NaN where the sum is not finite. */
  readonly values: Float64Array;
  /** Whether a sample is filtered at all, and the opacity that the result has there. */
  readonly filtered: Uint8Array;
  readonly opacity: Float64Array;
}

type Separable = Extract<Operator, { form: 'separable' }>;

export function separableExact(
  source: Raster,
  operator: Separable,
  settings: Settings,
  options: { readonly depth?: Depth } = {},
): Exact {
  const terms = resolveTerms(source, operator, settings, options);
  const size = resultSize(source, operator, settings);
  const origin = resultOrigin(operator, settings);
  const inner = innerRectangle(source, operator, settings.flip);
  const planes = planesOf(source, terms);
  const sums = planes.map((plane) => passDown(passAcross(plane, source, terms), source, terms));
  const colours = planes.length - 1;
  const { channels } = source;
  const levels = fullScale(terms.resultDepth);
  const values = new Float64Array(size.width * size.height * channels);
  const filtered = new Uint8Array(values.length);
  const opacity = new Float64Array(values.length).fill(1);
  for (let i = 0; i < values.length; i++) {
    const channel = i % channels;
    const x = (Math.floor(i / channels) % size.width) + origin.x;
    const y = Math.floor(i / channels / size.width) + origin.y;
    const at = y * source.width + x;
    const pixel = { x, y, width: 1, height: 1 };
    const kept = !terms.ticked[channel] || (settings.border === 'keep' && !contains(inner, pixel));
    const A = sums[colours]!.inside[at]!;
    opacity[i] = terms.law === 'premultiplied' ? A / terms.sum : 1;
    filtered[i] = kept ? 0 : 1;
    if (kept) {
      values[i] = (source.data[at * channels + channel]! / fullScale(source.depth)) * levels;
    } else if (terms.hasAlpha && channel === channels - 1) {
      const own = planes[colours]!.inside[at]!;
      values[i] = levels * (terms.law === 'preserve' ? own : A / (terms.law === 'plain' ? terms.divisor : terms.sum));
    } else {
      values[i] = levels * colourAt(channel, at, A, { sums, terms, source });
    }
  }
  return { ...size, values, filtered, opacity };
}

/** One work channel over the picture, and in the border colour; the last is α (1 where there is none). */
interface Plane {
  readonly inside: Float64Array;
  readonly outside: number;
}

/** Straight colour in the filter's light as fractions of full scale, weighted by α where the law asks, then α. */
function planesOf(source: Raster, terms: Terms): Plane[] {
  const { channels, width, height } = source;
  const colours = terms.hasAlpha ? channels - 1 : channels;
  const scale = fullScale(source.depth);
  const straight = (sample: (channel: number) => number): number[] => {
    const light = Array.from({ length: colours }, (_, c) =>
      terms.linear ? decodeCurve(curveOf(terms.colourSpace, c), sample(c)) : sample(c),
    );
    const alpha = terms.hasAlpha ? sample(colours) : 1;
    const [r, g, b] = terms.colourSpace.luminance;
    const shown = terms.luminance && colours > 1 ? [r * light[0]! + g * light[1]! + b * light[2]!] : light;
    return [...shown.map((value) => (terms.law === 'plain' ? value : value * alpha)), alpha];
  };
  const border = straight((channel) => terms.borderColour[channel]! / terms.unit);
  const planes = border.map((outside) => ({ inside: new Float64Array(width * height), outside }));
  for (let at = 0; at < width * height; at++) {
    const pixel = straight((channel) => source.data[at * channels + channel]! / scale);
    pixel.forEach((value, index) => (planes[index]!.inside[at] = value));
  }
  return planes;
}

function passAcross({ inside, outside }: Plane, { width }: Raster, terms: Terms): Plane {
  const { weights, anchor } = tapsOf(terms, 'horizontal');
  const sums = inside.map((_, at) => {
    const row = at - (at % width);
    return weights.reduce((sum, weight, i) => {
      const column = mapCoordinate(terms.border, (at % width) + i - anchor, width);
      return sum + weight * (column < 0 ? outside : inside[row + column]!);
    }, 0);
  });
  return { inside: sums, outside: outside * weights.reduce((sum, weight) => sum + weight, 0) };
}

function passDown({ inside, outside }: Plane, { width, height }: Raster, terms: Terms): Plane {
  const { weights, anchor } = tapsOf(terms, 'vertical');
  const sums = inside.map((_, at) =>
    weights.reduce((sum, weight, i) => {
      const row = mapCoordinate(terms.border, Math.floor(at / width) + i - anchor, height);
      return sum + weight * (row < 0 ? outside : inside[row * width + (at % width)]!);
    }, 0),
  );
  return { inside: sums, outside };
}

function tapsOf({ operator }: Terms, axis: 'horizontal' | 'vertical'): Taps {
  return (operator as Separable)[axis];
}

interface Sums {
  readonly sums: readonly Plane[];
  readonly terms: Terms;
  readonly source: Raster;
}

/** SEMANTICS §7 and §9, encoded again. */
function colourAt(channel: number, at: number, A: number, { sums, terms, source }: Sums): number {
  const { law, luminance, linear, sum: S, divisor, colourSpace } = terms;
  const own = (c: number): number => {
    const value = source.data[at * source.channels + c]! / fullScale(source.depth);
    return linear ? decodeCurve(curveOf(colourSpace, c), value) : value;
  };
  const [r, g, b] = colourSpace.luminance;
  const mixed = luminance && source.channels > 2;
  const P = sums[luminance ? 0 : channel]!.inside[at]!;
  const before = mixed ? r * own(0) + g * own(1) + b * own(2) : own(channel);
  const bias = terms.bias / terms.unit;
  let value = P / divisor + bias;
  if (law === 'preserve') value = (P + before * (S - A)) / divisor + bias;
  if (law === 'premultiplied') value = (P * S) / A / divisor + bias;
  if (mixed) value = own(channel) + (value - before);
  return linear ? encodeCurve(curveOf(colourSpace, channel), value) : value;
}
