// What the canvas draws where: a pure description in device pixels, from tiles and the view.
import { contains, intersect, type Rectangle } from '../../../src-core/geometry.ts';
import type { Size } from '../../../src-core/raster.ts';
import type { LayerName, LayerTiles, Tile } from '../../state/render-plan.ts';
import type { CompareMode } from '../../state/viewport.svelte.ts';
import { GRID_ZOOM, type View } from '../../state/zoom.ts';

/** A layer of the comparison and the part of the canvas it may paint. */
export interface Part {
  readonly layer: LayerName;
  readonly clip: Rectangle;
  /** Where the image's own corner lies on the canvas. */
  readonly origin: { readonly x: number; readonly y: number };
}

export interface Placement<P> {
  readonly picture: P;
  readonly target: Rectangle;
  /** Where it may paint: its result's edges within the part's clip. */
  readonly clip: Rectangle;
  readonly smoothing: 'off' | 'low' | 'medium' | 'high';
}

export interface SceneView {
  readonly canvas: Size;
  readonly panes: readonly Rectangle[];
  readonly view: View;
  readonly mode: CompareMode;
  readonly original: boolean;
  /** Device pixels in the pane; null where before and after are not split. */
  readonly splitX: number | null;
}

/** Which layer shows in which part of the canvas. */
export function partsOf({ panes, view, mode, original, splitX }: SceneView): readonly Part[] {
  const part = (layer: LayerName, pane: Rectangle, clip: Rectangle): Part => ({
    layer,
    clip,
    origin: { x: pane.x + view.x, y: pane.y + view.y },
  });
  const [left, right] = panes;
  if (!left) return [];
  if (mode === 'side' && right) return [part('before', left, left), part(original ? 'before' : 'after', right, right)];
  if (original) return [part('before', left, left)];
  if (mode !== 'split' || splitX === null) return [part('after', left, left)];
  const width = Math.min(left.width, Math.max(0, splitX));
  return [
    part('before', left, { ...left, width }),
    part('after', left, { ...left, x: left.x + width, width: left.width - width }),
  ];
}

/** Pictures to draw for a part, the coarse one first; it is left out where the fine one covers all that shows. */
export function placementsOf<P>(part: Part, tiles: LayerTiles<P>, view: View): readonly Placement<P>[] {
  const { overview, detail } = tiles;
  const fine = detail && place(detail, part, view);
  const coarse = overview && overview !== detail ? place(overview, part, view) : null;
  if (!fine) return coarse ? [coarse] : [];
  const shown = intersect(fine.clip, fine.target);
  return coarse && !contains(shown, coarse.clip) ? [coarse, fine] : [fine];
}

function place<P>(tile: Tile<P>, part: Part, view: View): Placement<P> {
  const scale = view.zoom * 2 ** tile.level;
  const corner = { x: part.origin.x + tile.bounds.x * view.zoom, y: part.origin.y + tile.bounds.y * view.zoom };
  const bounds = { ...corner, width: tile.bounds.width * view.zoom, height: tile.bounds.height * view.zoom };
  const { rectangle } = tile;
  return {
    picture: tile.picture,
    target: {
      x: corner.x + rectangle.x * scale,
      y: corner.y + rectangle.y * scale,
      width: rectangle.width * scale,
      height: rectangle.height * scale,
    },
    // A level's last pixel may stand for less than its size: the result's edge cuts it.
    clip: intersect(part.clip, bounds),
    smoothing: smoothingOf(scale, view.zoom, tile.level),
  };
}

/** Squares from 800 %; only a coarse picture on its way to a fine one is smooth there. */
function smoothingOf(scale: number, zoom: number, level: number): Placement<unknown>['smoothing'] {
  if (zoom >= GRID_ZOOM && level === 0) return 'off';
  if (scale === 1) return 'off';
  if (scale > 1) return 'low';
  return scale > 0.45 ? 'medium' : 'high';
}
