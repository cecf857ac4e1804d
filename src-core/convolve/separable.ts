// Fast paths: one or two pairs of a filter along the row and one along the column. The pairs are given, or found by
// taking out the cross through the largest remaining weight (cross approximation with complete pivoting), which is
// exact up to rounding after as many steps as the kernel has rank.
import type { Operator } from '../filters/filter.ts';
import { sizeLabel, type FinalTap, type Propose, type Proposal } from './proposal.ts';
import { extentOf } from './sums.ts';
import type { Terms } from './terms.ts';

interface Pair {
  readonly vertical: readonly number[];
  readonly horizontal: readonly number[];
}

/** What is left of the weights may be this share of Σ|K|: rounding of the weights themselves, far below any bound. */
const NEGLIGIBLE = 1e-12;

export const proposeSeparable: Propose = (terms) => {
  const { operator } = terms;
  if (operator.form === 'separable') {
    const { vertical, horizontal } = operator;
    return proposalOf(terms, [{ vertical: vertical.weights, horizontal: horizontal.weights }], 0);
  }
  const whole = wholePair(operator);
  if (whole) return proposalOf(terms, [whole], 0);
  const found = crosses(operator, 1);
  return found && proposalOf(terms, found.pairs, found.rest);
};

export const proposeTwoSeparable: Propose = (terms) => {
  const { operator } = terms;
  if (operator.form !== 'matrix' || operator.kernel.rows < 3 || operator.kernel.columns < 3) return null;
  // The pairs touch the whole rectangle: where the kernel has holes, NaN of a float picture would spread through them.
  if (terms.sourceDepth === 'f32' && operator.kernel.weights.includes(0)) return null;
  const found = crosses(operator, 2);
  return found && proposalOf(terms, found.pairs, found.rest);
};

function proposalOf({ operator }: Terms, pairs: readonly Pair[], weightError: number): Proposal {
  const { rows, columns } = extentOf(operator);
  const taps = (weights: readonly number[]): { index: number; weight: number }[] =>
    weights.map((weight, index) => ({ index, weight })).filter(({ weight }) => weight !== 0);
  const absolute = (weights: readonly number[]): number => weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const horizontal = pairs.map((pair) => taps(pair.horizontal).map(({ index, weight }) => ({ column: index, weight })));
  const final: FinalTap[] = pairs
    .flatMap((pair, group) =>
      taps(pair.vertical).map(({ index, weight }) => ({ row: index, column: 0, group, weight })),
    )
    .toSorted((a, b) => a.row - b.row || a.group - b.group);
  const acrossTaps = horizontal.reduce((sum, list) => sum + list.length, 0);
  return {
    method: 'separable',
    label: `${sizeLabel(rows, columns)} ${pairs.length === 2 ? 'two separable' : 'separable'}`,
    horizontal,
    final,
    cost: acrossTaps + final.length,
    roundings: Math.max(...horizontal.map((list) => list.length), 0) + final.length,
    gain: pairs.reduce((sum, pair) => sum + absolute(pair.vertical) * absolute(pair.horizontal), 0),
    weightError,
    whole: weightError === 0 && pairs.every((pair) => [...pair.vertical, ...pair.horizontal].every(Number.isInteger)),
  };
}

/** A matrix of whole numbers as a product of whole numbers, exactly. */
function wholePair(operator: Operator): Pair | null {
  if (operator.form !== 'matrix') return null;
  const { rows, columns, weights } = operator.kernel;
  if (!weights.every(Number.isSafeInteger)) return null;
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
  const matches = weights.every(
    (weight, index) => (vertical[Math.floor(index / columns)] ?? 0) * (horizontal[index % columns] ?? 0) === weight,
  );
  return matches && vertical.every(Number.isInteger) ? { vertical, horizontal } : null;
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
  const limit = NEGLIGIBLE * rest.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const pairs: Pair[] = [];
  for (let step = 0; step < steps; step++) {
    let pivot = 0;
    rest.forEach((weight, index) => {
      if (Math.abs(weight) > Math.abs(rest[pivot] ?? 0)) pivot = index;
    });
    const value = rest[pivot] ?? 0;
    if (value === 0) break;
    const pivotRow = Math.floor(pivot / columns);
    const pivotColumn = pivot % columns;
    const horizontal = Array.from({ length: columns }, (_, c) => (rest[pivotRow * columns + c] ?? 0) / value);
    const vertical = Array.from({ length: rows }, (_, r) => rest[r * columns + pivotColumn] ?? 0);
    pairs.push({ vertical, horizontal });
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const index = r * columns + c;
        rest[index] = (rest[index] ?? 0) - (vertical[r] ?? 0) * (horizontal[c] ?? 0);
      }
    }
    const left = rest.reduce((sum, weight) => sum + Math.abs(weight), 0);
    if (left <= limit) return { pairs, rest: left };
  }
  return null;
}
