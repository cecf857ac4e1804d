// Running sums of colours that α weighs, against the float64 reference: quotients of sums, in windows small and large.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIGHTS } from '../../../src-core/filters/settings.ts';
import type { Raster } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { compare, drawn, labelOf, type Engines } from './running-support.ts';
import { between, pick, randomFrom, randomPicture, settings } from './support.ts';

let engines: Engines;
beforeAll(async () => {
  engines = { engine: await createEngine({ threads: 2 }), scalar: await createEngine({ threads: 1, build: 'scalar' }) };
});
afterAll(() => Promise.all([engines.engine.close(), engines.scalar.close()]));

describe('running sums weighted by opacity agree with the reference', { timeout: 240_000 }, () => {
  it('where little opacity makes colours quotients of small numbers, in windows small and large (§7, §8)', async () => {
    let served = 0;
    for (let seed = 1; seed <= 54; seed++) {
      const random = randomFrom(seed);
      const large = seed > 50;
      const size = (): number => (large ? between(random, 40, 64) : between(random, 1, pick(random, [9, 31])));
      const light = large ? 'linear' : pick(random, LIGHTS);
      // Whether half a level of α shows is the reference's own rounding where weights are no whole numbers.
      const isWhole = light === 'linear' || random() < 0.6;
      const [unit, opacities] = isWhole
        ? [pick(random, light === 'linear' ? [1] : [1, 3]), [1, 3, 20]]
        : [1 / 49, [60, 255]];
      const operator = drawn(random, size(), size(), () => unit);
      const source = randomPicture(random, {
        width: between(random, 1, large ? 16 : 40),
        height: between(random, 1, large ? 10 : 24),
        channels: pick(random, [2, 4]),
        depth: 'u8',
        alpha: 'mixed',
      });
      const faint = pick(random, opacities);
      for (let at = source.channels - 1; at < source.data.length; at += source.channels) source.data[at]! %= faint + 1;
      const switches = settings({
        light,
        opacity: pick(random, ['auto', 'preserve']),
        border: large ? 'clamp' : pick(random, ['clamp', 'wrap', 'mirror', 'constant']),
        amount: pick(random, [1, 1, 0.5]),
      });
      const invalid = await compare(engines, source, operator, switches, { plan: labelOf(operator) }, `seed ${seed}`);
      if (invalid !== null) served++;
    }
    expect(served).toBeGreaterThan(40);
  });

  it('where quotients of whole sums are ties or next to one (§5, §7)', async () => {
    // Every window holds the whole picture.
    for (const [rows, columns] of [
      [21, 21],
      [21, 22],
    ] as const) {
      const count = rows * columns;
      const opacity = 255 * (count - 2) + 2;
      for (let seed = 1; seed <= 30; seed++) {
        const random = randomFrom(seed);
        const wanted = Math.floor((between(random, 1, 250) + 0.5) * opacity) + between(random, -1, 1);
        const full = Math.floor((wanted - 100) / 255);
        const rest = wanted - 255 * full;
        const colours = Array.from(
          { length: count - 2 },
          (_, index) => Math.floor(((index + 1) * full) / (count - 2)) - Math.floor((index * full) / (count - 2)),
        );
        const last = [Math.min(255, rest), rest - Math.min(255, rest)];
        const data = Uint8Array.from([...colours, ...last].flatMap((c, i) => [c, i < count - 2 ? 255 : 1]));
        const source: Raster = { width: columns, height: rows, channels: 2, depth: 'u8', data };
        const operator = drawn(random, rows, columns, () => 1);
        const invalid = await compare(
          engines,
          source,
          operator,
          settings({ border: 'wrap' }),
          { plan: labelOf(operator) },
          `seed ${seed}`,
        );
        expect(invalid).toBe(0);
      }
    }
  });
});
