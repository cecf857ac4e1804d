// Kernels for running sums, and their agreement with the reference in builds with SIMD and without.
import { expect } from 'vitest';
import type { Engine } from '../../../src-core/engine/types.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import type { Settings } from '../../../src-core/filters/settings.ts';
import { extentOf } from '../../../src-core/convolve/sums.ts';
import type { Depth, Raster } from '../../../src-core/raster.ts';
import { between, expectAgreement, type Random } from './support.ts';

/** A matrix from a rule, with a random anchor. */
export function drawn(
  random: Random,
  rows: number,
  columns: number,
  weight: (row: number, column: number) => number,
): Operator {
  const weights: number[] = Array.from({ length: rows * columns }, (_, i) =>
    weight(Math.floor(i / columns), i % columns),
  );
  if (!weights.some((w) => w !== 0)) weights[0] = 1;
  const anchor = { row: between(random, 0, rows - 1), column: between(random, 0, columns - 1) };
  return { form: 'matrix', kernel: { rows, columns, weights, anchor } };
}

export const SHAPES: readonly ((random: Random, unit: number) => Operator)[] = [
  (random, unit) => drawn(random, between(random, 1, 14), between(random, 1, 14), () => unit),
  (random, unit) => {
    const side = between(random, 2, 13);
    return drawn(random, side, side, (r, c) => (r === c ? unit : 0));
  },
  (random, unit) => {
    const side = between(random, 2, 13);
    return drawn(random, side, side, (r, c) => (r + c === side - 1 ? unit : 0));
  },
  (random, unit) => {
    const radius = between(random, 1, 6) + 0.5;
    const side = 2 * Math.ceil(radius) + 1;
    const middle = (side - 1) / 2;
    return drawn(random, side, side, (r, c) => (Math.hypot(r - middle, c - middle) < radius ? unit : 0));
  },
  (random, unit) => {
    const radius = between(random, 1, 6);
    const side = 2 * radius + 1;
    return drawn(random, side, side, (r, c) => (Math.abs(r - radius) + Math.abs(c - radius) <= radius ? unit : 0));
  },
  // Tents, second differences.
  (random, unit) => {
    const [rows, columns] = [between(random, 1, 5), between(random, 3, 15)];
    return drawn(random, rows, columns, (_, c) => unit * Math.min(c + 1, columns - c));
  },
  // Small random pieces with signs and holes.
  (random, unit) => {
    const [rows, columns] = [between(random, 1, 9), between(random, 1, 9)];
    const [rowsOf, columnsOf] = [between(random, 1, 4), between(random, 1, 4)];
    const pieces = Array.from({ length: 100 }, () => between(random, -2, 2));
    return drawn(
      random,
      rows,
      columns,
      (r, c) => unit * pieces[Math.floor(r / rowsOf) * 10 + Math.floor(c / columnsOf)]!,
    );
  },
  (random, unit) => {
    const taps = (): { weights: number[]; anchor: number } => {
      const length = between(random, 1, 20);
      return { weights: new Array<number>(length).fill(unit), anchor: between(random, 0, length - 1) };
    };
    return { form: 'separable', vertical: taps(), horizontal: taps() };
  },
];

export function labelOf(operator: Operator): string {
  const { rows, columns } = extentOf(operator);
  return `${rows}×${columns} running sums`;
}

export interface Engines {
  readonly engine: Engine;
  readonly scalar: Engine;
}

/** Returns how many samples had no valid value; null where running sums refuse. */
export async function compare(
  { engine, scalar }: Engines,
  source: Raster,
  operator: Operator,
  switches: Settings,
  options: { readonly plan: string; readonly depth?: Depth },
  context: string,
): Promise<number | null> {
  const answer = await engine.convolve(source, operator, switches, options).catch((error: unknown) => {
    if (String(error).includes('plan')) return null;
    throw error;
  });
  if (!answer) return null;
  expectAgreement(answer, source, operator, switches, options);
  const plain = await scalar.convolve(source, operator, switches, options);
  const at = plain.data.findIndex((value, index) => value !== answer.data[index]);
  if (answer.plan.exact) expect(at, `${context}: scalar ${plain.data[at]} for ${answer.data[at]}`).toBe(-1);
  else expectAgreement(plain, source, operator, switches, options);
  const { invalidSamples } = answer;
  answer.release();
  plain.release();
  return invalidSamples;
}
