import { describe, expect, it } from 'vitest';
import { rankOf } from '../../../src-core/kernel/structure.ts';
import { CASES, caseOf, type Subject } from '../../bench/cases.ts';
import { diagonalMatrix, discMatrix, nibbledDisc, randomMatrix, sumOf } from '../../bench/kernels.ts';

const weightsOf = (subject: Subject): readonly number[] => (subject.kind === 'matrix' ? subject.weights : []);

describe('the kernels of the bench', () => {
  it('are the ones that ENGINE.md lists', () => {
    expect(CASES.map(({ label }) => label)).toEqual([
      '3×3 sharpen',
      '3×3 Sobel',
      '5×5 Gaussian / 256',
      ...[5, 9, 15, 31, 63, 127].map((side) => `random ${side}×${side}`),
      'disc 31',
      'motion 21, diagonal',
      ...[2, 8, 32, 100].map((sigma) => `Gaussian σ ${sigma}`),
      'box r 10',
      'box r 50',
    ]);
    expect(() => caseOf('sharpness')).toThrow('sharpen');
  });

  it('draws the same random weights every time: of full rank, sum 1, with negative ones', () => {
    const { weights } = randomMatrix(5);
    expect(weights).toEqual(randomMatrix(5).weights);
    expect(weights.slice(0, 3).map((weight) => weight.toFixed(6))).toEqual(['0.001755', '0.088416', '0.007989']);
    expect(sumOf(weights)).toBeCloseTo(1, 12);
    expect(weights.some((weight) => weight < 0)).toBe(true);
    const kernel = { rows: 5, columns: 5, weights, anchor: { row: 2, column: 2 } };
    expect(rankOf(kernel).rank).toBe(5);
  });

  it('has a disc of 749 cells and a line of 21', () => {
    expect(discMatrix(31).divisor).toBe(749);
    expect(sumOf(diagonalMatrix(21).weights)).toBe(21);
  });

  it('bites one cell out of the rim of a disc, in every row', () => {
    const disc = discMatrix(7);
    for (let bite = 1; bite < 20; bite++) {
      const nibbled = nibbledDisc(disc, bite);
      expect(nibbled.weights.filter((weight, i) => weight !== disc.weights[i])).toEqual([0]);
      expect(sumOf(nibbled.weights)).toBe(nibbled.divisor);
    }
  });

  it('changes every subject from one repetition to the next', () => {
    for (const { subject } of CASES) {
      for (let repetition = 0; repetition < 40; repetition++) {
        expect(subject(repetition + 1)).not.toEqual(subject(repetition));
      }
    }
  });

  it('changes one weight of a random kernel', () => {
    const { subject } = caseOf('random-9');
    const first = weightsOf(subject(0));
    for (const repetition of [1, 2, 36]) {
      expect(weightsOf(subject(repetition)).filter((weight, i) => weight !== first[i])).toHaveLength(1);
    }
  });

  it('keeps Sobel and the 5×5 Gaussian outer products of whole numbers whose sums fit 16 bits', () => {
    for (const name of ['sobel', 'gaussian-5x5']) {
      for (let repetition = 0; repetition < 40; repetition++) {
        const value = caseOf(name).subject(repetition);
        if (value.kind !== 'matrix') throw new Error('expected a matrix');
        const anchor = { row: value.rows >> 1, column: value.columns >> 1 };
        expect(rankOf({ ...value, anchor }).rank).toBe(1);
        expect(value.weights.every(Number.isInteger)).toBe(true);
        expect(255 * value.weights.reduce((sum, weight) => sum + Math.max(0, weight), 0)).toBeLessThan(65536);
      }
    }
  });
});
