// Running sums against the float64 reference: boxes, lines, discs and random pieces under every switch.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src-core/engine/types.ts';
import { BORDERS, LIGHTS, OPACITIES, OUTPUTS, type Settings } from '../../../src-core/filters/settings.ts';
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import type { ChannelCount, Depth } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { compare, drawn, labelOf, SHAPES, type Engines } from './running-support.ts';
import { between, pick, randomFrom, randomPicture, settings, type Random } from './support.ts';

let engine: Engine;
let engines: Engines;
beforeAll(async () => {
  engine = await createEngine({ threads: 2 });
  engines = { engine, scalar: await createEngine({ threads: 1, build: 'scalar' }) };
});
afterAll(() => Promise.all([engine.close(), engines.scalar.close()]));

const DEPTHS: readonly Depth[] = ['u8', 'u16', 'f32'];
const CHANNELS: readonly ChannelCount[] = [1, 2, 3, 4];
const UNCROPPED = BORDERS.filter((border) => border !== 'crop');

async function check(random: Random, seed: number, patch: Partial<Settings>, depths = DEPTHS): Promise<void> {
  const operator = pick(random, SHAPES)(random, pick(random, [1, 1, 2, 3, 0.25, 1 / 49, 0.04]));
  const channels = pick(random, CHANNELS);
  const source = randomPicture(random, {
    width: between(random, 1, 40),
    height: between(random, 1, 24),
    channels,
    depth: pick(random, depths),
    alpha: pick(random, ['opaque', 'mixed', 'half']),
  });
  const switches = settings({
    border: pick(random, UNCROPPED),
    borderColour: [pick(random, [0, 1, 0.5, 0.2])],
    normalise: pick(random, ['auto', 'auto', 'none', 'abs']),
    flip: random() < 0.3,
    ...patch,
  });
  const options = { plan: labelOf(operator), ...(random() < 0.2 ? { depth: pick(random, DEPTHS) } : {}) };
  await compare(engines, source, operator, switches, options, `seed ${seed}`);
}

