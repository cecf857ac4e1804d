// A kernel as a shape in the plane, drawn anew: turned by any angle, or at another size. What changes is the shape, never
// how much light passes: the sum stays, and a kernel that sums to 0 still does.
import { centreOf, type Cell, type Kernel } from '../kernel.ts';
import { rotate as quarterTurn } from '../edit.ts';
import { assertSize } from './arithmetic.ts';

/** Catmull-Rom: goes through the samples. R. G. Keys, Cubic convolution interpolation, 1981, a = −½. */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x >= 2) return 0;
  return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2;
}

/**
 * Turned clockwise by an angle in degrees about the anchor. Quarter turns move weights exactly; other angles are
 * interpolated by cubics on a square that holds the turned shape. Throws `too-large`.
 */
export function rotateBy(kernel: Kernel, degrees: number): Kernel {
  const quarters = (((degrees / 90) % 4) + 4) % 4;
  if (Number.isInteger(quarters)) {
    let turned: Kernel = kernel;
    for (let count = 0; count < quarters; count++) turned = quarterTurn(turned);
    return turned;
  }
  const { rows, columns, weights, anchor } = kernel;
  const corners = [anchor.row, rows - 1 - anchor.row].flatMap((down) =>
    [anchor.column, columns - 1 - anchor.column].map((across) => Math.hypot(down, across)),
  );
  const radius = Math.ceil(Math.max(...corners) - 1e-9);
  const side = 2 * radius + 1;
  assertSize(side, side, 'Turned it makes');
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned: number[] = [];
  for (let y = -radius; y <= radius; y++) {
    for (let x = -radius; x <= radius; x++) {
      // Back by the same angle: y points down, so that a positive angle is clockwise.
      const row = anchor.row + y * cos - x * sin;
      const column = anchor.column + x * cos + y * sin;
      turned.push(interpolated(kernel, row, column));
    }
  }
  return withSum({ rows: side, columns: side, weights: turned, anchor: centreOf(side, side) }, sumOf(weights));
}

function interpolated({ rows, columns, weights }: Kernel, row: number, column: number): number {
  let value = 0;
  const [top, left] = [Math.floor(row) - 1, Math.floor(column) - 1];
  for (let r = Math.max(0, top); r < Math.min(rows, top + 4); r++) {
    const down = cubic(row - r);
    for (let c = Math.max(0, left); c < Math.min(columns, left + 4); c++) {
      value += down * cubic(column - c) * (weights[r * columns + c] ?? 0);
    }
  }
  return value;
}

/**
 * The same shape on rows × columns cells, the anchor in the same place of it: twice the cells, twice the width of a blur.
 * Cubics, widened where cells become fewer, so that none is left out. Throws `too-large`.
 */
export function resample(kernel: Kernel, rows: number, columns: number): Kernel {
  assertSize(rows, columns, 'That would be');
  if (rows === kernel.rows && columns === kernel.columns) return kernel;
  const anchor: Cell = {
    row: anchorIn(kernel.anchor.row, kernel.rows, rows),
    column: anchorIn(kernel.anchor.column, kernel.columns, columns),
  };
  const down = shares(kernel.rows, kernel.anchor.row, rows, anchor.row);
  const across = shares(kernel.columns, kernel.anchor.column, columns, anchor.column);
  const lines = across.flatMap((share) =>
    Array.from({ length: kernel.rows }, (_, row) => {
      let value = 0;
      share.forEach((weight, column) => (value += weight * (kernel.weights[row * kernel.columns + column] ?? 0)));
      return value;
    }),
  );
  const weights = down.flatMap((share) =>
    Array.from({ length: columns }, (_, column) => {
      let value = 0;
      share.forEach((weight, row) => (value += weight * (lines[column * kernel.rows + row] ?? 0)));
      return value;
    }),
  );
  return withSum({ rows, columns, weights, anchor }, sumOf(kernel.weights));
}

/** A centred anchor stays centred; another keeps its part of the way. */
function anchorIn(anchor: number, before: number, after: number): number {
  if (anchor === Math.floor(before / 2)) return Math.floor(after / 2);
  return Math.min(after - 1, Math.round(((anchor + 0.5) / before) * after - 0.5));
}

/** For every new cell, how much of each old one it holds. */
function shares(before: number, from: number, after: number, to: number): number[][] {
  const factor = after / before;
  const widening = Math.max(1, 1 / factor);
  return Array.from({ length: after }, (_, cell) => {
    const at = (cell - to) / factor + from;
    return Array.from({ length: before }, (_, other) => cubic((at - other) / widening) / widening / factor);
  });
}

const sumOf = (weights: readonly number[]): number => weights.reduce((total, weight) => total + weight, 0);

/** What interpolation lost or won of the sum is made up in proportion to |w|, so that zeros stay zeros. */
function withSum(kernel: Kernel, sum: number): Kernel {
  const absolute = kernel.weights.reduce((total, weight) => total + Math.abs(weight), 0);
  if (absolute === 0) return kernel;
  const missing = (sum - sumOf(kernel.weights)) / absolute;
  return { ...kernel, weights: kernel.weights.map((weight) => weight + missing * Math.abs(weight)) };
}
