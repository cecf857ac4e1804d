import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as edit from '../../../src-core/kernel/edit.ts';
import { kernelOf, kernelSchema, type Kernel } from '../../../src-core/kernel/kernel.ts';
import { FIXED, kernels } from './arbitraries.ts';

const counting = kernelOf([
  [1, 2, 3],
  [4, 5, 6],
]);

function property(law: (kernel: Kernel) => void): void {
  fc.assert(
    fc.property(kernels(), (kernel) => {
      law(kernel);
    }),
    FIXED,
  );
}

describe('edits of a kernel', () => {
  it('rotate turns clockwise and takes the anchor along', () => {
    const turned = edit.rotate(counting);
    expect(turned.weights).toEqual([4, 1, 5, 2, 6, 3]);
    expect([turned.rows, turned.columns]).toEqual([3, 2]);
    expect(edit.weightAt(turned, turned.anchor)).toBe(edit.weightAt(counting, counting.anchor));
  });

  it('mirrors and transposes as named', () => {
    expect(edit.mirrorHorizontally(counting).weights).toEqual([3, 2, 1, 6, 5, 4]);
    expect(edit.mirrorVertically(counting).weights).toEqual([4, 5, 6, 1, 2, 3]);
    expect(edit.transpose(counting).weights).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('four turns, two mirrors, two transpositions and two signs are nothing', () => {
    property((kernel) => {
      expect(edit.rotate(edit.rotate(edit.rotate(edit.rotate(kernel))))).toEqual(kernel);
      for (const twice of [edit.mirrorHorizontally, edit.mirrorVertically, edit.transpose]) {
        expect(twice(twice(kernel))).toEqual(kernel);
      }
      expect(edit.negate(edit.negate(kernel))).toEqual(kernel);
    });
  });

  it('two turns are both mirrors', () => {
    property((kernel) => {
      expect(edit.rotate(edit.rotate(kernel))).toEqual(edit.mirrorVertically(edit.mirrorHorizontally(kernel)));
    });
  });

  it('every rearrangement keeps the weight under the anchor, and every result is a valid kernel (§2)', () => {
    property((kernel) => {
      for (const change of [edit.rotate, edit.mirrorHorizontally, edit.mirrorVertically, edit.transpose]) {
        const changed = change(kernel);
        expect(kernelSchema.safeParse(changed).success).toBe(true);
        expect(edit.weightAt(changed, changed.anchor)).toBe(edit.weightAt(kernel, kernel.anchor));
      }
    });
  });

  it('growing and shrinking back about the centre loses nothing', () => {
    property((kernel) => {
      const grown = edit.resizeAboutCentre(kernel, kernel.rows + 4, kernel.columns + 2);
      expect(grown.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(
        kernel.weights.reduce((a, b) => a + b, 0),
        3,
      );
      expect(edit.resizeAboutCentre(grown, kernel.rows, kernel.columns)).toEqual(kernel);
    });
  });

  it('a centred anchor stays centred through every size (§2)', () => {
    const sizes: [number, number][] = [
      [1, 1],
      [2, 2],
      [4, 3],
      [5, 5],
      [31, 31],
      [257, 1],
    ];
    for (const [rows, columns] of sizes) {
      expect(edit.resizeAboutCentre(counting, rows, columns).anchor).toEqual({
        row: Math.floor(rows / 2),
        column: Math.floor(columns / 2),
      });
    }
    expect(() => edit.resizeAboutCentre(counting, 0, 3)).toThrow(/1 to 257/);
    expect(() => edit.resizeAboutCentre(counting, 258, 3)).toThrow(/1 to 257/);
  });

  it('keeps an expression with its cell, and drops it when the weight changes', () => {
    const typed = edit.setWeight(counting, { row: 0, column: 2 }, 1 / 9, '1/9');
    expect(edit.expressionAt(typed, { row: 0, column: 2 })).toBe('1/9');
    const turned = edit.rotate(typed);
    expect(edit.expressionAt(turned, { row: 2, column: 1 })).toBe('1/9');
    expect(edit.negate(typed).expressions).toBeUndefined();
    const moved = edit.setWeight(typed, { row: 0, column: 0 }, 9);
    expect(edit.expressionAt(moved, { row: 0, column: 2 })).toBe('1/9');
    expect(edit.setWeight(typed, { row: 0, column: 2 }, 3).expressions).toBeUndefined();
  });

  it('refuses cells outside and weights that are no numbers', () => {
    expect(() => edit.setWeight(counting, { row: 2, column: 0 }, 1)).toThrow(/outside/);
    expect(() => edit.setWeight(counting, { row: 0, column: 0 }, NaN)).toThrow(/finite/);
    expect(() => edit.setWeight(counting, { row: 0, column: 0 }, Infinity)).toThrow(/finite/);
    expect(() => edit.setAnchor(counting, { row: 0, column: 3 })).toThrow(/anchor/);
  });

  it('scales to sum 1, by the absolute sum where the weights cancel, and leaves zeros alone', () => {
    expect(edit.normaliseToSum1(kernelOf([[1, 2, 1]])).weights).toEqual([0.25, 0.5, 0.25]);
    expect(edit.normaliseToSum1(kernelOf([[-1, 0, 1]])).weights).toEqual([-0.5, 0, 0.5]);
    expect(edit.normaliseToSum1(kernelOf([[0, 0]])).weights).toEqual([0, 0]);
  });

  it('pastes a block with its corner at a cell and cuts what hangs over', () => {
    const pasted = edit.pasteBlock(
      counting,
      kernelOf([
        [9, 8],
        [7, 6],
      ]),
      { row: 1, column: 2 },
    );
    expect(pasted.weights).toEqual([1, 2, 3, 4, 5, 9]);
  });

  it('fills, scales, copies and clears ranges given by any two corners', () => {
    const range = { from: { row: 1, column: 2 }, to: { row: 0, column: 1 } };
    expect(edit.fillRange(counting, range, 0).weights).toEqual([1, 0, 0, 4, 0, 0]);
    expect(edit.scaleRange(counting, range, 10).weights).toEqual([1, 20, 30, 4, 50, 60]);
    expect(edit.crop(counting, range).weights).toEqual([2, 3, 5, 6]);
    expect(edit.clear(counting).weights).toEqual([0, 0, 0, 0, 0, 0]);
    expect(Object.is(edit.negate(kernelOf([[0]])).weights[0], 0)).toBe(true);
  });
});
