// Convolution by Fourier transforms beside the reference: large kernels, many blocks, and the error that it promises.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extentOf, sumsOfOperator } from '../../../src-core/convolve/sums.ts';
import type { ConvolveOptions, Engine, EngineResult } from '../../../src-core/engine/types.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import { BORDERS, OPACITIES, type Settings } from '../../../src-core/filters/settings.ts';
import type { ChannelCount, Depth, Raster } from '../../../src-core/raster.ts';
import { createRaster, fullScale } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { between, expectAgreement, pick, randomFrom, randomMatrix, randomPicture, settings } from './support.ts';

const DEPTHS: readonly Depth[] = ['u8', 'u16', 'f32'];
const CHANNELS: readonly ChannelCount[] = [1, 2, 3, 4];

let one: Engine;
let two: Engine;
let scalar: Engine;
beforeAll(async () => {
  one = await createEngine({ threads: 1 });
  two = await createEngine({ threads: 2 });
  scalar = await createEngine({ threads: 2, build: 'scalar' });
});
afterAll(() => Promise.all([one, two, scalar].map((engine) => engine.close())));

function transformed(
  engine: Engine,
  source: Raster,
  operator: Operator,
  switches: Settings,
  options: ConvolveOptions = {},
): Promise<EngineResult> {
  if (operator.form !== 'matrix') throw new Error('a matrix is transformed');
  const { rows, columns } = operator.kernel;
  return engine.convolve(source, operator, switches, { ...options, plan: `${rows}×${columns} FFT` });
}

function expectSame(got: Raster, wanted: Raster, context: string): void {
  const at = got.data.findIndex((value, index) => value !== wanted.data[index]);
  expect(at < 0 ? 'equal' : `${got.data[at]} for ${wanted.data[at]} at ${at}`, context).toBe('equal');
}

function cut(raster: Raster, x: number, y: number, width: number, height: number): Raster {
  const part = createRaster(width, height, raster.channels, raster.depth);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * raster.width + x) * raster.channels;
    part.data.set(raster.data.subarray(start, start + width * raster.channels), row * width * raster.channels);
  }
  return part;
}

