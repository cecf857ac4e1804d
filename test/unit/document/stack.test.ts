import { describe, expect, it } from 'vitest';
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import { bandLimits, evaluateInBands } from '../../../src-core/engine/bands.ts';
import { evaluate, type Ground } from '../../../src-core/engine/evaluate.ts';
import { AppError } from '../../../src-core/errors.ts';
import { Names } from '../../../src-core/engine/names.ts';
import { createQueue } from '../../../src-core/engine/queue.ts';
import { copyRectangle, place } from '../../../src-core/engine/samples.ts';
import { resolveStack } from '../../../src-core/engine/stack.ts';
import { SRGB } from '../../../src-core/colour/colour-space.ts';
import { operatorOf } from '../../../src-core/filters/index.ts';
import type { Filter } from '../../../src-core/filters/filter.ts';
import { BORDERS } from '../../../src-core/filters/settings.ts';
import { wholeOf, type Rectangle } from '../../../src-core/geometry.ts';
import { createRaster, type Depth, type Raster } from '../../../src-core/raster.ts';
import { createWatchedEngine } from './watched-engine.ts';
import {
  BLUR,
  bytesOf,
  exportRequest,
  kernelFilter,
  opened,
  largestDifference,
  picture,
  renderParams,
  SHARPEN,
  SOBEL,
  work,
} from './fixtures.ts';

/** One filter after the other on the whole picture: float between, quantised at the end. */
function stepByStep(source: Raster, filters: readonly Filter[], depth: Depth = source.depth): Raster {
  return filters.reduce(
    (raster, filter, index) =>
      convolveReference(raster, operatorOf(filter), filter.settings, {
        depth: index === filters.length - 1 ? depth : 'f32',
      }).raster,
    source,
  );
}

