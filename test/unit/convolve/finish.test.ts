// From stored samples to sums and back, in every build: each pair of depths, each number of channels, switches at random.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ColourSpace } from '../../../src-core/colour/colour-space.ts';
import { SRGB, SRGB_CURVE } from '../../../src-core/colour/colour-space.ts';
import { decodeCurve } from '../../../src-core/colour/curve.ts';
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import type { Engine } from '../../../src-core/engine/types.ts';
import { LIGHTS, OPACITIES, OUTPUTS, type Settings } from '../../../src-core/filters/settings.ts';
import { createRaster, fullScale, type ChannelCount, type Depth, type Raster } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { between, expectAgreement, matrix, pick, randomFrom, randomPicture, settings, type Random } from './support.ts';

const DEPTHS: readonly Depth[] = ['u8', 'u16', 'f32'];
const CHANNELS: readonly ChannelCount[] = [1, 2, 3, 4];
const BUILDS = ['relaxed', 'simd', 'scalar'] as const;

const BLUR = matrix([
  [1, 2, 1],
  [2, 4, 2],
]);
const REAL_BLUR = matrix([[0.2, 0.9, 0.35]]);
const SHARPEN = matrix([
  [0, -1, 0],
  [-1, 5, -1],
]);
const REAL_EDGES = matrix([[-0.7, 0.1, 0.6]]);
const KERNELS = [BLUR, REAL_BLUR, SHARPEN, REAL_EDGES];

const engines = new Map<(typeof BUILDS)[number], Engine>();
beforeAll(async () => {
  for (const build of BUILDS) engines.set(build, await createEngine({ threads: 1, build }));
});
afterAll(() => Promise.all([...engines.values()].map((engine) => engine.close())));

function switchesOf(random: Random): Settings {
  return settings({
    normalise: pick(random, ['auto', 'auto', 'abs', 'none']),
    bias: pick(random, [0, 0, 0.25, -0.1]),
    border: pick(random, ['clamp', 'wrap', 'constant', 'mirror']),
    borderColour: [pick(random, [0, 0.5, 1])],
    opacity: pick(random, OPACITIES),
    light: pick(random, LIGHTS),
    channels: pick(random, ['rgba', 'rgba', 'rgb', 'g', 'a', 'luminance']),
    output: pick(random, OUTPUTS),
    amount: pick(random, [1, 1, 0.5, 0.3]),
  });
}