describe('a product of spectra', { timeout: 240_000 }, () => {
  it('agrees with the plain sum over many blocks, for every depth and number of channels (§5)', async () => {
    const random = randomFrom(301);
    for (let run = 0; run < 24; run++) {
      const [depth, channels] = [DEPTHS[run % 3]!, CHANNELS[Math.floor(run / 3) % 4]!];
      const operator = randomMatrix(random, between(random, 2, 24), between(random, 2, 24), random() < 0.3);
      const alpha = pick(random, ['opaque', 'mixed', 'half'] as const);
      const spec = { width: between(random, 90, 310), height: between(random, 90, 310), channels, depth, alpha };
      const source = randomPicture(random, spec);
      const switches = settings({
        border: pick(random, ['clamp', 'mirror', 'reflect', 'wrap', 'constant', 'keep']),
        opacity: pick(random, ['raw', 'preserve']),
        light: pick(random, ['encoded', 'encoded', 'linear']),
        borderColour: [0.25],
        normalise: 'abs',
      });
      const answer = await transformed(run % 2 === 0 ? two : scalar, source, operator, switches);
      const plan = `${extentOf(operator).rows}×${extentOf(operator).columns} direct`;
      const sums = await two.convolve(source, operator, switches, { plan, depth: 'f32' });
      const full = fullScale(depth);
      const allowed = answer.plan.bound + (depth === 'f32' ? sums.plan.bound : 0.5 + full * 2e-6);
      answer.data.forEach((value, index) => {
        const sum = sums.data[index]!;
        const wanted = depth === 'f32' ? sum : Math.min(1, Math.max(0, sum)) * full;
        if (!(Math.abs(value - wanted) <= allowed)) {
          expect.fail(`${value} for ${wanted} at ${index} of ${JSON.stringify([spec, switches, plan])}`);
        }
      });
      answer.release();
      sums.release();
    }
  });

  it('takes kernels of up to 257 × 257, of any shape and anchor, larger than the picture (§2, §6)', async () => {
    const random = randomFrom(302);
    const sides = [257, 200, 128, 64, 31, 3, 1];
    for (let run = 0; run < 14; run++) {
      const operator = randomMatrix(random, sides[run % 7]!, run < 7 ? sides[6 - (run % 7)]! : sides[run % 7]!, false);
      const source = randomPicture(random, {
        width: between(random, 1, 9),
        height: between(random, 1, 7),
        channels: pick(random, CHANNELS),
        depth: pick(random, DEPTHS),
      });
      const border = pick(random, ['clamp', 'mirror', 'reflect', 'wrap', 'constant'] as const);
      const switches = settings({ border, normalise: 'abs' });
      const answer = await transformed(two, source, operator, switches);
      expectAgreement(answer, source, operator, switches);
      answer.release();
    }
  });

  it('gives the same bytes for any rectangle, window and number of threads (§5, Independence)', async () => {
    const random = randomFrom(303);
    for (let run = 0; run < 16; run++) {
      const operator = randomMatrix(random, between(random, 2, 20), between(random, 2, 20), run % 4 === 0);
      const source = randomPicture(random, {
        width: between(random, 150, run % 3 === 0 ? 700 : 330),
        height: between(random, 100, 220),
        channels: pick(random, CHANNELS),
        depth: pick(random, DEPTHS),
        alpha: pick(random, ['opaque', 'half']),
      });
      const switches = settings({
        border: pick(random, BORDERS),
        borderColour: [0.5],
        opacity: pick(random, OPACITIES),
      });
      const whole = await transformed(one, source, operator, switches);
      const threaded = await transformed(two, source, operator, switches);
      expectSame(threaded, whole, `threads ${JSON.stringify(switches)}`);
      threaded.release();
      for (let part = 0; part < 3; part++) {
        const x = between(random, 0, whole.width - 1);
        const y = between(random, 0, whole.height - 1);
        const [width, height] = [between(random, 1, whole.width - x), between(random, 1, whole.height - y)];
        const rectangle = { x, y, width, height };
        const options = { rectangle, plan: whole.plan.label };
        const wanted = cut(whole, x, y, width, height);
        const alone = await two.convolve(source, operator, switches, options);
        expectSame(alone, wanted, JSON.stringify([rectangle, switches]));
        alone.release();
        const needed = two.inputOf({ ...source, whole: source }, operator, switches, rectangle, options);
        const window = { x: needed.x, y: needed.y, whole: { width: source.width, height: source.height } };
        const seen = cut(source, needed.x, needed.y, needed.width, needed.height);
        const opaque = isOpaque(source);
        const windowed = await two.convolve(seen, operator, switches, { ...options, window, opaque });
        expectSame(windowed, wanted, `window ${JSON.stringify([needed, rectangle, switches])}`);
        windowed.release();
      }
      whole.release();
    }
  });

  it('leaves what is not finite under its own taps (§5)', async () => {
    const random = randomFrom(304);
    for (let run = 0; run < 8; run++) {
      const channels = pick(random, CHANNELS);
      const source = randomPicture(random, { width: 60, height: 50, channels, depth: 'f32' });
      const operator = randomMatrix(random, between(random, 2, 7), between(random, 2, 7), false);
      for (let spot = 0; spot < 3; spot++) {
        const pixel = between(random, 0, source.data.length / channels - 1);
        source.data[pixel * channels] = pick(random, [NaN, Infinity, -Infinity, 3e38]);
      }
      const switches = settings({
        opacity: pick(random, ['raw', 'preserve']),
        border: pick(random, ['wrap', 'clamp']),
      });
      const answer = await transformed(pick(random, [two, scalar]), source, operator, switches);
      expectAgreement(answer, source, operator, switches);
      expect(answer.invalidSamples).toBeGreaterThan(0);
      answer.release();
    }
  });

  it('is exact for whole kernels on codes, as long as it can tell whole sums apart (§5)', async () => {
    const random = randomFrom(305);
    const source = randomPicture(random, { width: 80, height: 60, channels: 1, depth: 'u8' });
    const operator = randomMatrix(random, 15, 15, true);
    const answer = await transformed(two, source, operator, settings({ normalise: 'abs' }));
    expect(answer.plan).toMatchObject({ exact: true, bound: 0 });
    expectAgreement(answer, source, operator, settings({ normalise: 'abs' }));
    answer.release();
    const deep = randomPicture(random, { width: 40, height: 30, channels: 1, depth: 'u16' });
    const huge: Operator = {
      form: 'matrix',
      kernel: {
        rows: 3,
        columns: 3,
        weights: Array.from({ length: 9 }, (_, i) => 2 ** 36 + i),
        anchor: { row: 1, column: 1 },
      },
    };
    await expect(transformed(two, deep, huge, settings({}))).rejects.toMatchObject({ code: 'invalid' });
  });
});

