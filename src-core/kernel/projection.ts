// A kernel seen from the side: its weights summed along lines. A wave or an edge that runs along those lines meets
// nothing else of the kernel, so that cuts through H and step responses come from here.
import type { Operator, Taps } from '../filters/filter.ts';
import type { Kernel } from './kernel.ts';

/** Where the picture changes: from left to right, from top to bottom, towards the lower right, towards the upper right. */
export const DIRECTIONS = ['across', 'down', 'falling', 'rising'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** The weights of the offsets `first`, `first + 1`, … from the pixel. */
export interface Projection {
  readonly weights: Float64Array;
  readonly first: number;
}

/** `correlation` as `asCorrelation` gives it; weights are divided by `divisor`. */
export function projectionOf(correlation: Operator, divisor: number, direction: Direction): Projection {
  const { weights, first } =
    correlation.form === 'matrix'
      ? ofMatrix(correlation.kernel, direction)
      : ofLines(lineOf(correlation.vertical), lineOf(correlation.horizontal), direction);
  return { weights: weights.map((weight) => weight / divisor), first };
}

const PLACES: Readonly<Record<Direction, (x: number, y: number) => number>> = {
  across: (x) => x,
  down: (_, y) => y,
  falling: (x, y) => x + y,
  rising: (x, y) => x - y,
};

function ofMatrix({ rows, columns, weights, anchor }: Kernel, direction: Direction): Projection {
  const place = PLACES[direction];
  const corners = [0, rows - 1].flatMap((y) => [0, columns - 1].map((x) => place(x - anchor.column, y - anchor.row)));
  const first = Math.min(...corners);
  const sums = new Float64Array(Math.max(...corners) - first + 1);
  for (let row = 0, index = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, index++) {
      const at = place(column - anchor.column, row - anchor.row) - first;
      sums[at] = (sums[at] ?? 0) + (weights[index] ?? 0);
    }
  }
  return { weights: sums, first };
}

/** Across and down, one line stands for all of its kind; else both are convolved. A σ of 250 has four million cells. */
function ofLines(vertical: Projection, horizontal: Projection, direction: Direction): Projection {
  const sum = (line: Projection): number => line.weights.reduce((total, weight) => total + weight, 0);
  const scaled = (line: Projection, factor: number): Projection => ({
    weights: line.weights.map((weight) => weight * factor),
    first: line.first,
  });
  if (direction === 'across') return scaled(horizontal, sum(vertical));
  if (direction === 'down') return scaled(vertical, sum(horizontal));
  const other = direction === 'falling' ? vertical : mirrored(vertical);
  const sums = new Float64Array(other.weights.length + horizontal.weights.length - 1);
  for (let i = 0; i < other.weights.length; i++) {
    const weight = other.weights[i] ?? 0;
    for (let j = 0; j < horizontal.weights.length; j++) {
      sums[i + j] = (sums[i + j] ?? 0) + weight * (horizontal.weights[j] ?? 0);
    }
  }
  return { weights: sums, first: other.first + horizontal.first };
}

function lineOf({ weights, anchor }: Taps): Projection {
  return { weights: Float64Array.from(weights), first: -anchor };
}

function mirrored({ weights, first }: Projection): Projection {
  return { weights: weights.toReversed(), first: -(first + weights.length - 1) };
}

/** |H| along the direction at `steps + 1` frequencies: 0 to ½ cycles per pixel in each of its coordinates. */
export function cutOf({ weights, first }: Projection, steps: number): Float64Array {
  return Float64Array.from({ length: steps + 1 }, (_, step) => responseAt({ weights, first }, step / (2 * steps)));
}

/** |H| at one frequency, in cycles per step of the projection. */
export function responseAt({ weights, first }: Projection, frequency: number): number {
  let [real, imaginary] = [0, 0];
  for (const [index, weight] of weights.entries()) {
    const turn = 2 * Math.PI * frequency * (index + first);
    real += weight * Math.cos(turn);
    imaginary += weight * Math.sin(turn);
  }
  return Math.hypot(real, imaginary);
}

/** The first frequency at which |H| has fallen to `share` of its value at 0, refined between steps; null where it never does. */
export function fallsTo(projection: Projection, share: number, steps: number): number | null {
  const cut = cutOf(projection, steps);
  const limit = (cut[0] ?? 0) * share;
  const after = cut.findIndex((value) => value <= limit);
  if (after < 1) return null;
  let [low, high] = [(after - 1) / (2 * steps), after / (2 * steps)];
  for (let round = 0; round < 30; round++) {
    const middle = (low + high) / 2;
    if (responseAt(projection, middle) > limit) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
