// Every path that serves a call, forced by its name, against the reference: fast paths beside their slow twin (§5).
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../../src-core/engine/types.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import { BORDERS, OPACITIES, OUTPUTS, type Settings } from '../../../src-core/filters/settings.ts';
import { gaussianTaps } from '../../../src-core/filters/taps.ts';
import type { ChannelCount, Depth, Raster } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { BUILDS, type Build } from '../../../src-main/wasm-module.ts';
import { agreementWith, between, matrix, pick, randomFrom, randomMatrix, randomPicture } from './support.ts';
import { settings, type Random } from './support.ts';

const DEPTHS: readonly Depth[] = ['u8', 'u16', 'f32'];
const CHANNELS: readonly ChannelCount[] = [1, 2, 3, 4];

/** At least those take part. */
const KINDS = [
  'integer',
  'integer separable',
  '16-bit pairs',
  'dense',
  'direct',
  'separable',
  'fixed-point separable',
  'FFT',
] as const;

const engines = new Map<Build, Engine>();
beforeAll(async () => {
  for (const build of BUILDS) engines.set(build, await createEngine({ threads: 2, build }));
});
afterAll(() => Promise.all([...engines.values()].map((engine) => engine.close())));

/** Kernels of every structure that some path looks for. */
function structured(random: Random): Operator {
  const side = (): number => between(random, 1, 9);
  const anchored = (rows: readonly (readonly number[])[]): Operator =>
    matrix(rows, { row: between(random, 0, rows.length - 1), column: between(random, 0, rows[0]!.length - 1) });
  const grid = (rows: number, columns: number, weight: (y: number, x: number) => number): Operator =>
    anchored(Array.from({ length: rows }, (_, y) => Array.from({ length: columns }, (_, x) => weight(y, x))));
  const whole = (): number => between(random, -3, 4);
  switch (between(random, 0, 9)) {
    case 0:
      return grid(side(), side(), () => 1);
    case 1:
      return grid(side(), side(), () => 0.04);
    case 2: {
      const radius = between(random, 1, 6) + random();
      const n = 2 * Math.floor(radius) + 1;
      const middle = (n - 1) / 2;
      return grid(n, n, (y, x) => (Math.hypot(y - middle, x - middle) <= radius ? 1 : 0));
    }
    case 3: {
      const n = side();
      return random() < 0.5 ? grid(n, n, (y, x) => (y === x ? 1 : 0)) : grid(n, n, (y, x) => (y === n - 1 - x ? 2 : 0));
    }
    case 4: {
      const column = Array.from({ length: side() }, whole);
      const row = Array.from({ length: side() }, whole);
      return grid(column.length, row.length, (y, x) => column[y]! * row[x]! + 0);
    }
    case 5: {
      const [v, h] = [gaussianTaps(0.5 + 2 * random()), gaussianTaps(0.5 + 2 * random())];
      return { form: 'separable', vertical: v, horizontal: h };
    }
    case 6:
      return randomMatrix(random, between(random, 9, 17), between(random, 9, 17), random() < 0.3);
    case 7: {
      const [at, columns] = [between(random, 0, 20), 7];
      return grid(3, columns, (y, x) => (y * columns + x === at ? between(random, 1, 3) : 0));
    }
    default:
      return randomMatrix(random, side(), side(), random() < 0.5);
  }
}

function switchesOf(random: Random): Settings {
  const plain = random() < 0.5;
  return settings({
    normalise: pick(random, ['auto', 'abs', 'none']),
    bias: random() < 0.2 ? 0.25 : 0,
    border: pick(random, BORDERS),
    borderColour: [pick(random, [0, 1, 37 / 255])],
    flip: random() < 0.2,
    ...(plain
      ? {}
      : {
          opacity: pick(random, OPACITIES),
          light: pick(random, ['encoded', 'linear']),
          channels: pick(random, ['rgba', 'rgb', 'g', 'luminance']),
          output: pick(random, OUTPUTS),
          amount: pick(random, [1, 1, 0.4]),
        }),
  });
}

function pictureOf(random: Random, least: { rows: number; columns: number }, crops: boolean): Raster {
  const grow = crops ? least : { rows: 1, columns: 1 };
  return randomPicture(random, {
    width: between(random, grow.columns, grow.columns + 40),
    height: between(random, grow.rows, grow.rows + 30),
    channels: pick(random, CHANNELS),
    depth: pick(random, DEPTHS),
    alpha: pick(random, ['opaque', 'mixed', 'half']),
  });
}

function sizeOf(operator: Operator): { rows: number; columns: number } {
  if (operator.form === 'matrix') return operator.kernel;
  return { rows: operator.vertical.weights.length, columns: operator.horizontal.weights.length };
}

it('every path that applies agrees with the reference in every build, for random structures, pictures and switches (§5, §6, §7)', async () => {
  const random = randomFrom(31);
  const taken = new Map<string, number>();
  for (let run = 0; run < 300; run++) {
    const operator = structured(random);
    const switches = switchesOf(random);
    const source = pictureOf(random, sizeOf(operator), switches.border === 'crop');
    const expectAgreement = agreementWith(source, operator, switches);
    for (const [build, engine] of engines) {
      const { candidates } = engine.explain(operator, source, switches, { opaque: true });
      for (const { label, applies } of candidates) {
        if (!applies) continue;
        const answer = await engine.convolve(source, operator, switches, { plan: label });
        expectAgreement(answer, build);
        const kind = `${build}: ${label.replace(/^\d+×\d+ /, '')}`;
        taken.set(kind, (taken.get(kind) ?? 0) + 1);
        answer.release();
      }
    }
  }
  for (const build of BUILDS)
    for (const kind of KINDS) {
      expect(taken.get(`${build}: ${kind}`) ?? 0, `${build}: ${kind}`).toBeGreaterThan(10);
    }
}, 240_000);