function isOpaque({ data, channels, depth }: Raster): boolean | undefined {
  if (channels % 2 === 1) return undefined;
  return data.every((value, index) => index % channels !== channels - 1 || value === fullScale(depth));
}

/** Pictures and kernels whose transforms err most: all energy in one place, in space or in frequency. */
const PICTURES: Record<string, (x: number, y: number, random: number) => number> = {
  noise: (_x, _y, random) => random,
  'white noise': (_x, _y, random) => 0.9 + 0.1 * random,
  'a gradient': (x, y) => (x + y) / 400,
  'a wave': (x, y) => 0.5 + 0.5 * Math.sin(x * 0.7 + y * 0.3),
};
const KERNELS: Record<string, (index: number, random: number) => number> = {
  'a spike': (index) => Number(index === 20),
  'a dense kernel': (_index, random) => random + 0.1,
  'a signed kernel': (_index, random) => random - 0.5,
};

describe('the error of a transform', () => {
  it.each(Object.keys(PICTURES).flatMap((picture) => Object.keys(KERNELS).map((kernel) => [picture, kernel])))(
    'of %s under %s is noise of half a rounding · √(log₂ N), and below its bound',
    async (picture, kernelName) => {
      const random = randomFrom(306);
      const [width, height, side] = [110, 90, 9];
      const source = createRaster(width, height, 1, 'f32');
      source.data.forEach((_, index) => {
        source.data[index] = PICTURES[picture!]!(index % width, Math.floor(index / width), random());
      });
      const weights = Array.from({ length: side * side }, (_, index) => KERNELS[kernelName!]!(index, random()));
      const kernel = { rows: side, columns: side, weights, anchor: { row: 4, column: 4 } };
      const switches = settings({ normalise: 'abs', border: 'wrap' });
      const answer = await transformed(one, source, { form: 'matrix', kernel }, switches);
      const { absolute } = sumsOfOperator({ form: 'matrix', kernel });
      let squares = 0;
      for (let index = 0; index < answer.data.length; index++) {
        const [x, y] = [index % width, Math.floor(index / width)];
        const sum = weights.reduce((total, weight, tap) => {
          const column = (x + (tap % side) - 4 + width) % width;
          const row = (y + Math.floor(tap / side) - 4 + height) % height;
          return total + weight * source.data[row * width + column]!;
        }, 0);
        const error = answer.data[index]! - sum / absolute;
        expect(Math.abs(error)).toBeLessThan(answer.plan.bound);
        squares += error ** 2;
      }
      // Transforms of 2¹² to 2¹⁶ numbers.
      expect(Math.sqrt(squares / answer.data.length)).toBeLessThan(0.5 * 2 ** -24 * Math.sqrt(16));
      answer.release();
    },
  );
});
