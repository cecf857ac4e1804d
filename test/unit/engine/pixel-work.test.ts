// What the threads do to pixels besides filtering them, beside its slow twin: every depth, layout and build.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SRGB, SRGB_CURVE, type ColourSpace } from '../../../src-core/colour/colour-space.ts';
import { curveOf, decodeCurve, encodeCurve } from '../../../src-core/colour/curve.ts';
import { createLooks } from '../../../src-core/engine/display.ts';
import { copyRectangle, quantise } from '../../../src-core/engine/samples.ts';
import type { Engine, ImagePart } from '../../../src-core/engine/types.ts';
import { intersect, wholeOf, type Rectangle } from '../../../src-core/geometry.ts';
import {
  createRaster,
  DEPTHS,
  fullScale,
  hasOpacity,
  type ChannelCount,
  type Raster,
} from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { between, pick, randomFrom, randomPicture, type Random } from '../convolve/support.ts';

let engines: readonly Engine[];
beforeAll(async () => {
  engines = await Promise.all([
    createEngine({ threads: 3 }),
    createEngine({ threads: 2, build: 'simd' }),
    createEngine({ threads: 1, build: 'scalar' }),
  ]);
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

const CHANNELS: readonly ChannelCount[] = [1, 2, 3, 4];

function anyPicture(random: Random, most: number): Raster {
  return randomPicture(random, {
    width: between(random, 1, most),
    height: between(random, 1, most),
    channels: pick(random, CHANNELS),
    depth: pick(random, DEPTHS),
    alpha: pick(random, ['opaque', 'mixed', 'half']),
  });
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

/** Pixel by pixel: colour weighted by opacity, and no colour where there is none. */
function meansOf(source: Raster, factor: number): Raster {
  const { channels, depth, data } = source;
  const target = createRaster(Math.ceil(source.width / factor), Math.ceil(source.height / factor), channels, depth);
  const colours = hasOpacity(channels) ? channels - 1 : channels;
  const round = (mean: number): number => (depth === 'f32' ? mean : Math.floor(mean + 0.5));
  for (let at = 0; at < target.width * target.height; at++) {
    const left = (at % target.width) * factor;
    const top = Math.floor(at / target.width) * factor;
    const sums = new Float64Array(channels);
    let pixels = 0;
    for (let y = top; y < Math.min(top + factor, source.height); y++) {
      for (let x = left; x < Math.min(left + factor, source.width); x++, pixels++) {
        const pixel = (y * source.width + x) * channels;
        const weight = colours < channels ? Math.max(0, finite(data[pixel + colours]!)) : 1;
        for (let c = 0; c < colours; c++) sums[c]! += finite(data[pixel + c]!) * weight;
        if (colours < channels) sums[colours]! += weight;
      }
    }
    const share = colours < channels ? sums[colours]! : pixels;
    for (let c = 0; c < colours; c++) target.data[at * channels + c] = share === 0 ? 0 : round(sums[c]! / share);
    if (colours < channels) target.data[at * channels + colours] = round(sums[colours]! / pixels);
  }
  return target;
}

describe('shrinking', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))('gives the means of blocks, seed %i', async (seed) => {
    const random = randomFrom(seed);
    const source = anyPicture(random, 90);
    if (source.depth === 'f32') source.data[between(random, 0, source.data.length - 1)] = pick(random, [NaN, Infinity]);
    const factor = pick(random, [1, 2, 2, 2, 3, 4, 4, 8, 16, 32, 64]);
    const twin = meansOf(source, factor);
    for (const engine of engines) {
      const small = await engine.shrink(source, factor);
      expect([small.width, small.height]).toEqual([twin.width, twin.height]);
      if (source.depth === 'f32') {
        twin.data.forEach((mean, index) => expect(small.data[index]).toBeCloseTo(mean, 5));
      } else {
        expect([...small.data]).toEqual([...twin.data]);
      }
      small.release();
    }
  });

  it.each(DEPTHS)('sums the largest blocks of %s without overflow', async (depth) => {
    for (const channels of [1, 2] as const) {
      const source = createRaster(600, 300, channels, depth);
      source.data.fill(fullScale(depth));
      for (const engine of engines) {
        for (const factor of [16, 256, 512]) {
          const small = await engine.shrink(source, factor);
          expect(new Set(small.data)).toEqual(new Set([fullScale(depth)]));
          small.release();
        }
      }
    }
  });

  it('writes nothing beside the picture it makes', async () => {
    for (const engine of engines) {
      for (const channels of CHANNELS) {
        const before = engine.image({ width: 37, height: 1, channels, depth: 'u8' });
        before.data.fill(77);
        const small = await engine.shrink({ ...createRaster(74, 9, channels, 'u8') }, 2);
        const after = engine.image({ width: 37, height: 1, channels, depth: 'u8' });
        after.data.fill(77);
        const again = await engine.shrink(
          randomPicture(randomFrom(1), { width: 75, height: 9, channels, depth: 'u8' }),
          2,
        );
        expect(new Set([...before.data, ...after.data])).toEqual(new Set([77]));
        for (const image of [before, small, after, again]) image.release();
      }
    }
  });

  it('rejects with the reason of the signal', async () => {
    const [engine] = engines;
    const source = createRaster(900, 900, 3, 'u8');
    await expect(engine!.shrink(source, 2, { signal: AbortSignal.abort(new Error('newer')) })).rejects.toThrow('newer');
  });
});

