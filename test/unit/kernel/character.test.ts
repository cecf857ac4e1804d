// What is said about a kernel is what it does: each claim is held against sliding the kernel over a picture.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFilter, operatorOf } from '../../../src-core/filters/index.ts';
import { matrixOf } from '../../../src-core/filters/matrix.ts';
import { kernelOf } from '../../../src-core/kernel/kernel.ts';
import { RUNS, holds, small } from './claims.ts';
import { analysed, settingsOf, slide } from './slide.ts';

describe('flat areas', () => {
  it('become gain · v + bias, whatever divisor, bias and direction', () => {
    holds((kernel, settings) => {
      const { gain, bias } = analysed(kernel, settings).character;
      for (const value of [0, 0.3, 1]) {
        expect(slide(kernel, settings, () => value)(3, 4)).toBeCloseTo(gain * value + bias, 9);
      }
    });
  });

  it('are said to be kept, multiplied, inverted or to vanish as they are', () => {
    holds((kernel, settings) => {
      const { sentence, character } = analysed(kernel, settings);
      const flat = slide(kernel, settings, () => 1)(0, 0);
      const none = slide(kernel, settings, () => 0)(0, 0);
      const keeps = Math.abs(flat - 1) < 1e-9 && Math.abs(none) < 1e-9;
      expect(/^(Keeps flat areas(,|\.)|Changes nothing\.|Moves)/.test(sentence)).toBe(keeps);
      if (character.kind === 'nothing') return;
      const equal = Math.abs(flat - none) < 1e-9;
      expect(/^Turns flat areas/.test(sentence)).toBe(
        equal || (flat < none && none <= 1e-9 && character.kind !== 'point'),
      );
    });
  });

  it('of a kernel without weights are the bias', () => {
    const zeros = kernelOf([[0, 0, 0]]);
    expect(analysed(zeros).sentence).toBe('Turns everything black.');
    expect(analysed(zeros, { bias: 0.5 }).sentence).toBe('Turns everything mid grey.');
    expect(analysed(zeros, { output: 'signed' }).sentence).toBe('Turns everything mid grey.');
  });
});

describe('one weight', () => {
  it('moves every picture by the shift it names', () => {
    const single = fc.record({
      x: fc.integer({ min: -3, max: 3 }),
      y: fc.integer({ min: -3, max: 3 }),
      flip: fc.boolean(),
    });
    const picture = (x: number, y: number) => Math.sin(1.3 * x + 0.7 * y * y);
    fc.assert(
      fc.property(single, ({ x, y, flip }) => {
        const weights = new Array<number>(49).fill(0);
        weights[(3 + y) * 7 + 3 + x] = 4;
        const kernel = { rows: 7, columns: 7, weights, anchor: { row: 3, column: 3 } };
        const { sentence, character } = analysed(kernel, { flip });
        expect(character.kind).toBe('point');
        const moved = slide(kernel, settingsOf({ flip }), picture);
        const { shift } = character;
        for (const [px, py] of [
          [0, 0],
          [5, 2],
          [-4, 7],
        ] as const) {
          expect(moved(px, py)).toBeCloseTo(picture(px - shift!.x, py - shift!.y), 12);
        }
        expect(sentence).toMatch(x === 0 && y === 0 ? /^Changes nothing\.$/ : /^Moves the picture /);
      }),
      RUNS,
    );
  });

  it('that is negative inverts with a bias, and turns black without', () => {
    const minus = kernelOf([[-1]]);
    expect(analysed(minus, { normalise: 'none', bias: 1 }).sentence).toBe('Inverts everything.');
    expect(analysed(minus, { normalise: 'none' }).sentence).toMatch(/^Turns everything black/);
    expect(analysed(minus).sentence).toBe('Changes nothing.');
  });
});

describe('a shift', () => {
  it('is how far a slow slope of the picture moves', () => {
    holds(
      (kernel, settings) => {
        const { character } = analysed(kernel, settings);
        if (!character.shift) return;
        const { gain, bias, shift } = character;
        const ramp = slide(kernel, settings, (x, y) => 3 * x - 2 * y);
        expect((ramp(10, 20) - bias) / gain).toBeCloseTo(3 * (10 - shift.x) - 2 * (20 - shift.y), 6);
      },
      small(5, 0),
    );
  });

  it('is named for the half pixel of an even blur, in the direction it takes', () => {
    const pair = kernelOf([[1, 1]]);
    expect(analysed(pair).sentence).toMatch(/shifts the picture 0\.5 px right/);
    expect(analysed(pair, { flip: true }).sentence).toMatch(/shifts the picture 0\.5 px left/);
  });
});

