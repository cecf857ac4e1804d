// Draws a kernel as square cells on a canvas: the surface of large kernels, and the picture of parametric ones.
import type { CellRange } from '../../../src-core/kernel/edit.ts';
import type { Cell, Kernel } from '../../../src-core/kernel/kernel.ts';
import { formatValue } from '../../../src-core/kernel/print.ts';
import type { Size } from '../../../src-core/raster.ts';
import { largestOf, type HeatScale } from './heat.ts';
import type { SurfaceView } from './surface-view.ts';

export interface SurfaceLook {
  readonly scale: HeatScale;
  readonly ground: string;
  readonly ringOuter: string;
  readonly ringInner: string;
}

export interface SurfaceMarks {
  readonly active: Cell | null;
  readonly range: CellRange | null;
}

/** From here hairlines between cells leave something of them. */
const LINES_FROM = 4;
/** From here a weight in three digits has room in its cell. */
const NUMBERS_FROM = 34;

/** CSS pixels of a cell, so that the kernel fits. */
export function cellSize(columns: number, rows: number, width: number, height: number): number {
  const fitting = Math.min(width / columns, height / rows);
  return fitting >= 1 ? Math.floor(fitting) : fitting;
}

export function drawSurface(
  canvas: HTMLCanvasElement,
  kernel: Kernel,
  view: SurfaceView,
  pane: Size,
  density: number,
  look: SurfaceLook,
  marks: SurfaceMarks,
): void {
  const width = Math.max(1, Math.round(pane.width * density));
  const height = Math.max(1, Math.round(pane.height * density));
  // Setting a canvas' size clears it, even to the same size.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = look.ground;
  context.fillRect(0, 0, width, height);
  drawCells(context, kernel, view, density, look);
  if (view.size >= LINES_FROM) drawLines(context, kernel, view, density, look.ground);
  context.setTransform(density, 0, 0, density, 0, 0);
  if (view.size >= NUMBERS_FROM) drawNumbers(context, kernel, view, pane, look);
  drawAnchor(context, kernel, view, look);
  if (marks.range) ring(context, marks.range, view, pane, look);
  if (marks.active) ring(context, { from: marks.active, to: marks.active }, view, pane, look);
}

/** All of the kernel, where it is only looked at: the canvas is `size` times its columns and rows. */
export function drawKernel(
  canvas: HTMLCanvasElement,
  kernel: Kernel,
  size: number,
  density: number,
  look: SurfaceLook,
  marks: SurfaceMarks,
): void {
  const pane = { width: size * kernel.columns, height: size * kernel.rows };
  drawSurface(canvas, kernel, { size, x: 0, y: 0 }, pane, density, look, marks);
}

let pixels: OffscreenCanvas | null = null;

function drawCells(
  context: CanvasRenderingContext2D,
  kernel: Kernel,
  view: SurfaceView,
  density: number,
  look: SurfaceLook,
): void {
  const { rows, columns, weights } = kernel;
  if (pixels?.width !== columns || pixels.height !== rows) pixels = new OffscreenCanvas(columns, rows);
  pixels.getContext('2d')?.putImageData(new ImageData(look.scale.pixelsOf(weights), columns, rows), 0, 0);
  context.imageSmoothingEnabled = false;
  const scale = view.size * density;
  context.drawImage(pixels, view.x * density, view.y * density, columns * scale, rows * scale);
}

/** One device pixel at the far side of each cell. */
function drawLines(
  context: CanvasRenderingContext2D,
  { rows, columns }: Kernel,
  view: SurfaceView,
  density: number,
  ground: string,
): void {
  const across = (column: number): number => Math.round((view.x + column * view.size) * density);
  const down = (row: number): number => Math.round((view.y + row * view.size) * density);
  context.fillStyle = ground;
  for (let column = 1; column <= columns; column++)
    context.fillRect(across(column) - 1, down(0), 1, down(rows) - down(0));
  for (let row = 1; row <= rows; row++) context.fillRect(across(0), down(row) - 1, across(columns) - across(0), 1);
}

function drawNumbers(
  context: CanvasRenderingContext2D,
  kernel: Kernel,
  view: SurfaceView,
  pane: Size,
  look: SurfaceLook,
): void {
  const largest = largestOf(kernel.weights);
  const shown = (at: number, room: number, count: number): [number, number] => [
    Math.max(0, Math.floor(-at / view.size)),
    Math.min(count, Math.ceil((room - at) / view.size)),
  ];
  const [top, bottom] = shown(view.y, pane.height, kernel.rows);
  const [left, right] = shown(view.x, pane.width, kernel.columns);
  context.font = `11px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const weight = kernel.weights[row * kernel.columns + column] ?? 0;
      context.fillStyle = look.scale.of(weight, largest).ink;
      const [x, y] = [view.x + (column + 0.5) * view.size, view.y + (row + 0.5) * view.size];
      context.fillText(formatValue(weight, 3), x, y, view.size - 3);
    }
  }
}

function drawAnchor(context: CanvasRenderingContext2D, kernel: Kernel, view: SurfaceView, look: SurfaceLook): void {
  const { row, column } = kernel.anchor;
  const { size } = view;
  const weight = kernel.weights[row * kernel.columns + column] ?? 0;
  context.strokeStyle = look.scale.of(weight, largestOf(kernel.weights)).ink;
  context.lineWidth = 1.5;
  const arm = Math.min(7, size * 0.25);
  const inset = Math.min(2.75, size * 0.15);
  const [left, top] = [view.x + column * size + inset, view.y + row * size + inset];
  const [right, bottom] = [view.x + (column + 1) * size - inset, view.y + (row + 1) * size - inset];
  context.beginPath();
  for (const [x, y, dx, dy] of [
    [left, top, arm, arm],
    [right, top, -arm, arm],
    [left, bottom, arm, -arm],
    [right, bottom, -arm, -arm],
  ] as const) {
    context.moveTo(x + dx, y);
    context.lineTo(x, y);
    context.lineTo(x, y + dy);
  }
  context.stroke();
}

/** A double ring, visible on any colour. */
function ring(
  context: CanvasRenderingContext2D,
  { from, to }: CellRange,
  view: SurfaceView,
  pane: Size,
  look: SurfaceLook,
): void {
  const x = view.x + from.column * view.size;
  const y = view.y + from.row * view.size;
  // At the pane's edge the ring moves in, so that none of it is cut off; what is out of sight stays out.
  const inside = (value: number, length: number): number =>
    Math.abs(value) < 2 ? Math.max(1.25, value) : Math.abs(value - length) < 2 ? Math.min(length - 1.25, value) : value;
  const [left, top] = [inside(x - 0.5, pane.width), inside(y - 0.5, pane.height)];
  const right = inside(view.x + (to.column + 1) * view.size - 0.5, pane.width);
  const bottom = inside(view.y + (to.row + 1) * view.size - 0.5, pane.height);
  for (const [line, colour] of [
    [3.5, look.ringInner],
    [1.5, look.ringOuter],
  ] as const) {
    context.lineWidth = line;
    context.strokeStyle = colour;
    context.strokeRect(left, top, right - left, bottom - top);
  }
}
