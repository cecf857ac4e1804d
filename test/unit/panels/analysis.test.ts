// Numbers, levels and greys of the analysis as a person reads them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src-core/filters/settings.ts';
import { edgeShades } from '../../../src-renderer/components/analysis/edge-shades.ts';
import {
  angleText,
  decibelText,
  percentText,
  plain,
  ticksBetween,
} from '../../../src-renderer/components/analysis/figures.ts';
import { levelsBetween } from '../../../src-renderer/components/analysis/levels.ts';
import { vectorText } from '../../../src-renderer/components/analysis/vector-text.ts';

const RUNS = { seed: 20_260, numRuns: 200 } as const;

describe('figures', () => {
  it('have a true minus, a unit, and no minus before zero', () => {
    expect(plain(-0.0004, 3)).toBe('0.000');
    expect(plain(-1.5, 2)).toBe('−1.50');
    expect(decibelText(0.5)).toBe('−6.0 dB');
    expect(decibelText(2)).toBe('+6.0 dB');
    expect(decibelText(1)).toBe('0.0 dB');
    expect(decibelText(0)).toBe('−∞ dB');
    expect(percentText(0.125)).toBe('12.5 %');
    expect(angleText(-Math.PI / 2)).toBe('−90°');
    expect(angleText(NaN)).toBe('—');
  });

  it('stand at round marks between both ends, as many as asked for or fewer', () => {
    const ends = fc.tuple(
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
    );
    fc.assert(
      fc.property(ends, fc.integer({ min: 1, max: 12 }), ([low, span], count) => {
        const ticks = ticksBetween(low, low + span, count);
        expect(ticks.length).toBeLessThanOrEqual(count + 1);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low - 1e-6 * span);
          expect(tick).toBeLessThanOrEqual(low + span * (1 + 1e-6));
        }
      }),
      RUNS,
    );
  });
});

describe('contour levels', () => {
  it('lie between the smallest and the largest weight, falling, with 0 only where both signs are', () => {
    const side = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e4, noNaN: true }));
    fc.assert(
      fc.property(side, side, (down, up) => {
        const levels = levelsBetween(-down, up);
        expect(levels).toEqual(levels.toSorted((a, b) => b - a));
        for (const level of levels) expect(level <= up && level >= -down).toBe(true);
        expect(levels.includes(0)).toBe(down > 0 && up > 0);
      }),
      RUNS,
    );
  });
});

describe('the greys of an edge', () => {
  const sharp = Float64Array.from([0, 0, -0.5, 1.5, 1, 1]);

  it('are those before, then those after, halo included', () => {
    const shades = [...edgeShades(sharp, -3, DEFAULT_SETTINGS)];
    expect(shades).toEqual([0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0, 1, 0.75, 0.75]);
  });

  it('show bias, output and amount as the filter does', () => {
    const after = (given: object) => [...edgeShades(sharp, -3, { ...DEFAULT_SETTINGS, ...given })].slice(6);
    expect(after({ bias: 0.1 })[0]).toBeCloseTo(0.35, 12);
    expect(after({ output: 'signed' })[0]).toBeCloseTo(0.75, 12);
    expect(after({ output: 'minmax' })[3]).toBe(1);
    expect(after({ amount: 0 })).toEqual([0.25, 0.25, 0.25, 0.75, 0.75, 0.75]);
    const edge = Float64Array.from([0, 0, 1, 0, 0]);
    expect(
      [
        ...edgeShades(
          edge.map((value) => -value),
          -2,
          { ...DEFAULT_SETTINGS, output: 'absolute' },
        ),
      ][7],
    ).toBe(0.5);
  });

  it('keep the plain areas in linear light, and pass through a brighter grey between them', () => {
    const half = Float64Array.from([0, 0, 0.5, 1, 1]);
    const linear = edgeShades(half, -3, { ...DEFAULT_SETTINGS, light: 'linear' });
    expect(linear[5]).toBeCloseTo(0.25, 9);
    expect(linear[9]).toBeCloseTo(0.75, 9);
    expect(linear[7]).toBeGreaterThan(0.55);
  });
});

it('vectors are copied as lists that other programs read, with their factor', () => {
  expect(vectorText([{ factor: 0.25, vertical: [1, 2, 1], horizontal: [-1, 0, 1] }])).toBe(
    'factor = 0.25\ncolumn = [1, 2, 1]\nrow = [-1, 0, 1]',
  );
});
