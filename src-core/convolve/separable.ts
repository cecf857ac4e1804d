// Fast paths: one or two pairs of a filter along the row and one along the column. The pairs are given, or found by
// taking out the cross through the largest remaining weight (cross approximation with complete pivoting), which is
// exact up to rounding after as many steps as the kernel has rank.
import type { Operator } from '../filters/filter.ts';
import { canBeExact } from './arithmetic.ts';
import { COSTS, endsOf } from './costs.ts';
import { BEATEN, sizeLabel, workChannelsOf, type Propose } from './proposal.ts';
import { rowsProposal, type FinalTap, type RowsTaps } from './rows.ts';
import { extentOf } from './sums.ts';
import type { Terms } from './terms.ts';

export interface Pair {
  readonly vertical: readonly number[];
  readonly horizontal: readonly number[];
}

/** What is left of the weights may be this share of Σ|K|: rounding of the weights themselves, far below any bound. */
const NEGLIGIBLE = 1e-12;
const NO_PRODUCT = 'the kernel is not a product of one row and one column';

export const proposeSeparable: Propose = (terms, weighted, isBeaten) => {
  const { rows, columns } = extentOf(terms.operator);
  const label = `${sizeLabel(rows, columns)} separable`;
  const taps = fewestPassTaps(terms);
  if (taps === null) return { label, reason: NO_PRODUCT };
  const least = workChannelsOf(terms) * (endsOf(terms, weighted) + taps * COSTS.emittedPassTap);
  if (isBeaten(least, canBeExact(terms))) return { label, reason: BEATEN };
  const found = separablePair(terms);
  if (!found) return { label, reason: NO_PRODUCT };
  return rowsProposal(terms, weighted, tapsOf(label, [found.pair], found.rest));
};

export const proposeTwoSeparable: Propose = (terms, weighted, isBeaten) => {
  const { operator } = terms;
  const { rows, columns } = extentOf(operator);
  const label = `${sizeLabel(rows, columns)} two separable`;
  if (operator.form !== 'matrix' || rows < 3 || columns < 3) return { label, reason: 'one pass each way does' };
  const least = workChannelsOf(terms) * (endsOf(terms, weighted) + 2 * COSTS.pass);
  if (isBeaten(least, canBeExact(terms))) return { label, reason: BEATEN };
  // The pairs touch the whole rectangle: where the kernel has holes, NaN of a float picture would spread through them.
  if (terms.sourceDepth === 'f32' && operator.kernel.weights.includes(0)) {
    return { label, reason: 'weights of 0 keep out invalid samples of a float picture' };
  }
  const found = crosses(operator, 2);
  if (!found) return { label, reason: 'the kernel is not a sum of two products of a row and a column' };
  return rowsProposal(terms, weighted, tapsOf(label, found.pairs, found.rest));
};

interface FoundPair {
  readonly pair: Pair;
  /** Σ|K − product| */
  readonly rest: number;
}

const analysed = new WeakMap<Operator, FoundPair | null>();

/**
 * Taps of the two passes at least, or null where no product has so many weights that are not 0: those of the row times
 * those of the column.
 */
export function fewestPassTaps({ operator, count }: Terms): number | null {
  const { rows, columns } = extentOf(operator);
  let fewest: number | null = null;
  for (let across = Math.max(1, Math.ceil(count / rows)); across <= Math.min(columns, count); across++) {
    const down = count / across;
    if (Number.isInteger(down) && !(fewest !== null && fewest <= across + down)) fewest = across + down;
  }
  return fewest;
}

/** One column and one row whose product is the kernel; null where it has a higher rank. */
export function separablePair({ operator }: Terms): FoundPair | null {
  let found = analysed.get(operator);
  if (found === undefined) {
    found = findPair(operator);
    analysed.set(operator, found);
  }
  return found;
}

function findPair(operator: Operator): FoundPair | null {
  if (operator.form === 'separable') {
    return { pair: { vertical: operator.vertical.weights, horizontal: operator.horizontal.weights }, rest: 0 };
  }
  const whole = wholePair(operator);
  if (whole) return { pair: whole, rest: 0 };
  const found = crosses(operator, 1);
  const pair = found?.pairs[0];
  return found && pair ? { pair, rest: found.rest } : null;
}

