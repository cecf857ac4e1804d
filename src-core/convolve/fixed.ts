// Fast path: symmetric kernels of rank 1 on 8-bit codes in encoded light, in 16-bit fixed point (wasm/fixed.ts). Its error is
// known: half a unit for every rounded product, and what the weights lose as fractions of 2^15.
import { sumsCodes, type Arithmetic } from './arithmetic.ts';
import { COSTS } from './costs.ts';
import { emitPlan, withEmitted, type EmittedPlan } from './emit/prepare.ts';
import type { RowTap } from './emit/row.ts';
import { shortVectors, type Grouped } from './emit/structure.ts';
import { integerFinish } from './finish-integer.ts';
import { BEATEN, NO_GRID, sizeLabel, type Block, type Frame, type Prepared, type Propose } from './proposal.ts';
import { separablePair } from './separable.ts';
import { extentOf } from './sums.ts';
import type { Terms } from './terms.ts';
import * as slots from './wasm/fixed-slots.ts';
import { FIXED } from './wasm/methods.ts';
import { FINISH_INTEGER } from './wasm/slots.ts';

/** A symmetric filter: taps `index` and length − 1 − `index` share a weight, in fractions of 2^15. */
interface Folded {
  readonly length: number;
  readonly pairs: readonly { readonly index: number; readonly weight: number }[];
  readonly middle: number | null;
  /** Largest error of a sum, in units behind the point. */
  readonly error: number;
}

const UNIT = 2 ** slots.FRACTION_BITS;
const ONE = 2 ** 15;
const LARGEST_WEIGHT = ONE - 1;
const LARGEST_SUM = 2 ** 15 - 1;
/** Above this share of a level of error another path is asked. */
const LEVELS = 0.45;
const UNSEEN_LEVELS = 0.06;
const SYMMETRY = 1e-12;
const STRIP_SAMPLES = { least: 256, most: 1536 } as const;
const NEAR_BYTES = 24 * 2 ** 10;
const TILE_ROWS = 64;

export const proposeFixed: Propose = (terms, weighted, isBeaten) => {
  const { rows, columns } = extentOf(terms.operator);
  const label = `${sizeLabel(rows, columns)} fixed-point separable`;
  const { border, borderColour, divisor, absolute, sum } = terms;
  if (terms.sourceDepth !== 'u8' || terms.resultDepth !== 'u8' || !sumsCodes(terms)) {
    return { label, reason: 'the samples are not 8-bit codes' };
  }
  if (weighted) return { label, reason: 'colours times opacity do not fit 16 bits' };
  if (terms.output === 'minmax') return { label, reason: 'the range of the result is measured in float' };
  if (border === 'constant' && !borderColour.every((code) => code >= 0 && code <= 255)) {
    return { label, reason: 'the border colour is not an 8-bit code' };
  }
  if (isBeaten(terms.channels * COSTS.fixedEnds, false)) return { label, reason: BEATEN };
  const found = separablePair(terms);
  if (!found) return { label, reason: 'the kernel is not a product of one row and one column' };
  const { horizontal, vertical } = found.pair;
  if (!isSymmetric(horizontal) || !isSymmetric(vertical)) return { label, reason: 'the kernel is not symmetric' };
  // Rows are filtered to the range of the samples; the rest of the gain is the columns'.
  const rowGain = gainOf(horizontal);
  const across = fold(horizontal.map((weight) => weight / rowGain));
  const down = fold(vertical.map((weight) => (weight * rowGain) / divisor));
  if (!across || !down) return { label, reason: 'a weight is not below 1' };
  const gain = absolute / Math.abs(divisor);
  // Loops made for the kernel go over the rows first: a gain of 1 at most leaves room for the pairs along the row, and lets
  // one bound serve both orders.
  const columnsFirst = gain <= 1 + SYMMETRY;
  const rowError = columnsFirst ? across.error : across.error * gain;
  const largest = 255 * UNIT * gain + rowError + down.error;
  if (!(largest <= LARGEST_SUM)) return { label, reason: 'the sums leave 16 bits' };
  const bound = (rowError + down.error) / UNIT + 255 * (found.rest / Math.abs(divisor));
  if (!(bound <= LEVELS)) return { label, reason: `it would be off by up to ${bound.toFixed(2)} levels` };
  const pairs = across.pairs.length + down.pairs.length + 1;
  const cost = terms.channels * (COSTS.fixedEnds + pairs * COSTS.fixedPair);
  if (isBeaten(cost, false)) return { label, reason: BEATEN };
  const finish = integerFinish(terms, {
    bits: 16,
    lowest: -Math.ceil(largest),
    highest: Math.ceil(largest),
    divisor: UNIT,
  });
  if (!finish) return { label, reason: 'these switches ask for float sums' };
  const arithmetic: Arithmetic = {
    exact: false,
    wide: false,
    alphaUnit: 1,
    divisor: 1,
    sum: sum / divisor,
    gain,
    bound,
  };
  return {
    method: 'separable',
    runs: FIXED,
    label,
    arithmetic,
    cost,
    grid: NO_GRID,
    reach: null,
    prepare: (frame) =>
      withEmitted(
        prepareFixed(terms, across, down, finish, frame),
        columnsFirst ? emitted(terms, across, down, finish) : null,
        frame,
      ),
  };
};

function gainOf(weights: readonly number[]): number {
  return weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
}

function isSymmetric(weights: readonly number[]): boolean {
  const limit = SYMMETRY * gainOf(weights);
  return weights.every((weight, index) => Math.abs(weight - (weights[weights.length - 1 - index] ?? 0)) <= limit);
}

