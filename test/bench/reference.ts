// The float64 truth at a sample of pixels: a whole picture under a large kernel would take minutes.
import { mapCoordinate } from '../../src-core/convolve/border.ts';
import { gaussianTaps } from '../../src-core/filters/taps.ts';
import type { Operator } from '../../src-core/filters/filter.ts';
import type { Border } from '../../src-core/filters/settings.ts';
import { hash } from '../../src-core/sample/noise.ts';
import { fullScale, type Depth, type Raster, type Size } from '../../src-core/raster.ts';
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

/** ΣK·x/d of every channel at the sampled pixels, in codes of the picture, without rounding. Straight channels, no light. */
export function exactSums(
  source: Raster,
  subject: Subject,
  border: Border,
  pixels: readonly SampleRow[],
): Float64Array {
  const operator = operatorOf(subject);
  const divisor = divisorOf(subject);
  const values: number[] = [];
  for (const { y, columns } of pixels) {
    if (operator.form === 'separable') separableRow(source, operator, border, y, columns, divisor, values);
    else directRow(source, operator, border, y, columns, divisor, values);
  }
  return Float64Array.from(values);
}

type Separable = Extract<Operator, { form: 'separable' }>;
type Matrix = Extract<Operator, { form: 'matrix' }>;

function separableRow(
  { data, width, height, channels }: Raster,
  { vertical, horizontal }: Separable,
  border: Border,
  y: number,
  columns: readonly number[],
  divisor: number,
  values: number[],
): void {
  const row = new Float64Array(width * channels);
  vertical.weights.forEach((weight, tap) => {
    const start = mapCoordinate(border, y + tap - vertical.anchor, height) * row.length;
    for (let i = 0; i < row.length; i++) row[i]! += weight * data[start + i]!;
  });
  for (const x of columns) {
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      horizontal.weights.forEach((weight, tap) => {
        sum += weight * row[mapCoordinate(border, x + tap - horizontal.anchor, width) * channels + channel]!;
      });
      values.push(sum / divisor);
    }
  }
}

function directRow(
  { data, width, height, channels }: Raster,
  { kernel }: Matrix,
  border: Border,
  y: number,
  columns: readonly number[],
  divisor: number,
  values: number[],
): void {
  const { rows, columns: sides, weights, anchor } = kernel;
  const sums = new Float64Array(channels);
  const offsets = new Int32Array(sides);
  for (const x of columns) {
    sums.fill(0);
    for (let i = 0; i < sides; i++) offsets[i] = mapCoordinate(border, x + i - anchor.column, width) * channels;
    for (let j = 0; j < rows; j++) {
      const start = mapCoordinate(border, y + j - anchor.row, height) * width * channels;
      for (let i = 0; i < sides; i++) {
        const weight = weights[j * sides + i]!;
        const at = start + offsets[i]!;
        for (let channel = 0; channel < channels; channel++) sums[channel]! += weight * data[at + channel]!;
      }
    }
    for (const sum of sums) values.push(sum / divisor);
  }
}

/** As the picture's depth stores a value: clamped and rounded for integers. */
export function stored(value: number, depth: Depth): number {
  if (depth === 'f32') return value;
  return Math.min(fullScale(depth), Math.max(0, Math.floor(value + 0.5)));
}
