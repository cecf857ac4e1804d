// Cuts, responses, singular values, contours and spectra against their definitions.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelOf, type Kernel } from '../../../src-core/kernel/kernel.ts';
import { contourOf } from '../../../src-core/kernel/contours.ts';
import { factorsOf, singularValues } from '../../../src-core/kernel/singular.ts';
import { powerSpectrum } from '../../../src-core/kernel/spectrum.ts';
import { understand, type Understanding } from '../../../src-core/kernel/understand.ts';
import { createFilter, operatorOf } from '../../../src-core/filters/index.ts';
import { matrixOf } from '../../../src-core/filters/matrix.ts';
import { FIXED, kernels } from './arbitraries.ts';
import { settingsOf, slide, type Picture } from './slide.ts';

const RUNS = { ...FIXED, numRuns: 40 };
const of = (kernel: Kernel, given: Parameters<typeof settingsOf>[0] = {}): Understanding =>
  understand({ form: 'matrix', kernel }, settingsOf(given));
const size = (kernel: Kernel): number => Math.max(1, ...kernel.weights.map(Math.abs));

describe('the transfer function', () => {
  it('is what the kernel makes of a wave: strength and phase, flipped or not', () => {
    fc.assert(
      fc.property(kernels(4), fc.boolean(), fc.nat(127), fc.nat(127), (kernel, flip, u, v) => {
        const settings = settingsOf({ flip });
        const { magnitude, phase, size: side } = of(kernel, settings);
        const [fx, fy] = [u / side - 0.5, v / side - 0.5];
        const part = (wave: (turn: number) => number) =>
          slide(kernel, settings, (x, y) => wave(2 * Math.PI * (fx * x + fy * y)))(0, 0);
        const [real, imaginary] = [part(Math.cos), part(Math.sin)];
        const most = magnitude.reduce((a, b) => Math.max(a, b), 0);
        const strength = magnitude[v * side + u]!;
        expect(Math.abs(strength - Math.hypot(real, imaginary))).toBeLessThanOrEqual(1e-5 * most);
        if (strength > 1e-3 * most) {
          const turn = phase[v * side + u]! - Math.atan2(imaginary, real);
          expect(Math.cos(turn)).toBeGreaterThan(0.999);
        }
      }),
      RUNS,
    );
  });

  it('has the same cuts for separable lines as for their matrix', () => {
    const operator = operatorOf(createFilter('gaussian', { parameters: { sigmaX: 1.2, sigmaY: 2.7 } }));
    const lines = understand(operator, settingsOf());
    const whole = of(matrixOf(operator)!);
    lines.cuts.forEach((cut, index) => {
      const other = whole.cuts[index]!;
      expect(cut.direction).toBe(other.direction);
      cut.values.forEach((value, step) => expect(value).toBeCloseTo(other.values[step]!, 9));
      expect(cut.minusThreeDecibels).toBeCloseTo(other.minusThreeDecibels!, 9);
    });
  });

  it('falls by 3 dB where a Gaussian of that σ does', () => {
    const gaussian = understand(
      operatorOf(createFilter('gaussian', { parameters: { sigmaX: 2, sigmaY: 3 } })),
      settingsOf(),
    );
    const [across, down, falling] = gaussian.cuts;
    const expected = (sigma: number): number => Math.sqrt(Math.LN2) / (2 * Math.PI * sigma);
    expect(across!.minusThreeDecibels).toBeCloseTo(expected(2), 3);
    expect(down!.minusThreeDecibels).toBeCloseTo(expected(3), 3);
    expect(falling!.minusThreeDecibels).toBeCloseTo(expected(Math.sqrt(6.5)), 3);
  });
});

