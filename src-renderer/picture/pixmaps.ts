// What surfaces are made of, as they use it.
import type { Point, Rectangle } from '../../src-core/geometry.ts';
import type { Size } from '../../src-core/raster.ts';
import type { Pixels } from './tile-cache.ts';

/** Drawables of one kind: canvases in a page, counted stand-ins in tests. */
export interface Pixmaps<P> {
  /** Empty and transparent. */
  create(size: Size): P;
  /** Puts a part of the pixels (in their own level's coordinates) at a place, replacing what was there. */
  write(target: P, pixels: Pixels, part: Rectangle, at: Point): void;
  /** Draws the whole of `source` onto `to`, replacing what was there, only inside the given rectangles. */
  stretch(target: P, source: P, to: Rectangle, within: readonly Rectangle[]): void;
  release(drawable: P): void;
}
