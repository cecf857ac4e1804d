// The truth with opacity and light, at a sample of pixels: as convolve.ref.ts has it (and its test holds them equal), but
// row by row, because the reference visits every tap of every pixel by itself.
import { curveOf, decodeCurve, encodeCurve } from '../../src-core/colour/curve.ts';
import { resolveTerms, type Terms } from '../../src-core/convolve/terms.ts';
import { DEFAULT_SETTINGS } from '../../src-core/filters/settings.ts';
import { fullScale, type Raster } from '../../src-core/raster.ts';
import type { Subject } from './cases.ts';
import type { Assignment } from './protocol.ts';
import { operatorOf, rowsOf, stored, sumsAt, type Rows, type SampleRow } from './reference.ts';
import { settingsOf } from './settings.ts';

/** Samples of the result as the picture's depth stores them, all channels ticked, no bias, output clamp. */
export function settledSamples(
  picture: Raster,
  subject: Subject,
  assignment: Assignment,
  pixels: readonly SampleRow[],
): number[] {
  const operator = operatorOf(subject);
  const settings = { ...DEFAULT_SETTINGS, ...settingsOf(subject, assignment) };
  const terms = resolveTerms(picture, operator, settings);
  const light = lightRows(picture, terms);
  const weighted = terms.law === 'plain' ? light : weightedRows(light);
  const sums = sumsAt(weighted, operator, assignment.border, pixels);
  const { channels, depth } = picture;
  const values: number[] = [];
  let at = 0;
  for (const { y, columns } of pixels) {
    const own = light.row(y);
    const copied = rowsOf(picture).row(y);
    for (const x of columns) {
      const here = own.subarray(x * channels, (x + 1) * channels);
      const { colour, alpha } = settle(sums.subarray(at, at + channels), here, terms);
      at += channels;
      const scale = fullScale(depth) / terms.unit;
      const hidden = terms.law === 'premultiplied' && isClear(alpha, terms, depth);
      for (let channel = 0; channel < channels; channel++) {
        const isAlpha = terms.hasAlpha && channel === channels - 1;
        const linear = isAlpha ? alpha : (colour[channel] ?? NaN);
        const value = terms.linear && !isAlpha ? encodeCurve(curveOf(terms.colourSpace, channel), linear) : linear;
        values.push(hidden && !isAlpha ? (copied[x * channels + channel] ?? NaN) : stored(value * scale, depth));
      }
    }
  }
  return values;
}

function isClear(alpha: number, { unit }: Terms, depth: Raster['depth']): boolean {
  return depth === 'f32' ? alpha / unit < 1e-6 : stored((alpha / unit) * fullScale(depth), depth) === 0;
}

/** SEMANTICS §7; `own` is the pixel itself, α last. */
function settle(
  sums: Float64Array,
  own: ArrayLike<number>,
  { law, hasAlpha, divisor, sum: S, unit }: Terms,
): { colour: readonly number[]; alpha: number } {
  const A = hasAlpha ? (sums.at(-1) ?? NaN) : unit;
  const P = [...(hasAlpha ? sums.subarray(0, -1) : sums)];
  if (law === 'plain') return { colour: P.map((p) => p / divisor), alpha: A / divisor };
  const opaque = A === S * unit;
  if (law === 'premultiplied') {
    return { colour: P.map((p) => (opaque ? p / unit : (p * S) / A) / divisor), alpha: A / S };
  }
  return {
    colour: P.map((p, i) => (opaque ? p : p + (own[i] ?? NaN) * (S * unit - A)) / unit / divisor),
    alpha: own[own.length - 1] ?? NaN,
  };
}

/** The picture in the filter's light, straight, in units of `terms.unit`. */
function lightRows(picture: Raster, terms: Terms): Rows {
  const { width, height, channels, depth } = picture;
  const { row } = rowsOf(picture);
  const scale = terms.unit === 1 ? fullScale(depth) : 1;
  const decoded = Array.from({ length: channels }, (_, channel) => {
    const isAlpha = terms.hasAlpha && channel === channels - 1;
    const curve = curveOf(terms.colourSpace, channel);
    return (code: number) => (terms.linear && !isAlpha ? decodeCurve(curve, code / scale) : code / scale);
  });
  const tables =
    depth === 'f32'
      ? null
      : decoded.map((decode) => Float64Array.from({ length: fullScale(depth) + 1 }, (_, i) => decode(i)));
  return {
    width,
    height,
    channels,
    row(y) {
      const codes = row(y);
      const light = new Float64Array(codes.length);
      for (let i = 0; i < codes.length; i++) {
        const code = codes[i]!;
        light[i] = tables ? tables[i % channels]![code]! : decoded[i % channels]!(code);
      }
      return light;
    },
  };
}

function weightedRows({ row, ...picture }: Rows): Rows {
  const { channels } = picture;
  return {
    ...picture,
    row(y) {
      const light = Float64Array.from(row(y));
      for (let i = 0; i < light.length; i++) {
        if (i % channels < channels - 1) light[i]! *= light[i - (i % channels) + channels - 1]!;
      }
      return light;
    },
  };
}
