// Which size a result has, which of its pixels are filtered, and which part of the input a part of it reads.
import { extentOf, type Extent } from '../convolve/sums.ts';
import { AppError } from '../errors.ts';
import type { Operator } from '../filters/filter.ts';
import type { Settings } from '../filters/settings.ts';
import { intersect, wholeOf, type Point, type Rectangle } from '../geometry.ts';
import type { Size } from '../raster.ts';

type EdgeSettings = Pick<Settings, 'border' | 'flip'>;

/** Reach of the kernel as a correlation: how many pixels it reads on each side of its own. */
export interface Reach {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function reachOf(operator: Operator, flip: boolean): Reach {
  const { rows, columns, anchorRow, anchorColumn } = extentOf(operator);
  const left = anchorColumn;
  const right = columns - 1 - anchorColumn;
  const top = anchorRow;
  const bottom = rows - 1 - anchorRow;
  return flip ? { left: right, right: left, top: bottom, bottom: top } : { left, right, top, bottom };
}

/** The pixels whose taps all lie inside the picture; its sides may be 0 or less. */
export function innerRectangle(size: Size, operator: Operator, flip: boolean): Rectangle {
  const { left, top, right, bottom } = reachOf(operator, flip);
  return { x: left, y: top, width: size.width - left - right, height: size.height - top - bottom };
}

/** The size of the whole result: `crop` shrinks it, and an empty result is an error naming both sizes (SEMANTICS §6). */
export function resultSize(size: Size, operator: Operator, settings: EdgeSettings): Size {
  if (settings.border !== 'crop') return { width: size.width, height: size.height };
  const { width, height } = innerRectangle(size, operator, settings.flip);
  if (width < 1 || height < 1) {
    const { columns, rows }: Extent = extentOf(operator);
    throw new AppError(
      'invalid',
      `A kernel of ${columns} × ${rows} leaves nothing of a picture of ${size.width} × ${size.height} when its border is cropped. Choose another border or a smaller kernel.`,
    );
  }
  return { width, height };
}

/** The picture's pixel under the result's pixel (0, 0). */
export function resultOrigin(operator: Operator, settings: EdgeSettings): Point {
  if (settings.border !== 'crop') return { x: 0, y: 0 };
  const { left, top } = reachOf(operator, settings.flip);
  return { x: left, y: top };
}

/**
 * The part of the picture that `rectangle` of the result reads, `whole` being the picture's size.
 * Mirrored and reflected reads lie beside the edge; where wrap or a kernel larger than the picture
 * may read the far side, it is the whole side.
 */
export function inputRectangle(
  rectangle: Rectangle,
  operator: Operator,
  settings: EdgeSettings,
  whole: Size,
): Rectangle {
  const reach = reachOf(operator, settings.flip);
  const origin = resultOrigin(operator, settings);
  const across = readSpan(
    rectangle.x + origin.x,
    rectangle.width,
    reach.left,
    reach.right,
    whole.width,
    settings.border,
  );
  const down = readSpan(
    rectangle.y + origin.y,
    rectangle.height,
    reach.top,
    reach.bottom,
    whole.height,
    settings.border,
  );
  return intersect({ x: across.start, y: down.start, width: across.length, height: down.length }, wholeOf(whole));
}

function readSpan(
  start: number,
  length: number,
  before: number,
  after: number,
  side: number,
  border: Settings['border'],
): { start: number; length: number } {
  let first = start - before;
  let last = start + length - 1 + after;
  if (first < 0 || last >= side) {
    if (border === 'wrap') return { start: 0, length: side };
    if (border === 'mirror' || border === 'reflect') {
      // One reflection reaches as far inside as it reached outside; more than one side's worth needs everything.
      const under = Math.max(0, -first);
      const over = Math.max(0, last - (side - 1));
      if (under >= side || over >= side) return { start: 0, length: side };
      if (under > 0) last = Math.max(last, under);
      if (over > 0) first = Math.min(first, side - 1 - over);
    }
  }
  // The pixel itself is always needed, for copies and the law of opacity; clamp reads the edge.
  const low = Math.max(0, Math.min(first, start, side - 1));
  const high = Math.min(side - 1, Math.max(last, start + length - 1, 0));
  return { start: low, length: high - low + 1 };
}
