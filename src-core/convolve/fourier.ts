// Fast path: the product of spectra, by overlap-save (wasm/fourier.ts). Right for large kernels without structure.
import type { Operator } from '../filters/filter.ts';
import { canBeExact, type Arithmetic } from './arithmetic.ts';
import { COSTS, endsOf } from './costs.ts';
import { fourierArithmetic } from './fourier-error.ts';
import { BEATEN, sizeLabel, workChannelsOf, type Frame, type Prepared, type Propose } from './proposal.ts';
import { extentOf } from './sums.ts';
import type { Terms } from './terms.ts';
import { twiddlesOf } from './twiddles.ts';
import * as slots from './wasm/fourier-slots.ts';
import { FOURIER } from './wasm/methods.ts';

/** Numbers of a transform along the row and along the column, and how many of them are results. */
interface Lengths {
  readonly row: number;
  readonly column: number;
  readonly validWidth: number;
  readonly validHeight: number;
}

interface Offer {
  readonly lengths: Lengths;
  readonly arithmetic: Arithmetic;
  readonly cost: number;
  /** Bytes above what a ring should take. */
  readonly excess: number;
}

/** A transform's length in taps: at least a third of it is results. */
const LEAST_SHARE = 1.5;
const LENGTHS = [32, 64, 128, 256, 512, 1024];
/** The ring of one thread stays below this. */
const RING_BYTES = 26 * 2 ** 20;
const VECTOR_BYTES = 16;
const CACHE_LINE = 64;

export const proposeFourier: Propose = (terms, weighted, isBeaten) => {
  const { rows, columns } = extentOf(terms.operator);
  const label = `${sizeLabel(rows, columns)} FFT`;
  const planes = planesOf(terms, weighted);
  const levels = 2 * (Math.log2(LEAST_SHARE * columns) + Math.log2(LEAST_SHARE * rows));
  const least = workChannelsOf(terms) * endsOf(terms, weighted) + planes * levels * COSTS.fourierLevel;
  if (isBeaten(least, canBeExact(terms))) return { label, reason: BEATEN };
  let best: Offer | null = null;
  let reason = 'the kernel is too large';
  for (const lengths of candidates(rows, columns)) {
    const arithmetic = fourierArithmetic(terms, lengths.row * lengths.column, weighted);
    if (typeof arithmetic === 'string') {
      reason = arithmetic;
      continue;
    }
    const cost = costOf(terms, weighted, lengths, arithmetic);
    const excess = Math.max(0, ringBytes(lengths, groupsOf(planes, arithmetic.wide)) - RING_BYTES);
    const offer = { lengths, arithmetic, cost, excess };
    if (!best || excess < best.excess || (excess === best.excess && cost < best.cost)) best = offer;
  }
  if (!best) return { label, reason };
  const { lengths, arithmetic, cost } = best;
  return {
    method: 'fourier',
    runs: FOURIER,
    label,
    arithmetic,
    cost,
    grid: { width: 2 * lengths.validWidth, height: lengths.validHeight },
    reach: null,
    prepare: (frame) => prepareFourier(terms, lengths, arithmetic, planes, frame),
  };
};

function candidates(rows: number, columns: number): Lengths[] {
  const lengthsOf = (taps: number): number[] => LENGTHS.filter((length) => length >= LEAST_SHARE * taps);
  return lengthsOf(columns).flatMap((row) =>
    lengthsOf(rows).map((column) => ({
      row,
      column,
      validWidth: row - columns + 1,
      validHeight: column - rows + 1,
    })),
  );
}

/** Channels that are transformed: α of an opaque picture stays what it is where the law asks for nothing else. */
function planesOf(terms: Terms, weighted: boolean): number {
  return workChannelsOf(terms) - Number(terms.hasAlpha && terms.law !== 'plain' && !weighted);
}

/** Vectors per pixel that share no transform: channels fill whole vectors, or each lane holds a block of its own. */
function groupsOf(planes: number, wide: boolean): number {
  const lanes = wide ? 2 : 4;
  return planes % lanes === 0 ? planes / lanes : planes;
}

/** With a gap behind each row of a plane; without SIMD every channel is a plane of its own. */
function ringBytes(lengths: Lengths, groups: number): number {
  return (lengths.column + 1) * groups * (lengths.row * 2 * VECTOR_BYTES + 4 * slots.GAP_BYTES);
}

function costOf(terms: Terms, weighted: boolean, lengths: Lengths, arithmetic: Arithmetic): number {
  const { row, column, validWidth, validHeight } = lengths;
  const planes = planesOf(terms, weighted);
  const acrossShare = row / validWidth;
  const blockShare = (acrossShare * column) / validHeight;
  const levels = 2 * (Math.log2(row) * acrossShare + Math.log2(column) * blockShare);
  const bytes = ringBytes(lengths, groupsOf(planes, arithmetic.wide));
  const far = bytes > COSTS.fourierNearBytes ? COSTS.fourierFar * blockShare : 0;
  const sums = levels * COSTS.fourierLevel + COSTS.fourierProduct * blockShare + far;
  const turn = planes % (arithmetic.wide ? 2 : 4) === 0 ? 0 : COSTS.fourierTurn;
  return workChannelsOf(terms) * (endsOf(terms, weighted) + turn) + planes * sums * (arithmetic.wide ? 2 : 1);
}

/** Row by row. */
function weightsOf(operator: Operator): readonly number[] {
  if (operator.form === 'matrix') return operator.kernel.weights;
  const { vertical, horizontal } = operator;
  return vertical.weights.flatMap((down) => horizontal.weights.map((across) => down * across));
}

