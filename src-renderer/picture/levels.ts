// Pyramid levels and the grid of cells on them: which pixels of a level stand for which of the picture.
import { intersect, type Rectangle } from '../../src-core/geometry.ts';
import type { Size } from '../../src-core/raster.ts';

/** Side of a cell in pixels of its level: what is on screen is kept, marked and fetched in whole cells. */
export const CELL = 128;
/** Longest side of an overview, in its own pixels. */
const OVERVIEW_SIDE = 1024;

export interface Cell {
  readonly column: number;
  readonly row: number;
}

/** 1 pixel of the level = 2^level image pixels; 0 from 100 %. */
export function levelOf(zoom: number): number {
  // The small tolerance keeps 50 % on level 1 when it was reached by arithmetic.
  return zoom >= 1 ? 0 : Math.min(16, Math.max(0, Math.floor(Math.log2(1 / zoom) + 1e-6)));
}

/** Size of a level: every started pixel counts. */
export function levelSize(size: Size, level: number): Size {
  const scale = 2 ** level;
  return { width: Math.max(1, Math.ceil(size.width / scale)), height: Math.max(1, Math.ceil(size.height / scale)) };
}

export function overviewLevel(size: Size): number {
  let level = 0;
  while (Math.max(size.width, size.height) / 2 ** level > OVERVIEW_SIDE) level += 1;
  return level;
}

/** The part of a result at a level, in whole cells, that covers `shown` (image pixels of the source); null for nothing. */
export function cellsCovering(shown: Rectangle | null, bounds: Rectangle, level: number): Rectangle | null {
  if (!shown || bounds.width < 1 || bounds.height < 1) return null;
  const scale = 2 ** level;
  const left = Math.floor((shown.x - bounds.x) / scale);
  const top = Math.floor((shown.y - bounds.y) / scale);
  const right = Math.ceil((shown.x - bounds.x + shown.width) / scale);
  const bottom = Math.ceil((shown.y - bounds.y + shown.height) / scale);
  const covered = inCells({ x: left, y: top, width: right - left, height: bottom - top }, levelSize(bounds, level));
  return covered.width > 0 && covered.height > 0 ? covered : null;
}

/** Grown outwards to whole cells, by `margin` cells more, and cut at the level's edges. */
export function inCells({ x, y, width, height }: Rectangle, whole: Size, margin = 0): Rectangle {
  const left = (Math.floor(x / CELL) - margin) * CELL;
  const top = (Math.floor(y / CELL) - margin) * CELL;
  const right = (Math.ceil((x + width) / CELL) + margin) * CELL;
  const bottom = (Math.ceil((y + height) / CELL) + margin) * CELL;
  return intersect({ x: left, y: top, width: right - left, height: bottom - top }, { x: 0, y: 0, ...whole });
}

/** The cells that a rectangle of a level touches, row by row. */
export function* cellsOf({ x, y, width, height }: Rectangle): Generator<Cell> {
  for (let row = Math.floor(y / CELL); row * CELL < y + height; row += 1) {
    for (let column = Math.floor(x / CELL); column * CELL < x + width; column += 1) yield { column, row };
  }
}

/** A cell's pixels within `within`, in pixels of the level. */
export function rectangleOf({ column, row }: Cell, within: Rectangle): Rectangle {
  return intersect({ x: column * CELL, y: row * CELL, width: CELL, height: CELL }, within);
}

/** The smallest rectangle that holds all of them. */
export function boundingBox(rectangles: Iterable<Rectangle>): Rectangle | null {
  let box: Rectangle | null = null;
  for (const { x, y, width, height } of rectangles) {
    if (!box) {
      box = { x, y, width, height };
      continue;
    }
    const left = Math.min(box.x, x);
    const top = Math.min(box.y, y);
    const right = Math.max(box.x + box.width, x + width);
    const bottom = Math.max(box.y + box.height, y + height);
    box = { x: left, y: top, width: right - left, height: bottom - top };
  }
  return box;
}

/** Cells, row by row, as few larger rectangles: clipping to those is much quicker. */
export function joined(cells: Iterable<Rectangle>): Rectangle[] {
  const runs: Rectangle[] = [];
  for (const cell of cells) {
    const last = runs.at(-1);
    const goesOn = last?.y === cell.y && last.height === cell.height && last.x + last.width === cell.x;
    if (goesOn) runs.splice(-1, 1, { ...last, width: last.width + cell.width });
    else runs.push(cell);
  }
  const blocks: Rectangle[] = [];
  for (const run of runs) {
    const at = blocks.findIndex(
      ({ x, y, width, height }) => x === run.x && width === run.width && y + height === run.y,
    );
    if (at < 0) blocks.push(run);
    else blocks.splice(at, 1, { ...blocks[at]!, height: blocks[at]!.height + run.height });
  }
  return blocks;
}

export function overlaps(a: Rectangle, b: Rectangle): boolean {
  const { width, height } = intersect(a, b);
  return width > 0 && height > 0;
}
