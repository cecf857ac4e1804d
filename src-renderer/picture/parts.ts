// Which side of the comparison shows in which part of the canvas, and which of its pixels; a pure description.
import type { Rectangle } from '../../src-core/geometry.ts';
import type { LayerName } from './job.ts';
import { boundingBox } from './levels.ts';
import { visiblePixels, type View } from './zoom.ts';

export type CompareMode = 'after' | 'split' | 'side' | 'difference';

/** A layer of the comparison and the part of the canvas it may paint. Device pixels. */
export interface Part {
  readonly layer: LayerName;
  readonly clip: Rectangle;
  /** Where the image's own corner lies on the canvas. */
  readonly origin: { readonly x: number; readonly y: number };
}

export interface Comparison {
  readonly panes: readonly Rectangle[];
  readonly view: View;
  readonly mode: CompareMode;
  readonly original: boolean;
  /** Device pixels in the pane; null where before and after are not split. */
  readonly splitX: number | null;
}

export function partsOf({ panes, view, mode, original, splitX }: Comparison): readonly Part[] {
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

/** The pixels of a result that show in the parts of its layer; `bounds`: where it lies, in image pixels. */
export function visibleIn(parts: readonly Part[], layer: LayerName, zoom: number, bounds: Rectangle): Rectangle | null {
  return boundingBox(
    parts
      .filter((part) => part.layer === layer)
      .map(({ clip, origin }) => visiblePixels({ zoom, x: origin.x - clip.x, y: origin.y - clip.y }, bounds, clip))
      .filter((visible) => visible !== null),
  );
}
