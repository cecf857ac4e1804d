// The pixels out of range, at one level of the result: each kind is a bit of a byte per pixel.
import { intersect, times, type Rectangle } from '../../src-core/geometry.ts';
import type { MarksValue, PixelMarks } from '../../src-core/inspection.ts';

export const MARK_KINDS = ['below', 'above', 'invalid'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

export const MARK_BITS: Readonly<Record<MarkKind, number>> = { below: 1, above: 2, invalid: 4 };

export interface Marks {
  /** One for every pixel of the level's rectangle. */
  readonly bytes: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  /** What they cover, in image pixels of the source. */
  readonly area: Rectangle;
  /** In what is visible. */
  readonly pixels: PixelMarks;
  readonly exact: boolean;
  /** Whether all of the result is visible. */
  readonly whole: boolean;
}

/** `bounds`: where the result lies on the source. */
export function marksOf({ rectangle, level, pixels, exact }: MarksValue, bytes: Uint8Array, bounds: Rectangle): Marks {
  const scale = 2 ** level;
  const { x, y, width, height } = rectangle;
  const area = { x: bounds.x + x * scale, y: bounds.y + y * scale, width: width * scale, height: height * scale };
  const whole = x <= 0 && y <= 0 && width * scale >= bounds.width && height * scale >= bounds.height;
  return { bytes, columns: width, rows: height, area, pixels, exact, whole };
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
    if ((byte & MARK_BITS[kind]) === 0) return;
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