describe('responses', () => {
  const impulse: Picture = (x, y) => (x === 0 && y === 0 ? 1 : 0);

  it('an impulse returns what it is said to return, cell by cell', () => {
    fc.assert(
      fc.property(kernels(5), fc.boolean(), (kernel, flip) => {
        const settings = settingsOf({ flip });
        const { impulse: said } = of(kernel, settings);
        const out = slide(kernel, settings, impulse);
        said!.weights.forEach((weight, index) => {
          const x = (index % said!.columns) - said!.anchor.column;
          const y = Math.floor(index / said!.columns) - said!.anchor.row;
          expect(weight).toBeCloseTo(out(x, y), 9);
        });
      }),
      RUNS,
    );
  });

  it('an edge becomes the profile that is drawn, in both directions', () => {
    fc.assert(
      fc.property(kernels(5), fc.boolean(), (kernel, flip) => {
        const settings = settingsOf({ flip, normalise: 'none' });
        const { steps } = of(kernel, settings);
        const rows = slide(kernel, settings, (x) => (x >= 0 ? 1 : 0));
        const columns = slide(kernel, settings, (_, y) => (y >= 0 ? 1 : 0));
        const near = (a: number, b: number) => expect(Math.abs(a - b) / size(kernel)).toBeLessThan(1e-9);
        steps.across.values.forEach((value, index) => near(value, rows(steps.across.first + index, 5)));
        steps.down.values.forEach((value, index) => near(value, columns(5, steps.down.first + index)));
        near(steps.across.values[0]!, 0);
        near(steps.across.values.at(-1)!, steps.across.final);
      }),
      RUNS,
    );
  });

  it('an edge that is not filtered rises in 0.8 px and does not overshoot', () => {
    expect(of(kernelOf([[1]])).steps.across).toMatchObject({ overshoot: 0, undershoot: 0, swings: 0 });
    expect(of(kernelOf([[1]])).steps.across.rise).toBeCloseTo(0.8, 12);
  });

  it('a box of n pixels rises in 0.8 · n, a sharpened edge goes beyond by its amount', () => {
    for (const n of [2, 3, 5, 9]) {
      expect(of(kernelOf([new Array<number>(n).fill(1)])).steps.across.rise).toBeCloseTo(0.8 * n, 9);
    }
    const sharp = of(kernelOf([[-0.5, 2, -0.5]])).steps;
    expect(sharp.across).toMatchObject({ overshoot: 0.5, undershoot: 0.5, swings: 1 });
    expect(sharp.down).toMatchObject({ overshoot: 0, undershoot: 0 });
  });

  it('of a zero-sum kernel have a peak in place of a height', () => {
    const { across } = of(kernelOf([[-1, 0, 1]])).steps;
    expect(across).toMatchObject({ overshoot: null, rise: null, peak: 1 });
  });
});

describe('singular values', () => {
  it('have the squares of all weights as the sum of theirs, and their number is the rank', () => {
    fc.assert(
      fc.property(kernels(6), (kernel) => {
        const values = singularValues(kernel);
        const squares = kernel.weights.reduce((sum, weight) => sum + weight * weight, 0);
        const own = values.reduce((sum, value) => sum + value * value, 0);
        expect(Math.abs(own - squares)).toBeLessThanOrEqual(1e-9 * squares);
        const sorted = values.toSorted((a, b) => b - a);
        expect(values).toEqual(sorted);
      }),
      RUNS,
    );
  });

  it('are those of a known matrix', () => {
    const values = singularValues(
      kernelOf([
        [3, 0],
        [4, 5],
      ]),
    );
    expect(values[0]).toBeCloseTo(Math.sqrt(45), 12);
    expect(values[1]).toBeCloseTo(Math.sqrt(5), 12);
    expect(singularValues(kernelOf([[0, 0]]))).toEqual([0]);
  });

  it('the vectors multiply back to the kernel, in whole numbers where they can be', () => {
    const line = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(line, line, fc.constantFrom(1, 0.25, 1 / 9), (down, across, unit) => {
        const kernel = kernelOf(down.map((a) => across.map((b) => a * b * unit)));
        const factors = factorsOf(kernel);
        if (kernel.weights.every((weight) => weight === 0)) {
          expect(factors).toBeNull();
          return;
        }
        const [only] = factors!;
        expect(factors).toHaveLength(1);
        expect([...only!.vertical, ...only!.horizontal].every(Number.isInteger)).toBe(true);
        kernel.weights.forEach((weight, index) => {
          const row = Math.floor(index / kernel.columns);
          const product = only!.factor * only!.vertical[row]! * only!.horizontal[index % kernel.columns]!;
          expect(product).toBeCloseTo(weight, 9);
        });
      }),
      RUNS,
    );
    expect(
      factorsOf(
        kernelOf([
          [-1, 0, 1],
          [-2, 0, 2],
          [-1, 0, 1],
        ]),
      ),
    ).toEqual([{ factor: -1, vertical: [1, 2, 1], horizontal: [1, 0, -1] }]);
    expect(
      factorsOf(
        kernelOf([
          [-1, -1, -1],
          [-1, 9, -1],
          [-1, -1, -1],
        ]),
      ),
    ).toHaveLength(2);
    expect(
      factorsOf(
        kernelOf([
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ]),
      ),
    ).toBeNull();
  });
});

