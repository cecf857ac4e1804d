import { describe, expect, it } from 'vitest';
import { playsIn, repetitionsFor } from '../../bench/measure.ts';
import { geometricMean, median, shareOf, spreadOf } from '../../bench/statistics.ts';

describe('the statistics of the bench', () => {
  it('takes the middle of an odd and the mean of the two middles of an even number of timings', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 7])).toBe(6);
    expect(() => median([])).toThrow('nothing');
  });

  it('tells the spread without being moved by one outlier', () => {
    expect(spreadOf([10, 11, 12, 13, 500])).toEqual({ median: 12, min: 10, max: 500, mad: 1, repetitions: 5 });
  });

  it('averages ratios so that twice and half as fast cancel out', () => {
    expect(geometricMean([2, 0.5])).toBeCloseTo(1);
    expect(shareOf([1, 2, 3, 4], (value) => value > 1)).toBe(0.75);
  });
});

describe('the turns of a cell', () => {
  it('gives fast contestants thirty-one, slow ones five, and hopeless ones what fits', () => {
    expect(repetitionsFor(1, 1500)).toBe(31);
    expect(repetitionsFor(100, 1500)).toBe(15);
    expect(repetitionsFor(1000, 1500)).toBe(5);
    expect(repetitionsFor(3000, 1500)).toBe(2);
    expect(repetitionsFor(7000, 1500)).toBe(0);
  });

  it('spreads the turns of a slow contestant over all rounds', () => {
    const rounds = Array.from({ length: 12 }, (_, round) => playsIn(round, 12, 3));
    expect(rounds.flatMap((plays, round) => (plays ? [round] : []))).toEqual([3, 7, 11]);
    expect(rounds.map((_, round) => playsIn(round, 12, 12))).not.toContain(false);
    expect(rounds.map((_, round) => playsIn(round, 12, 0))).not.toContain(true);
  });
});
