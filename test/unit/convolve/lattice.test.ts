// The quick ways from sums to codes that are given without a search, held against the reference sum by sum.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findFixedLattice,
  findLattice,
  findLattice64,
  findQuotient,
  findShiftedLattice,
  findShiftedLattice64,
  findSummand,
  type LatticeQuery,
} from '../../../src-core/convolve/lattice.ts';

const SEED = 20261130;
const round = Math.fround;

function clamped(code: number, max: number): number {
  return Math.min(Math.max(code, 0), max);
}

function reference(sum: number, { divisor, bias, shift = 0, max }: LatticeQuery): number {
  return clamped(Math.floor(sum / divisor + bias + shift + 0.5), max);
}

/** Both sides of each of the steps, the ends, and some between: all sums where there are few. */
function sumsOf({ divisor, bias, shift = 0, max, lowest, highest }: LatticeQuery): number[] {
  const sums = new Set([lowest, highest]);
  const near = (middle: number): void => {
    for (let sum = middle - 2; sum <= middle + 2; sum++) if (sum >= lowest && sum <= highest) sums.add(sum);
  };
  const every = Math.max(1, Math.floor(max / 4096));
  for (let code = 0; code <= max; code += every) near(Math.round((code - 0.5 - bias - shift) * divisor));
  near(Math.round((max - 0.5 - bias - shift) * divisor));
  const stride = Math.max(1, Math.floor((highest - lowest) / 4096));
  for (let sum = lowest; sum <= highest; sum += stride) sums.add(sum);
  return [...sums];
}

function expectCodes(query: LatticeQuery, quick: (sum: number) => number): void {
  const wrong = sumsOf(query).filter((sum) => clamped(quick(sum), query.max) !== reference(sum, query));
  expect({ query, wrong: wrong.slice(0, 5) }).toEqual({ query, wrong: [] });
}

const queries = (divisor: fc.Arbitrary<number>, bias: fc.Arbitrary<number>): fc.Arbitrary<LatticeQuery> =>
  fc
    .record({
      divisor,
      bias,
      shift: fc.constantFrom(0, 127.5, 0.5),
      max: fc.constantFrom(255, 65535),
      below: fc.double({ min: 0, max: 1.5, noNaN: true }),
      above: fc.double({ min: 0.01, max: 1.5, noNaN: true }),
    })
    .map(({ below, above, ...query }) => {
      const reach = (share: number): number => Math.min(Math.round(share * query.max * query.divisor), 2 ** 24);
      return { ...query, lowest: -reach(below), highest: reach(above) };
    });

const whole = queries(
  fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 40_000 })),
  fc.integer({ min: -600, max: 600 }).map((halves) => halves / 2),
);
const others = queries(
  fc.oneof(fc.double({ min: 0.1, max: 900, noNaN: true }), fc.integer({ min: 1, max: 900 })),
  fc.double({ min: -300, max: 300, noNaN: true }),
);

describe('a quick way from whole sums to codes', () => {
  it.each([
    ['whole divisors and halves of bias', whole, 250],
    ['any divisor and bias', others, 60],
  ])('gives the code of the reference: %s (§5)', (_, arbitrary, numRuns) => {
    const found = { reciprocal: 0, shifted: 0, quotient: 0 };
    fc.assert(
      fc.property(arbitrary, (query) => {
        const lattice = findLattice(query);
        if (lattice) {
          const { factor, summand } = lattice;
          found.reciprocal++;
          expectCodes(query, (sum) => Math.trunc(round(round(round(sum) * factor) + summand)));
        }
        const lattice64 = findLattice64(query);
        if (lattice64) expectCodes(query, (sum) => Math.trunc(sum * lattice64.factor + lattice64.summand));
        const shifted = findShiftedLattice(query);
        if (shifted) {
          found.shifted++;
          expectCodes(query, (sum) => Math.trunc(round(round(sum + shifted.before) * shifted.factor)));
        }
        const shifted64 = findShiftedLattice64(query);
        if (shifted64) expectCodes(query, (sum) => Math.trunc((sum + shifted64.before) * shifted64.factor));
        const summand = findSummand(query);
        if (summand !== null) expectCodes(query, (sum) => sum + summand);
        const fixed = findFixedLattice(query);
        if (fixed) {
          expectCodes(query, (sum) => (((sum + fixed.before) * fixed.factor + 2 ** 14) >> 15) + fixed.after);
        }
        const quotient = findQuotient(query);
        if (quotient) {
          found.quotient++;
          expectCodes(query, (sum) => {
            const whole = sum + quotient.before;
            const estimate = Math.trunc(round(round(whole) * quotient.factor));
            return whole - estimate * query.divisor < 0 ? estimate - 1 : estimate;
          });
        }
      }),
      { seed: SEED, numRuns },
    );
    for (const count of Object.values(found)) expect(count).toBeGreaterThan(arbitrary === whole ? 10 : 0);
  });

  it('is not looked for where a divisor leaves no room for roundings', () => {
    const query = { divisor: 65521, bias: 0, max: 65535, lowest: 0, highest: 2 ** 31 - 65536 };
    expect(findLattice(query)).toBeNull();
    expect(findShiftedLattice(query)).toBeNull();
    expect(findLattice64(query)).not.toBeNull();
    expect(findQuotient(query)).toBeNull();
  });
});
