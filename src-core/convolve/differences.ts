// Differences of a kernel: subtracting its neighbour from each weight leaves few weights where it is constant in pieces,
// and a running sum in the same direction takes the difference back.
import type { WholeMatrix } from './whole-weights.ts';

/** `across`: from pixel to pixel along the row. A number: from row to row, so many columns to the right each time. */
export type Direction = 'across' | -1 | 0 | 1;

export interface Tap {
  /** Counted from the kernel's first cell; differences reach out of it on the side that they come from. */
  readonly row: number;
  readonly column: number;
}

export interface Differences {
  readonly directions: readonly Direction[];
  /** Taps of weight 1 and of weight -1; larger weights are several taps. In row order. */
  readonly plus: readonly Tap[];
  readonly minus: readonly Tap[];
  /** Where taps leave the last difference across to sums of columns that lie so far apart; else 0. */
  readonly span: number;
  /** What the sums along the row run over: the kernel with its differences across alone. Sums of its weights by sign. */
  readonly rowSums: { readonly positive: number; readonly negative: number };
}

interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly weights: Int32Array;
}

/** What a tap and a running sum cost, for the choice of directions. */
export interface StepPrices {
  readonly tap: number;
  readonly down: number;
  readonly across: number;
}

const DIRECTIONS: readonly Direction[] = ['across', 0, 1, -1];
const BOX: readonly Direction[] = ['across', 0];
/** From here on a box is cheapest so, whatever its sums cost. */
const LARGE_SIDE = 8;
const MOST_ACROSS = 2;
const MOST_DOWN = 3;
/** More taps than this never pay. */
const MOST_TAPS = 2000;

/** The cheapest differences found, one direction after the other; null where none leaves few enough taps. */
export function findDifferences(kernel: WholeMatrix, prices: StepPrices): Differences | null {
  const { rows, columns, weights } = kernel;
  const start: Grid = { rows, columns, firstRow: 0, firstColumn: 0, weights };
  const directions = isLargeBox(kernel) ? BOX : searchDirections(start, prices);
  const across = directions.filter((direction) => direction === 'across');
  const row = across.reduce<Grid>(difference, start);
  const grid = directions.filter((direction) => direction !== 'across').reduce<Grid>(difference, row);
  if (totalOf(grid.weights) > MOST_TAPS) return null;
  return {
    directions: [...directions.filter((direction) => direction !== 'across'), ...across],
    plus: tapsOf(grid, 1),
    minus: tapsOf(grid, -1),
    span: 0,
    rowSums: { positive: sumOf(row.weights, 1), negative: sumOf(row.weights, -1) },
  };
}

/**
 * A price that no differences undercut. Along each line the weights rise from 0 to the largest and fall back: that leaves
 * twice as many taps, and a difference that is at least the largest over the length of the line, to be differenced again.
 * Taps of sums of columns are half as many.
 */
export function leastPrice({ rows, columns, weights }: WholeMatrix, { tap, down, across }: StepPrices): number {
  let largest = 0;
  for (let index = 0; index < weights.length; index++) largest = Math.max(largest, Math.abs(weights[index] ?? 0));
  let least = Infinity;
  for (let steps = 1; steps <= MOST_ACROSS + MOST_DOWN; steps++) {
    least = Math.min(least, steps * Math.min(down, across) + Math.max(1, largest) * tap);
    largest /= Math.max(rows, columns) + steps;
  }
  return least;
}

/** All weights are the same, and so many that the search would end here: it looks at them a dozen times. */
export function isLargeBox({ rows, columns, weights }: WholeMatrix): boolean {
  if (Math.min(rows, columns) < LARGE_SIDE) return false;
  for (let index = 1; index < weights.length; index++) if (weights[index] !== weights[0]) return false;
  return true;
}

function searchDirections(start: Grid, prices: StepPrices): readonly Direction[] {
  let grid = start;
  let directions: Direction[] = [];
  // Without any difference nothing is gained.
  let price = Infinity;
  for (;;) {
    let best: { grid: Grid; direction: Direction } | null = null;
    for (const direction of DIRECTIONS) {
      const across = directions.filter((used) => used === 'across').length;
      if (direction === 'across' ? across === MOST_ACROSS : directions.length - across === MOST_DOWN) continue;
      const next = difference(grid, direction);
      const cost = priceOf(next, [...directions, direction], prices);
      if (cost >= price) continue;
      price = cost;
      best = { grid: next, direction };
    }
    if (!best) break;
    grid = best.grid;
    directions = [...directions, best.direction];
  }
  return directions;
}

function difference({ rows, columns, firstRow, firstColumn, weights }: Grid, direction: Direction): Grid {
  const [down, right] = direction === 'across' ? [0, 1] : [1, direction];
  const wide = columns + Math.abs(right);
  const high = rows + down;
  const left = Math.max(0, right);
  const result = new Int32Array(high * wide);
  for (let row = 0, index = 0; row < rows; row++) {
    // The cell itself, and where it is the neighbour that is subtracted.
    let own = (row + down) * wide + left;
    let other = row * wide + left - right;
    for (let column = 0; column < columns; column++, index++, own++, other++) {
      const weight = weights[index] ?? 0;
      if (weight === 0) continue;
      result[own] = (result[own] ?? 0) + weight;
      result[other] = (result[other] ?? 0) - weight;
    }
  }
  return { rows: high, columns: wide, firstRow: firstRow - down, firstColumn: firstColumn - left, weights: result };
}

function totalOf(weights: Int32Array): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) sum += Math.abs(weights[index] ?? 0);
  return sum;
}

/** Of the weights of one sign. */
function sumOf(weights: Int32Array, sign: 1 | -1): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) sum += Math.max(0, sign * (weights[index] ?? 0));
  return sum;
}

function priceOf({ weights }: Grid, directions: readonly Direction[], prices: StepPrices): number {
  const steps = directions.reduce<number>(
    (sum, direction) => sum + (direction === 'across' ? prices.across : prices.down),
    0,
  );
  return totalOf(weights) * prices.tap + steps;
}

/** Taps of the sums of columns instead, where one column enters a window and one leaves it; else what is given. */
export function byColumns(differences: Differences): Differences {
  const { directions, plus, minus } = differences;
  // Sums that move with each row stand still in memory, and so would not be beside each other.
  if (directions.length < 2 || directions.filter((direction) => direction !== 0).join() !== 'across')
    return differences;
  const columns = [...plus, ...minus].map((tap) => tap.column);
  const [first, last] = [Math.min(...columns), Math.max(...columns)];
  const at = (column: number, taps: readonly Tap[]): number[] =>
    taps.filter((tap) => tap.column === column).map((tap) => tap.row);
  const [enters, leaves] = [at(last, plus), at(first, plus)];
  if (enters.join() !== at(first, minus).join() || leaves.join() !== at(last, minus).join()) return differences;
  if (enters.length + leaves.length < plus.length) return differences;
  const taps = (rows: readonly number[]): Tap[] => rows.map((row) => ({ row, column: first }));
  return { ...differences, plus: taps(enters), minus: taps(leaves), span: last - first };
}

function tapsOf({ columns, firstRow, firstColumn, weights }: Grid, sign: 1 | -1): Tap[] {
  const taps: Tap[] = [];
  for (let index = 0; index < weights.length; index++) {
    const count = sign * (weights[index] ?? 0);
    if (count <= 0) continue;
    const tap = { row: firstRow + Math.floor(index / columns), column: firstColumn + (index % columns) };
    for (let unit = 0; unit < count; unit++) taps.push(tap);
  }
  return taps;
}
