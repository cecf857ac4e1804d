// A kernel in space: every weight a column on its cell, or a net over them where there are many. Painted from back to
// front, which hides what is behind: columns on a grid, seen from above, never overlap any other way.
import type { Kernel } from '../../../src-core/kernel/kernel.ts';
import { heatPosition, type HeatScale, type Rgb } from '../kernel/heat.ts';

/** Degrees: how far the kernel is turned about its upright axis, and from how far above it is seen. */
export interface Pose {
  readonly turn: number;
  readonly tilt: number;
}
export const FIRST_POSE: Pose = { turn: -30, tilt: 32 };

interface Look {
  readonly scale: HeatScale;
  readonly ground: string;
  readonly line: string;
  readonly text: string;
}

/** More cells along a side are drawn as a net. */
const MOST_COLUMNS = 15;
/** More points along a side would not be told apart. */
const MOST_POINTS = 61;

type Point = readonly [x: number, y: number];
type Place = (x: number, y: number, height: number) => Point;

export function drawHeights(
  context: CanvasRenderingContext2D,
  kernel: Kernel,
  pose: Pose,
  size: { readonly width: number; readonly height: number },
  look: Look,
): void {
  context.clearRect(0, 0, size.width, size.height);
  const { rows, columns } = kernel;
  const largest = kernel.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) || 1;
  const range = kernel.weights.reduce(
    ([low, high], weight) => [Math.min(low, weight / largest), Math.max(high, weight / largest)] as const,
    [0, 0] as readonly [number, number],
  );
  const place = projection(rows, columns, pose, size, range);
  drawFloor(context, kernel, place, look);
  if (Math.max(rows, columns) <= MOST_COLUMNS) drawColumns(context, kernel, largest, pose, place, look);
  else drawNet(context, kernel, largest, pose, place, look);
}

/** Orthographic, what is drawn in the middle; heights from `low` to `high`, within −1 to 1. */
function projection(
  rows: number,
  columns: number,
  { turn, tilt }: Pose,
  { width, height }: { readonly width: number; readonly height: number },
  [low, high]: readonly [number, number],
): Place {
  const [a, b] = [(turn * Math.PI) / 180, (tilt * Math.PI) / 180];
  const span = Math.hypot(rows, columns);
  const rise = 0.55 * Math.max(rows, columns);
  const tall = span * Math.sin(b) + (high - low) * rise * Math.cos(b);
  const scale = Math.min(width / (span * 1.04), height / (tall * 1.04));
  return (x, y, up) => {
    const [dx, dy] = [x - columns / 2, y - rows / 2];
    const across = dx * Math.cos(a) - dy * Math.sin(a);
    const away = dx * Math.sin(a) + dy * Math.cos(a);
    return [
      width / 2 + across * scale,
      height / 2 + (away * Math.sin(b) - (up - (low + high) / 2) * rise * Math.cos(b)) * scale,
    ];
  };
}

/** Indices along one side, the farthest from the eye first. */
function farFirst(count: number, share: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  return share >= 0 ? order : order.reverse();
}

function orderOf(rows: number, columns: number, { turn }: Pose): readonly [number[], number[]] {
  const angle = (turn * Math.PI) / 180;
  return [farFirst(rows, Math.cos(angle)), farFirst(columns, Math.sin(angle))];
}

function drawFloor(
  context: CanvasRenderingContext2D,
  { rows, columns, anchor }: Kernel,
  place: Place,
  look: Look,
): void {
  polygon(context, [place(0, 0, 0), place(columns, 0, 0), place(columns, rows, 0), place(0, rows, 0)]);
  context.fillStyle = look.ground;
  context.fill();
  context.strokeStyle = look.line;
  context.lineWidth = 1;
  context.stroke();
  // The rows and columns of the anchor, where the picture's pixel lies.
  context.beginPath();
  const { row, column } = anchor;
  for (const [from, to] of [
    [place(-0.4, row + 0.5, 0), place(columns + 0.4, row + 0.5, 0)],
    [place(column + 0.5, -0.4, 0), place(column + 0.5, rows + 0.4, 0)],
  ] as const) {
    context.moveTo(...from);
    context.lineTo(...to);
  }
  context.stroke();
}

