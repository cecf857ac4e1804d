// How long the engine and the way to it have lately taken: what fits into a frame is decided by these.
import type { Filter } from '../../src-core/filters/filter.ts';

export type Quality = 'exact' | 'approximate';

export interface Measured {
  readonly filters: readonly Filter[];
  readonly quality: Quality;
  readonly level: number;
  /** Pixels of the level that were computed. */
  readonly pixels: number;
  readonly bytes: number;
  /** What the engine says it took. */
  readonly engineMs: number;
  /** From asking to having the bytes; only where nothing else was under way. */
  readonly elapsedMs: number | null;
}

/** Assumed until measured: milliseconds for one pixel at full resolution and one filter, and for one byte over a socket. */
const UNKNOWN_PIXEL_MS = 30e-6;
const UNFILTERED_PIXEL_MS = 4e-6;
const SOCKET_BYTE_MS = 5.5e-6;
const SMALLEST_PIXELS = 10_000;
const MAX_SHAPES = 200;

export class Pace {
  /** Milliseconds per pixel by the filters' shape and quality; the longest unused first. */
  readonly #pixelMs = new Map<string, number>();
  #byteMs = SOCKET_BYTE_MS;

  note({ filters, quality, level, pixels, bytes, engineMs, elapsedMs }: Measured): void {
    if (pixels >= SMALLEST_PIXELS) {
      const name = nameOf(filters, quality);
      const now = engineMs / computed(filters, pixels, quality, level);
      const before = this.#pixelMs.get(name) ?? now;
      this.#pixelMs.delete(name);
      this.#pixelMs.set(name, (before + now) / 2);
      const [oldest] = this.#pixelMs.keys();
      if (this.#pixelMs.size > MAX_SHAPES && oldest !== undefined) this.#pixelMs.delete(oldest);
    }
    if (elapsedMs !== null && bytes >= 4 * SMALLEST_PIXELS) {
      this.#byteMs = (this.#byteMs + Math.max(0, elapsedMs - engineMs) / bytes) / 2;
    }
  }

  engineMs(filters: readonly Filter[], quality: Quality, level: number, pixels: number): number {
    const assumed = filters.length === 0 ? UNFILTERED_PIXEL_MS : UNKNOWN_PIXEL_MS * filters.length;
    return computed(filters, pixels, quality, level) * (this.#pixelMs.get(nameOf(filters, quality)) ?? assumed);
  }

  transferMs(bytes: number): number {
    return bytes * this.#byteMs;
  }
}

/** Pixels that are really computed: an exact result is computed at full resolution, whatever its level. */
function computed(filters: readonly Filter[], pixels: number, quality: Quality, level: number): number {
  return quality === 'exact' && filters.length > 0 ? pixels * 4 ** level : pixels;
}

/** Filters that cost about the same have the same name: types, kernel sizes and parameters to the nearest power of two. */
function nameOf(filters: readonly Filter[], quality: Quality): string {
  const shapes = filters.map(({ type, kernel, parameters }) => {
    const numbers = Object.values(parameters).filter((value) => typeof value === 'number');
    const sizes = kernel
      ? [kernel.rows, kernel.columns]
      : numbers.map((value) => Math.round(Math.log2(1 + Math.abs(value))));
    return `${type} ${sizes.join('×')}`;
  });
  return [quality, ...shapes].join('|');
}