/** Null where a weight does not fit a fraction of 16 bits. */
function fold(weights: readonly number[]): Folded | null {
  const { length } = weights;
  const half = Math.floor(length / 2);
  const paired = weights.slice(0, half).map((weight) => Math.round(weight * ONE));
  // Outer pairs that nobody would see are left out; what that costs is in the error.
  let outer = 0;
  for (let index = 0; index < half; index++) {
    outer += 2 * 255 * Math.abs(weights[index] ?? 0);
    if (outer > UNSEEN_LEVELS) break;
    paired[index] = 0;
  }
  const middle = length % 2 === 1 ? Math.round((weights[half] ?? 0) * ONE) : null;
  const all = middle === null ? paired : [...paired, middle];
  if (!all.every((weight) => Math.abs(weight) <= LARGEST_WEIGHT)) return null;
  const lost = weights.reduce((sum, weight, index) => {
    const at = Math.min(index, length - 1 - index);
    return sum + Math.abs(weight - (all[at] ?? 0) / ONE);
  }, 0);
  const pairs = paired.map((weight, index) => ({ index, weight })).filter(({ weight }) => weight !== 0);
  const roundings = pairs.length + (middle === null ? 0 : 1);
  return { length, pairs, middle, error: roundings * 0.5 + lost * 255 * UNIT };
}

/** Loops for the kernel's structure. */
function emitted({ channels }: Terms, across: Folded, down: Folded, finish: Uint8Array): EmittedPlan | null {
  const downTaps = grouped(down, (index) => ({ row: index, offset: 0 }));
  const acrossTaps = grouped(across, (index) => ({ row: 0, offset: 2 * index * channels }));
  return emitPlan(down.length, 'fraction', downTaps, acrossTaps, finish, slots.FRACTION_BITS);
}

function grouped({ length, pairs, middle }: Folded, place: (index: number) => Omit<RowTap, 'minus'>): Grouped {
  const tap = (index: number): RowTap => ({ ...place(index), minus: false });
  const groups = pairs.map(({ index }) => ({ taps: [tap(index), tap(length - 1 - index)], multiplied: true }));
  const weights = pairs.map(({ weight }) => weight);
  if (middle === null) return { groups, weights: shortVectors(weights) };
  const centre = { taps: [tap((length - 1) / 2)], multiplied: true };
  return { groups: [...groups, centre], weights: shortVectors([...weights, middle]) };
}

function prepareFixed(terms: Terms, across: Folded, down: Folded, finish: Uint8Array, frame: Frame): Prepared {
  const { reach, area, threads } = frame;
  const { channels } = terms;
  const rows = down.length;
  const margin = (reach.left + reach.right) * channels;
  const near = Math.floor(NEAR_BYTES / (2 * (rows + 2)));
  const samples = Math.min(STRIP_SAMPLES.most, Math.max(STRIP_SAMPLES.least, near, 6 * margin));
  const stripWidth = Math.max(8, Math.min(area.width, Math.floor(samples / channels)));
  const lineSamples = padded((stripWidth + reach.left + reach.right) * channels);
  const sumBytes = 2 * padded(stripWidth * channels);

  let scratchBytes = 0;
  const room = (bytes: number): number => {
    const start = scratchBytes;
    scratchBytes += Math.ceil(bytes / 64) * 64;
    return start;
  };
  const atLine = room(lineSamples);
  const atSamples = room(2 * lineSamples);
  const atTaps = room(down.pairs.length * 8);
  const atFiltered = room(rows * sumBytes);
  const atSums = room(sumBytes);
  const fairShare = Math.ceil((area.height * Math.ceil(area.width / stripWidth)) / (2 * threads));
  return {
    tile: { width: stripWidth, height: Math.max(8, Math.min(area.height, Math.max(TILE_ROWS, 8 * rows), fairShare)) },
    scratchBytes,
    phases: [],
    write(block) {
      block.set(slots.STRIP_WIDTH, stripWidth);
      block.set(slots.ROWS, rows);
      block.set(slots.SUM_BYTES, sumBytes);
      block.set(slots.AT_LINE, atLine);
      block.set(slots.AT_SAMPLES, atSamples);
      block.set(slots.AT_TAPS, atTaps);
      block.set(slots.AT_FILTERED, atFiltered);
      block.set(slots.AT_SUMS, atSums);
      block.set(slots.ACROSS_PAIRS, across.pairs.length);
      block.set(slots.ACROSS_OFFSETS, block.place(pairsOf(across, 2 * channels)));
      block.set(slots.ACROSS_WEIGHTS, placeWeights(block, across));
      block.set(slots.ACROSS_MIDDLE, across.middle === null ? -1 : ((across.length - 1) / 2) * 2 * channels);
      block.set(slots.ACROSS_MIDDLE_WEIGHT, across.middle ?? 0);
      block.set(slots.DOWN_PAIRS, down.pairs.length);
      block.set(slots.DOWN_ROWS, block.place(pairsOf(down, 1)));
      block.set(slots.DOWN_WEIGHTS, placeWeights(block, down));
      block.set(slots.DOWN_MIDDLE, down.middle === null ? -1 : (down.length - 1) / 2);
      block.set(slots.DOWN_MIDDLE_WEIGHT, down.middle ?? 0);
      block.set(FINISH_INTEGER, block.place(finish));
    },
  };
}

function pairsOf({ pairs, length }: Folded, step: number): Uint32Array {
  return Uint32Array.from(pairs.flatMap(({ index }) => [index * step, (length - 1 - index) * step]));
}

/** Each weight twice, to be splatted as 32 bits. */
function placeWeights(block: Block, { pairs }: Folded): number {
  return block.place(Int16Array.from(pairs.flatMap(({ weight }) => [weight, weight])));
}

/** Rows are read and written in whole vectors of four, and the last may run beyond the end. */
function padded(samples: number): number {
  return Math.ceil(samples / 16) * 16 + 32;
}
