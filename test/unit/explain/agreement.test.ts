// What the step-through shows is what the engine computes: 1,000 random pixels under random switches, borders included.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SRGB, type ColourSpace } from '../../../src-core/colour/colour-space.ts';
import type { Engine } from '../../../src-core/engine/types.ts';
import { unpackTaps, type Explanation } from '../../../src-core/explain/explanation.ts';
import type { Filter } from '../../../src-core/filters/filter.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import {
  BORDERS,
  LIGHTS,
  NORMALISATIONS,
  OPACITIES,
  OUTPUTS,
  type Border,
  type Light,
  type Opacity,
  type Settings,
} from '../../../src-core/filters/settings.ts';
import type { ChannelCount, Depth } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { between, pick, randomFrom, randomMatrix, randomPicture, type Random } from '../convolve/support.ts';
import { opened, work } from '../document/fixtures.ts';

const DEPTHS: readonly Depth[] = ['u8', 'u16', 'f32'];
const CHANNELS: readonly ChannelCount[] = [1, 2, 3, 4];
const WIDE: ColourSpace = {
  name: 'Display P3',
  curves: SRGB.curves,
  luminance: [0.229, 0.6917, 0.0793],
  toSrgb: null,
};

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 2 });
});
afterAll(() => engine.close());

interface Case {
  readonly border: Border;
  readonly opacity: Opacity;
  readonly light: Light;
  readonly depth: Depth;
  readonly channels: ChannelCount;
}

/** Every border with every opacity and light; depths and channels go round among them. */
const CASES: readonly Case[] = BORDERS.flatMap((border, b) =>
  OPACITIES.flatMap((opacity, o) =>
    LIGHTS.map((light, l) => ({
      border,
      opacity,
      light,
      depth: DEPTHS[(b + o + l) % 3]!,
      channels: CHANNELS[(b * 3 + o + 2 * l) % 4]!,
    })),
  ),
);
const PIXELS = 15;

describe('a pixel stepped through', { timeout: 120_000 }, () => {
  it(`has the engine's result, for ${CASES.length * PIXELS} random pixels of every kind`, async () => {
    const random = randomFrom(144);
    let pixels = 0;
    let exact = 0;
    let atBorders = 0;
    let flipped = 0;
    const outputs = new Set<string>();
    for (const wanted of CASES) {
      const size = { width: between(random, 7, 16), height: between(random, 7, 12) };
      const alpha = pick(random, ['mixed', 'half', 'opaque'] as const);
      const raster = randomPicture(random, { ...size, channels: wanted.channels, depth: wanted.depth, alpha });
      const { document } = await opened(raster, engine, pick(random, [SRGB, WIDE]));
      for (let n = 0; n < PIXELS; n++) {
        const filter = randomFilter(random, wanted);
        const x = pick(random, [0, size.width - 1, between(random, 0, size.width - 1)]);
        const y = pick(random, [0, size.height - 1, between(random, 0, size.height - 1)]);
        const question = { filters: [filter] as never, filterId: filter.id, x, y };
        const { value, body } = await document.step(question, work());
        const explanation = unpackTaps(value, body);
        expect(explanation.pixel).toEqual({ x, y });
        expectEngines(explanation, filter);
        pixels++;
        if (explanation.plan?.exact) exact++;
        if (readsOutside(explanation)) atBorders++;
        if (explanation.flip) flipped++;
        outputs.add(explanation.output);
      }
      await document.close();
    }
    expect(pixels).toBeGreaterThanOrEqual(1000);
    expect(exact).toBeGreaterThan(150);
    expect(atBorders).toBeGreaterThan(500);
    expect(flipped).toBeGreaterThan(200);
    expect(outputs).toEqual(new Set(OUTPUTS));
  });
});

function readsOutside({ columnsFrom, rowsFrom, pixel, anchor }: Explanation): boolean {
  const outside = (from: readonly (number | null)[], start: number): boolean =>
    from.some((at, index) => at !== start + index);
  return outside(columnsFrom, pixel.x - anchor.column) || outside(rowsFrom, pixel.y - anchor.row);
}

/** SEMANTICS §5: the same bytes under exact plans, else a level near a tie, else the bound of floats. */
function expectEngines(explanation: Explanation, filter: Filter): void {
  const { results, plan, depth, codes } = explanation;
  const context = `${plan?.label ?? 'no plan'} ${depth} ${JSON.stringify(filter.settings)}`;
  if (explanation.border !== 'crop') expect(results, context).toHaveLength(explanation.channels);
  for (const { result, engine: found, unrounded } of results) {
    if (result === found) continue;
    const where = `${result} explained, ${found} computed, ${unrounded} before rounding: ${context}`;
    expect(plan?.exact, where).toBe(false);
    expect(result, where).not.toBeNull();
    expect(found, where).not.toBeNull();
    if (depth === 'f32') {
      const difference = Math.abs(result! - found!) / codes;
      expect(difference, where).toBeLessThanOrEqual(plan!.bound * Math.max(1, Math.abs(result! / codes)));
    } else {
      expect(Math.abs(result! - found!), where).toBe(1);
      const toTie = Math.abs(unrounded! - Math.floor(unrounded!) - 0.5);
      expect(toTie, where).toBeLessThanOrEqual(plan!.bound + 1e-9);
    }
  }
}

function randomFilter(random: Random, { border, opacity, light }: Case): Filter {
  const operator = randomMatrix(random, between(random, 1, 5), between(random, 1, 5), random() < 0.5);
  const settings: Partial<Settings> = {
    border,
    opacity,
    light,
    normalise: pick(random, NORMALISATIONS),
    divisor: pick(random, [1, 3, -2, 0.7]),
    bias: pick(random, [0, 0, 0.5, -0.1]),
    borderColour: [pick(random, [0, 1, 0.5, 0.2])],
    flip: random() < 0.4,
    channels: pick(random, ['rgba', 'rgba', 'rgb', 'luminance', 'ga', 'a']),
    output: pick(random, ['clamp', 'clamp', ...OUTPUTS]),
    amount: pick(random, [1, 1, 0.5, 0]),
  };
  if (operator.form !== 'matrix') throw new Error('a matrix was asked for');
  return createFilter('kernel', { kernel: operator.kernel, settings });
}
