// Random pictures and kernels, and the agreement of SEMANTICS §5 between a plan and the reference.
import { expect } from 'vitest';
import {
  convolveReference,
  type ReferenceOptions,
  type ReferenceResult,
} from '../../../src-core/convolve/convolve.ref.ts';
import { lazy } from '../../../src-core/convolve/lazy.ts';
import { sumsOfOperator } from '../../../src-core/convolve/sums.ts';
import { resolveTerms } from '../../../src-core/convolve/terms.ts';
import type { Plan } from '../../../src-core/engine/types.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src-core/filters/settings.ts';
import { createRaster, fullScale, type ChannelCount, type Depth, type Raster } from '../../../src-core/raster.ts';

export type Random = () => number;

/** Mulberry32: the same numbers on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

export interface PictureSpec {
  readonly width: number;
  readonly height: number;
  readonly channels: ChannelCount;
  readonly depth: Depth;
  /** `opaque`, `mixed` with some 0 and some full α, or half and half by columns. */
  readonly alpha?: 'opaque' | 'mixed' | 'half';
}

export function randomPicture(random: Random, spec: PictureSpec): Raster {
  const { width, height, channels, depth, alpha = 'mixed' } = spec;
  const raster = createRaster(width, height, channels, depth);
  const max = fullScale(depth);
  for (let i = 0; i < raster.data.length; i++) {
    const value = random();
    raster.data[i] = depth === 'f32' ? value * 1.5 - 0.25 : Math.floor(value * (max + 1));
    if (channels % 2 === 0 && i % channels === channels - 1) {
      const column = Math.floor(i / channels) % width;
      const kind = alpha === 'half' ? (column * 2 < width ? 'opaque' : 'mixed') : alpha;
      const share = random();
      raster.data[i] =
        kind === 'opaque' || share < 0.2
          ? max
          : share < 0.4
            ? 0
            : depth === 'f32'
              ? value
              : Math.floor(value * (max + 1));
    }
  }
  return raster;
}

export function randomMatrix(random: Random, rows: number, columns: number, whole: boolean): Operator {
  const weights = Array.from({ length: rows * columns }, () => {
    if (random() < 0.2) return 0;
    return whole ? between(random, -9, 9) : random() * 2 - 0.7;
  });
  const anchor = { row: between(random, 0, rows - 1), column: between(random, 0, columns - 1) };
  return { form: 'matrix', kernel: { rows, columns, weights, anchor } };
}

export function matrix(rows: readonly (readonly number[])[], anchor?: { row: number; column: number }): Operator {
  const columns = rows[0]!.length;
  return {
    form: 'matrix',
    kernel: {
      rows: rows.length,
      columns,
      weights: rows.flat(),
      anchor: anchor ?? { row: Math.floor(rows.length / 2), column: Math.floor(columns / 2) },
    },
  };
}

export function settings(patch: Partial<Settings>): Settings {
  return { ...DEFAULT_SETTINGS, ...patch };
}

export interface Answer extends Raster {
  readonly plan: Plan;
  readonly invalidSamples: number;
  readonly range: readonly [number, number] | null;
}

/** SEMANTICS §5: exact plans the same bytes; real ones one level, near ties only; floats within 1e-6 of the gain. */
export function expectAgreement(
  answer: Answer,
  source: Raster,
  operator: Operator,
  switches: Settings,
  options: ReferenceOptions = {},
): void {
  agreementWith(source, operator, switches, options)(answer);
}

/** The same for many answers to one question: the reference is slow, and asked once. */
export function agreementWith(
  source: Raster,
  operator: Operator,
  switches: Settings,
  options: ReferenceOptions = {},
): (answer: Answer, where?: string) => void {
  const reference = lazy(() => convolveReference(source, operator, switches, options));
  const unrounded = lazy(() => convolveReference(source, operator, switches, { ...options, depth: 'f32' }));
  return (answer, where = '') => {
    const own = reference();
    expectRange(answer.range, own.range);
    if (answer.range === null || answer.plan.exact) return compare(answer, own, unrounded, where);
    // The engine's own two numbers, which may differ from the reference's in the last place, define the mapping.
    const mapped = { ...options, range: answer.range };
    const again = (more: ReferenceOptions): ReferenceResult => convolveReference(source, operator, switches, more);
    compare(answer, again(mapped), () => again({ ...mapped, depth: 'f32' }), where);
  };

  function compare(
    answer: Answer,
    wanted: ReferenceResult,
    wantedUnrounded: () => ReferenceResult,
    place: string,
  ): void {
    const context = `${place} ${answer.plan.label} ${JSON.stringify(switches)} ${source.width}×${source.height}×${source.channels} ${source.depth}`;
    expect({ width: answer.width, height: answer.height, depth: answer.depth }, context).toEqual({
      width: wanted.raster.width,
      height: wanted.raster.height,
      depth: wanted.raster.depth,
    });
    if (answer.plan.exact) {
      const at = answer.data.findIndex(
        (value, index) => !Object.is(value, wanted.raster.data[index]) && value !== wanted.raster.data[index],
      );
      expect(at < 0 ? 'equal' : `${answer.data[at]} for ${wanted.raster.data[at]} at ${at}`, context).toBe('equal');
      expect(answer.invalidSamples, context).toBe(wanted.invalidSamples);
      return;
    }
    const tolerance = floatTolerance(source, operator, switches, options);
    const max = fullScale(answer.depth);
    const before = wantedUnrounded().raster;
    for (let index = 0; index < answer.data.length; index++) {
      const got = answer.data[index]!;
      const value = wanted.raster.data[index]!;
      if (got === value) continue;
      const where = `${got} for ${value} at ${index} of ${context}`;
      if (answer.depth === 'f32') {
        if (Math.abs(got - value) > tolerance * Math.max(1, Math.abs(value)))
          expect.fail(`${where}, allowed ${tolerance}`);
      } else {
        // A float32 fraction of full scale knows a 16-bit level to 0.004.
        const exact = before.data[index]! * max;
        const toTie = Math.abs(exact - Math.floor(exact) - 0.5);
        if (Math.abs(got - value) > 1 || toTie > answer.plan.bound + max * 2 ** -23) {
          expect.fail(`${where}, ${toTie} from a tie, bound ${answer.plan.bound}`);
        }
      }
    }
    if (answer.depth !== 'f32') expect(answer.plan.bound, context).toBeLessThan(0.5);
  }
}

function expectRange(range: Answer['range'], wanted: Answer['range']): void {
  expect(range === null).toBe(wanted === null);
  range?.forEach((value, index) => expect(value).toBeCloseTo(wanted![index]!, 6));
}

function floatTolerance(source: Raster, operator: Operator, switches: Settings, options: ReferenceOptions): number {
  const terms = resolveTerms(source, operator, switches, options);
  const gain = sumsOfOperator(operator).absolute / Math.abs(terms.divisor);
  let largest = 1;
  if (source.depth === 'f32')
    for (const value of source.data) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  return 1e-6 * Math.max(1, gain) * largest;
}
