// Fast paths: the sum as it is written, every weight of it (wasm/dense.ts). In float32 for any picture; for 8-bit samples
// under real weights in pairs of 16-bit integers, whose error is known weight by weight.
import { canBeExact, chooseArithmetic, sumsCodes, type Arithmetic } from './arithmetic.ts';
import { COSTS, endsOf } from './costs.ts';
import { LARGEST_TAPS } from './emit/compile.ts';
import { emitPairs, withEmitted } from './emit/prepare.ts';
import { lazy } from './lazy.ts';
import { BEATEN, NO_GRID, sizeLabel, workChannelsOf, type Frame, type Prepared, type Propose } from './proposal.ts';
import { extentOf } from './sums.ts';
import type { Terms } from './terms.ts';
import * as slots from './wasm/dense-slots.ts';
import { DENSE } from './wasm/methods.ts';

/** Entries row by row, as the module reads them: 4 bytes each. */
interface Entries {
  readonly perRow: number;
  /** Columns from one entry to the next. */
  readonly columns: 1 | 2;
  readonly weights: Float32Array | Int16Array;
  /** What a sum of pairs is multiplied by; float sums need nothing. */
  readonly scale: number;
}

/** Row buffers of a strip: most of the first cache. */
const NEAR_BYTES = 26 * 2 ** 10;
const STRIP_SAMPLES = { least: 192, most: 2048 } as const;
const TILE_ROWS = 64;
/** Multiply-adds between two looks at the cancel flag: a millisecond or two. */
const ROW_WORK = 5e6;
const LARGEST_WEIGHT = 32767;
const LARGEST_SUM = 2 ** 31 - 1;
/** Above this share of a level of error another path is asked. */
const LEVELS = 0.25;
const SCALING_ROUNDINGS = 4 * 2 ** -24;

export const proposeDense: Propose = (terms, weighted, isBeaten) => {
  const { operator } = terms;
  const { rows, columns } = extentOf(operator);
  const label = `${sizeLabel(rows, columns)} dense`;
  if (operator.form !== 'matrix') return { label, reason: 'the filter is given as two passes' };
  const { weights } = operator.kernel;
  const cost = workChannelsOf(terms) * (endsOf(terms, weighted) + weights.length * COSTS.dense32);
  if (isBeaten(cost, canBeExact(terms))) return { label, reason: BEATEN };
  if (terms.sourceDepth === 'f32' && weights.includes(0)) {
    return { label, reason: 'weights of 0 keep out invalid samples of a float picture' };
  }
  const arithmetic = chooseArithmetic(
    terms,
    { gain: terms.absolute, whole: terms.whole, roundings: weights.length, weightError: 0 },
    weighted,
  );
  if (arithmetic.wide) return { label, reason: 'float32 is not exact enough' };
  const divisor = terms.divisor / arithmetic.divisor;
  const floats = lazy(() => Float32Array.from(weights, (weight) => weight / divisor));
  // In the order in which the module sums.
  const sum = lazy(() =>
    arithmetic.exact ? terms.sum : floats().reduce((total, weight) => Math.fround(total + weight), 0),
  );
  return {
    method: 'direct',
    runs: DENSE,
    label,
    arithmetic: {
      ...arithmetic,
      get sum() {
        return sum();
      },
    },
    cost,
    grid: NO_GRID,
    reach: null,
    prepare: (frame) => prepareDense(terms, { perRow: columns, columns: 1, weights: floats(), scale: 1 }, frame),
  };
};

export const proposePaired: Propose = (terms, weighted, isBeaten) => {
  const { operator, sourceDepth, divisor, sum, border, borderColour } = terms;
  const { rows, columns } = extentOf(operator);
  const label = `${sizeLabel(rows, columns)} 16-bit pairs`;
  if (operator.form !== 'matrix') return { label, reason: 'the filter is given as two passes' };
  if (sourceDepth !== 'u8' || !sumsCodes(terms)) return { label, reason: 'the samples are not 8-bit codes' };
  if (weighted) return { label, reason: 'colours times opacity do not fit 16 bits' };
  if (terms.output === 'minmax') return { label, reason: 'the range of the result is measured in float' };
  if (border === 'constant' && !borderColour.every((code) => code >= 0 && code <= 255)) {
    return { label, reason: 'the border colour is not an 8-bit code' };
  }
  if (terms.resultDepth !== 'u8') return { label, reason: 'the result asks for more digits' };
  const { weights } = operator.kernel;
  const perRow = Math.ceil(columns / 2);
  const emits = rows * perRow <= LARGEST_TAPS;
  const entry = emits ? COSTS.emittedPair : COSTS.pairedEntry;
  const cost = terms.channels * (COSTS.pairedEnds + endsOf(terms, false) + rows * perRow * entry);
  if (isBeaten(cost, false)) return { label, reason: BEATEN };
  let gain = 0;
  let largest = 0;
  for (const weight of weights) {
    const size = Math.abs(weight / divisor);
    gain += size;
    if (size > largest) largest = size;
  }
  if (!(largest > 0)) return { label, reason: 'all weights are 0' };
  const scale = Math.max(largest / LARGEST_WEIGHT, (gain * 256) / LARGEST_SUM);
  const table = new Int16Array(rows * perRow * 2);
  let error = 0;
  for (let row = 0, index = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, index++) {
      const weight = (weights[index] ?? 0) / divisor;
      const whole = Math.round(weight / scale);
      table[row * perRow * 2 + column] = whole;
      error += Math.abs(weight - whole * scale);
    }
  }
  // The weights as they are, and what float32 loses where the sum is scaled and the bias added.
  const bound = 255 * (error + gain * SCALING_ROUNDINGS);
  if (bound > LEVELS) return { label, reason: `it would be off by up to ${bound.toFixed(2)} levels` };
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
    method: 'direct',
    runs: DENSE,
    label,
    arithmetic,
    cost,
    grid: NO_GRID,
    reach: null,
    prepare: (frame) =>
      withEmitted(
        prepareDense(terms, { perRow, columns: 2, weights: table, scale }, frame),
        emits ? emitPairs(rows, pairTaps(table, perRow, terms.channels), scale) : null,
        frame,
      ),
  };
};

