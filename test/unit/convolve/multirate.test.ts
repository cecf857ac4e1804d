// Wide Gaussians on a coarse grid: within the stated bound of the exact result (SEMANTICS §10), whatever the picture, the
// switches, the build, the rectangle and the threads; and NaN spreads no further than under the kernel's own taps.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, EngineImage } from '../../../src-core/engine/types.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import { BORDERS, OPACITIES, type Settings } from '../../../src-core/filters/settings.ts';
import { gaussianTaps } from '../../../src-core/filters/taps.ts';
import { fullScale, type ChannelCount, type Depth, type Raster } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { BUILDS, type Build } from '../../../src-main/wasm-module.ts';
import { separableExact } from './separable-exact.ts';
import { between, pick, randomFrom, randomPicture, settings, type Random } from './support.ts';

type Separable = Extract<Operator, { form: 'separable' }>;

const DEPTHS: readonly Depth[] = ['u8', 'u16', 'f32'];
const CHANNELS: readonly ChannelCount[] = [1, 2, 3, 4];

const engines = new Map<Build, Engine>();
let one: Engine;
beforeAll(async () => {
  for (const build of BUILDS) engines.set(build, await createEngine({ threads: 2, build }));
  one = await createEngine({ threads: 1, build: BUILDS[0] });
});
afterAll(() => Promise.all([one, ...engines.values()].map((engine) => engine.close())));

function gaussian(sigmaX: number, sigmaY = sigmaX): Separable {
  return { form: 'separable', vertical: gaussianTaps(sigmaY), horizontal: gaussianTaps(sigmaX) };
}

function labelOf({ vertical, horizontal }: Separable): string {
  return `${vertical.weights.length}×${horizontal.weights.length} multirate`;
}

/** Black, white and noise in blocks: hard edges, where a kernel that is a little off shows most. */
function harshPicture(random: Random, width: number, height: number, channels: ChannelCount, depth: Depth): Raster {
  const alpha = pick(random, ['opaque', 'mixed', 'half'] as const);
  const picture = randomPicture(random, { width, height, channels, depth, alpha });
  const max = fullScale(depth);
  const [across, down] = [between(random, 3, 40), between(random, 3, 40)];
  picture.data.forEach((value, index) => {
    const pixel = Math.floor(index / channels);
    const block = Math.floor((pixel % width) / across) + Math.floor(pixel / width / down);
    if (channels % 2 === 0 && index % channels === channels - 1) return;
    picture.data[index] = block % 3 === 0 ? 0 : block % 3 === 1 ? max : Math.min(max, Math.max(0, value));
  });
  return picture;
}

function randomSwitches(random: Random): Settings {
  const plain = random() < 0.4;
  return settings({
    border: pick(random, BORDERS),
    borderColour: [pick(random, [0, 1, 37 / 255, 0.3])],
    light: pick(random, ['encoded', 'linear']),
    opacity: pick(random, OPACITIES),
    ...(plain ? {} : { channels: pick(random, ['rgba', 'rgb', 'g', 'luminance']), bias: pick(random, [0, 0.1]) }),
  });
}

interface Answer extends Raster {
  readonly plan: { readonly bound: number; readonly label: string };
}

function expectWithin(answer: Answer, source: Raster, operator: Separable, switches: Settings, depth: Depth): number {
  const exact = separableExact(source, operator, switches, { depth });
  const context = `${answer.plan.label} ${JSON.stringify(switches)} ${source.width}×${source.height}×${source.channels} ${source.depth} to ${depth}`;
  expect([answer.width, answer.height], context).toEqual([exact.width, exact.height]);
  const max = depth === 'f32' ? Infinity : fullScale(depth);
  const rounding = depth === 'f32' ? 1e-6 : 0.5 + 1e-6;
  let worst = 0;
  exact.values.forEach((value, index) => {
    // Colour that hardly shows is a quotient of small numbers: its error grows as what it does shrinks.
    const opacity = exact.opacity[index]!;
    if (exact.filtered[index] === 1 && opacity < 0.02) return;
    const allowed = exact.filtered[index] === 1 ? answer.plan.bound * Math.max(1, 0.25 / opacity) : 0;
    const wanted = depth === 'f32' ? value : Math.min(max, Math.max(0, value));
    const off = Math.abs(answer.data[index]! - wanted);
    worst = Math.max(worst, off - rounding);
    if (!(off <= allowed + rounding)) expect.fail(`${off} off at ${index}, allowed ${allowed}: ${context}`);
  });
  return worst;
}

