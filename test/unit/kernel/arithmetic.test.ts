// Arithmetic on chosen cells.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate, type Calculation } from '../../../src-core/kernel/arithmetic.ts';
import { setWeights } from '../../../src-core/kernel/edit.ts';
import { kernelOf, type Kernel } from '../../../src-core/kernel/kernel.ts';
import { FIXED, kernels } from './arbitraries.ts';

const grid = kernelOf([
  [0.1, 2, 3],
  [4, -5, 6],
  [7, 8, 9.5],
]);
const all = (kernel: Kernel) => ({
  from: { row: 0, column: 0 },
  to: { row: kernel.rows - 1, column: kernel.columns - 1 },
});
function after(calculation: Calculation, kernel = grid, range = all(kernel)): Kernel {
  const changes = calculate(kernel, range, calculation);
  if ('error' in changes) throw new Error(changes.error);
  return setWeights(kernel, changes);
}

describe('arithmetic on cells', () => {
  it('sets, adds and multiplies inside the range alone, without tails of binary fractions', () => {
    const top = { from: { row: 0, column: 1 }, to: { row: 0, column: 0 } };
    expect(after({ kind: 'set', value: 7 }, grid, top).weights.slice(0, 4)).toEqual([7, 7, 3, 4]);
    expect(after({ kind: 'add', value: 0.2 }, grid, top).weights.slice(0, 4)).toEqual([0.3, 2.2, 3, 4]);
    expect(after({ kind: 'multiply', value: 3 }, grid, top).weights.slice(0, 4)).toEqual([0.3, 6, 3, 4]);
  });

  it('understands x as the weight, r and c as row and column from the anchor', () => {
    expect(after({ kind: 'expression', text: 'x*2' }).weights.slice(3, 6)).toEqual([8, -10, 12]);
    expect(after({ kind: 'expression', text: 'r*10+c' }).weights).toEqual([-11, -10, -9, -1, 0, 1, 9, 10, 11]);
    expect(after({ kind: 'expression', text: 'abs(x) − x' }).weights[4]).toBe(10);
  });

  it('chooses by comparison, and is quick on the largest kernel made by hand', () => {
    expect(after({ kind: 'expression', text: 'x < 4 ? 0 : x' }).weights).toEqual([0, 0, 0, 4, 0, 6, 7, 8, 9.5]);
    const large = kernelOf(Array.from({ length: 101 }, () => Array<number>(101).fill(2)));
    expect(after({ kind: 'expression', text: 'x*exp(-(r*r+c*c)/200)' }, large).weights[5100]).toBe(2);
  });

  it('says where an expression has no value, and what is wrong with a text', () => {
    expect(calculate(grid, all(grid), { kind: 'expression', text: 'x/c' })).toMatchObject({
      error: 'The result is too large at row −1, column 0.',
    });
    expect(calculate(grid, all(grid), { kind: 'expression', text: 'sqrt(x)' })).toMatchObject({
      error: 'The expression has no value at row 0, column 0.',
    });
    expect(calculate(grid, all(grid), { kind: 'expression', text: 'x + y' })).toEqual({
      error: '"y" is not a known name. Known are x, r, c, w and h.',
      position: 4,
    });
    expect(calculate(grid, all(grid), { kind: 'expression', text: 'x*' })).toMatchObject({
      error: 'Expected a number after "*".',
    });
    expect(calculate(grid, all(grid), { kind: 'multiply', value: 1e38 })).toMatchObject({
      error: 'The result is too large at row 0, column −1.',
    });
  });

  it('rounds, takes absolutes and makes the chosen cells sum to 1', () => {
    expect(after({ kind: 'round' }).weights).toEqual([0, 2, 3, 4, -5, 6, 7, 8, 10]);
    expect(after({ kind: 'absolute' }).weights[4]).toBe(5);
    const row = { from: { row: 2, column: 0 }, to: { row: 2, column: 1 } };
    expect(after({ kind: 'normalise' }, grid, row).weights.slice(6)).toEqual([7 / 15, 8 / 15, 9.5]);
  });

  it('keeps what was typed: the set expression in every cell, others where the weight stays', () => {
    const typed = setWeights(grid, [{ cell: { row: 0, column: 0 }, value: 1 / 9, expression: '1/9' }]);
    expect(after({ kind: 'multiply', value: 1 }, typed).expressions?.[0]).toBe('1/9');
    expect(after({ kind: 'multiply', value: 2 }, typed).expressions).toBeUndefined();
    expect(after({ kind: 'set', value: 1 / 3, source: '1/3' }).expressions).toEqual(Array(9).fill('1/3'));
    expect(after({ kind: 'set', value: 1 / 3, source: '1/3' }).weights[0]).toBe(1 / 3);
    expect(after({ kind: 'set', value: 2, source: '2' }).expressions).toBeUndefined();
  });

  it('names the leading cell first', () => {
    const changes = calculate(grid, all(grid), { kind: 'add', value: 1 }, { row: 1, column: 1 });
    expect('error' in changes ? null : [changes.length, changes[0]!.cell]).toEqual([9, { row: 1, column: 1 }]);
  });

  it('adding and multiplying by the neutral number changes nothing; absolutes and rounding are done once', () => {
    fc.assert(
      fc.property(kernels(5), (kernel) => {
        expect(after({ kind: 'multiply', value: 1 }, kernel).weights).toEqual(
          after({ kind: 'add', value: 0 }, kernel).weights,
        );
        for (const kind of ['absolute', 'round'] as const) {
          const once = after({ kind }, kernel);
          expect(after({ kind }, once)).toEqual(once);
        }
      }),
      FIXED,
    );
  });
});
