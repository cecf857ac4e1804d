// What is said of edges, reliefs and the settings around a kernel, held against sliding it over a picture.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFilter, operatorOf } from '../../../src-core/filters/index.ts';
import { matrixOf } from '../../../src-core/filters/matrix.ts';
import { kernelOf, type Kernel } from '../../../src-core/kernel/kernel.ts';
import { kernels } from './arbitraries.ts';
import { RUNS, holds, small } from './claims.ts';
import { analysed, settingsOf, slide } from './slide.ts';

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
