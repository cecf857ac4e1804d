// The mean of every factor × factor block of pixels, colour weighted by opacity, from rows that arrive in any portions.
import { createRaster, hasOpacity, type Raster, type Size } from '../raster.ts';

export function shrunkSize(size: Size, factor: number): Size {
  return { width: Math.ceil(size.width / factor), height: Math.ceil(size.height / factor) };
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
  readonly #sums: Float64Array;
  #row = 0;

  /** `size` and kind of the rows that will come. */
  constructor(size: Size, kind: Pick<Raster, 'channels' | 'depth'>, factor: number) {
    const { width, height } = shrunkSize(size, factor);
    this.target = createRaster(width, height, kind.channels, kind.depth);
    this.#factor = factor;
    this.#width = size.width;
    this.#height = size.height;
    this.#sums = new Float64Array(width * kind.channels);
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
    const { width, channels, depth, data } = this.target;
    const rows = ((this.#row - 1) % this.#factor) + 1;
    const targetRow = Math.ceil(this.#row / this.#factor) - 1;
    const round =
      depth === 'f32' ? (value: number): number => value : (value: number): number => Math.floor(value + 0.5);
    const opaque = !hasOpacity(channels);
    for (let x = 0; x < width; x += 1) {
      const from = x * channels;
      const to = (targetRow * width + x) * channels;
      const count = rows * Math.min(this.#factor, this.#width - x * this.#factor);
      const opacity = this.#sums[from + channels - 1]!;
      for (let c = 0; c < channels; c += 1) {
        const divisor = opaque || c === channels - 1 ? count : opacity;
        data[to + c] = divisor === 0 ? 0 : round(this.#sums[from + c]! / divisor);
      }
    }
    this.#sums.fill(0);
  }
}

// One loop per kind of pixel, with the sums in locals: these run over every pixel of a photo when it is opened.

function addGreyRow(row: Raster['data'], factor: number, sums: Float64Array): void {
  for (let i = 0, block = 0; i < row.length; block += 1) {
    let grey = 0;
    for (const end = Math.min(i + factor, row.length); i < end; i += 1) grey += row[i]!;
    sums[block] = sums[block]! + grey;
  }
}

function addGreyOpacityRow(row: Raster['data'], factor: number, sums: Float64Array): void {
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

function addColourRow(row: Raster['data'], factor: number, sums: Float64Array): void {
  for (let i = 0, to = 0; i < row.length; to += 3) {
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

function addColourOpacityRow(row: Raster['data'], factor: number, sums: Float64Array): void {
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
function addFloatRow(row: Raster['data'], channels: number, factor: number, sums: Float64Array): void {
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
