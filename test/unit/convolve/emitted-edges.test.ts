// Columns near an edge, which emitted loops make of many rows at once, beside the reference.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src-core/engine/types.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import { BORDERS } from '../../../src-core/filters/settings.ts';
import { gaussianTaps } from '../../../src-core/filters/taps.ts';
import type { ChannelCount } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { between, expectAgreement, pick, randomFrom, randomPicture, settings } from './support.ts';

const CHANNELS: readonly ChannelCount[] = [1, 2, 3, 4];
let engine: Engine;

beforeAll(async () => {
  engine = await createEngine({ threads: 2 });
});

afterAll(() => engine.close());

describe('columns near an edge', () => {
  it('agree with the reference in more rows than there is room for at once (§5, §6)', async () => {
    const random = randomFrom(29);
    const depths = new Set<string>();
    for (let run = 0; run < 9; run++) {
      const depth = (['u8', 'u16', 'f32'] as const)[run % 3]!;
      const switches = settings({
        border: pick(random, BORDERS),
        borderColour: [pick(random, [0, 1])],
        light: 'encoded',
        opacity: 'raw',
      });
      const source = randomPicture(random, {
        width: between(random, 20, 44),
        height: between(random, 66, 130),
        channels: pick(random, CHANNELS),
        depth,
      });
      const sigmas = [pick(random, [0.6, 2]), pick(random, [0.6, 2])] as const;
      const operator: Operator = {
        form: 'separable',
        vertical: gaussianTaps(sigmas[0]),
        horizontal: gaussianTaps(sigmas[1]),
      };
      for (const { label, applies } of engine.explain(operator, source, switches).candidates) {
        if (!applies || !/ separable/u.test(label)) continue;
        const answer = await engine.convolve(source, operator, switches, { plan: label });
        expectAgreement(answer, source, operator, switches);
        answer.release();
        depths.add(depth);
      }
    }
    expect(depths.size).toBe(3);
  });
});
