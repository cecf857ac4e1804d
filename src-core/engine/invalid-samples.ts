// How many samples of the opened picture have no valid value (SEMANTICS §5). Most pictures have none: that is found out once.
import { wholeOf, type Rectangle } from '../geometry.ts';
import type { Raster } from '../raster.ts';
import type { PixelWork } from './types.ts';

export type CountInvalid = (rectangle: Rectangle, signal: AbortSignal) => Promise<number>;

export function createInvalidCount(
  engine: Pick<PixelWork, 'countInvalid'>,
  source: Raster,
  closed: AbortSignal,
): CountInvalid {
  let whole: Promise<number> | null = null;
  return async (rectangle, signal) => {
    if (source.depth !== 'f32') return 0;
    whole ??= engine.countInvalid(source, wholeOf(source), { signal: closed });
    return (await whole) === 0 ? 0 : engine.countInvalid(source, rectangle, { signal });
  };
}
