// Where the canvas draws a layer: a pure description in device pixels, from its surface and the view.
import { intersect, type Rectangle } from '../../src-core/geometry.ts';
import type { Part } from './parts.ts';
import type { SurfacePicture } from './surface-picture.ts';
import { GRID_ZOOM, type View } from './zoom.ts';

export interface Placement {
  readonly target: Rectangle;
  /** Where it may paint: its result's edges within the part's clip. */
  readonly clip: Rectangle;
  readonly smooth: boolean;
}

export function placementOf(part: Part, surface: SurfacePicture<unknown>, view: View): Placement {
  const { rectangle, bounds, level } = surface;
  const scale = 2 ** level;
  const { x, y, width, height } = rectangle;
  const area = { x: bounds.x + x * scale, y: bounds.y + y * scale, width: width * scale, height: height * scale };
  return {
    target: placeOf(part, area, view),
    // A level's last pixel may stand for less than its size: the result's edge cuts it.
    clip: intersect(part.clip, placeOf(part, bounds, view)),
    // Squares from 800 %.
    smooth: view.zoom * scale !== 1 && !(view.zoom >= GRID_ZOOM && level === 0),
  };
}

/** Image pixels on the canvas. */
export function placeOf({ origin }: Part, { x, y, width, height }: Rectangle, { zoom }: View): Rectangle {
  return { x: origin.x + x * zoom, y: origin.y + y * zoom, width: width * zoom, height: height * zoom };
}

/** With its edges between pixels. */
export function wholePixels({ x, y, width, height }: Rectangle): Rectangle {
  const [left, top] = [Math.round(x), Math.round(y)];
  return { x: left, y: top, width: Math.round(x + width) - left, height: Math.round(y + height) - top };
}