function tapsOf(label: string, pairs: readonly Pair[], weightError: number): RowsTaps {
  const taps = (weights: readonly number[]): { index: number; weight: number }[] =>
    weights.map((weight, index) => ({ index, weight })).filter(({ weight }) => weight !== 0);
  const absolute = (weights: readonly number[]): number => weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const final: FinalTap[] = pairs
    .flatMap((pair, group) =>
      taps(pair.vertical).map(({ index, weight }) => ({ row: index, column: 0, group, weight })),
    )
    .toSorted((a, b) => a.row - b.row || a.group - b.group);
  return {
    method: 'separable',
    label,
    horizontal: pairs.map((pair) => taps(pair.horizontal).map(({ index, weight }) => ({ column: index, weight }))),
    finalCount: final.length,
    final: () => final,
    gain: pairs.reduce((sum, pair) => sum + absolute(pair.vertical) * absolute(pair.horizontal), 0),
    weightError,
    whole: weightError === 0 && pairs.every((pair) => [...pair.vertical, ...pair.horizontal].every(Number.isInteger)),
  };
}

/** A matrix of whole numbers as a product of whole numbers, exactly. */
function wholePair(operator: Operator): Pair | null {
  if (operator.form !== 'matrix') return null;
  const { rows, columns, weights } = operator.kernel;
  for (const weight of weights) if (!Number.isSafeInteger(weight)) return null;
  const pivot = weights.findIndex((weight) => weight !== 0);
  if (pivot < 0) return null;
  const start = pivot - (pivot % columns);
  const row = weights.slice(start, start + columns);
  const divisor = row.reduce(greatestCommonDivisor, 0);
  const horizontal = row.map((weight) => weight / divisor);
  const column = pivot % columns;
  const vertical = Array.from(
    { length: rows },
    (_, r) => (weights[r * columns + column] ?? 0) / (horizontal[column] ?? 1),
  );
  if (!vertical.every(Number.isInteger)) return null;
  for (let r = 0, index = 0; r < rows; r++) {
    const factor = vertical[r] ?? 0;
    for (let c = 0; c < columns; c++, index++) if (factor * (horizontal[c] ?? 0) !== weights[index]) return null;
  }
  return { vertical, horizontal };
}

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** At most `steps` pairs that add up to the matrix, or null where it has a higher rank. */
function crosses(operator: Operator, steps: number): { pairs: Pair[]; rest: number } | null {
  if (operator.form !== 'matrix') return null;
  const { rows, columns, weights } = operator.kernel;
  const rest = Float64Array.from(weights);
  let total = 0;
  for (const weight of rest) total += Math.abs(weight);
  const limit = NEGLIGIBLE * total;
  const pairs: Pair[] = [];
  for (let step = 1; step <= steps; step++) {
    const pivot = largestOf(rest);
    const value = rest[pivot] ?? 0;
    if (value === 0) break;
    const pivotRow = Math.floor(pivot / columns);
    const pivotColumn = pivot % columns;
    const horizontal = Array.from({ length: columns }, (_, c) => (rest[pivotRow * columns + c] ?? 0) / value);
    const vertical = Array.from({ length: rows }, (_, r) => rest[r * columns + pivotColumn] ?? 0);
    pairs.push({ vertical, horizontal });
    let left = 0;
    for (let r = 0, index = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++, index++) {
        rest[index] = (rest[index] ?? 0) - (vertical[r] ?? 0) * (horizontal[c] ?? 0);
        left += Math.abs(rest[index]!);
      }
      // Most kernels leave too much in their first rows.
      if (step === steps && left > limit) return null;
    }
    if (left <= limit) return { pairs, rest: left };
  }
  return null;
}

function largestOf(weights: Float64Array): number {
  let found = 0;
  let size = 0;
  for (let index = 0; index < weights.length; index++) {
    const other = Math.abs(weights[index] ?? 0);
    if (other > size) [found, size] = [index, other];
  }
  return found;
}
