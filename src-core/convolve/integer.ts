// Fast paths: whole weights on 8-bit codes in encoded light, summed in 16-bit integers (wasm/integer.ts): direct, and
// as one filter along the row and one over the rows. Exact: the last sum fits, and the finish is proven for every sum.
import { COSTS } from './costs.ts';
import { LARGEST_TAPS } from './emit/compile.ts';
import { emitPlan, withEmitted, type EmittedPlan } from './emit/prepare.ts';
import { groupTaps } from './emit/structure.ts';
import { integerFinish, type WholeSums } from './finish-integer.ts';
import { largestCode, sumsCodes } from './arithmetic.ts';
import { lazy } from './lazy.ts';
import {
  BEATEN,
  NO_GRID,
  sizeLabel,
  type Frame,
  type IsBeaten,
  type Prepared,
  type Proposal,
  type Propose,
  type Refusal,
} from './proposal.ts';
import { fewestPassTaps, separablePair } from './separable.ts';
import { extentOf } from './sums.ts';
import type { Terms } from './terms.ts';
import * as slots from './wasm/integer-slots.ts';
import { INTEGER } from './wasm/methods.ts';
import { FINISH_INTEGER } from './wasm/slots.ts';

interface Tap {
  readonly row: number;
  readonly column: number;
  readonly weight: number;
}

interface Taps {
  /** Along the row; none for a direct sum. */
  readonly across: readonly Tap[];
  readonly down: readonly Tap[];
}

const STRIP_SAMPLES = 2048;
const TILE_ROWS = 64;
/** Filtered rows of a strip stay below this. */
const RING_BYTES = 256 * 2 ** 10;
const LARGEST_WEIGHT = 32767;
const NO_PRODUCT = 'the kernel is not a product of one whole row and one whole column';
const isShort = (weight: number): boolean => Math.abs(weight) <= LARGEST_WEIGHT;

export const proposeIntegerDirect: Propose = (terms, weighted, isBeaten) => {
  const { operator } = terms;
  const { rows, columns } = extentOf(operator);
  const label = `${sizeLabel(rows, columns)} integer`;
  if (operator.form !== 'matrix') return { label, reason: 'the filter is given as two passes' };
  const sums = sumsIn16Bits(terms, weighted);
  if (typeof sums === 'string') return { label, reason: sums };
  const { weights } = operator.kernel;
  const cost = terms.channels * (COSTS.integerEnds + (terms.count + productsOf(terms, weights)) * COSTS.integerTap);
  return propose(terms, sums, { label, cost }, isBeaten, () => ({
    across: [],
    down: weights
      .map((weight, index): Tap => ({ row: Math.floor(index / columns), column: index % columns, weight }))
      .filter(({ weight }) => weight !== 0),
  }));
};

export const proposeIntegerSeparable: Propose = (terms, weighted, isBeaten) => {
  const { rows, columns } = extentOf(terms.operator);
  const label = `${sizeLabel(rows, columns)} integer separable`;
  const sums = sumsIn16Bits(terms, weighted);
  if (typeof sums === 'string') return { label, reason: sums };
  const { channels } = terms;
  const ends = COSTS.integerEnds + COSTS.integerPass;
  const taps = fewestPassTaps(terms);
  if (taps === null) return { label, reason: NO_PRODUCT };
  const least = channels * (ends + taps * COSTS.integerTap);
  if (isBeaten(least, true)) return { label, reason: BEATEN };
  const found = separablePair(terms);
  if (found?.rest !== 0) return { label, reason: NO_PRODUCT };
  const { horizontal, vertical } = found.pair;
  const across = horizontal
    .map((weight, column): Tap => ({ row: 0, column, weight }))
    .filter((tap) => tap.weight !== 0);
  const down = vertical.map((weight, row): Tap => ({ row, column: 0, weight })).filter((tap) => tap.weight !== 0);
  const all = [...across, ...down];
  if (across.length === 0 || down.length === 0) return { label, reason: 'one of the passes has no weight but 0' };
  if (!all.every(({ weight }) => isShort(weight))) return { label, reason: 'a weight leaves 16 bits' };
  const steps = all.length + all.filter(({ weight }) => Math.abs(weight) !== 1).length;
  const cost = channels * (ends + steps * COSTS.integerTap);
  return propose(terms, sums, { label, cost }, isBeaten, () => ({ across, down }));
};

