// Kernels of one tap that move the picture: the reference's bytes, in every depth and under every border.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import type { Engine } from '../../../src-core/engine/types.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import { BORDERS } from '../../../src-core/filters/settings.ts';
import type { ChannelCount, Depth } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { between, expectAgreement, pick, randomFrom, randomPicture, settings, type Random } from './support.ts';

const DEPTHS: readonly Depth[] = ['u8', 'u16', 'f32'];
const CHANNELS: readonly ChannelCount[] = [1, 2, 3, 4];

const engines: Engine[] = [];
beforeAll(async () => {
  engines.push(await createEngine({ threads: 2 }), await createEngine({ threads: 1, build: 'scalar' }));
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

function oneTap(random: Random): Operator {
  const [rows, columns] = [between(random, 1, 9), between(random, 1, 9)];
  const weights = new Array<number>(rows * columns).fill(0);
  weights[between(random, 0, rows * columns - 1)] = pick(random, [1, 3, 0.1, -2]);
  const anchor = { row: between(random, 0, rows - 1), column: between(random, 0, columns - 1) };
  return { form: 'matrix', kernel: { rows, columns, weights, anchor } };
}

describe('a kernel of one tap', () => {
  it('moves the picture to the byte, and turns what is no number to 0 (§5, §6)', async () => {
    let moved = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const random = randomFrom(seed);
      const operator = oneTap(random);
      const source = randomPicture(random, {
        width: between(random, 1, 30),
        height: between(random, 1, 12),
        channels: pick(random, CHANNELS),
        depth: pick(random, DEPTHS),
        alpha: pick(random, ['opaque', 'opaque', 'half']),
      });
      if (source.depth === 'f32' && source.channels % 2 === 1) {
        source.data[between(random, 0, source.data.length - 1)] = pick(random, [NaN, Infinity, -Infinity]);
      }
      const switches = settings({
        border: pick(
          random,
          BORDERS.filter((border) => border !== 'crop'),
        ),
        borderColour: [pick(random, [0, 1, 0.5, 1.5, 51 / 255])],
        light: pick(random, ['encoded', 'encoded', 'linear']),
        opacity: pick(random, ['auto', 'raw', 'preserve']),
        channels: pick(random, ['rgba', 'rgba', 'rgb', 'g']),
        flip: random() < 0.3,
      });
      for (const engine of engines) {
        const answer = await engine.convolve(source, operator, switches);
        expectAgreement(answer, source, operator, switches);
        if (answer.plan.label.endsWith('shift')) {
          moved++;
          const { invalidSamples } = convolveReference(source, operator, switches);
          expect(answer.invalidSamples, `seed ${seed}`).toBe(invalidSamples);
        }
        answer.release();
      }
    }
    expect(moved).toBeGreaterThan(100);
  });
});
