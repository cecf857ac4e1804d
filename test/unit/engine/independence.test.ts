// SEMANTICS §5, Independence: bytes depend neither on the rectangle asked for, nor on tiles, threads, or the window.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultSize } from '../../../src-core/engine/geometry.ts';
import type { Engine } from '../../../src-core/engine/types.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import { BORDERS, type Settings } from '../../../src-core/filters/settings.ts';
import { gaussianTaps } from '../../../src-core/filters/taps.ts';
import type { Rectangle } from '../../../src-core/geometry.ts';
import { createRaster, fullScale, hasOpacity, type Depth, type Raster } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { between, pick, randomFrom, randomMatrix, randomPicture, settings } from '../convolve/support.ts';

let one: Engine;
let three: Engine;
let scalar: Engine;
beforeAll(async () => {
  one = await createEngine({ threads: 1 });
  three = await createEngine({ threads: 3 });
  scalar = await createEngine({ threads: 2, build: 'scalar' });
});
afterAll(() => Promise.all([one, three, scalar].map((engine) => engine.close())));

function isOpaque({ channels, depth, data }: Raster): boolean {
  if (!hasOpacity(channels)) return true;
  return data.every(
    (sample: number, index: number) => index % channels !== channels - 1 || sample === fullScale(depth),
  );
}

function cut(raster: Raster, { x, y, width, height }: Rectangle): Raster {
  const part = createRaster(width, height, raster.channels, raster.depth);
  const { channels } = raster;
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * raster.width + x) * channels;
    part.data.set(raster.data.subarray(start, start + width * channels), row * width * channels);
  }
  return part;
}

interface Sample {
  readonly source: Raster;
  readonly operator: Operator;
  readonly switches: Settings;
}

/** Pictures of several tiles, half opaque, so that quick and general tiles meet. */
function samples(seed: number, count: number): Sample[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => {
    const depth: Depth = pick(random, ['u8', 'u16', 'f32']);
    const source = randomPicture(random, {
      width: between(random, 260, 330),
      height: between(random, 70, 150),
      channels: pick(random, [1, 3, 4, 4]),
      depth,
      alpha: 'half',
    });
    const sigma = 1 + random() * 3;
    const operator: Operator =
      random() < 0.4
        ? { form: 'separable', vertical: gaussianTaps(sigma), horizontal: gaussianTaps(sigma) }
        : randomMatrix(random, between(random, 1, 6), between(random, 1, 6), random() < 0.5);
    const switches = settings({
      border: pick(random, BORDERS),
      light: pick(random, ['encoded', 'encoded', 'linear']),
      output: pick(random, ['clamp', 'clamp', 'absolute']),
      amount: pick(random, [1, 1, 0.6]),
      borderColour: [0.5],
    });
    return { source, operator, switches };
  });
}

function expectSame(a: Raster, b: Raster, context: string): void {
  expect([a.width, a.height], context).toEqual([b.width, b.height]);
  const at = a.data.findIndex((value, index) => value !== b.data[index]);
  expect(at < 0 ? 'equal' : `${a.data[at]} and ${b.data[at]} at ${at}`, context).toBe('equal');
}

describe('bytes are independent (§5)', { timeout: 120_000 }, () => {
  it('of the number of threads (§5)', async () => {
    for (const { source, operator, switches } of samples(11, 12)) {
      const a = await one.convolve(source, operator, switches);
      const b = await three.convolve(source, operator, switches);
      expectSame(a, b, JSON.stringify(switches));
      a.release();
      b.release();
    }
  });

  it('of the rectangle asked for (§5)', async () => {
    const random = randomFrom(12);
    for (const { source, operator, switches } of samples(13, 20)) {
      const whole = await three.convolve(source, operator, switches);
      for (let i = 0; i < 3; i++) {
        const x = between(random, 0, whole.width - 1);
        const y = between(random, 0, whole.height - 1);
        const rectangle = {
          x,
          y,
          width: between(random, 1, whole.width - x),
          height: between(random, 1, whole.height - y),
        };
        const part = await three.convolve(source, operator, switches, { rectangle });
        expectSame(part, cut(whole, rectangle), `${JSON.stringify(rectangle)} ${JSON.stringify(switches)}`);
        part.release();
      }
      whole.release();
    }
  });

  it('of the window: a part of the picture gives the bytes of the whole (§5, §13)', async () => {
    const random = randomFrom(14);
    for (const { source, operator, switches } of samples(15, 20)) {
      const whole = await one.convolve(source, operator, switches);
      const size = resultSize(source, operator, switches);
      const x = between(random, 0, size.width - 1);
      const y = between(random, 0, size.height - 1);
      const rectangle = {
        x,
        y,
        width: between(random, 1, Math.min(90, size.width - x)),
        height: between(random, 1, Math.min(50, size.height - y)),
      };
      const picture = { width: source.width, height: source.height };
      // A part of the picture does not tell whether the whole is opaque.
      const opaque = isOpaque(source);
      const spec = { channels: source.channels, depth: source.depth, whole: picture };
      const needed = three.inputOf(spec, operator, switches, rectangle, { opaque });
      const window = { x: needed.x, y: needed.y, whole: picture };
      const part = await three.convolve(cut(source, needed), operator, switches, { rectangle, window, opaque });
      expectSame(part, cut(whole, rectangle), `${JSON.stringify(rectangle)} ${JSON.stringify(switches)}`);
      part.release();
      whole.release();
    }
  });

  it('of the build of the module, for exact plans (§5)', async () => {
    let exact = 0;
    for (const { source, operator, switches } of samples(16, 60)) {
      const a = await one.convolve(source, operator, switches);
      const b = await scalar.convolve(source, operator, switches);
      if (a.plan.exact) {
        exact++;
        expectSame(a, b, `${a.plan.label} ${JSON.stringify(switches)}`);
      }
      a.release();
      b.release();
    }
    expect(exact).toBeGreaterThan(2);
  });

  it('of what is given for the range of min–max: the numbers found map to the same bytes (§5)', async () => {
    for (const { source, operator } of samples(17, 6)) {
      const switches = settings({ output: 'minmax' });
      const whole = await three.convolve(source, operator, switches);
      const rectangle = { x: 3, y: 5, width: 40, height: 30 };
      const found = await three.convolve(source, operator, switches, { rectangle });
      const given = await three.convolve(source, operator, switches, { rectangle, range: whole.range! });
      expect(found.range).toEqual(whole.range);
      expectSame(found, cut(whole, rectangle), 'found');
      expectSame(given, cut(whole, rectangle), 'given');
    }
  });
});
