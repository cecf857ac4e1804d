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
const MOST_ACROSS = 2;
const MOST_DOWN = 3;
/** More taps than this never pay. */
const MOST_TAPS = 2000;

/** The cheapest differences found, one direction after the other; null where none leaves few enough taps. */
export function findDifferences(kernel: WholeMatrix, prices: StepPrices): Differences | null {
  const { rows, columns, weights } = kernel;
  const start: Grid = { rows, columns, firstRow: 0, firstColumn: 0, weights };
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
  if (totalOf(grid.weights) > MOST_TAPS) return null;
  const across = directions.filter((direction) => direction === 'across');
  const row = across.reduce<Grid>(difference, start);
  return {
    directions: [...directions.filter((direction) => direction !== 'across'), ...across],
    plus: tapsOf(grid, 1),
    minus: tapsOf(grid, -1),
    span: 0,
    rowSums: {
      positive: row.weights.reduce((sum, weight) => sum + Math.max(0, weight), 0),
      negative: row.weights.reduce((sum, weight) => sum + Math.max(0, -weight), 0),
    },
  };
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
  for (const weight of weights) sum += Math.abs(weight);
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
  weights.forEach((weight, index) => {
    const tap = { row: firstRow + Math.floor(index / columns), column: firstColumn + (index % columns) };
    for (let unit = 0; unit < weight * sign; unit++) taps.push(tap);
  });
  return taps;
}
