// The mean of every factor × factor block of pixels, colour weighted by opacity, from rows that arrive in any portions.
import { createRaster, fullScale, hasOpacity, type Raster, type Size } from '../raster.ts';

export function shrunkSize(size: Size, factor: number): Size {
  return { width: Math.ceil(size.width / factor), height: Math.ceil(size.height / factor) };
}

type Kind = Pick<Raster, 'channels' | 'depth'>;

/** Whole numbers are twice as fast, where the largest sum of a block fits into 32 bits. */
function createSums(length: number, { channels, depth }: Kind, factor: number): Float64Array | Int32Array {
  const largest = factor * factor * fullScale(depth) * (hasOpacity(channels) ? fullScale(depth) : 1);
  return depth !== 'f32' && largest < 2 ** 31 ? new Int32Array(length) : new Float64Array(length);
}

/** Between two looks at the clock about this many pixels are summed. */
const CHUNK_PIXELS = 2 ** 19;

/** Blocks cut off by the right and bottom edges average what there is. A block without opacity has no colour: 0. */
export class BlockAverage {
  readonly target: Raster;
  readonly #factor: number;
  readonly #height: number;
  readonly #width: number;
  /** One row of blocks: per channel Σ colour · opacity, and Σ opacity; without an opacity channel plain sums. */
  readonly #sums: Float64Array | Int32Array;
  #row = 0;

  /** `size` and kind of the rows that will come; `make` where the means go. */
  constructor(
    size: Size,
    kind: Kind,
    factor: number,
    make: (spec: Size & Kind) => Raster = (spec) => createRaster(spec.width, spec.height, spec.channels, spec.depth),
  ) {
    const { width, height } = shrunkSize(size, factor);
    this.target = make({ width, height, channels: kind.channels, depth: kind.depth });
    this.#factor = factor;
    this.#width = size.width;
    this.#height = size.height;
    this.#sums = createSums(width * kind.channels, kind, factor);
  }

