// The float64 truth at a sample of pixels: a whole picture under a large kernel would take minutes.
import { mapCoordinate } from '../../src-core/convolve/border.ts';
import { gaussianTaps } from '../../src-core/filters/taps.ts';
import type { Operator } from '../../src-core/filters/filter.ts';
import type { Border } from '../../src-core/filters/settings.ts';
import { hash } from '../../src-core/sample/noise.ts';
import { fullScale, type Depth, type Raster, type Samples, type Size } from '../../src-core/raster.ts';
import type { Subject } from './cases.ts';

/** Pixels to compare: some rows, and some columns of each. Rows, so that separable kernels need few first passes. */
export interface SampleRow {
  readonly y: number;
  readonly columns: readonly number[];
}

/** About `rows` · `columns` pixels: the outermost two rows and columns on every side, the rest at random. */
export function samplePixels({ width, height }: Size, rows: number, columns: number, seed: number): SampleRow[] {
  return pick(height, rows, hash(rows, 0, seed)).map((y) => ({
    y,
    columns: pick(width, columns, hash(y, 1, seed)),
  }));
}

function pick(length: number, count: number, seed: number): number[] {
  const chosen = new Set([0, 1, length - 2, length - 1].filter((i) => i >= 0 && i < length));
  const wanted = Math.min(count, length);
  for (let i = 0; chosen.size < wanted; i++) chosen.add(Math.floor(hash(i, 2, seed * 2 ** 31) * length));
  return [...chosen].sort((a, b) => a - b);
}

export function operatorOf(subject: Subject): Operator {
  if (subject.kind === 'gaussian') {
    const taps = gaussianTaps(subject.sigma);
    return { form: 'separable', vertical: taps, horizontal: taps };
  }
  if (subject.kind === 'box')
    return { form: 'separable', vertical: ones(subject.height), horizontal: ones(subject.width) };
  const { rows, columns, weights } = subject;
  const anchor = { row: rows >> 1, column: columns >> 1 };
  return { form: 'matrix', kernel: { rows, columns, weights, anchor } };
}

const ones = (length: number): { weights: number[]; anchor: number } => ({
  weights: new Array<number>(length).fill(1),
  anchor: length >> 1,
});

export function divisorOf(subject: Subject): number {
  return subject.kind === 'box' ? subject.width * subject.height : subject.kind === 'matrix' ? subject.divisor : 1;
}

/** A picture as the sums see it: any number of channels, a row at a time. */
export interface Rows extends Size {
  readonly channels: number;
  readonly row: (y: number) => Samples | Float64Array;
}

export function rowsOf({ data, width, height, channels }: Raster): Rows {
  const length = width * channels;
  return { width, height, channels, row: (y) => data.subarray(y * length, (y + 1) * length) };
}

/** ΣK·x of every channel at the sampled pixels, in float64 and row-major order, without divisor and rounding. */
export function sumsAt(picture: Rows, operator: Operator, border: Border, pixels: readonly SampleRow[]): Float64Array {
  const sumsOfRow =
    operator.form === 'separable' ? separableSums(picture, operator, border) : directSums(picture, operator, border);
  const values = pixels.map(({ y, columns }) => sumsOfRow(y, columns));
  const all = new Float64Array(values.reduce((length, part) => length + part.length, 0));
  values.reduce((offset, part) => (all.set(part, offset), offset + part.length), 0);
  return all;
}

type SumsOfRow = (y: number, columns: readonly number[]) => Float64Array;

function separableSums(
  { width, height, channels, row }: Rows,
  { vertical, horizontal }: Extract<Operator, { form: 'separable' }>,
  border: Border,
): SumsOfRow {
  return (y, columns) => {
    const down = new Float64Array(width * channels);
    vertical.weights.forEach((weight, tap) => {
      const source = row(mapCoordinate(border, y + tap - vertical.anchor, height));
      for (let i = 0; i < down.length; i++) down[i]! += weight * source[i]!;
    });
    const sums = new Float64Array(columns.length * channels);
    columns.forEach((x, place) =>
      horizontal.weights.forEach((weight, tap) => {
        const start = mapCoordinate(border, x + tap - horizontal.anchor, width) * channels;
        for (let channel = 0; channel < channels; channel++) {
          sums[place * channels + channel]! += weight * down[start + channel]!;
        }
      }),
    );
    return sums;
  };
}

function directSums(
  { width, height, channels, row }: Rows,
  { kernel }: Extract<Operator, { form: 'matrix' }>,
  border: Border,
): SumsOfRow {
  const { rows, columns: taps, weights, anchor } = kernel;
  return (y, columns) => {
    const sums = new Float64Array(columns.length * channels);
    const starts = columns.map((x) =>
      Int32Array.from({ length: taps }, (_, i) => mapCoordinate(border, x + i - anchor.column, width) * channels),
    );
    for (let j = 0; j < rows; j++) {
      const source = row(mapCoordinate(border, y + j - anchor.row, height));
      starts.forEach((start, place) => {
        for (let i = 0; i < taps; i++) {
          const weight = weights[j * taps + i]!;
          for (let channel = 0; channel < channels; channel++) {
            sums[place * channels + channel]! += weight * source[start[i]! + channel]!;
          }
        }
      });
    }
    return sums;
  };
}

/** As the picture's depth stores a value: clamped and rounded for integers. */
export function stored(value: number, depth: Depth): number {
  if (depth === 'f32') return value;
  return Math.min(fullScale(depth), Math.max(0, Math.floor(value + 0.5)));
}