/** Cuts the picture into strips and blocks that lie anywhere in it. */
function partsOf(source: Raster, random: Random): ImagePart[] {
  const column = between(random, 0, source.width);
  const row = between(random, 0, source.height);
  const places: Rectangle[] = [
    { x: 0, y: 0, width: column, height: row },
    { x: column, y: 0, width: source.width - column, height: row },
    { x: 0, y: row, width: source.width, height: source.height - row },
  ];
  return places
    .filter(({ width, height }) => width > 0 && height > 0)
    .map((place) => ({ raster: copyRectangle(source, place), x: place.x, y: place.y }));
}

function anyRectangle(random: Random, { width, height }: Raster): Rectangle {
  const x = between(random, 0, width - 1);
  const y = between(random, 0, height - 1);
  return { x, y, width: between(random, 1, width - x), height: between(random, 1, height - y) };
}

/** As SEMANTICS has it, one sample after the other. */
function shownOf(source: Raster, space: ColourSpace): Uint8Array {
  const { channels, data, depth } = source;
  const scale = fullScale(depth);
  const target = new Uint8Array(source.width * source.height * 4);
  for (let at = 0; at < target.length / 4; at++) {
    const colours = Array.from({ length: 3 }, (_, c) => data[at * channels + (channels < 3 ? 0 : c)]! / scale);
    let shown = colours;
    if (space !== SRGB) {
      const light = colours.map((value, c) => decodeCurve(curveOf(space, c), Math.min(1, Math.max(0, finite(value)))));
      const matrix = channels < 3 ? null : space.toSrgb;
      const mixed = matrix
        ? [0, 3, 6].map((row) => matrix[row]! * light[0]! + matrix[row + 1]! * light[1]! + matrix[row + 2]! * light[2]!)
        : light;
      shown = mixed.map((value) => encodeCurve(SRGB_CURVE, Math.min(1, Math.max(0, value))));
    }
    shown.forEach((value, c) => (target[at * 4 + c] = quantise(value, 255)));
    target[at * 4 + 3] = hasOpacity(channels) ? quantise(data[(at + 1) * channels - 1]! / scale, 255) : 255;
  }
  return target;
}

const WIDE: ColourSpace = {
  name: 'wide',
  curves: [{ form: 'parametric', g: 2.2, a: 1, b: 0, c: 0, d: 0, e: 0, f: 0 }],
  luminance: [0.3, 0.6, 0.1],
  toSrgb: [1.2249, -0.2247, 0, -0.0421, 1.0421, 0, -0.0196, -0.0786, 1.0979],
};