describe('the strongest wave', () => {
  it('comes out of the kernel as much larger as is said, and no wave comes out larger', () => {
    holds((kernel, settings) => {
      const { character, sumsToZero } = analysed(kernel, settings);
      const reference = sumsToZero ? 1 : Math.abs(character.gain);
      const amplitude = (fx: number, fy: number): number => {
        const part = (wave: (turn: number) => number) =>
          slide(kernel, { ...settings, bias: 0 }, (x, y) => wave(2 * Math.PI * (fx * x + fy * y)))(0, 0);
        return Math.hypot(part(Math.cos), part(Math.sin)) / reference;
      };
      const { response, fx, fy } = character.strongest;
      // The place is given without the signs of its coordinates.
      expect(Math.max(amplitude(fx, fy), amplitude(fx, -fy))).toBeCloseTo(
        response,
        3 - Math.ceil(Math.log10(response + 1)),
      );
      for (const [u, v] of [
        [0, 0],
        [0.5, 0],
        [0, 0.5],
        [0.5, 0.5],
        [0.25, -0.25],
        [0.125, 0.375],
      ] as const) {
        expect(amplitude(u, v)).toBeLessThanOrEqual(response * (1 + 1e-5) + 1e-6);
      }
      expect(character.half.across).toBeCloseTo(amplitude(0.5, 0), 6);
      expect(character.half.down).toBeCloseTo(amplitude(0, 0.5), 6);
    });
  });
});

describe('blurs', () => {
  const sigma = fc.double({ min: 0.8, max: 4, noNaN: true });
  it('name the σ of a Gaussian', () => {
    fc.assert(
      fc.property(sigma, sigma, fc.boolean(), (sigmaX, sigmaY, flip) => {
        const kernel = matrixOf(operatorOf(createFilter('gaussian', { parameters: { sigmaX, sigmaY } })))!;
        const { character, sentence } = analysed(kernel, { flip });
        expect(character.kind).toBe('blur');
        const { major, minor } = character.spread!;
        expect(major / Math.max(sigmaX, sigmaY)).toBeCloseTo(1, 1.5);
        expect(minor / Math.min(sigmaX, sigmaY)).toBeCloseTo(1, 1.5);
        if (sigmaX > 1.3 * sigmaY) expect(sentence).toContain('from left to right');
        if (sigmaY > 1.3 * sigmaX) expect(sentence).toContain('from top to bottom');
      }),
      { ...RUNS, numRuns: 25 },
    );
  });

  it('name the direction of a motion, for every angle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 179 }), fc.integer({ min: 9, max: 21 }), (angle, length) => {
        const kernel = matrixOf(operatorOf(createFilter('motion', { parameters: { angle, length } })))!;
        const { character } = analysed(kernel);
        const away = Math.abs(character.spread!.angle - angle) % 180;
        expect(Math.min(away, 180 - away)).toBeLessThan(3);
        expect(character.spread!.major).toBeGreaterThan(3 * character.spread!.minor);
      }),
      { ...RUNS, numRuns: 40 },
    );
  });

  it('are what every kernel of positive weights is, unless it has only one', () => {
    holds(
      (kernel, settings) => {
        expect(['nothing', 'point', 'blur']).toContain(analysed(kernel, settings).character.kind);
      },
      small(5, 0),
    );
  });

  it('that swing at edges are said to ring', () => {
    const lobes = Array.from({ length: 21 }, (_, i) => (i === 10 ? 1 : Math.sin((i - 10) * 1.2) / ((i - 10) * 1.2)));
    const { character, sentence } = analysed(kernelOf([lobes]));
    expect(character).toMatchObject({ kind: 'blur', rings: true });
    expect(sentence).toMatch(/rings at edges by \d/);
    expect(analysed(kernelOf([[1, 4, 6, 4, 1]])).sentence).not.toMatch(/rings|overshoot/);
  });
});

describe('sharpening', () => {
  const amount = fc.double({ min: 0.2, max: 6, noNaN: true });
  it('is told with its strength and with the edges it acts on', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom('both', 'vertical', 'horizontal' as const), (a, edges) => {
        const [h, v] = [edges === 'horizontal' ? 0 : -a, edges === 'vertical' ? 0 : -a];
        const kernel = kernelOf([
          [0, v, 0],
          [h, 1 - 2 * h - 2 * v, h],
          [0, v, 0],
        ]);
        const { character, sentence } = analysed(kernel);
        expect(character.kind).toBe('sharpen');
        expect(character.strongest.response).toBeCloseTo(1 - 4 * h - 4 * v, 4);
        expect(sentence).toContain(edges === 'both' ? 'amplifies fine detail' : `amplifies ${edges} edges`);
        expect(sentence).toContain('at half the sampling rate');
      }),
      RUNS,
    );
  });
});
