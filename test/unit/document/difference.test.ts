// Difference views and inspected pixels of a document, held equal to what an export holds and to the float64 reference.
import { describe, expect, it } from 'vitest';
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import { operatorOf } from '../../../src-core/filters/index.ts';
import { wholeOf } from '../../../src-core/geometry.ts';
import { fullScale } from '../../../src-core/raster.ts';
import { exportRequest, kernelFilter, opened, picture, renderParams, SHARPEN, SOBEL, work } from './fixtures.ts';

const rounded = (level: number): number => Math.floor(Math.min(255, Math.max(0, level)) + 0.5);

describe('a difference', () => {
  it('equals the export minus the source, amplified, with a crop too', async () => {
    for (const depth of ['u8', 'u16'] as const) {
      for (const border of ['mirror', 'crop'] as const) {
        const source = picture(37, 29, 3, depth);
        const { document, codec } = await opened(source);
        const filters = [kernelFilter(SHARPEN, { border })];
        await document.export(exportRequest(filters, { depth }), work());
        const file = codec.encoded[0]!.raster;
        const margin = border === 'crop' ? 1 : 0;
        for (const signed of [true, false]) {
          for (const gain of [1, 4, 32]) {
            const difference = { gain, signed, of: 'colour' } as const;
            const asked = renderParams(filters, wholeOf(file), { space: 'display', difference });
            const { value, body } = await document.render(asked, work());
            expect(value.exact).toBe(true);
            const twin = Array.from({ length: file.width * file.height * 4 }, (_, at) => {
              const [pixel, c] = [Math.floor(at / 4), at % 4];
              if (c === 3) return 255;
              const x = (pixel % file.width) + margin;
              const y = Math.floor(pixel / file.width) + margin;
              const before = source.data[(y * source.width + x) * 3 + c]!;
              const amount = file.data[pixel * 3 + c]! - before;
              const levels = amount * ((gain * 255) / fullScale(depth));
              return rounded(signed ? 127.5 + levels / 2 : Math.abs(levels));
            });
            expect([...body]).toEqual(twin);
          }
        }
      }
    }
  });

  it('of nothing is grey at every level, exact or not', async () => {
    const source = picture(61, 45, 4);
    const { document } = await opened(source);
    const difference = { gain: 32, signed: true, of: 'colour' } as const;
    for (const level of [0, 2]) {
      for (const quality of ['exact', 'approximate'] as const) {
        const rectangle = { x: 0, y: 0, width: Math.ceil(61 / 2 ** level), height: Math.ceil(45 / 2 ** level) };
        const asked = renderParams([kernelFilter([[1]])], rectangle, { level, quality, space: 'display', difference });
        const { body } = await document.render(asked, work());
        expect(new Set(body)).toEqual(new Set([128, 255]));
      }
    }
  });
});

describe('an inspected pixel', () => {
  it('is told before it is clamped, and in linear light', async () => {
    const source = picture(20, 16, 4, 'u8', 0.9);
    const { document } = await opened(source);
    const filter = kernelFilter(SOBEL);
    const { raster } = convolveReference(source, operatorOf(filter), filter.settings, { depth: 'f32' });
    const { value } = await document.inspect({ filters: [filter] as never, x: 7, y: 5, radius: 1 }, work());
    const at = (5 * 20 + 7) * 4;
    const wanted = [...raster.data.subarray(at, at + 4)];
    value.pixel.result.forEach((sample, c) => expect(sample).toBeCloseTo(wanted[c]!, 6));
    const linear = (x: number): number => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
    const before = [...source.data.subarray(at, at + 4)].map((code) => code / 255);
    value.pixel.linearBefore.forEach((light, c) =>
      expect(light).toBeCloseTo(c < 3 ? linear(before[c]!) : before[c]!, 5),
    );
    value.pixel.linearAfter.forEach((light, c) => {
      const encoded = wanted[c]!;
      expect(light).toBeCloseTo(c < 3 ? Math.sign(encoded) * linear(Math.abs(encoded)) : encoded, 5);
    });
  });
});