/** A tap for each entry, in pairs of samples of 4 bytes. */
function pairTaps(table: Int16Array, perRow: number, channels: number): Parameters<typeof emitPairs>[1] {
  return Array.from({ length: table.length / 2 }, (_, index) => ({
    row: Math.floor(index / perRow),
    offset: (index % perRow) * 2 * channels * 4,
    pair: [table[2 * index] ?? 0, table[2 * index + 1] ?? 0] as const,
  }));
}

function prepareDense(terms: Terms, entries: Entries, frame: Frame): Prepared {
  const { reach, workChannels, area, threads } = frame;
  const { rows } = extentOf(terms.operator);
  const margin = (reach.left + reach.right) * workChannels;
  const near = Math.floor(NEAR_BYTES / ((rows + 1) * 4)) - margin;
  const steady = Math.floor(ROW_WORK / (rows * entries.perRow));
  const samples = Math.min(STRIP_SAMPLES.most, Math.max(48, Math.min(steady, Math.max(near, STRIP_SAMPLES.least))));
  const stripWidth = Math.max(8, Math.min(area.width, Math.floor(samples / workChannels)));
  const lineSamples = (stripWidth + reach.left + reach.right) * workChannels;
  const rowBytes = padded(lineSamples) * 4;
  const sumBytes = padded(stripWidth * workChannels) * 4;

  let scratchBytes = 0;
  const room = (bytes: number): number => {
    const start = scratchBytes;
    scratchBytes += Math.ceil(bytes / 64) * 64;
    return start;
  };
  const atTable = room((rows + 1) * 4);
  const atLine = room(padded(lineSamples) + 64);
  const atAddresses = room((rows + 1) * entries.perRow * 4);
  const atSums = room(2 * sumBytes);
  const atRows = room((rows + 1) * rowBytes);
  const strips = Math.max(1, Math.round(STRIP_SAMPLES.most / (stripWidth * workChannels)));
  const width = Math.min(area.width, stripWidth * strips);
  const fairShare = Math.ceil((area.height * Math.ceil(area.width / width)) / (2 * threads));
  return {
    tile: { width, height: Math.max(8, Math.min(area.height, Math.max(TILE_ROWS, 2 * rows), fairShare)) },
    scratchBytes,
    phases: [],
    write(block) {
      block.set(slots.STRIP_WIDTH, stripWidth);
      block.set(slots.ROWS, rows);
      block.set(slots.ENTRIES, entries.perRow);
      block.set(slots.PAIRED, Number(entries.columns === 2));
      block.set(slots.SCALE, entries.scale);
      block.set(slots.WEIGHTS, block.place(entries.weights));
      block.set(slots.BOTH_WEIGHTS, block.place(weightsOfBoth(entries, rows)));
      block.set(slots.ROW_BYTES, rowBytes);
      block.set(slots.ENTRY_BYTES, entries.columns * workChannels * 4);
      block.set(slots.SUM_BYTES, sumBytes);
      block.set(slots.AT_TABLE, atTable);
      block.set(slots.AT_LINE, atLine);
      block.set(slots.AT_ADDRESSES, atAddresses);
      block.set(slots.AT_SUMS, atSums);
      block.set(slots.AT_ROWS, atRows);
    },
  };
}

/** For the row buffers that serve two result rows: the upper's entry of kernel row r, the lower's of row r − 1. */
function weightsOfBoth({ weights, perRow }: Entries, rows: number): Uint32Array {
  const entries = new Uint32Array(weights.buffer, weights.byteOffset, weights.byteLength / 4);
  return Uint32Array.from({ length: 2 * (rows - 1) * perRow }, (_, index) => {
    const at = (index >> 1) + perRow;
    return entries[index % 2 === 0 ? at : at - perRow] ?? 0;
  });
}

/** Whole vectors, and what the last one of a row may read beyond its end. */
function padded(samples: number): number {
  return Math.ceil(samples / 8) * 8 + 24;
}
