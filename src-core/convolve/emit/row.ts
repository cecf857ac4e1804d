// Emits the inner loop of one row of sums in 16-bit integers: taps unrolled, at fixed places, with their finish. What is
// emitted depends on where the taps are and which of them share a weight; the weights themselves stay in memory.
import { AFTER, BEFORE, FACTOR, MASK } from '../wasm/finish-integer-layout.ts';
import * as wasm from './assemble.ts';
import type { Code, EmittedFunction } from './assemble.ts';

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

export type RowFinish =
  /** 16-bit sums for another step. */
  | { readonly way: 'sums' }
  /** Codes, as wasm/finish-integer.ts makes them of the same constants. */
  | { readonly way: 'saturate' | 'fixed'; readonly absolute: boolean; readonly masked: boolean };

export interface RowStructure {
  readonly samples: 'bytes' | 'shorts';
  readonly rows: number;
  readonly groups: readonly TapGroup[];
  /** Products of whole numbers modulo 2^16, or rounded products of fractions of 2^15. */
  readonly products: 'whole' | 'fraction';
  /** Bits by which a group's sum is shifted left before it is multiplied. */
  readonly shift: number;
  readonly finish: RowFinish;
}

/** Samples of one pass through the loop: rows are at least as long. */
export const ROW_STEP = 16;

const OUT = 0;
const OWN = 1;
const ROWS = 2;
const WEIGHTS = 3;
const CONSTANTS = 4;
const COUNT = 5;
const PARAMETERS = 6;
/** Vector registers that hold constants; the others are loaded where they are used. */
const HELD = 5;
/** V8 takes all loads of a block first: after so many of them a store, soon overwritten, makes it add up what it has. */
const LOADS = 8;
/** Addresses of different rows are kept this far from their offsets, so that each offset is folded into its load. */
const APART = 4096;

export function tapsOf({ groups }: RowStructure): number {
  return groups.reduce((count, { taps }) => count + taps.length, 0);
}