describe.each(BUILDS)('samples in the %s build', { timeout: 120_000 }, (build) => {
  it('come out as the reference has them, for each depth in and out and each number of channels (§5, §7, §8, §9)', async () => {
    const random = randomFrom(77);
    for (const from of DEPTHS) {
      for (const to of DEPTHS) {
        for (const channels of CHANNELS) {
          for (let run = 0; run < 6; run++) {
            const source = randomPicture(random, {
              width: between(random, 1, 37),
              height: between(random, 1, 3),
              channels,
              depth: from,
              alpha: pick(random, ['opaque', 'mixed', 'mixed', 'half']),
            });
            const kernel = pick(random, KERNELS);
            const switches = switchesOf(random);
            const answer = await engines.get(build)!.convolve(source, kernel, switches, { depth: to });
            expectAgreement(answer, source, kernel, switches, { depth: to });
            answer.release();
          }
        }
      }
    }
  });

  it('that are not numbers are counted as the reference counts them (§5)', async () => {
    const random = randomFrom(78);
    let counted = 0;
    for (let run = 0; run < 60; run++) {
      const channels = pick(random, CHANNELS);
      const depth = pick(random, DEPTHS);
      const source = randomPicture(random, { width: 23, height: 3, channels, depth: 'f32', alpha: 'half' });
      for (let i = 0; i < 3; i++) {
        // α that is not a number hides nothing and shows nothing: §7 has no law for it.
        const at = between(random, 0, 68) * channels + (channels > 2 ? between(random, 0, 2) : 0);
        source.data[at] = pick(random, [NaN, Infinity, -Infinity]);
      }
      const switches: Settings = {
        ...switchesOf(random),
        border: 'clamp',
        output: pick(random, ['clamp', 'absolute']),
      };
      const kernel = pick(random, [BLUR, REAL_BLUR]);
      const answer = await engines.get(build)!.convolve(source, kernel, switches, { depth });
      const { invalidSamples, raster } = convolveReference(source, kernel, switches, { depth });
      expect(answer.invalidSamples, `${depth} ${channels} ${JSON.stringify(switches)}`).toBe(invalidSamples);
      const far = answer.data.findIndex(
        (value, i) =>
          !(Math.abs(value - raster.data[i]!) <= (depth === 'f32' ? 1e-4 : 1)) && !Object.is(value, raster.data[i]),
      );
      expect(far, `${answer.data[far]} for ${raster.data[far]}: ${depth} ${JSON.stringify(switches)}`).toBe(-1);
      counted += invalidSamples;
      answer.release();
    }
    expect(counted).toBeGreaterThan(100);
  });

  it('are 0 where α of floats is not a number, and so is α under preserve (§5, §7)', async () => {
    const random = randomFrom(80);
    for (let run = 0; run < 40; run++) {
      const channels = pick(random, [2, 4] as const);
      const depth = pick(random, DEPTHS);
      const source = randomPicture(random, { width: 23, height: 3, channels, depth: 'f32', alpha: 'half' });
      for (let i = 0; i < 3; i++) {
        source.data[between(random, 0, 68) * channels + channels - 1] = pick(random, [NaN, Infinity, -Infinity]);
      }
      const switches: Settings = {
        ...switchesOf(random),
        opacity: 'preserve',
        border: 'clamp',
        output: 'clamp',
        channels: 'rgba',
      };
      const answer = await engines.get(build)!.convolve(source, BLUR, switches, { depth });
      const { invalidSamples, raster } = convolveReference(source, BLUR, switches, { depth });
      const context = `${depth} ${channels} ${JSON.stringify(switches)}`;
      expect(answer.invalidSamples, context).toBe(invalidSamples);
      const far = answer.data.findIndex(
        (value, i) =>
          !(Math.abs(value - raster.data[i]!) <= (depth === 'f32' ? 1e-4 : 1)) && !Object.is(value, raster.data[i]),
      );
      expect(far, `${answer.data[far]} for ${raster.data[far]} at ${far}: ${context}`).toBe(-1);
      answer.release();
    }
  });

  it('pass through curves of every kind, each channel its own, as near as the plan says (§8)', async () => {
    const gamma = { form: 'parametric', g: 2.2, a: 1, b: 0, c: 0, d: 0, e: 0, f: 0 } as const;
    const table = { form: 'table', values: Array.from({ length: 33 }, (_, i) => (i / 32) ** 1.7) } as const;
    const spaces: ColourSpace[] = [
      { ...SRGB, curves: [SRGB_CURVE, gamma, table] },
      { ...SRGB, curves: [table] },
      { ...SRGB, curves: [gamma] },
    ];
    const random = randomFrom(79);
    for (const colourSpace of spaces) {
      for (const depth of DEPTHS) {
        for (const channels of CHANNELS) {
          const source = randomPicture(random, { width: 40, height: 2, channels, depth, alpha: 'half' });
          for (const to of DEPTHS) {
            const switches = settings({ light: 'linear' });
            const options = { depth: to, colourSpace };
            const answer = await engines.get(build)!.convolve(source, BLUR, switches, options);
            expectAgreement(answer, source, BLUR, switches, options);
            answer.release();
          }
        }
      }
    }
  });

  it('reach light and come back from far below 0 and far above 1 (§8)', async () => {
    const values = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 1 : -1) * 2 ** (i / 12 - 24));
    const source: Raster = { ...createRaster(400, 1, 1, 'f32'), data: Float32Array.from(values) };
    const switches = settings({ light: 'linear' });
    // Two halves of the same pixel: not the identity to the planner.
    const answer = await engines.get(build)!.convolve(source, matrix([[0.5], [0.5]]), switches);
    answer.data.forEach((value, i) => {
      const x = Math.fround(values[i]!);
      expect(Math.abs(value - x), `${x}`).toBeLessThanOrEqual(3e-7 * Math.max(Math.abs(x), 2 ** -24));
    });
    answer.release();
  });

  it('of light are rounded to the code that is nearest, but for what the plan’s bound allows (§5, §8)', async () => {
    for (const depth of ['u8', 'u16'] as const) {
      const max = fullScale(depth);
      // Between two codes of 16 bits: a third of the way in light.
      const codes = Uint16Array.from({ length: 4096 }, (_, i) => (i * 16_001) % 65_536);
      const source: Raster = { width: 4096, height: 1, channels: 1, depth: 'u16', data: codes };
      const kernel = { rows: 1, columns: 2, weights: [2, 1], anchor: { row: 0, column: 0 } };
      const answer = await engines.get(build)!.convolve(source, kernel, { light: 'linear' }, { depth });
      const exact = convolveReference(source, { form: 'matrix', kernel }, settings({ light: 'linear' }), {
        depth: 'f32',
      });
      answer.data.forEach((code, i) => {
        expect(Math.abs(code - exact.raster.data[i]! * max)).toBeLessThanOrEqual(
          0.5 + answer.plan.bound + max * 2 ** -23,
        );
      });
      expect(decodeCurve(SRGB_CURVE, answer.data[7]! / max)).toBeGreaterThan(0);
      answer.release();
    }
  });
});