function prepareFourier(
  terms: Terms,
  lengths: Lengths,
  arithmetic: Arithmetic,
  planes: number,
  frame: Frame,
): Prepared {
  const { operator } = terms;
  const { rows, columns } = extentOf(operator);
  const weights = weightsOf(operator);
  const { workChannels } = frame;
  const { row, column, validWidth, validHeight } = lengths;
  const sampleBytes = arithmetic.wide ? 8 : 4;
  const lanes = VECTOR_BYTES / sampleBytes;
  const blocks = planes % lanes === 0 ? 1 : lanes;
  const groups = groupsOf(planes, arithmetic.wide);

  let scratchBytes = 0;
  const room = (bytes: number): number => {
    const start = scratchBytes;
    scratchBytes += Math.ceil(bytes / CACHE_LINE) * CACHE_LINE;
    return start;
  };
  // The spectrum's phases use the scratch from its start; for a plain sum a row of sums lies in the columns' room.
  const plainSums = workChannels * (2 * validWidth * 8 + (validWidth + row) * sampleBytes);
  const atColumns = room(Math.max(2 * column * 2 * VECTOR_BYTES, row * 2 * 8, plainSums));
  const atTables = room(3 * column * 4);
  const lineBytes = Math.ceil(((validWidth + row) * workChannels * sampleBytes) / CACHE_LINE + 1) * CACHE_LINE;
  const atLines = room(blocks * lineBytes);
  // A vector more for α that is left out.
  const rowBytes = Math.max(row * workChannels * sampleBytes, row * groups * VECTOR_BYTES) + VECTOR_BYTES;
  const atReal = room(rowBytes);
  const atImaginary = room(rowBytes);
  const atRing = room(ringBytes(lengths, groups));

  const across = shapeOf(lengths, blocks, frame);
  return {
    tile: { width: across.across * 2 * validWidth, height: across.height },
    scratchBytes,
    phases: [Math.ceil(rows / slots.PREPARED_ROWS), Math.ceil(row / slots.PREPARED_COLUMNS)],
    write(block) {
      const table = (length: number, wide: boolean): number =>
        block.place(wide ? twiddlesOf(length) : Float32Array.from(twiddlesOf(length)));
      block.set(slots.ROW_LENGTH, row);
      block.set(slots.COLUMN_LENGTH, column);
      block.set(slots.VALID_WIDTH, validWidth);
      block.set(slots.VALID_HEIGHT, validHeight);
      block.set(slots.KERNEL_ROWS, rows);
      block.set(slots.KERNEL_COLUMNS, columns);
      const divisor = terms.divisor / arithmetic.divisor;
      block.set(slots.WEIGHTS, block.place(Float64Array.from(weights, (weight) => weight / divisor)));
      block.set(slots.SCALE, 1 / (row * column));
      block.set(slots.ROW_TWIDDLES, table(row, arithmetic.wide));
      block.set(slots.COLUMN_TWIDDLES, table(column, arithmetic.wide));
      block.set(slots.ROW_TWIDDLES_64, table(row, true));
      block.set(slots.COLUMN_TWIDDLES_64, table(column, true));
      block.set(slots.KERNEL_LINES, block.reserve(rows * row * 16));
      block.set(slots.SPECTRUM, block.reserve(row * column * 2 * sampleBytes));
      block.set(slots.ROUNDS, Number(arithmetic.exact));
      block.set(slots.LANES_ACROSS, across.across);
      block.set(slots.AT_RING, atRing);
      block.set(slots.AT_TABLES, atTables);
      block.set(slots.AT_COLUMNS, atColumns);
      block.set(slots.AT_LINES, atLines);
      block.set(slots.AT_REAL, atReal);
      block.set(slots.AT_IMAGINARY, atImaginary);
      block.set(slots.LINE_BYTES, lineBytes);
    },
  };
}

/** How a tile's lanes lie, and how far down they go: the cheapest, each tile's first block having more rows to read. */
function shapeOf(lengths: Lengths, blocks: number, { area, threads }: Frame): { across: number; height: number } {
  const { row, column, validWidth, validHeight } = lengths;
  const blockColumns = Math.ceil(area.width / (2 * validWidth));
  const blockRows = Math.ceil(area.height / validHeight);
  // Of rows read and written, in levels of a row's transform: lanes below each other touch memory far apart.
  const rowTime = (down: number): number => Math.log2(row) + (down - 1) * (COSTS.fourierRun / row);
  const firstOf = (down: number): number => (column - validHeight) * rowTime(down);
  const eachOf = (down: number): number => 2 * (validHeight * rowTime(down) + column * Math.log2(column));
  let best = { across: 1, height: validHeight, time: Infinity };
  for (let across = 1; across <= blocks; across *= 2) {
    const down = blocks / across;
    for (let strip = 1; (strip - 1) * down < blockRows; strip++) {
      const height = strip * down;
      const tileRows = Math.ceil(blockRows / height);
      const strips = (lanes: number): number =>
        (tileRows - 1) * Math.ceil(height / lanes) + Math.ceil((blockRows - (tileRows - 1) * height) / lanes);
      const workOf = (lanes: number): number => tileRows * firstOf(lanes) + strips(lanes) * eachOf(lanes);
      let work = Math.floor(blockColumns / across) * workOf(down);
      for (let rest = blockColumns % across; rest > 0;) {
        const narrower = Math.min(across, 2 ** Math.ceil(Math.log2(rest)));
        work += workOf(blocks / narrower);
        rest -= narrower;
      }
      const time = work / threads + (threads > 1 ? (firstOf(down) + strip * eachOf(down)) / 2 : 0);
      if (time < best.time) best = { across, height: height * validHeight, time };
    }
  }
  return best;
}
