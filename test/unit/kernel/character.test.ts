// What is said about a kernel is what it does: each claim is held against sliding the kernel over a picture.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFilter, operatorOf } from '../../../src-core/filters/index.ts';
import { matrixOf } from '../../../src-core/filters/matrix.ts';
import type { Settings } from '../../../src-core/filters/settings.ts';
import { kernelOf, type Kernel } from '../../../src-core/kernel/kernel.ts';
import { FIXED, kernels } from './arbitraries.ts';
import { analysed, settingsOf, slide } from './slide.ts';

const RUNS = { ...FIXED, numRuns: 80 };
const switches = fc.record({
  flip: fc.boolean(),
  bias: fc.constantFrom(0, 0, 0.25, -0.5, 1),
  normalise: fc.constantFrom('auto', 'none', 'abs', 'positive' as const),
});

/** Weights of one digit, so that sums are exact. */
const small = (side: number, least = -9): fc.Arbitrary<Kernel> =>
  kernels(side).chain((kernel) =>
    fc
      .array(fc.integer({ min: least, max: 9 }), {
        minLength: kernel.weights.length,
        maxLength: kernel.weights.length,
      })
      .map((weights) => ({ ...kernel, weights })),
  );

const holds = (claim: (kernel: Kernel, settings: Settings) => void, from = small(5)): void =>
  fc.assert(
    fc.property(from, switches, (kernel, given) => claim(kernel, settingsOf(given))),
    RUNS,
  );

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

describe('edges', () => {
  const degrees = fc.integer({ min: -179, max: 180 });
  /** A slope towards any direction: the picture's derivative, smoothed. */
  const slopeTowards = (angle: number): Kernel => {
    const [dx, dy] = [Math.cos((angle * Math.PI) / 180), -Math.sin((angle * Math.PI) / 180)];
    const rows = [-2, -1, 0, 1, 2].map((y) =>
      [-2, -1, 0, 1, 2].map((x) => (x * dx + y * dy) * Math.exp(-(x * x + y * y) / 2)),
    );
    return kernelOf(rows);
  };

  it('are told by the direction in which a brightening picture gives the brightest result', () => {
    fc.assert(
      fc.property(degrees, fc.boolean(), (angle, flip) => {
        const kernel = slopeTowards(angle);
        const { character } = analysed(kernel, { flip });
        expect(character.kind).toBe('slope');
        const response = (towards: number): number => {
          const [dx, dy] = [Math.cos((towards * Math.PI) / 180), -Math.sin((towards * Math.PI) / 180)];
          return slide(kernel, settingsOf({ flip }), (x, y) => x * dx + y * dy)(0, 0);
        };
        const best = response(character.slope!);
        expect(best).toBeGreaterThan(0);
        for (const turn of [10, 45, 90, 180, 270]) expect(best).toBeGreaterThan(response(character.slope! + turn));
      }),
      RUNS,
    );
  });

  it('of every zero-sum kernel: the slope is where its answer to a ramp is largest', () => {
    const zeroSum = small(4).map((kernel) => {
      const rest = kernel.weights.reduce((sum, weight) => sum + weight, 0);
      return { ...kernel, weights: kernel.weights.with(0, kernel.weights[0]! - rest) };
    });
    holds((kernel, settings) => {
      const { kind, slope, gain } = analysed(kernel, settings).character;
      expect(gain).toBe(0);
      if (kind !== 'slope') return;
      const ramp = (turn: number): number => {
        const angle = ((slope! + turn) * Math.PI) / 180;
        return slide(kernel, settings, (x, y) => x * Math.cos(angle) - y * Math.sin(angle))(0, 0);
      };
      for (const turn of [20, 90, 180, 270]) expect(ramp(0)).toBeGreaterThan(ramp(turn));
    }, zeroSum);
  });

  it.each([
    ['sobel', { direction: 0 }, 'vertical edges', 'to the right'],
    ['sobel', { direction: 90 }, 'horizontal edges', 'downwards'],
    ['prewitt', {}, 'vertical edges', 'to the right'],
  ])('%s %j shows %s, bright where it brightens %s', (type, parameters, edges, towards) => {
    const kernel = matrixOf(operatorOf(createFilter(type, { parameters })))!;
    expect(analysed(kernel).sentence).toContain(edges);
    expect(analysed(kernel).sentence).toContain(towards);
    expect(analysed(kernel, { output: 'absolute' }).sentence).not.toContain('brightens');
    expect(analysed(kernel, { output: 'signed' }).sentence).toMatch(
      /^Turns flat areas mid grey, .*relief lit from the/,
    );
  });

  it('and lines are what a second derivative shows, upright, level or all', () => {
    expect(analysed(kernelOf([[1, -2, 1]])).sentence).toContain('shows vertical edges and lines');
    expect(analysed(kernelOf([[1], [-2], [1]])).sentence).toContain('shows horizontal edges and lines');
    expect(
      analysed(
        kernelOf([
          [0, 1, 0],
          [1, -4, 1],
          [0, 1, 0],
        ]),
      ).sentence,
    ).toContain('shows edges and fine detail');
  });
});

describe('embossing', () => {
  it.each([
    [0, 'top'],
    [1, 'top right'],
    [2, 'right'],
    [3, 'bottom right'],
    [4, 'bottom'],
    [5, 'bottom left'],
    [6, 'left'],
    [7, 'top left'],
  ])('towards compass point %d is lit from the %s', (direction, side) => {
    const kernel = matrixOf(operatorOf(createFilter('emboss', { parameters: { direction } })))!;
    expect(analysed(kernel).sentence).toBe(`Keeps flat areas, adds a relief lit from the ${side}.`);
  });
});

describe('the settings around it', () => {
  it('appear: bias, amount, output', () => {
    const blur = kernelOf([[1, 2, 1]]);
    expect(analysed(blur, { bias: 0.1 }).sentence).toMatch(/^Keeps flat areas and adds 10 %/);
    expect(analysed(blur, { bias: -0.1 }).sentence).toMatch(/^Keeps flat areas and takes away 10 %/);
    expect(analysed(blur, { amount: 0.25 }).sentence).toMatch(/mixed with 75 % of the picture before\.$/);
    expect(analysed(blur, { normalise: 'none' }).sentence).toMatch(/^Multiplies flat areas by 4,/);
    expect(analysed(blur, { output: 'minmax' }).sentence).toMatch(/full range/);
  });

  it('never leave a sentence without an end, nor NaN in it', () => {
    holds((kernel, settings) => {
      const { sentence } = analysed(kernel, settings);
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence).not.toMatch(/NaN|undefined|Infinity|—/);
    }, kernels(4));
  });
});
