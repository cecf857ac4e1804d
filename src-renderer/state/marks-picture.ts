// The pixels out of range as the canvas draws them: one mask for each kind, at one level of the result.
import type { Rectangle } from '../../src-core/geometry.ts';
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

function maskOf(bytes: Uint8Array, bit: number, width: number, height: number): OffscreenCanvas {
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let at = 0; at < bytes.length; at += 1) if ((bytes[at]! & bit) !== 0) pixels[at] = 0xffffffff;
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}
