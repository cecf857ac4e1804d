// Jobs that move pixels without filtering them, in shared memory: the slots of convolve/wasm/pixel-slots.ts.
import * as slots from '../convolve/wasm/pixel-slots.ts';
import { bytesPerSample, DEPTHS, type Raster } from '../raster.ts';
import type { EngineMemory } from './memory.ts';
import type { Runnable } from './run.ts';
import type { Entry } from './thread.ts';

export interface PixelJob extends Runnable {
  /** Samples that had no valid value, or what else the job counts. */
  count(): number;
  free(): void;
}

type Table = Float64Array | Float32Array | Uint8Array;

/** Hands over numbers and tables, and the bytes that every thread needs for a line of its own. */
export type Fill = (set: (slot: number, value: number) => void, place: (table: Table) => number) => void;

/** A thread takes about so many pixels at a time. */
const CHUNK_PIXELS = 2 ** 15;

export interface PixelJobSpec {
  readonly entry: Entry;
  readonly threads: number;
  /** Rows that are shared out, and pixels that one of them costs. */
  readonly rows: number;
  readonly rowPixels: number;
  readonly lineBytes: number;
  readonly fill: Fill;
}

export function writePixelJob(memory: EngineMemory, spec: PixelJobSpec): PixelJob {
  const { entry, threads, rows, rowPixels, lineBytes, fill } = spec;
  const blocks: number[] = [];
  const free = (): void => blocks.forEach((block) => memory.free(block));
  const reserve = (bytes: number): number => {
    const block = memory.allocate(bytes);
    blocks.push(block);
    return block;
  };
  const numbers = new Float64Array(slots.SLOT_COUNT);
  const set = (slot: number, value: number): void => {
    numbers[slot] = value;
  };
  const place = (table: Table): number => {
    const at = reserve(table.byteLength);
    const bytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
    new Uint8Array(memory.memory.buffer, at, table.byteLength).set(bytes);
    return at;
  };
  try {
    const fair = Math.ceil(rows / (4 * threads));
    const chunkRows = Math.max(1, Math.min(fair, Math.floor(CHUNK_PIXELS / rowPixels)));
    set(slots.CHUNK_ROWS, chunkRows);
    set(slots.CHUNKS, Math.ceil(rows / chunkRows));
    const line = Math.ceil(lineBytes / 64) * 64;
    set(slots.LINES, line === 0 ? 0 : reserve(line * threads));
    set(slots.LINE_BYTES, line);
    fill(set, place);
    const pointer = reserve(slots.JOB_BYTES);
    new Uint8Array(memory.memory.buffer, pointer, slots.JOB_BYTES).fill(0);
    new Float64Array(memory.memory.buffer, pointer, slots.SLOT_COUNT).set(numbers);
    const shared = (): Int32Array => new Int32Array(memory.memory.buffer, pointer, slots.JOB_BYTES / 4);
    return {
      entry,
      pointer,
      cancel: () => void Atomics.store(shared(), slots.CANCEL / 4, 1),
      count: () => Atomics.load(shared(), slots.INVALID / 4),
      free,
    };
  } catch (error) {
    free();
    throw error;
  }
}

/** The kind of a raster's samples, and the bytes of its rows. */
export function setKind(set: Parameters<Fill>[0], { channels, depth }: Pick<Raster, 'channels' | 'depth'>): void {
  set(slots.CHANNELS, channels);
  set(slots.DEPTH, DEPTHS.indexOf(depth));
}

export function strideOf({ width, channels, depth }: Pick<Raster, 'width' | 'channels' | 'depth'>): number {
  return width * channels * bytesPerSample(depth);
}