/** Emitted loops multiply once what differs by sign alone, and ones not at all; others multiply every tap. */
function productsOf({ count }: Terms, weights: readonly number[]): number {
  const sizes = new Set<number>();
  let multiplied = 0;
  for (const weight of weights) {
    const size = Math.abs(weight);
    if (size <= 1) continue;
    sizes.add(size);
    multiplied++;
  }
  return count > LARGEST_TAPS ? multiplied : sizes.size;
}

/** Sums that 16 bits hold, of codes of 8 bits; or in words why there are none. */
function sumsIn16Bits(terms: Terms, weighted: boolean): WholeSums | string {
  const { sourceDepth, sum, absolute, divisor, output, border, borderColour } = terms;
  if (!terms.whole) return 'the weights are not whole numbers';
  if (sourceDepth !== 'u8' || !sumsCodes(terms)) return 'the samples are not 8-bit codes';
  if (weighted) return 'colours times opacity do not fit 16 bits';
  if (output === 'minmax') return 'the range of the result is measured in float';
  if (border === 'constant' && !borderColour.every((code) => code >= 0 && code <= 255)) {
    return 'the border colour is not an 8-bit code';
  }
  const largest = largestCode(terms);
  const lowest = -largest * ((absolute - sum) / 2);
  const highest = largest * ((absolute + sum) / 2);
  const fits = (lowest >= -32768 && highest <= 32767) || (lowest >= 0 && highest <= 65535);
  return fits ? { bits: 16, lowest, highest, divisor } : 'the sums leave 16 bits';
}

function propose(
  terms: Terms,
  sums: WholeSums,
  { label, cost }: { readonly label: string; readonly cost: number },
  isBeaten: IsBeaten,
  makeTaps: () => Taps,
): Proposal | Refusal {
  const { sum, absolute, divisor } = terms;
  if (isBeaten(cost, true)) return { label, reason: BEATEN };
  const finish = integerFinish(terms, sums);
  if (!finish) return { label, reason: 'these switches ask for float sums' };
  const taps = lazy(makeTaps);
  return {
    method: 'integer',
    runs: INTEGER,
    label,
    arithmetic: { exact: true, wide: false, alphaUnit: 255, divisor, sum, gain: absolute, bound: 0 },
    cost,
    grid: NO_GRID,
    reach: null,
    prepare: (frame) =>
      withEmitted(prepareInteger(terms, taps(), finish, frame), emitted(terms, taps(), finish), frame),
  };
}

