// Lines of equal weight across a kernel (marching squares): weights stand in the middle of their cells, beyond them is 0.
import type { Kernel } from './kernel.ts';

/** A piece of a line, in cells from the kernel's upper left corner. */
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

export function contourOf(
  { rows, columns, weights }: Pick<Kernel, 'rows' | 'columns' | 'weights'>,
  level: number,
): Segment[] {
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 || row >= rows || column >= columns ? 0 : (weights[row * columns + column] ?? 0);
  const segments: Segment[] = [];
  for (let row = -1; row < rows; row++) {
    for (let column = -1; column < columns; column++) {
      const corners = [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)] as const;
      const points = crossings(corners, level, column + 0.5, row + 0.5);
      for (const [from, to] of pairs(points, corners, level)) segments.push([from.x, from.y, to.x, to.y]);
    }
  }
  return segments;
}

interface Point {
  readonly x: number;
  readonly y: number;
}
type Corners = readonly [number, number, number, number];

const SIDES = [
  { x: 0, y: 0, dx: 1, dy: 0 },
  { x: 1, y: 0, dx: 0, dy: 1 },
  { x: 1, y: 1, dx: -1, dy: 0 },
  { x: 0, y: 1, dx: 0, dy: -1 },
] as const;

/** Where the four sides of a square, clockwise from the top, meet the level. */
function crossings(corners: Corners, level: number, left: number, top: number): (Point | null)[] {
  return SIDES.map(({ x, y, dx, dy }, side) => {
    const [from, to] = [corners[side] ?? 0, corners[(side + 1) % 4] ?? 0];
    if (from > level === to > level) return null;
    const share = (level - from) / (to - from);
    return { x: left + x + dx * share, y: top + y + dy * share };
  });
}

/** Two crossings are one line; of four, the mean in the middle tells which belong together. */
function pairs(points: readonly (Point | null)[], corners: Corners, level: number): [Point, Point][] {
  const [top, right, bottom, left] = points;
  if (top && right && bottom && left) {
    const middle = corners.reduce((sum, corner) => sum + corner, 0) / 4;
    return middle > level === corners[0] > level
      ? [
          [top, right],
          [bottom, left],
        ]
      : [
          [left, top],
          [right, bottom],
        ];
  }
  const [from, to] = points.filter((point) => point !== null && point !== undefined);
  return from && to ? [[from, to]] : [];
}
