// Where the canvas draws a layer: a pure description in device pixels, from its surface and the view.
import { intersect, type Rectangle } from '../../../src-core/geometry.ts';
import type { Part } from '../../state/parts.ts';
import type { SurfacePicture } from '../../state/surface.ts';
import { GRID_ZOOM, type View } from '../../state/zoom.ts';

export interface Placement {
  readonly target: Rectangle;
  /** Where it may paint: its result's edges within the part's clip. */
  readonly clip: Rectangle;
  readonly smooth: boolean;
}

export function placementOf(part: Part, surface: SurfacePicture<unknown>, view: View): Placement {
  const { rectangle, bounds, level } = surface;
  const scale = view.zoom * 2 ** level;
  const corner = { x: part.origin.x + bounds.x * view.zoom, y: part.origin.y + bounds.y * view.zoom };
  const whole = { ...corner, width: bounds.width * view.zoom, height: bounds.height * view.zoom };
  return {
    target: {
      x: corner.x + rectangle.x * scale,
      y: corner.y + rectangle.y * scale,
      width: rectangle.width * scale,
      height: rectangle.height * scale,
    },
    // A level's last pixel may stand for less than its size: the result's edge cuts it.
    clip: intersect(part.clip, whole),
    // Squares from 800 %.
    smooth: scale !== 1 && !(view.zoom >= GRID_ZOOM && level === 0),
  };
}
