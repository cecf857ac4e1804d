// The algebra of kernels: laws over random kernels, and one filter for several against the filters themselves.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import { composeFilters } from '../../../src-core/filters/compose.ts';
import { effectiveOf } from '../../../src-core/filters/effective.ts';
import type { Filter } from '../../../src-core/filters/filter.ts';
import { createFilter, operatorOf } from '../../../src-core/filters/index.ts';
import { BORDERS, type Border, type Settings } from '../../../src-core/filters/settings.ts';
import {
  add,
  blend,
  convolve,
  halfTurn,
  identityLike,
  scale,
  sharpenFrom,
  subtract,
  withoutMargin,
} from '../../../src-core/kernel/algebra/arithmetic.ts';
import { inverseOf } from '../../../src-core/kernel/algebra/inverse.ts';
import { resample, rotateBy } from '../../../src-core/kernel/algebra/resample.ts';
import { kernelOf, type Kernel } from '../../../src-core/kernel/kernel.ts';
import { magnitudeOf, transferOf } from '../../../src-core/kernel/transfer.ts';
import type { Raster } from '../../../src-core/raster.ts';
import { randomFrom, randomPicture } from '../convolve/support.ts';

const weight = fc.double({ min: -4, max: 4, noNaN: true });
const kernels = fc
  .record({ rows: fc.integer({ min: 1, max: 5 }), columns: fc.integer({ min: 1, max: 5 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      weights: fc.array(weight, { minLength: rows * columns, maxLength: rows * columns }),
      anchor: fc.record({
        row: fc.integer({ min: 0, max: rows - 1 }),
        column: fc.integer({ min: 0, max: columns - 1 }),
      }),
    }),
  );

/** Kernels as functions of the offset from the anchor: equal when they do the same. */
function expectSame(a: Kernel, b: Kernel, tolerance = 1e-9): void {
  const difference = subtract(a, b);
  const most = Math.max(...difference.weights.map(Math.abs));
  expect(most).toBeLessThanOrEqual(tolerance * (1 + Math.max(...a.weights.map(Math.abs))));
}
const sum = ({ weights }: Kernel): number => weights.reduce((total, value) => total + value, 0);

describe('arithmetic of kernels', () => {
  it('is that of a ring: products commute, associate and distribute over sums, identity and zero are neutral', () => {
    fc.assert(
      fc.property(kernels, kernels, kernels, (a, b, c) => {
        expectSame(convolve(a, b), convolve(b, a));
        expectSame(convolve(convolve(a, b), c), convolve(a, convolve(b, c)), 1e-8);
        expectSame(convolve(a, add(b, c)), add(convolve(a, b), convolve(a, c)), 1e-8);
        expectSame(convolve(a, identityLike(b)), a);
        expectSame(add(a, scale(a, -1)), scale(b, 0));
        expect(sum(convolve(a, b))).toBeCloseTo(sum(a) * sum(b), 8);
      }),
      { numRuns: 200 },
    );
  });

  it('sharpening adds what the kernel takes away, and keeps flat areas where the kernel does', () => {
    fc.assert(
      fc.property(kernels, fc.double({ min: 0, max: 5, noNaN: true }), (kernel, amount) => {
        expectSame(add(sharpenFrom(kernel, amount), scale(kernel, amount)), scale(identityLike(kernel), 1 + amount));
        if (Math.abs(sum(kernel)) > 0.1) {
          expect(sum(sharpenFrom(scale(kernel, 1 / sum(kernel)), amount))).toBeCloseTo(1, 6);
        }
      }),
    );
  });

  it('blending is A at 0, B at 1, the mean half way, and trimming changes nothing but zeros', () => {
    fc.assert(
      fc.property(kernels, kernels, (a, b) => {
        expect(blend(a, b, 0)).toBe(a);
        expect(blend(a, b, 1)).toBe(b);
        expectSame(blend(a, b, 0.5), scale(add(a, b), 0.5));
        expectSame(withoutMargin(add(a, scale(b, 0))), a);
        expectSame(halfTurn(halfTurn(a)), a, 0);
      }),
    );
  });
});

describe('shapes drawn anew', () => {
  it('turning by quarters moves weights, four of them change nothing, and any angle keeps the sum', () => {
    fc.assert(
      fc.property(kernels, fc.double({ min: -360, max: 360, noNaN: true }), (kernel, degrees) => {
        expect(rotateBy(rotateBy(kernel, 90), -90)).toEqual(kernel);
        expect(rotateBy(kernel, 360)).toEqual(kernel);
        const turned = rotateBy(kernel, degrees);
        const absolute = turned.weights.reduce((total, value) => total + Math.abs(value), 0);
        if (absolute > 0) expect(sum(turned)).toBeCloseTo(sum(kernel), 6);
      }),
    );
  });

  it('a smooth shape turned there and back is the shape again', () => {
    const smooth = kernelOf(
      Array.from({ length: 15 }, (_, y) =>
        Array.from({ length: 15 }, (_, x) => Math.exp(-((x - 7) ** 2) / 18 - (y - 7) ** 2 / 6)),
      ),
    );
    for (const degrees of [10, 33, 45, 77]) expectSame(rotateBy(rotateBy(smooth, degrees), -degrees), smooth, 0.02);
    // A quarter of a turn by thirds is the quarter turn.
    expectSame(rotateBy(rotateBy(rotateBy(smooth, 30), 30), 30), rotateBy(smooth, 90), 0.03);
  });

  it('another size keeps the sum, doubles the width at twice the cells, and the same size is the same kernel', () => {
    const gaussian = (side: number, sigma: number): Kernel => {
      const middle = (side - 1) / 2;
      const rows = Array.from({ length: side }, (_, y) =>
        Array.from({ length: side }, (_, x) =>
          Math.exp(-((x - middle) ** 2 + (y - middle) ** 2) / (2 * sigma * sigma)),
        ),
      );
      const plain = kernelOf(rows);
      return scale(plain, 1 / sum(plain));
    };
    expectSame(resample(gaussian(21, 2.5), 41, 41), gaussian(41, 2.5 * (41 / 21)), 0.002);
    expectSame(resample(gaussian(41, 5), 21, 21), gaussian(21, 5 * (21 / 41)), 0.01);
    fc.assert(
      fc.property(kernels, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (kernel, rows, columns) => {
        const drawn = resample(kernel, rows, columns);
        expect([drawn.rows, drawn.columns]).toEqual([rows, columns]);
        if (drawn.weights.some((value) => Math.abs(value) > 1e-6)) expect(sum(drawn)).toBeCloseTo(sum(kernel), 6);
        expect(resample(kernel, kernel.rows, kernel.columns)).toBe(kernel);
      }),
    );
  });

  it('the inverse undoes a blur: what the blur left of a frequency passes as Wiener has it, and flat areas stay', () => {
    const blur = kernelOf([
      [1, 2, 1],
      [2, 4, 2],
      [1, 2, 1],
    ]);
    const unit = scale(blur, 1 / 16);
    const noise = 0.01;
    const both = convolve(unit, inverseOf(unit, 31, noise));
    const response = magnitudeOf(transferOf({ form: 'matrix', kernel: both }, 1, 16));
    const left = magnitudeOf(transferOf({ form: 'matrix', kernel: unit }, 1, 16));
    response.forEach((value, index) => {
      const power = left[index]! ** 2;
      const wiener = (power / (power + noise)) * (1 + noise);
      expect(Math.abs(value - wiener)).toBeLessThan(0.02);
    });
    expect(sum(both)).toBeCloseTo(1, 9);
  });

  it('the inverse of a shift is the shift back', () => {
    const right = kernelOf([[0, 0, 1]]);
    const back = inverseOf(right, 5, 1e-9);
    expectSame(convolve(right, back), identityLike(right), 1e-6);
  });
});

const filterOf = (kernel: Kernel, settings: Partial<Settings>): Filter => createFilter('kernel', { kernel, settings });

function through(filters: readonly Filter[], picture: Raster): Raster {
  return filters.reduce<Raster>(
    (raster, filter) => convolveReference(raster, operatorOf(filter), filter.settings, { depth: 'f32' }).raster,
    picture,
  );
}

function mostDifference(a: Raster, b: Raster, margin: number): number {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  let most = 0;
  for (let y = margin; y < a.height - margin; y++) {
    for (let i = margin * a.channels; i < (a.width - margin) * a.channels; i++) {
      const at = y * a.width * a.channels + i;
      most = Math.max(most, Math.abs(a.data[at]! - b.data[at]!));
    }
  }
  return most;
}

describe('one filter for several', () => {
  const switches = fc.record({
    normalise: fc.constantFrom('none' as const, 'auto' as const, 'abs' as const),
    bias: fc.constantFrom(0, 0.1),
    flip: fc.boolean(),
    amount: fc.constantFrom(1, 0.4),
    output: fc.constantFrom('clamp' as const, 'signed' as const),
  });
  const mild = kernels.map((kernel) => scale(kernel, 0.1));

  it.each(BORDERS.filter((border): border is Exclude<Border, 'keep'> => border !== 'keep'))(
    'equals them inside the picture, and everywhere under wrap and crop (%s)',
    (border) => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(mild, switches), { minLength: 2, maxLength: 3 }),
          fc.constantFrom('encoded' as const, 'linear' as const),
          fc.constantFrom(
            { channels: 1, opacity: 'auto' } as const,
            { channels: 3, opacity: 'premultiplied' } as const,
            { channels: 4, opacity: 'raw' } as const,
            // Opaque, where every law says the same.
            { channels: 4, opacity: 'auto' } as const,
            { channels: 4, opacity: 'preserve' } as const,
          ),
          fc.integer({ min: 1, max: 1e6 }),
          (parts, light, { channels, opacity }, seed) => {
            const shared = { border, light, opacity };
            const filters = parts.map(([kernel, settings]) => filterOf(kernel, { ...settings, ...shared }));
            // Divisors near 0 blow rounding up beyond any common scale.
            const gain = filters.map((filter) => effectiveOf(filter).kernel.weights);
            fc.pre(gain.every((weights) => weights.reduce((total, value) => total + Math.abs(value), 0) < 8));
            const picture = randomPicture(randomFrom(seed), { width: 23, height: 21, channels, depth: 'f32' });
            const opaque = opacity !== 'raw';
            if (opaque && channels === 4) for (let at = 3; at < picture.data.length; at += 4) picture.data[at] = 1;
            const { filter, note } = composeFilters(filters, opaque);
            const everywhere = border === 'wrap' || border === 'crop';
            expect(note === null).toBe(everywhere);
            const margin = everywhere
              ? 0
              : parts.reduce((reach, [kernel]) => reach + Math.max(kernel.rows, kernel.columns), 0);
            fc.pre(2 * margin < 21);
            const sequential = through(filters, picture);
            const composed = through([filter], picture);
            const largest = Math.max(1, ...sequential.data.map(Math.abs));
            expect(mostDifference(sequential, composed, margin)).toBeLessThanOrEqual(1e-5 * largest);
          },
        ),
        { numRuns: 40 },
      );
    },
  );

  it('is refused, with the reason, where no kernel does the same', () => {
    const kernel = kernelOf([[1, 2, 1]]);
    const plain = filterOf(kernel, {});
    const refuses = (settings: Partial<Settings>, reason: RegExp, opaque = true): void => {
      expect(() => composeFilters([plain, filterOf(kernel, settings)], opaque)).toThrow(reason);
    };
    refuses({ light: 'linear' }, /Encoded light .* Linear/u);
    refuses({ channels: 'r' }, /different channels/u);
    refuses({ output: 'absolute' }, /absolute values/u);
    refuses({ output: 'minmax' }, /range/u);
    refuses({ border: 'crop' }, /crops the picture/u);
    refuses({ border: 'keep' }, /keeps the pixels/u);
    refuses({ opacity: 'raw' }, /opacity differently/u);
    refuses({}, /transparent pixels/u, false);
    expect(() => composeFilters([plain], true)).toThrow(/at least two/u);
    const wide = filterOf(kernelOf([Array.from({ length: 200 }, () => 1)]), {});
    expect(() => composeFilters([wide, wide], true)).toThrow(/257/u);
  });
});
