// A surface as the canvas draws it, and where things lie on it.
import type { Rectangle } from '../../src-core/geometry.ts';

export interface SurfacePicture<P> {
  readonly picture: P;
  readonly level: number;
  /** In pixels of the level, from the result's own corner. */
  readonly rectangle: Rectangle;
  readonly bounds: Rectangle;
}

/** A part of the level on the surface's drawable. */
export function placeIn({ rectangle }: SurfacePicture<unknown>, part: Rectangle): Rectangle {
  return { ...part, x: part.x - rectangle.x, y: part.y - rectangle.y };
}

/** A rectangle of image pixels on the surface's drawable. */
export function areaIn({ bounds, level, rectangle }: SurfacePicture<unknown>, area: Rectangle): Rectangle {
  const scale = 2 ** level;
  return {
    x: (area.x - bounds.x) / scale - rectangle.x,
    y: (area.y - bounds.y) / scale - rectangle.y,
    width: area.width / scale,
    height: area.height / scale,
  };
}

/** What a surface shows, in image pixels of the source. */
export function areaOf({ rectangle, bounds, level }: SurfacePicture<unknown>): Rectangle {
  const scale = 2 ** level;
  return {
    x: bounds.x + rectangle.x * scale,
    y: bounds.y + rectangle.y * scale,
    width: rectangle.width * scale,
    height: rectangle.height * scale,
  };
}

/** A part of the drawable on the canvas, where `target` is the whole of it. */
export function placeOn({ rectangle }: SurfacePicture<unknown>, target: Rectangle, part: Rectangle): Rectangle {
  const across = target.width / rectangle.width;
  const down = target.height / rectangle.height;
  return {
    x: target.x + part.x * across,
    y: target.y + part.y * down,
    width: part.width * across,
    height: part.height * down,
  };
}
