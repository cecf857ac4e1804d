// The step-through inside a stack, under wide blurs, at edges that leave nothing, and with samples that are no numbers.
import { describe, expect, it } from 'vitest';
import { unpackTaps, type Explanation } from '../../../src-core/explain/explanation.ts';
import { ledgerOf } from '../../../src-core/explain/walk.ts';
import type { Filter } from '../../../src-core/filters/filter.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import type { Raster } from '../../../src-core/raster.ts';
import { BLUR, kernelFilter, opened, picture, SHARPEN, SOBEL, work } from '../document/fixtures.ts';

async function explain(raster: Raster, filters: Filter[], filter: Filter, x: number, y: number): Promise<Explanation> {
  const { document } = await opened(raster);
  try {
    const { value, body } = await document.step({ filters: filters as never, filterId: filter.id, x, y }, work());
    return unpackTaps(value, body);
  } finally {
    await document.close();
  }
}

const BOX = [
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
];

describe('a filter inside a stack', () => {
  const source = picture(24, 18, 4);
  const blur = kernelFilter(BLUR);
  const cropped = kernelFilter(BOX, { border: 'crop' });
  const edges = kernelFilter(SOBEL, { border: 'wrap', output: 'minmax' });
  const sharp = kernelFilter(SHARPEN, { light: 'linear', border: 'mirror' });

  it('reads what the filters before it make, and is not rounded before the last one', async () => {
    const { results, depth, plan } = await explain(source, [blur, sharp, edges], sharp, 0, 17);
    expect(depth).toBe('f32');
    expect(results).toHaveLength(4);
    for (const { result, engine, lines } of results) {
      expect(Math.abs(result! - engine!) / 255).toBeLessThanOrEqual(plan!.bound * 2);
      expect(lines.some(({ kind }) => kind === 'rounded')).toBe(false);
    }
  });

  it('has the same result as the whole stack computes where it is the last', async () => {
    const { document } = await opened(source);
    const filters = [cropped, edges];
    const whole = await document.run(filters, {}, work());
    const { data, width, channels } = whole.raster;
    for (const [x, y] of [
      [1, 1],
      [22, 16],
      [9, 1],
    ] as const) {
      const { results, input } = await explain(source, filters, edges, x, y);
      expect(input).toEqual({ x: 1, y: 1, width: 22, height: 16 });
      const start = ((y - 1) * width + x - 1) * channels;
      expect(results.map(({ engine }) => engine)).toEqual([...data.subarray(start, start + channels)]);
      // Real weights of floats may round to the other side of a tie.
      for (const { result, engine } of results) expect(Math.abs(result! - engine!)).toBeLessThanOrEqual(1);
    }
    whole.release();
    await document.close();
  });

  it('tells where wrap reads, across the picture', async () => {
    const { columnsFrom, rowsFrom } = await explain(source, [edges], edges, 0, 17);
    expect(columnsFrom).toEqual([23, 0, 1]);
    expect(rowsFrom).toEqual([16, 17, 0]);
  });

  it('is refused when it is off', async () => {
    const off = { ...sharp, enabled: false };
    await expect(explain(source, [off], off, 0, 0)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a kernel', () => {
  const source = picture(40, 30, 3);

  it('of two rows of taps is multiplied out, and its sums end where the result begins', async () => {
    const gaussian = createFilter('gaussian', { parameters: { sigmaX: 3, sigmaY: 1 } });
    const explanation = await explain(source, [gaussian], gaussian, 2, 28);
    expect([explanation.rows, explanation.columns]).toEqual([9, 25]);
    for (const [channel, { lines, result, engine, unrounded }] of explanation.results.entries()) {
      const [first] = lines;
      expect(first?.kind).toBe('sum');
      expect(ledgerOf(explanation, channel).sums.at(-1)).toBeCloseTo(first!.value!, 12);
      if (result !== engine) {
        expect(Math.abs(unrounded! - Math.floor(unrounded!) - 0.5)).toBeLessThanOrEqual(explanation.plan!.bound);
      }
    }
  });

  it('wider than a matrix may be is refused with its size', async () => {
    const wide = createFilter('gaussian', { parameters: { sigmaX: 60, sigmaY: 1 } });
    await expect(explain(source, [wide], wide, 0, 0)).rejects.toMatchObject({
      code: 'too-large',
      message: 'A kernel of 9 × 481 cannot be stepped through: 257 × 257 is the most.',
    });
  });

  it('that crops has no result for a pixel whose taps reach outside', async () => {
    const crop = kernelFilter(BOX, { border: 'crop' });
    expect((await explain(source, [crop], crop, 0, 5)).results).toEqual([]);
    expect((await explain(source, [crop], crop, 1, 5)).results).toHaveLength(3);
  });
});

describe('samples that are no numbers', () => {
  const holed = picture(8, 8, 1, 'f32');
  holed.data[3 * 8 + 3] = NaN;

  it('make the result 0, as they do in the engine, and are told', async () => {
    const blur = kernelFilter(BOX);
    const { results } = await explain(holed, [blur], blur, 4, 4);
    expect(results[0]).toMatchObject({ result: 0, engine: 0 });
    expect(results[0]?.lines.at(-1)).toEqual({ kind: 'invalid', value: null });
  });

  it('do not spread through a weight of 0', async () => {
    const cross = kernelFilter(SHARPEN);
    const explanation = await explain(holed, [cross], cross, 4, 4);
    expect(explanation.results[0]?.lines.at(-1)?.kind).toBe('float');
    expect(ledgerOf(explanation, 0).sums.every(Number.isFinite)).toBe(true);
  });
});