  /** All rows of `source`, which follow those added before, stopping now and then for `pace`. */
  async add(source: Raster, pace: () => Promise<void>): Promise<void> {
    const chunk = Math.max(1, Math.floor(CHUNK_PIXELS / source.width));
    for (let y = 0; y < source.height; y += 1) {
      this.#addRow(source, y);
      this.#row += 1;
      if (this.#row % this.#factor === 0 || this.#row === this.#height) this.#finishBlocks();
      if (y % chunk === chunk - 1) await pace();
    }
  }

  #addRow(source: Raster, y: number): void {
    const { width, channels, data } = source;
    const row = data.subarray(y * width * channels, (y + 1) * width * channels);
    if (source.depth === 'f32') addFloatRow(row, channels, this.#factor, this.#sums);
    else if (channels === 1) addGreyRow(row, this.#factor, this.#sums);
    else if (channels === 2) addGreyOpacityRow(row, this.#factor, this.#sums);
    else if (channels === 3) addColourRow(row, this.#factor, this.#sums);
    else addColourOpacityRow(row, this.#factor, this.#sums);
  }

  #finishBlocks(): void {
    const { width, channels, depth } = this.target;
    const rows = ((this.#row - 1) % this.#factor) + 1;
    const start = (Math.ceil(this.#row / this.#factor) - 1) * width * channels;
    const target = this.target.data.subarray(start, start + width * channels);
    const half = depth === 'f32' ? 0 : 0.5;
    const lastCount = rows * (this.#width - (width - 1) * this.#factor);
    const last = (width - 1) * channels;
    finish(this.#sums, target, 0, last, rows * this.#factor, channels, half);
    finish(this.#sums, target, last, target.length, lastCount, channels, half);
    this.#sums.fill(0);
  }
}

type Sums = Float64Array | Int32Array;

/** Means of the blocks from `from` to `end`, each of `count` pixels; storing into an integer array cuts the fraction off. */
function finish(
  sums: Sums,
  target: Raster['data'],
  from: number,
  end: number,
  count: number,
  channels: number,
  half: number,
): void {
  const share = 1 / count;
  if (!hasOpacity(channels as Raster['channels'])) {
    // Most counts are powers of two, whose share is exact.
    const exact = Number.isInteger(Math.log2(count));
    for (let i = from; i < end; i += 1) target[i] = (exact ? sums[i]! * share : sums[i]! / count) + half;
    return;
  }
  for (let i = from; i < end; i += channels) {
    const opacity = sums[i + channels - 1]!;
    for (let c = 0; c < channels - 1; c += 1) target[i + c] = opacity === 0 ? 0 : sums[i + c]! / opacity + half;
    target[i + channels - 1] = opacity / count + half;
  }
}

// One loop per kind of pixel, with the sums in locals: these run over every pixel of a photo when it is opened.
// Pairs, the first level of a pyramid, have loops without an inner one.

function addGreyRow(row: Raster['data'], factor: number, sums: Sums): void {
  let i = 0;
  let block = 0;
  if (factor === 2) {
    for (; i + 1 < row.length; i += 2, block += 1) sums[block] = sums[block]! + row[i]! + row[i + 1]!;
  }
  for (; i < row.length; block += 1) {
    let grey = 0;
    for (const end = Math.min(i + factor, row.length); i < end; i += 1) grey += row[i]!;
    sums[block] = sums[block]! + grey;
  }
}

function addGreyOpacityRow(row: Raster['data'], factor: number, sums: Sums): void {
  for (let i = 0, to = 0; i < row.length; to += 2) {
    let grey = 0;
    let opacity = 0;
    for (const end = Math.min(i + factor * 2, row.length); i < end; i += 2) {
      const weight = row[i + 1]!;
      grey += row[i]! * weight;
      opacity += weight;
    }
    sums[to] = sums[to]! + grey;
    sums[to + 1] = sums[to + 1]! + opacity;
  }
}

function addColourRow(row: Raster['data'], factor: number, sums: Sums): void {
  let i = 0;
  let to = 0;
  if (factor === 2) {
    for (; i + 5 < row.length; i += 6, to += 3) {
      sums[to] = sums[to]! + row[i]! + row[i + 3]!;
      sums[to + 1] = sums[to + 1]! + row[i + 1]! + row[i + 4]!;
      sums[to + 2] = sums[to + 2]! + row[i + 2]! + row[i + 5]!;
    }
  }
  for (; i < row.length; to += 3) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (const end = Math.min(i + factor * 3, row.length); i < end; i += 3) {
      red += row[i]!;
      green += row[i + 1]!;
      blue += row[i + 2]!;
    }
    sums[to] = sums[to]! + red;
    sums[to + 1] = sums[to + 1]! + green;
    sums[to + 2] = sums[to + 2]! + blue;
  }
}

function addColourOpacityRow(row: Raster['data'], factor: number, sums: Sums): void {
  for (let i = 0, to = 0; i < row.length; to += 4) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let opacity = 0;
    for (const end = Math.min(i + factor * 4, row.length); i < end; i += 4) {
      const weight = row[i + 3]!;
      red += row[i]! * weight;
      green += row[i + 1]! * weight;
      blue += row[i + 2]! * weight;
      opacity += weight;
    }
    sums[to] = sums[to]! + red;
    sums[to + 1] = sums[to + 1]! + green;
    sums[to + 2] = sums[to + 2]! + blue;
    sums[to + 3] = sums[to + 3]! + opacity;
  }
}

/** NaN and ±∞ count as 0, and opacity below 0 as none (SEMANTICS §5). */
function addFloatRow(row: Raster['data'], channels: number, factor: number, sums: Sums): void {
  const opacityAt = hasOpacity(channels as Raster['channels']) ? channels - 1 : -1;
  for (let i = 0, pixel = 0; i < row.length; i += channels, pixel += 1) {
    const to = Math.floor(pixel / factor) * channels;
    const weight = opacityAt < 0 ? 1 : Math.max(0, finite(row[i + opacityAt]!));
    for (let c = 0; c < channels; c += 1) {
      const value = c === opacityAt ? weight : finite(row[i + c]!) * weight;
      sums[to + c] = sums[to + c]! + value;
    }
  }
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
