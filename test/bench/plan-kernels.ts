// Random calls for the check of the cost model: every structure that a plan lives on, in every depth, layout and light.
import type { Operator, Taps } from '../../src-core/filters/filter.ts';
import { gaussianTaps } from '../../src-core/filters/taps.ts';
import type { Light } from '../../src-core/filters/settings.ts';
import { hash } from '../../src-core/sample/noise.ts';
import { DEPTHS, type ChannelCount, type Depth } from '../../src-core/raster.ts';

export interface PlanCall {
  readonly number: number;
  readonly kind: Kind;
  readonly operator: Operator;
  readonly channels: ChannelCount;
  readonly depth: Depth;
  readonly light: Light;
}

type Random = () => number;

/** Numbers from 0 to 1 that a seed gives again. */
export function randomFrom(seed: number): Random {
  let count = 0;
  return () => hash(count++, seed, 31337);
}

const whole = (random: Random, low: number, high: number): number => low + Math.floor(random() * (high - low + 1));

/** Small sides are as likely as large ones: even in the logarithm. */
function side(random: Random, low: number, high: number): number {
  return Math.round(low * (high / low) ** random());
}

function matrix(rows: number, columns: number, weight: (row: number, column: number) => number): Operator {
  const weights = Array.from({ length: rows * columns }, (_, i) => weight(Math.floor(i / columns), i % columns));
  // A kernel of nothing but zeros has no structure to choose by.
  if (!weights.some((value) => value !== 0)) weights[weights.length >> 1] = 1;
  return { form: 'matrix', kernel: { rows, columns, weights, anchor: { row: rows >> 1, column: columns >> 1 } } };
}

const taps = (random: Random, length: number, weight: () => number): Taps => ({
  weights: Array.from({ length }, weight),
  anchor: whole(random, 0, length - 1),
});

const real = (random: Random) => (): number => random() * 2 - 0.6;

/** Every second one a square. */
function sides(random: Random, low: number, high: number): [number, number] {
  const rows = side(random, low, high);
  return [rows, random() < 0.5 ? rows : side(random, low, high)];
}

const KINDS = {
  'dense, real': (random) => matrix(...sides(random, 2, 64), real(random)),
  'dense, whole': (random) => {
    const most = 10 ** whole(random, 0, 3);
    return matrix(...sides(random, 2, 32), () => whole(random, -most, most));
  },
  sparse: (random) => {
    const share = 0.5 * random() ** 2;
    const weight = random() < 0.5 ? real(random) : () => whole(random, -9, 9);
    return matrix(...sides(random, 3, 64), () => (random() < share ? weight() : 0));
  },
  'rank 1': (random) => {
    const weight = random() < 0.5 ? real(random) : () => whole(random, -4, 8);
    const [rows, columns] = sides(random, 2, 64);
    const column = Array.from({ length: rows }, weight);
    const row = Array.from({ length: columns }, weight);
    return matrix(rows, columns, (j, i) => (column[j] ?? 0) * (row[i] ?? 0));
  },
  'rank 2': (random) => {
    const [rows, columns] = sides(random, 3, 64);
    const factor = (length: number): number[] => Array.from({ length }, real(random));
    const [a, b, c, d] = [factor(rows), factor(columns), factor(rows), factor(columns)];
    return matrix(rows, columns, (j, i) => (a[j] ?? 0) * (b[i] ?? 0) + (c[j] ?? 0) * (d[i] ?? 0));
  },
  'separable taps': (random) => ({
    form: 'separable',
    vertical: taps(random, side(random, 1, 200), real(random)),
    horizontal: taps(random, side(random, 1, 200), real(random)),
  }),
  box: (random) => {
    const [height, width] = sides(random, 2, 200);
    const ones = (length: number): Taps => ({ weights: new Array<number>(length).fill(1), anchor: length >> 1 });
    return { form: 'separable', vertical: ones(height), horizontal: ones(width) };
  },
  disc: (random) => {
    const radius = side(random, 2, 40) + random() * 0.9;
    const reach = Math.floor(radius);
    return matrix(2 * reach + 1, 2 * reach + 1, (j, i) => (Math.hypot(j - reach, i - reach) <= radius ? 1 : 0));
  },
  terraces: (random) => {
    const [rows, columns] = sides(random, 5, 64);
    const rectangles = Array.from({ length: whole(random, 1, 4) }, () => {
      const [top, left] = [whole(random, 0, rows - 1), whole(random, 0, columns - 1)];
      return {
        top,
        left,
        bottom: whole(random, top, rows),
        right: whole(random, left, columns),
        level: whole(random, 1, 5),
      };
    });
    return matrix(rows, columns, (j, i) =>
      rectangles.reduce(
        (sum, { top, left, bottom, right, level }) =>
          sum + (j >= top && j <= bottom && i >= left && i <= right ? level : 0),
        0,
      ),
    );
  },
  line: (random) => {
    const length = side(random, 3, 64);
    const slope = random() < 0.5 ? whole(random, -1, 1) : random() * 2 - 1;
    return matrix(length, length, (j, i) => (j === Math.round(length / 2 + (i - length / 2) * slope) ? 1 : 0));
  },
  symmetric: (random) => {
    const reach = side(random, 1, 20);
    const table = Array.from({ length: (reach + 1) ** 2 }, real(random));
    return matrix(
      2 * reach + 1,
      2 * reach + 1,
      (j, i) => table[Math.abs(j - reach) * (reach + 1) + Math.abs(i - reach)] ?? 0,
    );
  },
  Gaussian: (random) => {
    const sigma = 0.4 * 250 ** random();
    return { form: 'separable', vertical: gaussianTaps(sigma), horizontal: gaussianTaps(sigma) };
  },
} satisfies Record<string, (random: Random) => Operator>;

export type Kind = keyof typeof KINDS;

const CHANNELS: readonly ChannelCount[] = [3, 4, 1, 2];

/** Call `number` of a seed: the kinds in turn, the rest at random; every fifth is computed in linear light. */
export function planCall(number: number, seed: number): PlanCall {
  const random = randomFrom(seed + number * 1009);
  const kinds = Object.keys(KINDS) as Kind[];
  const kind = kinds[number % kinds.length] ?? 'sparse';
  return {
    number,
    kind,
    operator: KINDS[kind](random),
    channels: CHANNELS[whole(random, 0, 3)] ?? 3,
    depth: DEPTHS[whole(random, 0, 2)] ?? 'u8',
    light: random() < 0.2 ? 'linear' : 'encoded',
  };
}