function prepareInteger(terms: Terms, taps: Taps, finish: Uint8Array, frame: Frame): Prepared {
  const { reach, area, threads } = frame;
  const { channels } = terms;
  const { rows } = extentOf(terms.operator);
  const separable = taps.across.length > 0;
  const affordable = separable ? Math.floor(RING_BYTES / (2 * rows)) : STRIP_SAMPLES;
  const samples = Math.max(64, Math.min(STRIP_SAMPLES, affordable));
  const stripWidth = Math.max(8, Math.min(area.width, Math.floor(samples / channels)));
  const lineBytes = padded((stripWidth + reach.left + reach.right) * channels);
  const sumBytes = 2 * padded(stripWidth * channels);

  let scratchBytes = 0;
  const room = (bytes: number): number => {
    const start = scratchBytes;
    scratchBytes += Math.ceil(bytes / 64) * 64;
    return start;
  };
  const atRows = room(rows * 4);
  const atTaps = room(taps.down.length * 4);
  const atLines = room((separable ? 1 : rows) * lineBytes);
  const atFiltered = room(separable ? rows * sumBytes : 0);
  const atSums = room(sumBytes);
  const tallEnough = separable ? Math.max(TILE_ROWS, 4 * rows) : TILE_ROWS;
  const fairShare = Math.ceil((area.height * Math.ceil(area.width / stripWidth)) / (2 * threads));
  return {
    tile: { width: stripWidth, height: Math.max(8, Math.min(area.height, tallEnough, fairShare)) },
    scratchBytes,
    phases: [],
    write(block) {
      block.set(slots.STRIP_WIDTH, stripWidth);
      block.set(slots.ROWS, rows);
      block.set(slots.SEPARABLE, Number(separable));
      block.set(slots.LINE_BYTES, lineBytes);
      block.set(slots.SUM_BYTES, sumBytes);
      block.set(slots.AT_ROWS, atRows);
      block.set(slots.AT_TAPS, atTaps);
      block.set(slots.AT_LINES, atLines);
      block.set(slots.AT_FILTERED, atFiltered);
      block.set(slots.AT_SUMS, atSums);
      const across = byWeight(taps.across);
      block.set(slots.ACROSS_PLUS, across.plus);
      block.set(slots.ACROSS_MINUS, across.minus);
      block.set(slots.ACROSS_OTHER, across.other);
      block.set(slots.ACROSS_OFFSETS, block.place(Uint32Array.from(across.taps, (tap) => tap.column * channels)));
      block.set(slots.ACROSS_WEIGHTS, block.place(weightPairs(across.taps)));
      const down = byWeight(taps.down);
      block.set(slots.DOWN_PLUS, down.plus);
      block.set(slots.DOWN_MINUS, down.minus);
      block.set(slots.DOWN_OTHER, down.other);
      block.set(slots.DOWN_ROWS, block.place(Uint32Array.from(down.taps, (tap) => tap.row)));
      block.set(slots.DOWN_OFFSETS, block.place(Uint32Array.from(down.taps, (tap) => tap.column * channels)));
      block.set(slots.DOWN_WEIGHTS, block.place(weightPairs(down.taps)));
      const five = [fiveOf(taps.across), fiveOf(taps.down)] as const;
      if (five[0] && five[1]) {
        block.set(slots.FIVE, 1);
        block.set(slots.FIVE_ACROSS, block.place(five[0]));
        block.set(slots.FIVE_DOWN, block.place(five[1]));
      }
      block.set(FINISH_INTEGER, block.place(finish));
    },
  };
}

/** Loops for the kernel's structure. */
function emitted(terms: Terms, { across, down }: Taps, finish: Uint8Array): EmittedPlan | null {
  const { channels, operator } = terms;
  const { rows } = extentOf(operator);
  const downTaps = groupTaps(down.map(({ row, column, weight }) => ({ row, offset: column * channels, weight })));
  const acrossTaps = groupTaps(across.map(({ column, weight }) => ({ row: 0, offset: 2 * column * channels, weight })));
  return emitPlan(rows, 'whole', downTaps, across.length > 0 ? acrossTaps : null, finish);
}

/** Taps of 1, of −1, and the others: the order in which the module takes them. */
function byWeight(taps: readonly Tap[]): { taps: Tap[]; plus: number; minus: number; other: number } {
  const plus = taps.filter(({ weight }) => weight === 1);
  const minus = taps.filter(({ weight }) => weight === -1);
  const other = taps.filter(({ weight }) => Math.abs(weight) !== 1);
  return { taps: [...plus, ...minus, ...other], plus: plus.length, minus: minus.length, other: other.length };
}

/** The outer, inner and middle weight of five taps in a row that mirror each other. */
function fiveOf(taps: readonly Tap[]): Int16Array | null {
  const [a, b, c, d, e] = taps.map(({ weight }) => weight);
  const complete = taps.length === 5 && taps.every((tap, index) => tap.row + tap.column === index);
  if (!complete || a !== e || b !== d) return null;
  return Int16Array.from([a, a, b, b, c, c].map((weight) => weight ?? 0));
}

/** Each weight twice, to be splatted as 32 bits. */
function weightPairs(taps: readonly Tap[]): Int16Array {
  return Int16Array.from(taps.flatMap(({ weight }) => [weight, weight]));
}

/** Rows are read and written in whole vectors of six, and the last may run beyond the end. */
function padded(samples: number): number {
  return Math.ceil(samples / 16) * 16 + 32;
}