describe('a stack of filters', () => {
  const source = picture(41, 37, 4);

  it('§5 §6 with crop in the middle and wrap borders equals the evaluation step by step', async () => {
    const filters = [
      kernelFilter(BLUR, { border: 'wrap', bias: 0.03 }),
      kernelFilter(SHARPEN, { border: 'crop' }),
      kernelFilter(SOBEL, { border: 'wrap', output: 'signed' }),
    ];
    const { document } = await opened(source);
    const whole = await document.run(filters, {}, work());
    expect([whole.raster.width, whole.raster.height]).toEqual([39, 35]);
    expect(largestDifference(whole.raster.data, stepByStep(source, filters).data)).toBeLessThanOrEqual(1);
    const part = { x: 0, y: 30, width: 11, height: 5 };
    const corner = await document.run(filters, { rectangle: part }, work());
    expect(bytesOf(corner.raster)).toEqual(bytesOf(copyRectangle(whole.raster, part)));
  });

  it.each(BORDERS)('§5 §6 gives bytes that do not depend on the rectangle with border %s', async (border) => {
    const filters = [kernelFilter(BLUR, { border }), kernelFilter(SHARPEN, { border, flip: true })];
    const { document } = await opened(source);
    const { raster: whole } = await document.run(filters, {}, work());
    expect(largestDifference(whole.data, stepByStep(source, filters).data)).toBeLessThanOrEqual(1);
    for (const rectangle of [
      { x: 0, y: 0, width: 9, height: 4 },
      { x: whole.width - 7, y: 11, width: 7, height: 9 },
      { x: 13, y: whole.height - 1, width: 1, height: 1 },
    ]) {
      const { raster } = await document.run(filters, { rectangle }, work());
      expect(bytesOf(raster)).toEqual(bytesOf(copyRectangle(whole, rectangle)));
    }
  });

  it('§5 keeps float32 without clamp between filters', async () => {
    const filters = [
      kernelFilter([[8]], { normalise: 'none', bias: -2 }),
      kernelFilter([[0.125]], { normalise: 'none', bias: 0.25 }),
    ];
    const { document } = await opened(source);
    const { raster } = await document.run(filters, {}, work());
    expect(bytesOf(raster)).toEqual(bytesOf(source));
  });

  it('§15 keeps 16 bits through a stack, and leaves out filters that are off', async () => {
    const deep = picture(20, 15, 3, 'u16');
    const filters = [kernelFilter(BLUR), { ...kernelFilter(SOBEL), enabled: false }, kernelFilter(SHARPEN)];
    const { document, codec } = await opened(deep);
    await document.export(exportRequest(filters), work());
    const [file] = codec.encoded;
    expect(file?.raster.depth).toBe('u16');
    const steps = stepByStep(deep, [filters[0]!, filters[2]!]);
    expect(largestDifference(file!.raster.data, steps.data)).toBeLessThanOrEqual(1);
  });

  it('§6 an empty crop is an error that names both sizes', async () => {
    const { document } = await opened(picture(4, 4));
    const filter = kernelFilter(BLUR, { border: 'crop' });
    await expect(document.run([filter], {}, work())).rejects.toThrow(/5 × 5.*4 × 4/);
  });

  it('§5 sums the samples that had no valid value', async () => {
    const broken = picture(12, 10, 1, 'f32');
    broken.data[5 * 12 + 6] = NaN;
    const { document } = await opened(broken);
    const { value, body } = await document.render(renderParams([kernelFilter(SHARPEN)], wholeOf(broken)), work());
    expect(value.invalidSamples).toBe(5);
    expect(new Float32Array(body.buffer).every(Number.isFinite)).toBe(true);
  });

  it('§5 counts what an unfiltered picture has without a valid value, in the rectangle, at every level, as it is shown', async () => {
    const broken = picture(41, 30, 3, 'f32');
    broken.data.set([NaN, Infinity], (5 * 41 + 6) * 3);
    broken.data[(20 * 41 + 33) * 3] = -Infinity;
    const { document } = await opened(broken);
    const count = async (change: object): Promise<number> =>
      (await document.render(renderParams([], wholeOf(broken), change), work())).value.invalidSamples;
    for (const space of ['document', 'display'] as const) {
      for (const quality of ['exact', 'approximate'] as const) {
        expect(await count({ space, quality })).toBe(3);
        expect(await count({ space, quality, rectangle: { x: 7, y: 5, width: 20, height: 10 } })).toBe(0);
        expect(await count({ space, quality, level: 2, rectangle: { x: 0, y: 0, width: 2, height: 2 } })).toBe(2);
        expect(await count({ space, quality, level: 2, rectangle: { x: 0, y: 0, width: 11, height: 8 } })).toBe(3);
      }
    }
    expect(await count({ space: 'display', shrink: 2 })).toBe(3);
    const difference = { gain: 1, signed: true, of: 'colour' } as const;
    expect(await count({ space: 'display', difference })).toBe(3);
  });

  it('§5 minmax in the middle maps the range of the whole, without what cannot be seen or is kept', async () => {
    const veiled = picture(36, 300, 4);
    for (let i = 3; i < 36 * 120 * 4; i += 4) veiled.data[i] = 0;
    for (const border of ['clamp', 'keep'] as const) {
      const filters = [
        kernelFilter(SOBEL, { output: 'minmax', border, channels: 'rgb' }),
        kernelFilter(BLUR, { output: 'minmax' }),
      ];
      const { document } = await opened(veiled);
      const whole = await document.run(filters, {}, work());
      const steps = stepByStep(veiled, filters);
      expect(largestDifference(whole.raster.data, steps.data)).toBeLessThanOrEqual(1);
      const part = { x: 9, y: 250, width: 12, height: 6 };
      const cut = await document.run(filters, { rectangle: part }, work());
      expect(bytesOf(cut.raster)).toEqual(bytesOf(copyRectangle(whole.raster, part)));
    }
  });

  it('releases every intermediate picture', async () => {
    const engine = createWatchedEngine();
    const { document } = await opened(source, engine);
    await document.export(exportRequest([kernelFilter(BLUR), kernelFilter(SHARPEN)]), work());
    expect(engine.held()).toBe(1);
    await document.close();
    expect(engine.held()).toBe(0);
  });
});