function drawColumns(
  context: CanvasRenderingContext2D,
  { rows, columns, weights }: Kernel,
  largest: number,
  pose: Pose,
  place: Place,
  look: Look,
): void {
  const [rowOrder, columnOrder] = orderOf(rows, columns, pose);
  const angle = (pose.turn * Math.PI) / 180;
  // The sides that face the eye.
  const front = Math.cos(angle) >= 0 ? 1 : 0;
  const flank = Math.sin(angle) >= 0 ? 1 : 0;
  const INSET = 0.09;
  for (const row of rowOrder) {
    for (const column of columnOrder) {
      const weight = weights[row * columns + column] ?? 0;
      const height = weight / largest;
      const colour = look.scale.colourAt(heatPosition(weight, largest));
      const [left, right] = [column + INSET, column + 1 - INSET];
      const [far, near] = [row + INSET, row + 1 - INSET];
      const [bottom, top] = [Math.min(0, height), Math.max(0, height)];
      const y = front ? near : far;
      const x = flank ? right : left;
      if (height !== 0) {
        face(
          context,
          [place(left, y, bottom), place(right, y, bottom), place(right, y, top), place(left, y, top)],
          colour,
          0.62,
        );
        face(
          context,
          [place(x, far, bottom), place(x, near, bottom), place(x, near, top), place(x, far, top)],
          colour,
          0.8,
        );
      }
      face(
        context,
        [place(left, far, top), place(right, far, top), place(right, near, top), place(left, near, top)],
        colour,
        1,
      );
    }
  }
}

function drawNet(
  context: CanvasRenderingContext2D,
  { rows, columns, weights }: Kernel,
  largest: number,
  pose: Pose,
  place: Place,
  look: Look,
): void {
  const points = (count: number): number[] => {
    const used = Math.min(count, MOST_POINTS);
    return Array.from({ length: used }, (_, index) => Math.round((index * (count - 1)) / Math.max(1, used - 1)));
  };
  const [ys, xs] = [points(rows), points(columns)];
  const heightAt = (y: number, x: number): number => (weights[y * columns + x] ?? 0) / largest;
  const [rowOrder, columnOrder] = orderOf(ys.length - 1, xs.length - 1, pose);
  for (const row of rowOrder) {
    for (const column of columnOrder) {
      const [y0, y1] = [ys[row] ?? 0, ys[row + 1] ?? 0];
      const [x0, x1] = [xs[column] ?? 0, xs[column + 1] ?? 0];
      const heights = [heightAt(y0, x0), heightAt(y0, x1), heightAt(y1, x1), heightAt(y1, x0)] as const;
      const mean = heights.reduce((sum, height) => sum + height, 0) / 4;
      const corners = [
        place(x0 + 0.5, y0 + 0.5, heights[0]),
        place(x1 + 0.5, y0 + 0.5, heights[1]),
        place(x1 + 0.5, y1 + 0.5, heights[2]),
        place(x0 + 0.5, y1 + 0.5, heights[3]),
      ];
      // Slopes towards the upper left are lit, as on maps.
      const slope = heights[2] - heights[0];
      const lit = Math.min(1, Math.max(0.55, 0.85 + slope * 1.5));
      face(context, corners, look.scale.colourAt(heatPosition(mean, 1)), lit);
    }
  }
}

function face(context: CanvasRenderingContext2D, corners: readonly Point[], colour: Rgb, lit: number): void {
  polygon(context, corners);
  const css = `rgb(${colour.map((value) => Math.round(value * lit * 255)).join(' ')})`;
  context.fillStyle = css;
  context.fill();
  // The same colour closes the seam to the neighbour.
  context.strokeStyle = css;
  context.lineWidth = 0.6;
  context.stroke();
}

function polygon(context: CanvasRenderingContext2D, corners: readonly Point[]): void {
  context.beginPath();
  corners.forEach(([x, y], index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.closePath();
}
