// What the threads find out about pixels, beside slow twins: every depth, layout and build.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Limits } from '../../../src-core/engine/types.ts';
import { fullScale, type ChannelCount, type Raster } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { between, pick, randomFrom, randomPicture } from '../convolve/support.ts';

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
const LUMINANCE = [0.2126, 0.7152, 0.0722] as const;
const at = (value: number): number => Math.fround(value);
const LIMITS: Limits = { low: at(-0.01), high: at(1.01), edgeLow: at(0.01), edgeHigh: at(0.99) };

/** Lane by lane; luminance in the threads' order of operations. */
function lanesOf({ channels, data }: Raster): number[][] {
  const lanes = Array.from({ length: channels }, (_, c) => [...data].filter((_, index) => index % channels === c));
  if (channels > 2) {
    const [r, g, b] = LUMINANCE;
    lanes.push(lanes[0]!.map((red, pixel) => r * red + g * lanes[1]![pixel]! + b * lanes[2]![pixel]!));
  }
  return lanes;
}

function floats(seed: number): Raster {
  const random = randomFrom(seed);
  const source = randomPicture(random, {
    width: between(random, 1, 70),
    height: between(random, 1, 70),
    channels: pick(random, CHANNELS),
    depth: 'f32',
  });
  for (const none of [NaN, Infinity, -Infinity]) source.data[between(random, 0, source.data.length - 1)] = none;
  return source;
}

const seeds = Array.from({ length: 25 }, (_, seed) => seed);

describe('measuring', () => {
  it.each(seeds)('finds extremes, sums and what is out of range, seed %i', async (seed) => {
    const source = floats(seed);
    const lanes = lanesOf(source);
    for (const engine of engines) {
      const found = await engine.measure(source, LIMITS, { luminance: LUMINANCE });
      expect(found.lanes).toHaveLength(lanes.length);
      lanes.forEach((lane, index) => {
        const values = lane.filter(Number.isFinite);
        const measured = found.lanes[index]!;
        const count = (isOne: (value: number) => boolean): number => values.filter(isOne).length;
        expect(measured.minimum).toBe(Math.min(...values));
        expect(measured.maximum).toBe(Math.max(...values));
        expect(measured.sum).toBeCloseTo(
          values.reduce((a, b) => a + b, 0),
          8,
        );
        expect(measured.squares).toBeCloseTo(
          values.reduce((a, b) => a + b * b, 0),
          8,
        );
        expect(measured.below).toBe(count((value) => value < LIMITS.low));
        expect(measured.above).toBe(count((value) => value > LIMITS.high));
        expect(measured.clippedLow).toBe(count((value) => value <= LIMITS.edgeLow));
        expect(measured.clippedHigh).toBe(count((value) => value >= LIMITS.edgeHigh));
      });
      expect(found.pixels).toEqual(marksOf(source, 1).reduce(added, { below: 0, above: 0, invalid: 0 }));
    }
  });

  it('looks at the rows it is told, and at no others', async () => {
    const source = floats(5);
    for (const engine of engines) {
      const options = { luminance: LUMINANCE };
      const whole = await engine.sort(source, 64, { ...options, domain: [-0.5, 1.5] });
      const halves = [
        await engine.sort(source, 64, { ...options, domain: [-0.5, 1.5], rows: { top: 0, height: 3 } }),
        await engine.sort(source, 64, {
          ...options,
          domain: [-0.5, 1.5],
          rows: { top: 3, height: source.height - 3 },
        }),
      ];
      expect([...whole]).toEqual([...halves[0]!].map((count, bin) => count + halves[1]![bin]!));
    }
  });
});

describe('sorting', () => {
  it.each(seeds)('counts codes, seed %i', async (seed) => {
    const random = randomFrom(seed);
    const depth = pick(random, ['u8', 'u16'] as const);
    const source = randomPicture(random, {
      width: between(random, 1, 80),
      height: between(random, 1, 60),
      channels: pick(random, CHANNELS),
      depth,
    });
    const bins = fullScale(depth) + 1;
    const twin = lanesOf(source).flatMap((lane) => {
      const counts = new Array<number>(bins).fill(0);
      for (const value of lane) counts[Math.min(bins - 1, Math.floor(value + 0.5))]! += 1;
      return counts;
    });
    for (const engine of engines) {
      const found = await engine.sort(source, bins, { luminance: LUMINANCE });
      expect(twin.findIndex((count, bin) => count !== found[bin])).toBe(-1);
      expect(found).toHaveLength(twin.length);
    }
  });

  it.each(seeds)('sorts floats into the bins of a domain, seed %i', async (seed) => {
    const source = floats(100 + seed);
    const [low, high] = [-0.25, 1];
    const scale = 128 / (high - low);
    const twin = lanesOf(source).flatMap((lane) => {
      const counts = new Array<number>(128).fill(0);
      for (const value of lane.filter(Number.isFinite)) {
        counts[Math.min(127, Math.max(0, Math.floor((value - low) * scale)))]! += 1;
      }
      return counts;
    });
    for (const engine of engines) {
      expect([...(await engine.sort(source, 128, { luminance: LUMINANCE, domain: [low, high] }))]).toEqual(twin);
    }
  });
});

