// The pixels out of range as the canvas draws them: one mask for each kind, at one level of the result.
import { intersect, times, type Rectangle } from '../../src-core/geometry.ts';
import type { MarksValue, PixelMarks } from '../../src-core/inspection.ts';

export const MARK_KINDS = ['below', 'above', 'invalid'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

const BITS: Readonly<Record<MarkKind, number>> = { below: 1, above: 2, invalid: 4 };

export interface MarksPicture {
  /** Opaque where a pixel is marked; null where none is. */
  readonly masks: Readonly<Record<MarkKind, OffscreenCanvas | null>>;
  /** What the masks cover, in image pixels of the source. */
  readonly area: Rectangle;
  /** In what is visible. */
  readonly pixels: PixelMarks;
  readonly exact: boolean;
  /** Whether all of the result is visible. */
  readonly whole: boolean;
}

/** `bounds`: where the result lies on the source. */
export function marksPicture(
  { rectangle, level, pixels, exact }: MarksValue,
  bytes: Uint8Array,
  bounds: Rectangle,
): MarksPicture {
  const scale = 2 ** level;
  const { x, y, width, height } = rectangle;
  const area = { x: bounds.x + x * scale, y: bounds.y + y * scale, width: width * scale, height: height * scale };
  const mask = (kind: MarkKind): OffscreenCanvas | null =>
    pixels[kind] > 0 ? maskOf(bytes, BITS[kind], width, height) : null;
  const whole = x <= 0 && y <= 0 && width * scale >= bounds.width && height * scale >= bounds.height;
  return {
    masks: { below: mask('below'), above: mask('above'), invalid: mask('invalid') },
    area,
    pixels,
    exact,
    whole,
  };
}

/** Where the pixels of a kind lie, in image pixels of the source; null where there are none. */
export function areaOf(
  kind: MarkKind,
  { rectangle, level }: MarksValue,
  bytes: Uint8Array,
  bounds: Rectangle,
): Rectangle | null {
  const { x, y, width } = rectangle;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  bytes.forEach((byte, at) => {
    if ((byte & BITS[kind]) === 0) return;
    const column = at % width;
    const row = (at - column) / width;
    left = Math.min(left, column);
    right = Math.max(right, column + 1);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row + 1);
  });
  if (right <= left) return null;
  const found = times({ x: x + left, y: y + top, width: right - left, height: bottom - top }, 2 ** level);
  // The last pixels of a level may reach beyond the edge.
  return intersect({ ...found, x: bounds.x + found.x, y: bounds.y + found.y }, bounds);
}

function maskOf(bytes: Uint8Array, bit: number, width: number, height: number): OffscreenCanvas {
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let at = 0; at < bytes.length; at += 1) if ((bytes[at]! & bit) !== 0) pixels[at] = 0xffffffff;
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}
