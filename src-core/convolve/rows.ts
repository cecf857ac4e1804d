// The method of weighted rows (wasm/rows.ts): taps along the row, then taps over rows; what it costs and how it is laid out.
import { chooseArithmetic, sumsCodes, type Arithmetic } from './arithmetic.ts';
import { COSTS, endsOf } from './costs.ts';
import { LARGEST_TAPS } from './emit/compile.ts';
import { emitFloats, withEmitted, type EmittedPlan } from './emit/prepare.ts';
import { lazy } from './lazy.ts';
import { NO_GRID, workChannelsOf, type Block, type Frame, type Prepared, type Proposal } from './proposal.ts';
import { extentOf } from './sums.ts';
import { storesSums } from './finish.ts';
import type { Terms } from './terms.ts';
import { ROWS } from './wasm/methods.ts';
import * as slots from './wasm/rows-slots.ts';

export interface RowTap {
  /** Column of the kernel. */
  readonly column: number;
  readonly weight: number;
}

export interface FinalTap {
  /** Row of the kernel. */
  readonly row: number;
  /** Column of the kernel, or 0 where the row buffers are filtered already. */
  readonly column: number;
  /** Which of the filtered rows; 0 where the taps act on the picture's own rows. */
  readonly group: number;
  readonly weight: number;
}

export interface RowsTaps {
  readonly method: 'direct' | 'separable';
  readonly label: string;
  /** One list per filtered row, none for a direct sum. */
  readonly horizontal: readonly (readonly RowTap[])[];
  readonly finalCount: number;
  /** In row order. */
  readonly final: () => readonly FinalTap[];
  /** Σ of the absolute products of the factors: Σ|K| or more. */
  readonly gain: number;
  /** Σ|K − the kernel that these taps add up to|. */
  readonly weightError: number;
  /** Every factor is a whole number, and the taps are the kernel exactly. */
  readonly whole: boolean;
}

/** Row buffers of a strip stay below this: the first cache for direct sums, a good part of the second for tall kernels. */
const NEAR_BYTES = 24 * 2 ** 10;
const RING_BYTES = 384 * 2 ** 10;
const STRIP_SAMPLES = { least: 224, most: 2048 } as const;
const TILE_SAMPLES = 2048;
const TILE_ROWS = 64;
/** Multiply-adds between two looks at the cancel flag: a millisecond or two. */
const ROW_WORK = 1e7;

export function rowsProposal(terms: Terms, weighted: boolean, taps: RowsTaps): Proposal {
  const across = taps.horizontal.map((list) => list.length);
  const { gain, weightError, whole, finalCount } = taps;
  const roundings = Math.max(0, ...across) + finalCount;
  const chosen = chooseArithmetic(terms, { gain, weightError, whole, roundings }, weighted);
  const sum = lazy(() => sumOf(terms, taps, chosen));
  const arithmetic: Arithmetic = {
    ...chosen,
    get sum() {
      return sum();
    },
  };
  const multiplyAdd = arithmetic.wide ? COSTS.multiplyAdd64 : COSTS.multiplyAdd32;
  const sums = across.reduce((sum, count) => sum + count, 0) + finalCount;
  const ends = endsOf(terms, weighted);
  const emits = isEmitted(taps, arithmetic);
  return {
    method: taps.method,
    runs: ROWS,
    label: taps.label,
    arithmetic,
    cost:
      workChannelsOf(terms) *
      (ends + (emits ? emittedCost(terms, across.length > 0, sums) : sums * multiplyAdd + across.length * COSTS.pass)),
    grid: NO_GRID,
    reach: null,
    prepare: (frame) =>
      withEmitted(
        prepareRows(terms, taps, arithmetic, frame),
        emits ? emitted(terms, weighted, taps, arithmetic) : null,
        frame,
      ),
  };
}