describe('a multirate plan', { timeout: 240_000 }, () => {
  it.each(BUILDS)('in the %s build stays within its bound of the exact result (§10)', async (build) => {
    const engine = engines.get(build)!;
    const random = randomFrom(71);
    const runs = new Map<string, number>();
    for (let run = 0; run < 160; run++) {
      const [depth, channels] = [pick(random, DEPTHS), pick(random, CHANNELS)];
      const sigma = (): number => pick(random, [0, 0.7, 2, 4 + 4 * random(), 8 + 20 * random()]);
      const operator = gaussian(4 + 10 * random(), sigma());
      const switches = randomSwitches(random);
      const source =
        switches.border === 'crop'
          ? harshPicture(
              random,
              operator.horizontal.weights.length + 9,
              operator.vertical.weights.length + 5,
              channels,
              depth,
            )
          : harshPicture(random, between(random, 1, 90), between(random, 1, 60), channels, depth);
      const result = pick(random, [depth, depth, pick(random, DEPTHS)]);
      const label = labelOf(operator);
      const options = { plan: label, depth: result };
      const offered = engine
        .explain(operator, source, switches, { depth: result })
        .candidates.some((candidate) => candidate.label === label && candidate.applies);
      if (!offered) continue;
      const answer = await engine.convolve(source, operator, switches, options);
      expect(answer.plan.bound).toBeLessThan(result === 'u8' ? 0.5 : result === 'u16' ? 6.55 : 1e-4);
      expectWithin(answer, source, operator, switches, result);
      answer.release();
      const kind = `${depth} ${switches.light}`;
      runs.set(kind, (runs.get(kind) ?? 0) + 1);
    }
    for (const depth of DEPTHS) expect(runs.get(`${depth} encoded`) ?? 0, depth).toBeGreaterThan(12);
    expect(runs.get('u8 linear') ?? 0).toBeGreaterThan(5);
  });

  it('is what serves wide Gaussians, up to σ 250 and on pictures much smaller than the kernel', async () => {
    const random = randomFrom(72);
    for (const [sigmaX, sigmaY] of [
      [250, 250],
      [100, 0],
      [0, 60],
      [6, 120],
    ] as const) {
      for (const border of BORDERS.filter((name) => name !== 'crop')) {
        const operator = gaussian(sigmaX, sigmaY);
        const source = harshPicture(random, between(random, 20, 50), between(random, 1, 30), 3, pick(random, DEPTHS));
        const switches = settings({ border, borderColour: [1] });
        const answer = await one.convolve(source, operator, switches);
        expect(answer.plan.method).toBe('multirate');
        expectWithin(answer, source, operator, switches, source.depth);
        answer.release();
      }
    }
  });

  it('serves the widest in linear light too, of 16-bit and of float pictures, as near as §10 asks', async () => {
    const random = randomFrom(75);
    for (const sigma of [64, 100, 180, 250]) {
      for (const depth of ['u16', 'f32'] as const) {
        const operator = gaussian(sigma);
        const source = harshPicture(random, between(random, 60, 200), between(random, 30, 90), 3, depth);
        const switches = settings({ light: 'linear' });
        const answer = await one.convolve(source, operator, switches);
        expect(answer.plan.method, `σ ${sigma} ${depth}`).toBe('multirate');
        expect(answer.plan.bound).toBeLessThan(1e-4 * fullScale(depth));
        expectWithin(answer, source, operator, switches, depth);
        answer.release();
      }
    }
  });

  it('gives the same bytes for any rectangle, window and number of threads (§5)', async () => {
    const random = randomFrom(73);
    const two = engines.get(BUILDS[0]!)!;
    for (let run = 0; run < 40; run++) {
      const [depth, channels] = [pick(random, DEPTHS), pick(random, CHANNELS)];
      const operator = gaussian(5 + 20 * random(), pick(random, [0, 3, 6 + 20 * random()]));
      const switches = {
        ...randomSwitches(random),
        border: pick(
          random,
          BORDERS.filter((b) => b !== 'crop'),
        ),
      };
      const source = harshPicture(random, between(random, 100, 300), between(random, 60, 200), channels, depth);
      const whole = await two.convolve(source, operator, switches);
      const again = await one.convolve(source, operator, switches);
      expect(firstDifference(whole, again)).toBe('none');
      for (let part = 0; part < 3; part++) {
        const [x, y] = [between(random, 0, source.width - 1), between(random, 0, source.height - 1)];
        const [width, height] = [between(random, 1, source.width - x), between(random, 1, source.height - y)];
        const rectangle = { x, y, width, height };
        const answer = await pick(random, [one, two]).convolve(source, operator, switches, { rectangle });
        expect(firstDifference(answer, cut(whole, rectangle)), JSON.stringify({ rectangle, switches })).toBe('none');
        answer.release();
      }
      whole.release();
      again.release();
    }
  });

  it('gives the same bytes where tiles make their own coarse samples as where they share them', async () => {
    const random = randomFrom(74);
    const source = harshPicture(random, 3200, 2400, 4, 'u8');
    const operator = gaussian(4.2);
    const switches = settings({});
    const whole = await one.convolve(source, operator, switches, { opaque: true });
    expect(whole.plan.method).toBe('multirate');
    for (const rectangle of [
      { x: 0, y: 0, width: 700, height: 90 },
      { x: 1011, y: 777, width: 345, height: 222 },
      { x: 2500, y: 2300, width: 700, height: 100 },
    ]) {
      const part = await one.convolve(source, operator, switches, { rectangle, opaque: true });
      expect(firstDifference(part, cut(whole, rectangle))).toBe('none');
      part.release();
    }
    whole.release();
  });

  it('keeps NaN and ±∞ under the kernel’s own taps, and counts them', async () => {
    const random = randomFrom(75);
    for (let run = 0; run < 24; run++) {
      const channels = pick(random, CHANNELS);
      const source = harshPicture(random, between(random, 40, 140), between(random, 40, 120), channels, 'f32');
      for (let spot = between(random, 1, 3); spot > 0; spot--) {
        source.data[between(random, 0, source.data.length - 1)] = pick(random, [NaN, Infinity, -Infinity]);
      }
      const operator = gaussian(5 + 5 * random(), pick(random, [0, 5 + 5 * random()]));
      const switches = settings({ border: pick(random, ['clamp', 'mirror', 'wrap', 'constant']), opacity: 'raw' });
      const answer = await one.convolve(source, operator, switches);
      expect(answer.plan.method).toBe('multirate');
      const { values } = separableExact(source, operator, switches);
      expect(answer.invalidSamples).toBe(values.filter((value) => !Number.isFinite(value)).length);
      const at = values.findIndex((value, index) =>
        Number.isFinite(value)
          ? !(Math.abs(value - answer.data[index]!) <= answer.plan.bound + 1e-6)
          : answer.data[index] !== 0,
      );
      expect(at).toBe(-1);
      const part = await one.convolve(source, operator, switches, {
        rectangle: { x: 7, y: 11, width: 20, height: 17 },
      });
      expect(firstDifference(part, cut(answer, { x: 7, y: 11, width: 20, height: 17 }))).toBe('none');
      part.release();
      answer.release();
    }
  });

  it('leaves flat pictures as they are, in every depth and light (§7)', async () => {
    for (const depth of DEPTHS) {
      for (const light of ['encoded', 'linear'] as const) {
        const max = fullScale(depth);
        const pixel = [200 / 255, 100 / 255, 50 / 255, 128 / 255].map((v) =>
          depth === 'f32' ? v : Math.round(v * max),
        );
        const source = randomPicture(randomFrom(1), { width: 120, height: 50, channels: 4, depth });
        source.data.forEach((_, index) => (source.data[index] = pixel[index % 4]!));
        const answer = await one.convolve(source, gaussian(9), settings({ light }));
        const off = Math.max(...Array.from(answer.data, (value, index) => Math.abs(value - source.data[index]!)));
        expect(off, `${depth} ${light} ${answer.plan.label}`).toBeLessThanOrEqual(depth === 'f32' ? 2e-6 : 0);
        answer.release();
      }
    }
  });

  it('writes nothing beside its buffers', async () => {
    const random = randomFrom(76);
    const engine = await createEngine({ threads: 2 });
    const guard = (): EngineImage => {
      const image = engine.image({ width: 64, height: 1, channels: 1, depth: 'u8' });
      image.data.fill(0xa5);
      return image;
    };
    for (let run = 0; run < 60; run++) {
      const spec = { channels: pick(random, CHANNELS), depth: pick(random, DEPTHS) };
      const picture = harshPicture(random, between(random, 1, 120), between(random, 1, 90), spec.channels, spec.depth);
      const before = guard();
      const source = engine.image({ width: picture.width, height: picture.height, ...spec });
      const after = guard();
      source.data.set(picture.data);
      const operator = gaussian(4.5 + 20 * random(), pick(random, [0, 5, 30]));
      const result = await engine.convolve(source, operator, {
        border: pick(
          random,
          BORDERS.filter((b) => b !== 'crop'),
        ),
      });
      expect([...source.data]).toEqual([...picture.data]);
      for (const canary of [before, after]) expect(canary.data.every((byte) => byte === 0xa5)).toBe(true);
      for (const image of [before, source, after, result]) image.release();
    }
    await engine.close();
  });
});

function cut(raster: Raster, { x, y, width, height }: { x: number; y: number; width: number; height: number }): Raster {
  const { channels, depth } = raster;
  const data = raster.data.slice(0, width * height * channels);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * raster.width + x) * channels;
    data.set(raster.data.subarray(start, start + width * channels), row * width * channels);
  }
  return { width, height, channels, depth, data } as Raster;
}

function firstDifference(a: Raster, b: Raster): string {
  const at = a.data.findIndex((value, index) => !Object.is(value, b.data[index]));
  return at < 0 ? 'none' : `${a.data[at]} and ${b.data[at]} at ${at}`;
}
