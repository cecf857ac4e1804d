// What of a kernel decides the emitted code: which taps share a weight, and how sums are finished.
import * as layout from '../wasm/finish-integer-layout.ts';
import type { RowCodes } from './finish.ts';
import type { RowTap, TapGroup } from './row.ts';

export interface WholeTap extends Omit<RowTap, 'minus'> {
  readonly weight: number;
}

export interface Grouped {
  readonly groups: readonly TapGroup[];
  /** Of the groups that are multiplied, in their order: a vector of each. */
  readonly weights: Int16Array;
}

/** Whole weights: taps that differ by sign alone are one group, and ones are not multiplied. */
export function groupTaps(taps: readonly WholeTap[]): Grouped {
  const sizes = [...new Set(taps.map(({ weight }) => Math.abs(weight)))].sort((a, b) => b - a);
  const groups = sizes.map((size) => ({
    taps: taps
      .filter(({ weight }) => Math.abs(weight) === size)
      .map(({ row, offset, weight }) => ({ row, offset, minus: weight < 0 })),
    multiplied: size !== 1,
  }));
  return { groups, weights: shortVectors(sizes.filter((size) => size !== 1)) };
}

/** Loads of whole vectors take their offset with them. */
export function shortVectors(weights: readonly number[]): Int16Array {
  return Int16Array.from(weights.flatMap((weight) => new Array<number>(8).fill(weight)));
}

export function floatVectors(weights: readonly number[]): Float32Array {
  return Float32Array.from(weights.flatMap((weight) => new Array<number>(4).fill(weight)));
}

/** In the order of the layout's numbers. */
const WAYS = ['saturate', 'fixed', 'float', 'float unsigned'] as const;

/** From the block that finish-integer.ts makes for sums of 16 bits. */
export function rowFinishOf(finish: Uint8Array): RowCodes {
  const block = new DataView(finish.buffer, finish.byteOffset);
  return {
    way: WAYS[block.getInt32(layout.WAY, true)]!,
    absolute: block.getInt32(layout.ABSOLUTE, true) !== 0,
    masked: finish.subarray(layout.MASK, layout.MASK + 16).includes(0),
  };
}
