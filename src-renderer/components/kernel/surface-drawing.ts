// Draws a kernel as square cells on a canvas: the surface of large kernels, and the picture of parametric ones.
import type { Cell, Kernel } from '../../../src-core/kernel/kernel.ts';
import { largestOf, type HeatScale } from './heat.ts';
import type { CellRange } from '../../../src-core/kernel/edit.ts';

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

/** CSS pixels of a cell, so that the kernel fits; hairlines between cells as long as they leave something of them. */
export function cellSize(columns: number, rows: number, width: number, height: number): number {
  const fitting = Math.min(width / columns, height / rows);
  return fitting >= 1 ? Math.floor(fitting) : fitting;
}

export function drawSurface(
  canvas: HTMLCanvasElement,
  kernel: Kernel,
  size: number,
  density: number,
  look: SurfaceLook,
  marks: SurfaceMarks,
): void {
  const width = size * kernel.columns;
  const height = size * kernel.rows;
  canvas.width = Math.max(1, Math.round(width * density));
  canvas.height = Math.max(1, Math.round(height * density));
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(canvas.width / width, canvas.height / height);
  context.fillStyle = look.ground;
  context.fillRect(0, 0, width, height);
  const gap = size >= 4 ? 1 / density : 0;
  const largest = largestOf(kernel.weights);
  for (let row = 0; row < kernel.rows; row++) {
    for (let column = 0; column < kernel.columns; column++) {
      const weight = kernel.weights[row * kernel.columns + column] ?? 0;
      context.fillStyle = look.scale.of(weight, largest).fill;
      context.fillRect(column * size, row * size, size - gap, size - gap);
    }
  }
  drawAnchor(context, kernel, size, look);
  if (marks.range) {
    const { from, to } = marks.range;
    ring(
      context,
      from.column * size,
      from.row * size,
      (to.column - from.column + 1) * size,
      (to.row - from.row + 1) * size,
      look,
      { width, height },
    );
  }
  if (marks.active)
    ring(context, marks.active.column * size, marks.active.row * size, size, size, look, { width, height });
}

function drawAnchor(context: CanvasRenderingContext2D, kernel: Kernel, size: number, look: SurfaceLook): void {
  const { row, column } = kernel.anchor;
  const weight = kernel.weights[row * kernel.columns + column] ?? 0;
  context.strokeStyle = look.scale.of(weight, largestOf(kernel.weights)).ink;
  context.lineWidth = 1.5;
  const arm = Math.min(4.5, size * 0.25);
  const inset = Math.min(2.75, size * 0.15);
  const [left, top] = [column * size + inset, row * size + inset];
  const [right, bottom] = [(column + 1) * size - inset, (row + 1) * size - inset];
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
  x: number,
  y: number,
  width: number,
  height: number,
  look: SurfaceLook,
  surface: { readonly width: number; readonly height: number },
): void {
  // At the surface's edge the ring moves in, so that none of it is cut off.
  const [left, top] = [Math.max(1.25, x - 0.5), Math.max(1.25, y - 0.5)];
  const [right, bottom] = [
    Math.min(surface.width - 1.25, x + width - 0.5),
    Math.min(surface.height - 1.25, y + height - 0.5),
  ];
  for (const [line, colour] of [
    [3.5, look.ringInner],
    [1.5, look.ringOuter],
  ] as const) {
    context.lineWidth = line;
    context.strokeStyle = colour;
    context.strokeRect(left, top, right - left, bottom - top);
  }
}