describe('running sums agree with the reference', { timeout: 240_000 }, () => {
  it('for pieces of every shape, depth and border (§5, §6)', async () => {
    for (let seed = 1; seed <= 120; seed++) await check(randomFrom(seed), seed, {});
  });

  it('under every switch (§5, §7, §8, §9)', async () => {
    for (let seed = 1001; seed <= 1160; seed++) {
      const random = randomFrom(seed);
      const patch: Partial<Settings> = {
        light: pick(random, LIGHTS),
        opacity: pick(random, OPACITIES),
        channels: pick(random, ['rgba', 'rgba', 'luminance', 'rgb', 'g', 'ba']),
        output: pick(random, OUTPUTS),
        amount: pick(random, [1, 1, 0.5, 0.3]),
        bias: pick(random, [0, 0, 0.5, -0.1]),
      };
      await check(random, seed, patch);
    }
  });

  it('for boxes on codes of 16 bits, up to the largest and down to the smallest (§5)', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = randomFrom(seed);
      const operator = drawn(random, between(random, 2, 32), between(random, 2, 32), () => 1);
      const source = randomPicture(random, {
        width: between(random, 1, 90),
        height: between(random, 1, 40),
        channels: pick(random, CHANNELS),
        depth: 'u16',
        alpha: 'opaque',
      });
      const [least, most] = pick(random, [
        [0, 65535],
        [0, 3],
        [32766, 32770],
        [65532, 65535],
        [65535, 65535],
      ] as const);
      const alpha = source.channels % 2 === 0 ? source.channels - 1 : -1;
      for (let at = 0; at < source.data.length; at++) {
        if (at % source.channels !== alpha) source.data[at] = between(random, least, most);
      }
      const switches = settings({
        border: pick(random, UNCROPPED),
        bias: pick(random, [0, 0, 0.25, -0.1]),
        channels: pick(random, ['rgba', 'rgb', 'g']),
        output: pick(random, ['clamp', 'clamp', 'signed']),
      });
      await compare(engines, source, operator, switches, { plan: labelOf(operator) }, `seed ${seed}`);
    }
  });

  it('for rows of many chunks, with SIMD and without (§5)', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = randomFrom(seed);
      const operator = pick(random, SHAPES)(random, pick(random, [1, 1 / 49]));
      const source = randomPicture(random, {
        width: between(random, 480, 2100),
        height: between(random, 1, 3),
        channels: pick(random, CHANNELS),
        depth: pick(random, DEPTHS),
        alpha: 'opaque',
      });
      const switches = settings({
        border: pick(random, UNCROPPED),
      });
      await compare(engines, source, operator, switches, { plan: labelOf(operator) }, `seed ${seed}`);
    }
  });

  it('in strips where all rows would take too much memory (§5)', async () => {
    const random = randomFrom(5);
    const source = randomPicture(random, { width: 800, height: 1, channels: 4, depth: 'f32', alpha: 'opaque' });
    const operator = drawn(random, 257, 1, () => 1);
    await compare(engines, source, operator, settings({ border: 'mirror' }), { plan: labelOf(operator) }, 'strips');
  });

  it('where a float picture holds NaN, infinities and numbers beyond the fixed point (§5)', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = randomFrom(seed);
      const channels = pick(random, CHANNELS);
      const source = randomPicture(random, { width: 30, height: 14, channels, depth: 'f32', alpha: 'opaque' });
      for (let hole = 0; hole < 4; hole++) {
        const pixel = between(random, 0, 30 * 14 - 1);
        const colour = between(random, 0, channels === 2 || channels === 4 ? channels - 2 : channels - 1);
        source.data[pixel * channels + colour] = pick(random, [NaN, Infinity, -Infinity, 5000, -1e6, 3e30]);
      }
      const operator = pick(random, SHAPES)(random, pick(random, [1, 1 / 49]));
      const switches = settings({ border: pick(random, ['clamp', 'wrap', 'mirror']), opacity: 'preserve' });
      const answer = await compare(engines, source, operator, switches, { plan: labelOf(operator) }, `seed ${seed}`);
      expect(answer, `seed ${seed}`).toBe(convolveReference(source, operator, switches).invalidSamples);
    }
  });

  it('whatever part of the result is asked for, and writes nothing beside it (§5)', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = randomFrom(seed);
      const channels = pick(random, CHANNELS);
      const depth = pick(random, DEPTHS);
      const source = randomPicture(random, { width: 90, height: 40, channels, depth, alpha: 'opaque' });
      const operator = pick(random, SHAPES)(random, pick(random, [1, 1 / 49]));
      const switches = settings({ border: pick(random, ['clamp', 'reflect', 'wrap']) });
      const plan = labelOf(operator);
      const whole = await engine.convolve(source, operator, switches, { plan, opaque: true });
      const [x, y] = [between(random, 0, 89), between(random, 0, 39)];
      const rectangle = { x, y, width: between(random, 1, 90 - x), height: between(random, 1, 40 - y) };
      // The result falls into the gap between two images.
      const guards = [1, 2, 3].map(() => engine.image({ ...rectangle, channels, depth }));
      guards[0]!.data.fill(1);
      guards[2]!.data.fill(1);
      guards[1]!.release();
      const part = await engine.convolve(source, operator, switches, { plan, rectangle, opaque: true });
      const row = rectangle.width * channels;
      for (let line = 0; line < rectangle.height; line++) {
        const start = ((y + line) * 90 + x) * channels;
        expect([...part.data.subarray(line * row, (line + 1) * row)], `seed ${seed} row ${line} of ${plan}`).toEqual([
          ...whole.data.subarray(start, start + row),
        ]);
      }
      for (const guard of [guards[0]!, guards[2]!]) {
        expect(
          guard.data.every((value) => value === 1),
          `seed ${seed}`,
        ).toBe(true);
        guard.release();
      }
      part.release();
      whole.release();
    }
  });
});
