// Which size a result has, which of its pixels are filtered, and which part of the input a part of it reads.
import { extentOf, type Extent } from '../convolve/sums.ts';
import { AppError } from '../errors.ts';
import type { Operator } from '../filters/filter.ts';
import type { Settings } from '../filters/settings.ts';
import { intersect, wholeOf, type Point, type Rectangle } from '../geometry.ts';
import type { Size } from '../raster.ts';

/** Blocks of pixels become one; those that the edges cut off too. */
export function shrunkSize(size: Size, factor: number): Size {
  return { width: Math.ceil(size.width / factor), height: Math.ceil(size.height / factor) };
}

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
 * The part of the picture that its own `rectangle` reads, `whole` being the picture's size.
 * Mirrored and reflected reads lie beside the edge; where wrap or a kernel larger than the picture
 * may read the far side, it is the whole side.
 */
export function readRectangle(rectangle: Rectangle, reach: Reach, border: Settings['border'], whole: Size): Rectangle {
  const across = readSpan(rectangle.x, rectangle.width, reach.left, reach.right, whole.width, border);
  const down = readSpan(rectangle.y, rectangle.height, reach.top, reach.bottom, whole.height, border);
  return intersect({ x: across.start, y: down.start, width: across.length, height: down.length }, wholeOf(whole));
}

/** What of the picture a part of the result reads, by the kernel alone; plans may read more (engine.inputOf). */
export function inputRectangle(
  rectangle: Rectangle,
  operator: Operator,
  settings: EdgeSettings,
  whole: Size,
): Rectangle {
  const { x, y } = resultOrigin(operator, settings);
  const place = { ...rectangle, x: rectangle.x + x, y: rectangle.y + y };
  return readRectangle(place, reachOf(operator, settings.flip), settings.border, whole);
}

/** The smallest rectangle of whole blocks round it; blocks are anchored at (0, 0). */
export function wholeBlocks({ x, y, width, height }: Rectangle, block: Size): Rectangle {
  const left = Math.floor(x / block.width) * block.width;
  const top = Math.floor(y / block.height) * block.height;
  return {
    x: left,
    y: top,
    width: Math.ceil((x + width) / block.width) * block.width - left,
    height: Math.ceil((y + height) / block.height) * block.height - top,
  };
}

export function unite(a: Rectangle, b: Rectangle): Rectangle {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
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