describe('putting parts together', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))('gives the rectangle of the whole, seed %i', async (seed) => {
    const random = randomFrom(1000 + seed);
    const source = anyPicture(random, 70);
    const parts = partsOf(source, random);
    const rectangle = anyRectangle(random, source);
    const cut = copyRectangle(source, rectangle);
    for (const engine of engines) {
      const { image, invalidSamples } = await engine.compose(parts, rectangle);
      expect(image).toMatchObject({ width: rectangle.width, channels: source.channels, depth: source.depth });
      expect(image.data).toEqual(cut.data);
      expect(invalidSamples).toBe(0);
      image.release();
      const { image: shown } = await engine.compose(parts, rectangle, { look: 'srgb' });
      expect([...shown.data]).toEqual([...shownOf(cut, SRGB)]);
      shown.release();
      const { image: wide } = await engine.compose(parts, rectangle, { look: createLooks(WIDE)(source.depth) });
      const twin = shownOf(cut, WIDE);
      expect(Math.max(...wide.data.map((value, i) => Math.abs(value - twin[i]!)))).toBeLessThanOrEqual(1);
      wide.release();
    }
  });

  it('§5 counts floats that have no value and makes them 0, on the way to the screen too', async () => {
    const source = createRaster(23, 3, 1, 'f32');
    source.data.fill(0.5);
    source.data.set([NaN, Infinity, -Infinity, 2, -1], 30);
    for (const engine of engines) {
      const { image, invalidSamples } = await engine.compose([{ raster: source, x: 0, y: 0 }], wholeOf(source));
      expect(invalidSamples).toBe(3);
      expect([...image.data.subarray(29, 36)]).toEqual([0.5, 0, 0, 0, 2, -1, 0.5]);
      image.release();
      const kept = await engine.compose([{ raster: source, x: 0, y: 0 }], wholeOf(source), { keepInvalid: true });
      expect(kept.image.data).toEqual(source.data);
      kept.image.release();
      const { image: shown } = await engine.compose([{ raster: source, x: 0, y: 0 }], wholeOf(source), {
        look: 'srgb',
      });
      expect([...shown.data.subarray(29 * 4, 36 * 4)].filter((_, i) => i % 4 === 0)).toEqual([
        128, 0, 0, 0, 255, 0, 128,
      ]);
      shown.release();
    }
  });

  it('§5 counts the floats of a rectangle that have no value', async () => {
    const source = createRaster(29, 31, 3, 'f32');
    const broken = source.data.map((_, i) => (i % 7 === 3 ? [NaN, Infinity, -Infinity][i % 3]! : i));
    source.data.set(broken);
    for (const rectangle of [
      wholeOf(source),
      { x: 3, y: 4, width: 11, height: 20 },
      { x: 28, y: 30, width: 9, height: 9 },
    ]) {
      const expected = copyRectangle(source, intersect(rectangle, wholeOf(source))).data.filter(
        (v) => !Number.isFinite(v),
      );
      for (const engine of engines) expect(await engine.countInvalid(source, rectangle)).toBe(expected.length);
    }
    expect(await engines[0]!.countInvalid(createRaster(2, 2, 1, 'u16'), wholeOf(source))).toBe(0);
  });

  it('takes every 16-bit code to the nearest of 256 levels', async () => {
    const source = createRaster(256, 256, 1, 'u16');
    source.data.forEach((_, code) => (source.data[code] = code));
    for (const engine of engines) {
      const { image } = await engine.compose([{ raster: source, x: 0, y: 0 }], wholeOf(source), { look: 'srgb' });
      expect(source.data.every((code) => image.data[code * 4] === Math.floor(code / 257 + 0.5))).toBe(true);
      image.release();
    }
  });

  it('knows sRGB by its curve, also when it is written three times', () => {
    expect(createLooks({ ...SRGB, curves: [SRGB_CURVE, SRGB_CURVE, SRGB_CURVE] })('u8')).toBe('srgb');
    expect(createLooks(WIDE)('u8')).not.toBe('srgb');
  });

  it('refuses parts of different kinds, and none at all', async () => {
    const [engine] = engines;
    const part = (channels: ChannelCount): ImagePart => ({ raster: createRaster(2, 2, channels, 'u8'), x: 0, y: 0 });
    const whole = { x: 0, y: 0, width: 2, height: 2 };
    await expect(engine!.compose([part(3), part(4)], whole)).rejects.toMatchObject({ code: 'invalid' });
    await expect(engine!.compose([], whole)).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('looking for transparency', () => {
  it.each(DEPTHS)('finds the one %s pixel that is not opaque', async (depth) => {
    for (const channels of CHANNELS) {
      for (const engine of engines) {
        const source = createRaster(301, 67, channels, depth);
        source.data.fill(fullScale(depth));
        expect(await engine.isOpaque(source)).toBe(true);
        for (const pixel of [0, 301 * 31 + 7, 301 * 67 - 1]) {
          const other = { ...source, data: source.data.slice() };
          other.data[(pixel + 1) * channels - 1] = fullScale(depth) * 0.99;
          expect(await engine.isOpaque(other)).toBe(!hasOpacity(channels));
        }
      }
    }
  });
});
