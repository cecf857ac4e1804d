// Why a filter is computed as it is, and the square of luminance that spectra are made of.
import { describe, expect, it } from 'vitest';
import { fullScale } from '../../../src-core/raster.ts';
import { BLUR, kernelFilter, opened, picture, renderParams, SHARPEN, SOBEL, work } from './fixtures.ts';

const square = (filters: readonly unknown[] = [], more: object = {}) => ({
  filters: filters as never[],
  maxSide: 64,
  light: 'encoded' as const,
  ...more,
});

describe('explain', () => {
  it('names first the way that a render takes, for every filter of the stack', async () => {
    const { document } = await opened(picture(96, 80));
    const filters = [kernelFilter(SHARPEN), kernelFilter(BLUR, { light: 'linear' }), kernelFilter(SOBEL)];
    const whole = { x: 0, y: 0, width: 96, height: 80 };
    const { value } = await document.render(renderParams(filters, whole), work());
    for (const { id } of filters) {
      const { ways } = await document.explain({ filters: filters as never[], filterId: id }, work());
      const plan = value.plans.find(({ filterId }) => filterId === id)!;
      expect(ways[0]).toMatchObject({ label: plan.label, exact: plan.exact, bound: plan.bound, applies: true });
      expect(ways[0]!.milliseconds).toBeGreaterThan(0);
      expect(ways.length).toBeGreaterThan(5);
      for (const way of ways) expect(way.reason).not.toBe('');
      for (const way of ways) expect(way.milliseconds === null).toBe(!way.applies);
    }
  });

  it('has no ways for a filter that is off, nor for one that is not there', async () => {
    const { document } = await opened(picture(20, 20));
    const off = { ...kernelFilter(SHARPEN), enabled: false };
    expect(await document.explain({ filters: [off] as never[], filterId: off.id }, work())).toEqual({ ways: [] });
    expect(await document.explain({ filters: [], filterId: 'none' }, work())).toEqual({ ways: [] });
  });
});

describe('luminance', () => {
  const floats = (body: Uint8Array) => new Float32Array(body.slice().buffer);

  it('is the weighted mean of the colours, of the largest square in the middle', async () => {
    const raster = picture(50, 40);
    const { document } = await opened(raster);
    const { value, body } = await document.luminance(square(), work());
    expect(value).toEqual({ side: 32, x: 9, y: 4 });
    const values = floats(body);
    for (const [x, y] of [
      [0, 0],
      [31, 31],
      [7, 20],
    ] as const) {
      const from = ((y + 4) * 50 + x + 9) * 3;
      const [r, g, b] = [...raster.data.subarray(from, from + 3)].map((code) => code / fullScale('u8'));
      expect(values[y * 32 + x]).toBeCloseTo(0.2126 * r! + 0.7152 * g! + 0.0722 * b!, 6);
    }
  });

  it('is that of the filtered picture, in the depth of the document', async () => {
    const { document } = await opened(picture(64, 64, 1));
    const { body: before } = await document.luminance(square(), work());
    const { body: after } = await document.luminance(square([kernelFilter(SOBEL, { output: 'signed' })]), work());
    expect(floats(after)).not.toEqual(floats(before));
    const codes = floats(after).map((value) => value * 255);
    expect(Math.max(...codes.map((code) => Math.abs(code - Math.round(code))))).toBeLessThan(1e-4);
  });

  it('in linear light is lower between black and white', async () => {
    const { document } = await opened(picture(16, 16, 4));
    const encoded = floats((await document.luminance(square(), work())).body);
    const linear = floats((await document.luminance(square([], { light: 'linear' }), work())).body);
    encoded.forEach((value, index) => expect(linear[index]).toBeLessThanOrEqual(value + 1e-6));
  });
});
