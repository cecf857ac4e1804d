// Draws the marks of pixels out of range over a picture: stripes that stand still on the screen, falling below 0, rising
// above 1, dotted where there is no value. Both tones of each differ, so that no picture hides them. Pixels large enough
// to be looked at one by one keep their colour: they are marked in a corner, each kind in its own.
import { intersect, type Rectangle } from '../../src-core/geometry.ts';
import { MARK_BITS, MARK_KINDS, type MarkKind, type Marks } from './marks.ts';
import type { Part } from './parts.ts';
import { placeOf } from './placement.ts';
import type { MarkTones } from './scene.ts';
import type { View } from './zoom.ts';

/** CSS pixels after which a pattern repeats. */
const PERIOD = 6;
/** CSS pixels: from this side on a pixel is marked in a corner, of this length. */
const CORNER_FROM = 28;
const CORNER = 12;

/** Marks that can be drawn. */
export interface MarksPicture {
  /** Opaque where a pixel is marked; null where none is. */
  readonly masks: Readonly<Record<MarkKind, OffscreenCanvas | null>>;
  /** What the masks cover, in image pixels of the source. */
  readonly area: Rectangle;
}

export function marksPicture(marks: Marks): MarksPicture {
  const mask = (kind: MarkKind): OffscreenCanvas | null =>
    marks.pixels[kind] > 0 ? maskOf(marks, MARK_BITS[kind]) : null;
  return { masks: { below: mask('below'), above: mask('above'), invalid: mask('invalid') }, area: marks.area };
}

function maskOf({ bytes, columns, rows }: Marks, bit: number): OffscreenCanvas {
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let at = 0; at < bytes.length; at += 1) if ((bytes[at]! & bit) !== 0) pixels[at] = 0xffffffff;
  const canvas = new OffscreenCanvas(columns, rows);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

export function paintMarks(
  context: OffscreenCanvasRenderingContext2D,
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
    if (target.width / mask.width >= CORNER_FROM * ratio) keepCorners(layer, kind, target, clip, mask.width, ratio);
    context.drawImage(stencil, clip.x, clip.y);
  }
}

/** Of every pixel of the mask only a corner stays, so large that it shows what its stripes are. */
function keepCorners(
  layer: OffscreenCanvasRenderingContext2D,
  kind: MarkKind,
  target: Rectangle,
  clip: Rectangle,
  columns: number,
  ratio: number,
): void {
  const side = target.width / columns;
  const corner = layer.createPattern(cornerOf(kind, Math.round(side), Math.round(CORNER * ratio)), 'repeat');
  if (!corner) return;
  const scale = side / Math.round(side);
  corner.setTransform(new DOMMatrix([scale, 0, 0, scale, target.x - clip.x, target.y - clip.y]));
  layer.globalCompositeOperation = 'destination-in';
  layer.fillStyle = corner;
  layer.fillRect(0, 0, clip.width, clip.height);
}

function cornerOf(kind: MarkKind, side: number, length: number): OffscreenCanvas {
  const tile = new OffscreenCanvas(side, side);
  const context = tile.getContext('2d');
  // Above at the top, below at the foot: a pixel may be both.
  const x = kind === 'invalid' ? 0 : side;
  const y = kind === 'below' ? side : 0;
  context?.moveTo(x, y);
  context?.lineTo(x === 0 ? length : side - length, y);
  context?.lineTo(x, y === 0 ? length : side - length);
  context?.fill();
  return tile;
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