describe('contours', () => {
  it('separate what is above the level from what is below: every line is closed', () => {
    fc.assert(
      fc.property(kernels(5), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (kernel, share) => {
        const level = size(kernel) * share;
        const ends = new Map<string, number>();
        for (const [x1, y1, x2, y2] of contourOf(kernel, level)) {
          for (const end of [`${x1.toFixed(9)} ${y1.toFixed(9)}`, `${x2.toFixed(9)} ${y2.toFixed(9)}`]) {
            ends.set(end, (ends.get(end) ?? 0) + 1);
          }
        }
        expect([...ends.values()].every((count) => count % 2 === 0)).toBe(true);
        expect(ends.size > 0).toBe(kernel.weights.some((weight) => weight > level));
      }),
      RUNS,
    );
  });

  it('cross the side between two cells where a straight line would reach the level', () => {
    const points = contourOf(kernelOf([[4]]), 1).flatMap(([x1, y1, x2, y2]) => [
      [x1, y1],
      [x2, y2],
    ]);
    expect(points).toContainEqual([0.5, -0.25]);
    expect(points).toContainEqual([1.25, 0.5]);
  });
});

describe('the power spectrum', () => {
  const side = 32;
  const wave = (u: number, v: number) =>
    Float32Array.from({ length: side * side }, (_, i) =>
      Math.cos((2 * Math.PI * (u * (i % side) + v * Math.floor(i / side))) / side),
    );

  it('of a wave stands at its frequency and the opposite one', () => {
    fc.assert(
      fc.property(fc.integer({ min: -12, max: 12 }), fc.integer({ min: -12, max: 12 }), (u, v) => {
        if (Math.hypot(u, v) < 3) return;
        const { power } = powerSpectrum(wave(u, v), side);
        const at = (x: number, y: number) => power[(y + side / 2) * side + x + side / 2]!;
        const most = power.reduce((a, b) => Math.max(a, b), 0);
        expect(at(u, v)).toBeCloseTo(most, 5);
        expect(at(-u, -v)).toBeCloseTo(most, 5);
      }),
      RUNS,
    );
  });

  it('of noise is flat, at its variance', () => {
    let seed = 7;
    const noise = Float32Array.from({ length: 128 * 128 }, () => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed / 2 ** 31 - 0.5;
    });
    const { radial } = powerSpectrum(noise, 128);
    for (let k = 10; k < 60; k += 1) expect(radial[k]! * 12).toBeGreaterThan(0.6);
    for (let k = 10; k < 60; k += 1) expect(radial[k]! * 12).toBeLessThan(1.5);
  });

  it('after a filter is that before it times |H|²', () => {
    const kernel = kernelOf([[1, 2, 1]]);
    const { radial: before } = powerSpectrum(wave(6, 0), side);
    const out = slide(kernel, settingsOf(), (x) => Math.cos((2 * Math.PI * 6 * x) / side));
    const { radial: after } = powerSpectrum(
      Float32Array.from({ length: side * side }, (_, i) => out(i % side, 0)),
      side,
    );
    const { cuts } = of(kernel);
    const response = cuts[0]!.values[(6 / side) * 2 * (cuts[0]!.values.length - 1)]!;
    expect(after[6]! / before[6]!).toBeCloseTo(response ** 2, 4);
  });
});