describe('bands of rows', () => {
  const source = picture(30, 200, 3);
  const ground: Ground = {
    engine: createWatchedEngine(),
    queue: createQueue(),
    source,
    opaque: Promise.resolve(true),
    colourSpace: SRGB,
    regions: null,
  };

  it('§5 give the same bytes as the whole', async () => {
    const filters = [
      kernelFilter(BLUR, { border: 'mirror' }),
      kernelFilter(SOBEL, { border: 'wrap', output: 'absolute' }),
    ];
    const stack = resolveStack(filters, source, new Names());
    const joined = createRaster(30, 200, 3, 'u8');
    let bands = 0;
    const options = { depth: 'u8', purpose: 'background', signal: work().signal } as const;
    for await (const band of evaluateInBands(ground, stack, wholeOf(source), options, { most: 48 })) {
      place(band.raster, band.rectangle, joined, { x: 0, y: 0 });
      bands += 1;
    }
    expect(bands).toBeGreaterThan(3);
    const whole = await evaluate(ground, stack, wholeOf(source), options);
    expect(bytesOf(joined)).toEqual(bytesOf(whole.raster));
  });

  it('are halved when memory runs out, and refused when not even a row fits', async () => {
    const engine = createWatchedEngine();
    const { convolve } = engine;
    let mostRows = 20;
    engine.convolve = async (...given) => {
      const result = await convolve(...given);
      if (result.height <= mostRows) return result;
      result.release();
      throw new AppError('too-large', 'No room.');
    };
    const { document, codec } = await opened(source, engine);
    await document.export(exportRequest([kernelFilter(BLUR)]), work());
    expect(largestDifference(codec.encoded[0]!.raster.data, stepByStep(source, [kernelFilter(BLUR)]).data)).toBe(0);
    mostRows = 0;
    const refused = document.export(exportRequest([kernelFilter(SOBEL)]), work());
    await expect(refused).rejects.toMatchObject({ code: 'too-large' });
    expect(engine.held()).toBe(1);
  });

  it('end where the blocks end that a plan computes whole, as far as shrinking allows', async () => {
    const engine = createWatchedEngine();
    engine.blocksOf = () => ({ width: 1, height: 14 });
    const stack = resolveStack([kernelFilter(BLUR, { border: 'crop' })], source, new Names());
    const part = { x: 0, y: 3, width: 20, height: 150 };
    const endsWith = async (limits: { most: number; step?: number }): Promise<number[]> => {
      const options = { depth: 'u8', purpose: 'background', signal: work().signal } as const;
      const ends: number[] = [];
      for await (const { rectangle } of evaluateInBands({ ...ground, engine }, stack, part, options, { ...limits })) {
        ends.push(rectangle.y + rectangle.height);
      }
      return ends;
    };
    // The result's row 0 lies on the picture's row 2.
    for (const end of (await endsWith({ most: 40 })).slice(0, -1)) expect((end + 2) % 14).toBe(0);
    for (const end of (await endsWith({ most: 40, step: 4 })).slice(0, -1)) expect((end - part.y) % 4).toBe(0);
  });

  describe('of a wide picture', () => {
    const row = { x: 0, y: 4000, width: 12_000, height: 1 };
    const taller = (rows: number): Rectangle => ({ ...row, y: row.y - rows / 2, height: 1 + rows });

    it('are as high as memory allows, and no lower than pays', () => {
      expect(bandLimits([taller(240), row], 1, 4)).toEqual({ least: 480, most: 1048 });
      expect(bandLimits([row], 1, 4)).toEqual({ least: 1, most: 1048 });
    });

    it('are as low as the cache wants them where the filters behind the first read little', () => {
      const narrow = { ...row, width: 500 };
      const low = bandLimits([{ ...narrow, height: 30 }, { ...narrow, height: 3 }, narrow], 1, 3);
      const high = bandLimits([{ ...narrow, height: 30 }, { ...narrow, height: 1900 }, narrow], 1, 3);
      expect(low.most * 500 * 3 * 4).toBeLessThan(8 * 2 ** 20);
      expect(low.most).toBe(low.least);
      expect(high.most).toBeGreaterThan(1900);
    });
  });
});