interface Marks {
  readonly below: number;
  readonly above: number;
  readonly invalid: number;
}

function added(a: Marks, b: Marks): Marks {
  return { below: a.below + b.below, above: a.above + b.above, invalid: a.invalid + b.invalid };
}

/** Block by block, row by row. */
function marksOf({ width, height, channels, data }: Raster, factor: number): Marks[] {
  const marks: Marks[] = [];
  for (let top = 0; top < height; top += factor) {
    for (let left = 0; left < width; left += factor) {
      let sum: Marks = { below: 0, above: 0, invalid: 0 };
      for (let y = top; y < Math.min(height, top + factor); y++) {
        for (let x = left; x < Math.min(width, left + factor); x++) {
          const pixel = [...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels)];
          const has = (isOne: (value: number) => boolean): number => Number(pixel.some(isOne));
          sum = added(sum, {
            below: has((value) => Number.isFinite(value) && value < LIMITS.low),
            above: has((value) => Number.isFinite(value) && value > LIMITS.high),
            invalid: has((value) => !Number.isFinite(value)),
          });
        }
      }
      marks.push(sum);
    }
  }
  return marks;
}

describe('marking', () => {
  it.each(seeds)('counts the pixels of blocks that are out of range, seed %i', async (seed) => {
    const source = floats(200 + seed);
    const factor = pick(randomFrom(seed), [1, 1, 2, 3, 8, 64]);
    const twin = marksOf(source, factor);
    for (const engine of engines) {
      const image = await engine.mark(source, factor, LIMITS);
      expect(image).toMatchObject({ channels: 3, depth: 'u16', width: Math.ceil(source.width / factor) });
      expect([...image.data]).toEqual(twin.flatMap(({ below, above, invalid }) => [below, above, invalid]));
      image.release();
    }
  });

  it('stops at the largest number', async () => {
    const source = {
      width: 300,
      height: 300,
      channels: 1,
      depth: 'f32',
      data: new Float32Array(90000).fill(2),
    } as const;
    for (const engine of engines) {
      const image = await engine.mark(source, 512, LIMITS);
      expect([...image.data]).toEqual([0, 65535, 0]);
      image.release();
    }
  });
});

describe('a difference', () => {
  it.each(seeds)('is after minus before, amplified, seed %i', async (seed) => {
    const random = randomFrom(300 + seed);
    const spec = {
      width: between(random, 1, 40),
      height: between(random, 1, 40),
      channels: pick(random, CHANNELS),
      depth: pick(random, ['u8', 'u16', 'f32'] as const),
    };
    const after = randomPicture(random, spec);
    const before = randomPicture(random, spec);
    const gain = pick(random, [1, 2, 8, 32]);
    const signed = random() < 0.5;
    const of = spec.channels % 2 === 0 && random() < 0.5 ? 'opacity' : 'colour';
    const { channels } = spec;
    const scale = (gain * 255) / fullScale(spec.depth);
    const rounded = (level: number): number => Math.floor(Math.min(255, Math.max(0, level)) + 0.5);
    const twin: number[] = [];
    for (let pixel = 0; pixel < spec.width * spec.height; pixel++) {
      for (let c = 0; c < 3; c++) {
        const sample = pixel * channels + (of === 'opacity' ? channels - 1 : channels < 3 ? 0 : c);
        const amount = after.data[sample]! - before.data[sample]!;
        twin.push(rounded(signed ? 127.5 + amount * scale * 0.5 : Math.abs(amount) * scale));
      }
      twin.push(255);
    }
    for (const engine of engines) {
      const image = await engine.difference(after, before, { gain, signed, of });
      expect([...image.data]).toEqual(twin);
      image.release();
    }
  });
});
