// Values round one pixel, before and after: the newest pixel wins, one call in flight.
import { AppError, toAppError } from '../../src-core/errors.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import type { Point, Rectangle } from '../../src-core/geometry.ts';
import type { InspectedPixel } from '../../src-core/inspection.ts';
import type { PixelClient } from '../host/host.ts';

/** Samples are encoded fractions of full scale, row by row, channels interleaved; side² · channels of them. */
export interface PixelValues extends Point {
  /** Names the filters that `after` was computed with. */
  readonly key: string;
  readonly radius: number;
  readonly side: number;
  readonly channels: number;
  readonly before: Float32Array;
  /** null where a filter crops the pixel away. */
  readonly after: Float32Array | null;
  /** The pixel in the middle before it is quantised, and in linear light; `result` and `linearAfter` are empty where it is cropped away. */
  readonly pixel: InspectedPixel;
}

export interface Inspection extends Point {
  readonly filters: readonly Filter[];
  readonly key: string;
  readonly radius: number;
  /** Where the result lies on the source; the pixel is one of the source. */
  readonly bounds: Rectangle;
}

export class Inspector {
  readonly #onValues: (values: PixelValues | null) => void;
  #client: PixelClient | null = null;
  #wanted: Inspection | null = null;
  #running: Inspection | null = null;
  #done: Inspection | null = null;

  constructor(onValues: (values: PixelValues | null) => void) {
    this.#onValues = onValues;
  }

  setClient(client: PixelClient | null): void {
    this.#client = client;
    this.#running = null;
    this.#done = null;
    this.#next();
  }

  /** null: the pointer left the picture. */
  want(inspection: Inspection | null): void {
    this.#wanted = inspection;
    if (!inspection) {
      this.#done = null;
      this.#onValues(null);
    }
    this.#next();
  }

  /** Of any pixel, once. */
  async valuesOf(inspection: Inspection): Promise<PixelValues> {
    if (!this.#client) throw new AppError('engine-lost', 'The values of the pixel are not there: the engine is away.');
    return askPixel(this.#client, inspection);
  }

  #next(): void {
    const wanted = this.#wanted;
    if (!wanted || !this.#client || this.#running || (this.#done && same(wanted, this.#done))) return;
    this.#running = wanted;
    askPixel(this.#client, wanted)
      .then((values) => {
        if (this.#running === wanted && this.#wanted) this.#onValues(values);
      })
      .catch((thrown: unknown) => {
        // A result without this pixel, or an engine that went away: no numbers are better than old ones.
        if (this.#running === wanted && toAppError(thrown).code !== 'cancelled') this.#onValues(null);
      })
      .finally(() => {
        if (this.#running !== wanted) return;
        this.#done = wanted;
        this.#running = null;
        this.#next();
      });
  }
}

async function askPixel(client: PixelClient, { x, y, key, filters, radius, bounds }: Inspection): Promise<PixelValues> {
  const inside = x >= bounds.x && y >= bounds.y && x < bounds.x + bounds.width && y < bounds.y + bounds.height;
  // The engine counts from the result's corner; what was cropped away has only a before.
  const question = inside ? { filters, x: x - bounds.x, y: y - bounds.y, radius } : { filters: [], x, y, radius };
  const { value, body } = await client.call('inspect', question);
  const { side, channels, pixel } = value;
  const samples = side * side * channels;
  if (!body || body.byteLength !== samples * 8) {
    throw new AppError('internal', 'The values of the pixel did not arrive whole.');
  }
  // A view of a frame may start at any byte; floats need an aligned copy.
  const floats = new Float32Array(body.slice().buffer);
  const before = floats.subarray(0, samples);
  const after = inside ? floats.subarray(samples) : null;
  const shown = inside ? pixel : { ...pixel, result: [], linearAfter: [] };
  return { x, y, key, radius, side, channels, before, after, pixel: shown };
}

function same(a: Inspection, b: Inspection): boolean {
  return a.x === b.x && a.y === b.y && a.key === b.key && a.radius === b.radius;
}
