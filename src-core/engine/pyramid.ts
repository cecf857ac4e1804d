// Shrunk copies of the source, made when first asked for: 1 pixel of level n is the mean of 2^n × 2^n pixels.
import type { Raster } from '../raster.ts';
import type { EngineImage, PixelWork } from './types.ts';

export interface Pyramid {
  /** Averaged from the full source, so it equals the unfiltered picture downsampled. */
  level(level: number, signal: AbortSignal): Promise<Raster>;
  /** The coarsest copy at hand that is not coarser than `level`, for small pictures in a hurry; `level` itself if there is none. */
  near(level: number, signal: AbortSignal): Promise<Raster>;
  /** After `closed`, when nothing is being built any more. */
  release(): void;
}

/** Building goes on when its caller has left (the next one wants the same level) and ends with `closed`. */
export function createPyramid(engine: Pick<PixelWork, 'shrink'>, source: Raster, closed: AbortSignal): Pyramid {
  const levels = new Map<number, Raster>([[0, source]]);
  const pending = new Map<number, Promise<Raster>>();
  const images: EngineImage[] = [];

  async function build(level: number): Promise<Raster> {
    const image = await engine.shrink(source, 2 ** level, { signal: closed });
    images.push(image);
    levels.set(level, image);
    return image;
  }

  async function level(wanted: number, signal: AbortSignal): Promise<Raster> {
    signal.throwIfAborted();
    const known = levels.get(wanted);
    if (known) return known;
    const building = pending.get(wanted) ?? build(wanted).finally(() => pending.delete(wanted));
    pending.set(wanted, building);
    const raster = await building;
    signal.throwIfAborted();
    return raster;
  }

  return {
    level,
    near(wanted, signal) {
      const coarsest = Math.max(...[...levels.keys()].filter((known) => known <= wanted));
      return coarsest > 0 ? level(coarsest, signal) : level(wanted, signal);
    },
    release() {
      for (const image of images) image.release();
      levels.clear();
    },
  };
}