/** Two rows of the result at once share what a tap reads that has another tap above it. */
function emittedCost({ operator }: Terms, twoPasses: boolean, sums: number): number {
  if (twoPasses || operator.form !== 'matrix') return sums * COSTS.emittedPassTap;
  const { weights, columns } = operator.kernel;
  let alone = 0;
  weights.forEach((weight, index) => {
    if (weight !== 0 && (index < columns || weights[index - columns] === 0)) alone++;
  });
  return sums * COSTS.emittedTap + alone * COSTS.emittedAlone;
}

/** Two filtered rows at a time do not fit the loops, nor does a pass without taps. */
function isEmitted({ horizontal, finalCount }: RowsTaps, { wide }: Arithmetic): boolean {
  const counts = [finalCount, ...horizontal.map((list) => list.length)];
  const fits = counts.every((count) => count > 0) && counts.reduce((sum, count) => sum + count) <= LARGEST_TAPS;
  return !wide && horizontal.length < 2 && fits;
}

/** Loops for where the taps are: over the rows first, on stored samples where they can be taken as they are. */
function emitted(terms: Terms, weighted: boolean, taps: RowsTaps, arithmetic: Arithmetic): EmittedPlan | null {
  const { operator, sourceDepth, linear, luminance, channels, border, borderColour } = terms;
  const { rows } = extentOf(operator);
  const codes = sourceDepth === 'u16' && !weighted && sumsCodes(terms);
  const withinCodes = border !== 'constant' || borderColour.every((code) => code >= 0 && code <= 65535);
  const floats = sourceDepth === 'f32' && !weighted && !linear && !(luminance && channels > 2);
  const samples = codes && withinCodes ? 'words' : 'floats';
  const pixel = workChannelsOf(terms);
  const weights = finalWeights(terms, taps, arithmetic);
  const down = taps.final().map(({ row, column }, index) => {
    return { row, offset: column * pixel * (samples === 'words' ? 2 : 4), weight: Math.fround(weights[index] ?? 0) };
  });
  const across = (taps.horizontal[0] ?? []).map(({ column, weight }) => ({
    row: 0,
    offset: column * pixel * 4,
    weight,
  }));
  return emitFloats(
    rows,
    { samples, down, across },
    { loaded: samples === 'floats' && !floats, stores: floats && storesSums(terms) },
  );
}

function prepareRows(terms: Terms, taps: RowsTaps, arithmetic: Arithmetic, frame: Frame): Prepared {
  const { reach, workChannels, area, threads } = frame;
  const { rows: ring } = extentOf(terms.operator);
  const groups = taps.horizontal.length;
  const sampleBytes = arithmetic.wide ? 8 : 4;
  const stripWidth = stripWidthOf(taps, frame, ring, sampleBytes);
  const lineBytes = padded((stripWidth + reach.left + reach.right) * workChannels) * sampleBytes;
  const groupBytes = padded(stripWidth * workChannels) * sampleBytes;
  const rowBytes = groups === 0 ? lineBytes : groups * groupBytes;

  let scratchBytes = 0;
  const room = (bytes: number): number => {
    const start = scratchBytes;
    scratchBytes += Math.ceil(bytes / 64) * 64;
    return start;
  };
  const atOffsets = room(taps.finalCount * 4);
  const atLine = room(lineBytes);
  const atSums = room(groupBytes);
  const atRows = room(ring * rowBytes);

  // Rows above and below a tile are filtered again for its neighbours: tall kernels want tall tiles.
  const tallEnough = groups === 0 ? TILE_ROWS : Math.max(TILE_ROWS, 4 * ring);
  const width = Math.min(area.width, stripWidth * Math.max(1, Math.round(TILE_SAMPLES / (stripWidth * workChannels))));
  const fairShare = Math.ceil((area.height * Math.ceil(area.width / width)) / (2 * threads));
  return {
    tile: { width, height: Math.max(8, Math.min(area.height, tallEnough, fairShare)) },
    scratchBytes,
    phases: [],
    write(block) {
      block.set(slots.STRIP_WIDTH, stripWidth);
      block.set(slots.RING, ring);
      block.set(slots.ROW_BYTES, rowBytes);
      block.set(slots.GROUP_BYTES, groupBytes);
      block.set(slots.AT_OFFSETS, atOffsets);
      block.set(slots.AT_LINE, atLine);
      block.set(slots.AT_SUMS, atSums);
      block.set(slots.AT_ROWS, atRows);
      placeTaps(block, terms, taps, arithmetic, { pixelBytes: workChannels * sampleBytes, groupBytes });
    },
  };
}

