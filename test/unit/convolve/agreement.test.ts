// The library against the float64 reference: random kernels, pictures and switches.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src-core/engine/types.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import type { Border, Settings } from '../../../src-core/filters/settings.ts';
import { BORDERS, LIGHTS, NORMALISATIONS, OPACITIES, OUTPUTS } from '../../../src-core/filters/settings.ts';
import type { ChannelCount, Depth } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import {
  between,
  expectAgreement,
  pick,
  randomFrom,
  randomMatrix,
  randomPicture,
  settings,
  type Random,
} from './support.ts';

const FIVE_BORDERS: readonly Border[] = ['clamp', 'mirror', 'reflect', 'wrap', 'constant'];
const DEPTHS: readonly Depth[] = ['u8', 'u16', 'f32'];
const CHANNELS: readonly ChannelCount[] = [1, 2, 3, 4];

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 2 });
});
afterAll(() => engine.close());

describe('a plan agrees with the reference', { timeout: 120_000 }, () => {
  it('for 200 random kernels under 5 borders (§5, §6)', async () => {
    const random = randomFrom(2);
    let exact = 0;
    for (let kernel = 0; kernel < 200; kernel++) {
      const operator = randomMatrix(random, between(random, 1, 9), between(random, 1, 9), kernel % 2 === 0);
      const source = randomPicture(random, {
        width: between(random, 1, 24),
        height: between(random, 1, 16),
        channels: pick(random, CHANNELS),
        depth: pick(random, DEPTHS),
        alpha: pick(random, ['opaque', 'mixed', 'half']),
      });
      for (const border of FIVE_BORDERS) {
        const switches = settings({ border, borderColour: [pick(random, [0, 1, 0.5, 0.2])] });
        const answer = await engine.convolve(source, operator, switches);
        expectAgreement(answer, source, operator, switches);
        if (answer.plan.exact) exact++;
        answer.release();
      }
    }
    expect(exact).toBeGreaterThan(200);
  });

  it('under 400 random settings of every switch (§0)', async () => {
    const random = randomFrom(9);
    for (let run = 0; run < 400; run++) {
      const channels = pick(random, CHANNELS);
      const source = randomPicture(random, {
        width: between(random, 8, 20),
        height: between(random, 8, 14),
        channels,
        depth: pick(random, DEPTHS),
        alpha: pick(random, ['opaque', 'mixed', 'half']),
      });
      const operator = randomOperator(random);
      const switches = randomSettings(random, channels);
      const depth = pick(random, DEPTHS);
      const answer = await engine.convolve(source, operator, switches, { depth });
      expectAgreement(answer, source, operator, switches, { depth });
      answer.release();
    }
  });

  it('under blends and luminance, in rows of every length, with SIMD and without (§5, §9)', async () => {
    const random = randomFrom(99);
    const scalar = await createEngine({ threads: 1, build: 'scalar' });
    for (let run = 0; run < 240; run++) {
      const channels = pick(random, [1, 2, 3, 4] as const);
      const source = randomPicture(random, {
        width: between(random, 1, 40),
        height: between(random, 1, 4),
        channels,
        depth: pick(random, DEPTHS),
        alpha: pick(random, ['opaque', 'opaque', 'mixed']),
      });
      const operator = randomOperator(random);
      const switches: Settings = {
        ...randomSettings(random, channels),
        light: 'encoded',
        channels: pick(random, ['luminance', 'luminance', 'rgba', 'rgb']),
        output: pick(random, OUTPUTS),
        amount: pick(random, [1, 0.9, 0.5, 0.3]),
        border: pick(random, ['clamp', 'wrap', 'keep']),
      };
      const answer = await engine.convolve(source, operator, switches);
      expectAgreement(answer, source, operator, switches);
      const plain = await scalar.convolve(source, operator, switches);
      if (answer.plan.exact) expect([...plain.data]).toEqual([...answer.data]);
      else expectAgreement(plain, source, operator, switches);
      answer.release();
    }
    await scalar.close();
  });
});

function randomOperator(random: Random): Operator {
  const kind = random();
  if (kind < 0.6) return randomMatrix(random, between(random, 1, 5), between(random, 1, 5), kind < 0.3);
  const whole = random() < 0.5;
  const taps = (): { weights: number[]; anchor: number } => {
    const weights = Array.from({ length: between(random, 1, 7) }, () => (whole ? between(random, 1, 9) : random()));
    return { weights, anchor: between(random, 0, weights.length - 1) };
  };
  return { form: 'separable', vertical: taps(), horizontal: taps() };
}

function randomSettings(random: Random, channels: number): Settings {
  const rarely = <T>(list: readonly T[]): T => (random() < 0.5 ? list[0]! : pick(random, list));
  return settings({
    normalise: pick(random, NORMALISATIONS),
    divisor: pick(random, [1, 3, -2, 0.7]),
    bias: pick(random, [0, 0, 0.5, -0.1]),
    border: pick(random, BORDERS),
    borderColour: random() < 0.5 ? [0.5] : Array.from({ length: channels }, () => random()),
    flip: random() < 0.3,
    opacity: pick(random, OPACITIES),
    light: rarely(LIGHTS),
    channels: rarely(['rgba', 'luminance', 'rgb', 'g', 'ba', 'a']),
    output: rarely(OUTPUTS),
    amount: rarely([1, 0.5, 0, 0.3]),
  });
}
