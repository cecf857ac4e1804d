// Editing under a symmetry: twins, changes that reach them, and the nearest symmetric kernel, as properties.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setWeights, weightAt } from '../../../src-core/kernel/edit.ts';
import { kernelOf, type Kernel } from '../../../src-core/kernel/kernel.ts';
import { symmetryOf } from '../../../src-core/kernel/structure.ts';
import {
  hasSymmetry,
  spreadChanges,
  SYMMETRIES,
  symmetrise,
  symmetryIn,
  twinsOf,
  type Symmetry,
} from '../../../src-core/kernel/symmetry.ts';
import { FIXED, kernels } from './arbitraries.ts';

const symmetries = fc.constantFrom(...SYMMETRIES);
const squares = kernels(7).map((kernel): Kernel => {
  const side = Math.min(kernel.rows, kernel.columns);
  return kernelOf(
    Array.from({ length: side }, (_, row) =>
      Array.from({ length: side }, (_, column) => weightAt(kernel, { row, column })),
    ),
  );
});
const anyKernel = fc.oneof(kernels(7), squares);
const count = (symmetry: Symmetry, side: number, cell: { row: number; column: number }): number =>
  twinsOf(cell, { rows: side, columns: side }, symmetry).length;

describe('twins', () => {
  it('are as many as the symmetry has moves, and fewer on its axes', () => {
    const corner = { row: 0, column: 1 };
    expect(SYMMETRIES.map((symmetry) => count(symmetry, 5, corner))).toEqual([1, 2, 2, 4, 2, 4, 8, 2, 2]);
    const middle = { row: 2, column: 2 };
    expect(SYMMETRIES.map((symmetry) => count(symmetry, 5, middle))).toEqual(Array(9).fill(1));
  });

  it('of a cell on an odd axis can only be 0', () => {
    expect(twinsOf({ row: 0, column: 2 }, { rows: 5, columns: 5 }, 'odd-left-right')).toEqual([
      { row: 0, column: 2, sign: 0 },
    ]);
  });

  it('are the same group from every member', () => {
    fc.assert(
      fc.property(anyKernel, symmetries, fc.nat(48), (kernel, symmetry, place) => {
        const index = place % kernel.weights.length;
        const cell = { row: Math.floor(index / kernel.columns), column: index % kernel.columns };
        const key = (twins: readonly { row: number; column: number }[]) =>
          twins.map(({ row, column }) => `${row},${column}`).sort();
        const group = twinsOf(cell, kernel, symmetry);
        for (const twin of group) expect(key(twinsOf(twin, kernel, symmetry))).toEqual(key(group));
      }),
      FIXED,
    );
  });

  it('of a rectangle under quarter turns are those of a half turn, under eight-fold those of both mirrors', () => {
    const shape = { rows: 3, columns: 5 };
    expect([symmetryIn('quarter-turns', shape), symmetryIn('eight-fold', shape)]).toEqual(['half-turn', 'both']);
    expect(twinsOf({ row: 0, column: 0 }, shape, 'quarter-turns')).toHaveLength(2);
    expect(twinsOf({ row: 0, column: 0 }, shape, 'eight-fold')).toHaveLength(4);
  });
});

describe('a symmetric kernel', () => {
  it('stays symmetric whatever is changed, and the first change is what its cell holds', () => {
    fc.assert(
      fc.property(
        anyKernel,
        symmetries,
        fc.array(fc.tuple(fc.nat(48), fc.integer({ min: -9, max: 9 })), { minLength: 1, maxLength: 6 }),
        (kernel, symmetry, wishes) => {
          const from = symmetrise(kernel, symmetry);
          const changes = wishes.map(([place, value]) => {
            const index = place % from.weights.length;
            return { cell: { row: Math.floor(index / from.columns), column: index % from.columns }, value };
          });
          const next = setWeights(from, spreadChanges(from, symmetry, changes));
          expect(hasSymmetry(next, symmetry)).toBe(true);
          const [first] = changes;
          const own = twinsOf(first!.cell, from, symmetry)[0]!;
          expect(weightAt(next, first!.cell)).toBe(own.sign === 0 ? 0 : first!.value);
          // Applied again nothing changes.
          expect(setWeights(next, spreadChanges(next, symmetry, changes))).toEqual(next);
        },
      ),
      FIXED,
    );
  });

  it('is made from any kernel by means that keep the sum, and making it again changes nothing', () => {
    fc.assert(
      fc.property(anyKernel, symmetries, (kernel, symmetry) => {
        const once = symmetrise(kernel, symmetry);
        expect(hasSymmetry(once, symmetry)).toBe(true);
        expect(symmetrise(once, symmetry)).toEqual(once);
        if (symmetry.startsWith('odd')) return;
        const sum = (weights: readonly number[]): number => weights.reduce((total, weight) => total + weight, 0);
        const scale = kernel.weights.reduce((total, weight) => total + Math.abs(weight), 1);
        expect(Math.abs(sum(once.weights) - sum(kernel.weights))).toBeLessThan(1e-12 * scale);
      }),
      FIXED,
    );
  });

  it('is what the analysis calls it', () => {
    const kernel = kernelOf([
      [1, 2, 3],
      [4, 5, 6],
      [7, 10, 12],
    ]);
    expect(symmetryOf(symmetrise(kernel, 'eight-fold'))).toBe('8-fold');
    expect(symmetryOf(symmetrise(kernel, 'both'))).toBe('4-fold');
    expect(symmetryOf(symmetrise(kernel, 'left-right'))).toBe('Left–right');
    expect(symmetryOf(symmetrise(kernel, 'half-turn'))).toBe('Even');
    expect(symmetrise(kernel, 'quarter-turns').weights).toEqual([5.75, 5.5, 5.75, 5.5, 5, 5.5, 5.75, 5.5, 5.75]);
    expect(symmetrise(kernel, 'odd-left-right').weights).toEqual([-1, 0, 1, -1, 0, 1, -2.5, 0, 2.5]);
  });

  it('keeps what was typed, with its sign turned where the symmetry is odd', () => {
    const kernel = kernelOf([[0, 0, 0]]);
    const change = [{ cell: { row: 0, column: 0 }, value: 1 / 9, expression: '1/9' }];
    expect(setWeights(kernel, spreadChanges(kernel, 'left-right', change)).expressions).toEqual(['1/9', null, '1/9']);
    const odd = setWeights(kernel, spreadChanges(kernel, 'odd-left-right', change));
    expect(odd.expressions).toEqual(['1/9', null, '-(1/9)']);
    expect(odd.weights).toEqual([1 / 9, 0, -1 / 9]);
  });
});