function stripWidthOf(taps: RowsTaps, { reach, workChannels, area }: Frame, ring: number, sampleBytes: number): number {
  const groups = taps.horizontal.length;
  const margin = (reach.left + reach.right) * workChannels;
  const bytesPerSample = ring * Math.max(1, groups) * sampleBytes;
  const near = Math.floor(NEAR_BYTES / bytesPerSample);
  const far = Math.floor(RING_BYTES / bytesPerSample);
  // The margin of a strip is loaded again for its neighbour, and filtered for nothing where nothing is near enough.
  const wanted = Math.min(far, Math.max(near, STRIP_SAMPLES.least, 4 * margin));
  const steady = Math.max(64, Math.floor(ROW_WORK / Math.max(1, taps.finalCount)));
  const samples = Math.min(STRIP_SAMPLES.most, Math.max(56, wanted), steady);
  return Math.max(8, Math.min(area.width, Math.floor(samples / workChannels)));
}

/** Real weights are divided here, so that sums never leave the range of the result. */
function finalWeights(terms: Terms, { final }: RowsTaps, { divisor }: Arithmetic): number[] {
  return final().map(({ weight }) => weight / (terms.divisor / divisor));
}

function placeTaps(
  block: Block,
  terms: Terms,
  taps: RowsTaps,
  arithmetic: Arithmetic,
  { pixelBytes, groupBytes }: { pixelBytes: number; groupBytes: number },
): void {
  const weightsOf = (weights: readonly number[]): Float64Array | Float32Array =>
    arithmetic.wide ? Float64Array.from(weights) : Float32Array.from(weights);
  const { horizontal } = taps;
  const final = taps.final();
  const rowTaps = horizontal.flat();
  block.set(slots.GROUPS, horizontal.length);
  block.set(slots.HORIZONTAL_COUNT_0, horizontal[0]?.length ?? 0);
  block.set(slots.HORIZONTAL_COUNT_1, horizontal[1]?.length ?? 0);
  block.set(slots.HORIZONTAL_OFFSETS, block.place(Uint32Array.from(rowTaps, ({ column }) => column * pixelBytes)));
  block.set(slots.HORIZONTAL_WEIGHTS, block.place(weightsOf(rowTaps.map(({ weight }) => weight))));
  block.set(slots.FINAL_COUNT, final.length);
  block.set(slots.FINAL_ROWS, block.place(Uint32Array.from(final, ({ row }) => row)));
  const within = final.map(({ column, group }) => column * pixelBytes + group * groupBytes);
  block.set(slots.FINAL_OFFSETS, block.place(Uint32Array.from(within)));
  block.set(slots.FINAL_WEIGHTS, block.place(weightsOf(finalWeights(terms, taps, arithmetic))));
}

/** S as the threads' own arithmetic sums it over an opaque neighbourhood, operation by operation. */
function sumOf(terms: Terms, taps: RowsTaps, arithmetic: Arithmetic): number {
  if (arithmetic.exact) return terms.sum;
  const round = arithmetic.wide ? (x: number): number => x : Math.fround;
  const rows = taps.horizontal.map((list) => list.reduce((sum, { weight }) => round(sum + round(weight)), 0));
  const weights = finalWeights(terms, taps, arithmetic);
  return taps
    .final()
    .reduce((sum, { group }, index) => round(sum + round(round(weights[index] ?? 0) * (rows[group] ?? 1))), 0);
}

/** Whole vectors of seven, and what the last one of a row may write beyond its end. */
function padded(samples: number): number {
  return Math.ceil(samples / 4) * 4 + 4;
}
