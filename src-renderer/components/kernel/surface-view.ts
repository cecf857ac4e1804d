// Where a large kernel lies in its pane: the arithmetic of fitting, zooming about a point, panning and revealing a cell.
import type { Size } from '../../../src-core/raster.ts';
import type { Cell } from '../../../src-core/kernel/kernel.ts';
import type { Shape } from './selection.ts';

/** In CSS pixels: the side of a cell, and where the kernel's top left corner lies in the pane. */
export interface SurfaceView {
  readonly size: number;
  readonly x: number;
  readonly y: number;
}

export interface SurfacePoint {
  readonly x: number;
  readonly y: number;
}

/** A kernel with a longer side than this has cells too small to work on unless it is zoomed. */
export const MOST_FITTED = 31;
/** Over this many columns a cell would fall under 28 px. */
export const MOST_NUMBERED = 9;
export const LARGEST_CELL = 48;
/** In CSS pixels: less than this is no distance. */
const ROUNDING = 1e-6;
/** One press of a zoom button. */
export const ZOOM_STEP = 1.5;

/** Whether the grid is a painted surface in place of cells with numbers. */
export function isPainted({ rows, columns }: Shape): boolean {
  return columns > MOST_NUMBERED || rows > MOST_FITTED;
}

export function isZoomable({ rows, columns }: Shape): boolean {
  return rows > MOST_FITTED || columns > MOST_FITTED;
}

/** As wide as the room; as high as the fitted kernel, within reason for very wide or very tall ones. */
export function paneFor(shape: Shape, room: number): Size {
  const fitted = Math.min(room / shape.columns, room / shape.rows) * shape.rows;
  return { width: room, height: Math.round(Math.max(Math.min(room, 120), fitted)) };
}

export function fitSize({ rows, columns }: Shape, { width, height }: Size): number {
  return Math.min(LARGEST_CELL, width / columns, height / rows);
}

/** All of the kernel, in the middle. */
export function fittedView(shape: Shape, pane: Size): SurfaceView {
  return heldView({ size: fitSize(shape, pane), x: 0, y: 0 }, shape, pane);
}

/** Never smaller than fitted; no ground shows beside a kernel that is larger than its pane. */
export function heldView(view: SurfaceView, shape: Shape, pane: Size): SurfaceView {
  const size = Math.min(LARGEST_CELL, Math.max(fitSize(shape, pane), view.size));
  const along = (at: number, length: number, room: number): number =>
    length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, at));
  return {
    size,
    x: along(view.x, size * shape.columns, pane.width),
    y: along(view.y, size * shape.rows, pane.height),
  };
}

/** Another size with the place of the kernel under `about` kept there. */
export function zoomedView(
  view: SurfaceView,
  factor: number,
  about: SurfacePoint,
  shape: Shape,
  pane: Size,
): SurfaceView {
  const size = Math.min(LARGEST_CELL, Math.max(fitSize(shape, pane), view.size * factor));
  const scale = size / view.size;
  const moved = { size, x: about.x - (about.x - view.x) * scale, y: about.y - (about.y - view.y) * scale };
  return heldView(moved, shape, pane);
}

export function pannedView(view: SurfaceView, by: SurfacePoint, shape: Shape, pane: Size): SurfaceView {
  return heldView({ ...view, x: view.x + by.x, y: view.y + by.y }, shape, pane);
}

/** Moved as little as it takes to see a cell and one beside it. */
export function revealedView(view: SurfaceView, cell: Cell, shape: Shape, pane: Size): SurfaceView {
  const along = (at: number, index: number, room: number): number => {
    const margin = Math.min(view.size, Math.max(0, (room - view.size) / 2));
    const start = at + index * view.size;
    if (start < margin - ROUNDING) return at + margin - start;
    const over = start + view.size - (room - margin);
    return over > ROUNDING ? at - over : at;
  };
  const [x, y] = [along(view.x, cell.column, pane.width), along(view.y, cell.row, pane.height)];
  return x === view.x && y === view.y ? view : heldView({ ...view, x, y }, shape, pane);
}

/** The cell under a point of the pane; outside the kernel its number runs on. */
export function cellUnder(view: SurfaceView, point: SurfacePoint): Cell {
  return { row: Math.floor((point.y - view.y) / view.size), column: Math.floor((point.x - view.x) / view.size) };
}
