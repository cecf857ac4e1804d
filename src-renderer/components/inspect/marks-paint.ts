// Draws the marks of pixels out of range over a picture: stripes that stand still on the screen, falling below 0, rising
// above 1, dotted where there is no value. Both tones of each differ, so that no picture hides them.
import { intersect, type Rectangle } from '../../../src-core/geometry.ts';
import { MARK_KINDS, type MarkKind, type MarksPicture } from '../../state/marks-picture.ts';
import type { Part } from '../../state/parts.ts';
import type { View } from '../../state/zoom.ts';
import { placeOf } from '../canvas/scene.ts';

/** The two tones of a kind. */
export type MarkTones = Readonly<Record<MarkKind, readonly [string, string]>>;

/** CSS pixels after which a pattern repeats. */
const PERIOD = 6;

export function paintMarks(
  context: CanvasRenderingContext2D,
  part: Part,
  view: View,
  ratio: number,
  marks: MarksPicture,
  tones: MarkTones,
): void {
  const target = placeOf(part, marks.area, view);
  const clip = whole(intersect(part.clip, target));
  if (clip.width <= 0 || clip.height <= 0) return;
  for (const kind of MARK_KINDS) {
    const mask = marks.masks[kind];
    if (!mask) continue;
    const stencil = new OffscreenCanvas(clip.width, clip.height);
    const layer = stencil.getContext('2d');
    if (!layer) return;
    layer.imageSmoothingEnabled = false;
    layer.drawImage(mask, target.x - clip.x, target.y - clip.y, target.width, target.height);
    const pattern = layer.createPattern(patternOf(kind, tones[kind], ratio), 'repeat');
    if (!pattern) return;
    // Fixed to the screen: the stripes do not crawl while the picture moves.
    pattern.setTransform(new DOMMatrix([1, 0, 0, 1, -clip.x, -clip.y]));
    layer.globalCompositeOperation = 'source-in';
    layer.fillStyle = pattern;
    layer.fillRect(0, 0, clip.width, clip.height);
    context.drawImage(stencil, clip.x, clip.y);
  }
}

/** Grown to whole device pixels. */
function whole({ x, y, width, height }: Rectangle): Rectangle {
  const left = Math.floor(x);
  const top = Math.floor(y);
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
}

const patterns = new Map<string, OffscreenCanvas>();

function patternOf(kind: MarkKind, [strong, quiet]: readonly [string, string], ratio: number): OffscreenCanvas {
  const side = Math.max(4, Math.round(PERIOD * ratio));
  const name = `${kind} ${strong} ${quiet} ${side}`;
  const known = patterns.get(name);
  if (known) return known;
  const tile = new OffscreenCanvas(side, side);
  const context = tile.getContext('2d');
  if (context) {
    context.fillStyle = quiet;
    context.fillRect(0, 0, side, side);
    context.fillStyle = strong;
    for (let y = 0; y < side; y += 1) {
      for (let x = 0; x < side; x += 1) if (isStrong(kind, x, y, side)) context.fillRect(x, y, 1, 1);
    }
  }
  patterns.set(name, tile);
  return tile;
}

function isStrong(kind: MarkKind, x: number, y: number, side: number): boolean {
  if (kind === 'invalid') return x < side / 2 === y < side / 2;
  const along = kind === 'below' ? x - y : x + y;
  return (((along % side) + side) % side) * 2 < side;
}
