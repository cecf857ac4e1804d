// SEMANTICS §1–§9 at one pixel in float64, every number kept on the way. Says the same as convolve.ref.ts, out loud.
import { curveOf, decodeCurve } from '../colour/curve.ts';
import { mapCoordinate } from '../convolve/border.ts';
import { extentOf } from '../convolve/sums.ts';
import type { Terms } from '../convolve/terms.ts';
import { fullScale } from '../raster.ts';
import { explainResult, type Sums } from './explain-result.ts';
import type { ChannelResult } from '../explain/explanation.ts';
import { inCodes, luminanceOf, shown, type PixelQuestion } from './explain-question.ts';

/** See `Explanation`. */
export interface PixelAnswer {
  readonly weights: Float64Array;
  readonly stored: Float64Array;
  readonly entering: Float64Array;
  readonly alpha: Float64Array;
  readonly opaque: boolean;
  readonly results: readonly Omit<ChannelResult, 'engine'>[];
}

/** The picture's column or row that each column or row of the kernel reads; −1: the border colour. */
export function coordinatesOf({ terms, size, pixel }: Pick<PixelQuestion, 'terms' | 'size' | 'pixel'>): {
  readonly columns: readonly number[];
  readonly rows: readonly number[];
} {
  const { rows, columns, anchorRow, anchorColumn } = extentOf(terms.operator);
  const along = (count: number, start: number, length: number): number[] =>
    Array.from({ length: count }, (_, i) => mapCoordinate(terms.border, start + i, length));
  return {
    columns: along(columns, pixel.x - anchorColumn, size.width),
    rows: along(rows, pixel.y - anchorRow, size.height),
  };
}

export function explainPixel(question: PixelQuestion): PixelAnswer {
  const { terms, codes, read } = question;
  const { channels, hasAlpha, unit, law } = terms;
  const weights = weightsOf(terms);
  const places = coordinatesOf(question);
  const colours = hasAlpha ? channels - 1 : channels;
  const weighed = terms.luminance ? 1 : colours;
  const stored = new Float64Array(weights.length * channels);
  const entering = new Float64Array(weights.length * weighed);
  const alpha = new Float64Array(hasAlpha ? weights.length : 0);
  const P = new Array<number>(weighed).fill(0);
  let A = 0;
  let tap = 0;
  for (const row of places.rows) {
    for (const column of places.columns) {
      const samples = column < 0 || row < 0 ? null : read(column, row);
      const { colour, opacity } = lightOf(samples, terms);
      for (let channel = 0; channel < channels; channel++) {
        stored[tap * channels + channel] = samples
          ? inCodes(samples[channel] ?? 0, fullScale(terms.sourceDepth), codes)
          : inCodes(terms.borderColour[channel] ?? 0, unit, codes);
      }
      for (let i = 0; i < weighed; i++) entering[tap * weighed + i] = shown(colour[i] ?? 0, terms, codes);
      if (hasAlpha) alpha[tap] = opacity / unit;
      const weight = weights[tap] ?? 0;
      // A weight of 0 reads nothing: NaN beside it does not spread.
      if (weight !== 0) {
        for (let i = 0; i < weighed; i++) {
          P[i] = (P[i] ?? 0) + weight * (law === 'plain' ? (colour[i] ?? 0) : opacity * (colour[i] ?? 0));
        }
        A += weight * opacity;
      }
      tap++;
    }
  }
  const sums: Sums = { colour: P, alpha: A, opaque: A === terms.sum * unit };
  const own = read(question.pixel.x, question.pixel.y);
  return {
    weights,
    stored,
    entering,
    alpha,
    opaque: sums.opaque,
    results: Array.from({ length: channels }, (_, channel) => explainResult(question, sums, own, channel)),
  };
}

/** Row by row, as they lie on the picture. */
function weightsOf({ operator }: Terms): Float64Array {
  if (operator.form === 'matrix') return Float64Array.from(operator.kernel.weights);
  const { vertical, horizontal } = operator;
  return Float64Array.from(vertical.weights.flatMap((down) => horizontal.weights.map((across) => down * across)));
}

/** What of a pixel is weighed, in the filter's light and in units of `terms.unit`; null: the border colour. */
function lightOf(
  samples: ArrayLike<number> | null,
  terms: Terms,
): { readonly colour: readonly number[]; readonly opacity: number } {
  const scale = terms.unit === 1 ? fullScale(terms.sourceDepth) : 1;
  const at = (channel: number): number =>
    samples ? (samples[channel] ?? 0) / scale : (terms.borderColour[channel] ?? 0);
  const colours = terms.hasAlpha ? terms.channels - 1 : terms.channels;
  const colour = Array.from({ length: colours }, (_, channel) =>
    terms.linear ? decodeCurve(curveOf(terms.colourSpace, channel), at(channel)) : at(channel),
  );
  const opacity = terms.hasAlpha ? at(colours) : terms.unit;
  return { colour: terms.luminance ? [luminanceOf(colour, terms)] : colour, opacity };
}
