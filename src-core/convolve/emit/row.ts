// Emits the inner loop of one row of sums in 16-bit integers: taps unrolled, at fixed places, with their finish. What is
// emitted depends on where the taps are and which of them share a weight; the weights themselves stay in memory.
import * as wasm from './assemble.ts';
import type { Code, EmittedFunction } from './assemble.ts';
import { createFinish, type RowCodes } from './finish.ts';
import { createLoop } from './loop.ts';

/** Sums as they are. */
export const SUMS = { way: 'sums' } as const;

/** A sample that is added, or taken away. */
export interface RowTap {
  /** Which of the addresses at `rows`. */
  readonly row: number;
  /** Bytes from that address. */
  readonly offset: number;
  readonly minus: boolean;
}

/** Taps whose weights differ by sign alone: summed, then multiplied once. */
export interface TapGroup {
  readonly taps: readonly RowTap[];
  /** False where the weight is 1. */
  readonly multiplied: boolean;
}

export interface RowStructure {
  readonly samples: 'bytes' | 'shorts';
  /** Of the kernel. */
  readonly rows: number;
  /** Rows of the result that are made at once: two share what they read, the second a row further down. */
  readonly results: 1 | 2;
  readonly groups: readonly TapGroup[];
  /** Products of whole numbers modulo 2^16, or rounded products of fractions of 2^15. */
  readonly products: 'whole' | 'fraction';
  /** Bits by which a group's sum is shifted left before it is multiplied. */
  readonly shift: number;
  /** Codes, or 16-bit sums for another step. */
  readonly finish: RowCodes | typeof SUMS;
}

/** Samples of one pass through the loop, in two halves: rows are at least as long. */
export const ROW_STEP = 16;

/** V8 takes all loads of a block first: after so many of them a store, soon overwritten, makes it add up what it has. */
const LOADS = 8;
/** As many loads for half a step leave room for their sums: the halves then follow one another. */
const LOADS_OF_HALF = 10;

export function emitRow(structure: RowStructure, relaxed: boolean): EmittedFunction {
  const { rows, results, groups, finish, shift } = structure;
  const shorts = structure.samples === 'shorts';
  const loop = createLoop({
    rows: rows + results - 1,
    results,
    step: ROW_STEP,
    readBits: shorts ? 1 : 0,
    writeBits: finish.way === 'sums' ? 1 : 0,
  });
  const lines = Array.from({ length: results }, (_, result) => result);
  const sums = lines.map(() => [loop.vector(), loop.vector()]);
  const finished = finish.way === 'sums' ? null : createFinish(loop, finish, relaxed);
  let weight = 0;
  const weights = groups.map(({ multiplied }) => (multiplied ? loop.weight(weight++) : null));
  const fraction = relaxed ? wasm.relaxedFraction16 : wasm.fraction16;
  const product = structure.products === 'whole' ? wasm.multiply16 : fraction;
  const body: number[] = [];

  const loaded = new Map<string, number>();
  let loads = 0;
  /** A sample that two rows of the result share is loaded once. */
  const tap = ({ row, offset }: RowTap, result: number, half: number): Code =>
    loop.once(loaded, `${row + result} ${offset} ${half}`, () => {
      loads++;
      const start = loop.at(row + result);
      // Loads that widen do not take an offset, and each one would hold a register.
      return shorts
        ? [...start, ...wasm.loadVector(offset + 16 * half)]
        : [...start, ...(offset ? [...wasm.constant(offset), ...wasm.add] : []), ...wasm.loadBytes(8 * half)];
    });
  const used = new Map<string, number>();
  /** A weight that is not held is loaded once for a step. */
  const weightOf = (index: number): Code | null => {
    const weight = weights[index];
    if (!weight || weight.held) return weight?.code ?? null;
    return loop.once(used, `${index}`, () => weight.code);
  };
  const addGroup = (index: number, result: number, half: number): void => {
    const { taps } = groups[index]!;
    const first = index === 0;
    const value = weightOf(index);
    const sum = sums[result]![half]!;
    if (!value && !shift) {
      // What is not multiplied goes straight to the sum; so do all taps where the first is taken away.
      taps.forEach((each, place) => {
        const starts = first && place === 0;
        const code = tap(each, result, half);
        if (starts && !each.minus) body.push(...code);
        else {
          if (starts) body.push(...ZERO);
          else if (place === 0) body.push(...wasm.get(sum));
          body.push(...code, ...(each.minus ? wasm.subtract16 : wasm.add16));
        }
      });
    } else {
      const ordered = [...taps].sort((a, b) => Number(a.minus) - Number(b.minus));
      const negative = ordered[0]!.minus;
      if (!first) body.push(...wasm.get(sum));
      else if (negative) body.push(...ZERO);
      ordered.forEach((each, place) => {
        body.push(...tap(each, result, half));
        if (place > 0) body.push(...(each.minus === negative ? wasm.add16 : wasm.subtract16));
      });
      if (shift) body.push(...wasm.constant(shift), ...wasm.shiftLeft16);
      if (value) body.push(...value, ...product);
      if (!first || negative) body.push(...(negative ? wasm.subtract16 : wasm.add16));
    }
    body.push(...wasm.set(sum));
  };
  const storeSums = (half: number): void => {
    const offset = finish.way === 'sums' ? 16 * half : 0;
    for (const result of lines) {
      body.push(...loop.out(result), ...wasm.get(sums[result]![half]!), ...wasm.storeVector(offset));
    }
  };
  const inHalves = results > 1 && loadsOf(structure) <= LOADS_OF_HALF;
  const steps = groups.map((_, index) => index);
  if (inHalves) {
    for (const half of [0, 1]) {
      for (const index of steps) for (const result of lines) addGroup(index, result, half);
      if (finish.way === 'sums' || half === 0) storeSums(half);
    }
  } else {
    for (const index of steps) {
      for (const half of [0, 1]) for (const result of lines) addGroup(index, result, half);
      if (loads >= LOADS && index < groups.length - 1) {
        for (const half of [0, 1]) storeSums(half);
        loads = 0;
      }
    }
    if (finish.way === 'sums') for (const half of [0, 1]) storeSums(half);
  }

  if (finished) {
    for (const result of lines) {
      const codes = sums[result]!.flatMap((sum) => finished.codes(sum));
      body.push(...loop.out(result), ...codes, ...wasm.narrowToBytes);
      body.push(...finished.masked(loop.own(result)), ...wasm.storeVector());
    }
  }
  return loop.finish(body);
}

/** Different samples that a step's half of all rows of the result reads. */
function loadsOf({ groups, results }: RowStructure): number {
  const taps = groups.flatMap((group) => group.taps);
  const keys = Array.from({ length: results }, (_, result) =>
    taps.map(({ row, offset }) => `${row + result} ${offset}`),
  );
  return new Set(keys.flat()).size;
}

const ZERO: Code = [0xfd, 12, ...Array.from({ length: 16 }, () => 0)];