export function emitRow(structure: RowStructure, relaxed: boolean): EmittedFunction {
  const { rows, groups, finish } = structure;
  const shorts = structure.samples === 'shorts';
  let pointers = 0;
  const pointer = (): number => PARAMETERS + pointers++;
  const places = Array.from({ length: rows }, pointer);
  const at = Array.from({ length: rows }, pointer);
  const [i, last, out] = [pointer(), pointer(), pointer()];
  let vectors = 0;
  const vector = (): number => PARAMETERS + pointers + vectors++;
  const sums = [vector(), vector()];
  const prologue: number[] = [];
  let held = 0;
  /** Code that puts a constant on the stack. */
  const keep = (load: Code): Code => {
    if (held++ >= HELD) return load;
    const local = vector();
    prologue.push(...load, ...wasm.set(local));
    return wasm.get(local);
  };
  const fromConstants = (offset: number): Code => keep([...wasm.get(CONSTANTS), ...wasm.loadVector(offset)]);
  const finishConstants =
    finish.way === 'sums'
      ? null
      : {
          before: fromConstants(BEFORE),
          factor: finish.way === 'fixed' ? fromConstants(FACTOR) : [],
          after: finish.way === 'fixed' ? fromConstants(AFTER) : [],
          mask: finish.masked ? fromConstants(MASK) : [],
        };
  let weight = 0;
  const weights = groups.map(({ multiplied }) =>
    multiplied ? keep([...wasm.get(WEIGHTS), ...wasm.loadTwice(4 * weight++)]) : null,
  );
  const fraction = relaxed ? wasm.relaxedFraction16 : wasm.fraction16;
  const product = structure.products === 'whole' ? wasm.multiply16 : fraction;

  places.forEach((place, row) => {
    prologue.push(...wasm.get(ROWS), ...wasm.loadPointer(4 * row), ...wasm.constant(APART * row));
    prologue.push(...wasm.subtract, ...wasm.set(place));
  });
  prologue.push(...wasm.get(COUNT), ...wasm.constant(ROW_STEP), ...wasm.subtract, ...wasm.set(last));

  const scale = (code: Code, shift: number): Code =>
    shift ? [...code, ...wasm.constant(shift), ...wasm.shiftLeft] : code;
  const body: number[] = [];
  const offset = scale(wasm.get(i), shorts ? 1 : 0);
  places.forEach((place, row) => body.push(...wasm.get(place), ...offset, ...wasm.add, ...wasm.set(at[row]!)));
  body.push(...wasm.get(OUT), ...scale(wasm.get(i), finish.way === 'sums' ? 1 : 0), ...wasm.add, ...wasm.set(out));

  const tap = ({ row, offset }: RowTap, half: number): Code => [
    ...wasm.get(at[row]!),
    ...(shorts ? wasm.loadVector : wasm.loadBytes)(APART * row + offset + half * (shorts ? 16 : 8)),
  ];
  let loads = 0;
  groups.forEach(({ taps }, index) => {
    const first = index === 0;
    const value = weights[index];
    const multiplies = value !== null || structure.shift !== 0;
    // What is not multiplied goes straight to the sum; so do all taps where the first is taken away.
    for (const half of [0, 1]) {
      const sum = sums[half]!;
      if (!multiplies) {
        taps.forEach((each, place) => {
          const starts = first && place === 0;
          if (starts && !each.minus) body.push(...tap(each, half));
          else {
            if (starts) body.push(...ZERO);
            else if (place === 0) body.push(...wasm.get(sum));
            body.push(...tap(each, half), ...(each.minus ? wasm.subtract16 : wasm.add16));
          }
        });
      } else {
        const ordered = [...taps].sort((a, b) => Number(a.minus) - Number(b.minus));
        const negative = ordered[0]!.minus;
        if (!first) body.push(...wasm.get(sum));
        else if (negative) body.push(...ZERO);
        ordered.forEach((each, place) => {
          body.push(...tap(each, half));
          if (place > 0) body.push(...(each.minus === negative ? wasm.add16 : wasm.subtract16));
        });
        if (structure.shift) body.push(...wasm.constant(structure.shift), ...wasm.shiftLeft16);
        if (value) body.push(...value, ...product);
        if (!first || negative) body.push(...(negative ? wasm.subtract16 : wasm.add16));
      }
      body.push(...wasm.set(sum));
    }
    loads += 2 * taps.length;
    if (loads >= LOADS && index < groups.length - 1) {
      for (const half of [0, 1]) {
        body.push(
          ...wasm.get(out),
          ...wasm.get(sums[half]!),
          ...wasm.storeVector(finish.way === 'sums' ? 16 * half : 0),
        );
      }
      loads = 0;
    }
  });

  body.push(...wasm.get(out));
  if (!finishConstants || finish.way === 'sums') {
    body.push(...wasm.get(sums[0]!), ...wasm.storeVector());
    body.push(...wasm.get(out), ...wasm.get(sums[1]!), ...wasm.storeVector(16));
  } else {
    for (const sum of sums) {
      body.push(...wasm.get(sum));
      if (finish.absolute) body.push(...wasm.absolute16);
      if (finish.way === 'saturate') body.push(...finishConstants.before, ...wasm.addSaturated16);
      else {
        body.push(...finishConstants.before, ...wasm.add16, ...finishConstants.factor, ...fraction);
        body.push(...finishConstants.after, ...wasm.add16);
      }
    }
    body.push(...wasm.narrowToBytes);
    if (finish.masked) {
      body.push(...wasm.get(OWN), ...wasm.get(i), ...wasm.add, ...wasm.loadVector());
      body.push(...finishConstants.mask, ...wasm.select);
    }
    body.push(...wasm.storeVector());
  }
  // The last step ends with the row, over samples that are done already.
  body.push(...wasm.get(i), ...wasm.constant(ROW_STEP), ...wasm.add, ...wasm.tee(i));
  body.push(...wasm.get(last), ...wasm.lessOrEqualSigned, ...wasm.againIf(0));
  body.push(...wasm.get(i), ...wasm.get(COUNT), ...wasm.lessSigned);
  body.push(...wasm.when([...wasm.get(last), ...wasm.set(i), ...wasm.again(1)]));
  return { parameters: PARAMETERS, pointers, vectors, body: [...prologue, ...wasm.loop(body)] };
}

const ZERO: Code = [0xfd, 12, ...Array.from({ length: 16 }, () => 0)];
