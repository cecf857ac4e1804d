// A plan made ready for loops that are emitted for its kernel. What the plan does without them stays beside it, for machines
// and builds without vectors.
import type { Frame, Prepared } from '../proposal.ts';
import * as slots from '../wasm/emitted-slots.ts';
import { STEP } from '../wasm/emitted-layout.ts';
import { compileRows, type Emitted } from './compile.ts';
import type { FloatStructure } from './float-row.ts';
import { SUMS, type RowStructure, type RowTap } from './row.ts';
import { floatVectors, rowFinishOf, type Grouped } from './structure.ts';

export interface EmittedPlan {
  readonly code: Emitted;
  /** Codes, or float sums that have yet to be finished. */
  readonly way: number;
  /** Sums are the result's samples, and written there. */
  readonly stores: boolean;
  /** The kernel's rows. */
  readonly rows: number;
  /** Bytes of a sample that is read, and of a sum. */
  readonly sampleBytes: number;
  readonly sumBytes: number;
  readonly downWeights: Int16Array | Float32Array;
  /** Of the second loop, if there is one. */
  readonly acrossWeights: Int16Array | Float32Array | null;
}

/** Null where no code can be emitted. `across`: a second loop along the sums of the first. `shift`: as in RowStructure. */
export function emitPlan(
  rows: number,
  products: RowStructure['products'],
  down: Grouped,
  across: Grouped | null,
  finish: Uint8Array,
  shift = 0,
): EmittedPlan | null {
  const last = rowFinishOf(finish);
  const first = { samples: 'bytes', rows, results: 2, groups: down.groups, products, shift, finish: last } as const;
  const code = compileRows(
    across
      ? [
          { ...first, finish: SUMS },
          { samples: 'shorts', rows: 1, results: 1, groups: across.groups, products, shift: 0, finish: last },
        ]
      : [first],
  );
  const acrossWeights = across?.weights ?? null;
  const sizes = { rows, sampleBytes: 1, sumBytes: 2 };
  return code && { code, way: slots.CODES, stores: false, ...sizes, downWeights: down.weights, acrossWeights };
}

/** What emitted float sums read and multiply by; taps across are columns of samples in float32. */
export interface FloatTaps {
  readonly samples: FloatStructure['samples'];
  readonly down: readonly FloatTap[];
  readonly across: readonly FloatTap[];
}

export interface FloatTap extends Omit<RowTap, 'minus'> {
  readonly weight: number;
}

/**
 * Null where no code can be emitted. `loaded`: rows are float32 samples that the module makes of the picture's; `stores`:
 * the sums are a float result.
 */
export function emitFloats(
  rows: number,
  { samples, down, across }: FloatTaps,
  { loaded, stores }: { readonly loaded: boolean; readonly stores: boolean },
): EmittedPlan | null {
  const first = floatGroups(down, samples === 'words');
  const second = floatGroups(across, false);
  const twoPasses = across.length > 0;
  const structures: FloatStructure[] = [
    { samples, rows, results: 2, groups: first.groups, fromZero: stores && !twoPasses },
  ];
  if (twoPasses) structures.push({ samples: 'floats', rows: 1, results: 1, groups: second.groups, fromZero: stores });
  const code = compileRows(structures);
  if (!code) return null;
  return {
    code,
    way: loaded ? slots.LOADED_FLOATS : slots.FLOATS,
    stores,
    rows,
    sampleBytes: samples === 'words' ? 2 : 4,
    sumBytes: 4,
    downWeights: first.weights,
    acrossWeights: twoPasses ? second.weights : null,
  };
}

/** Sums of pairs: a tap for every two columns, whose 16-bit weights are `pairs`; `scale` makes float sums of whole ones. */
export function emitPairs(
  rows: number,
  taps: readonly (Omit<RowTap, 'minus'> & { readonly pair: readonly [number, number] })[],
  scale: number,
): EmittedPlan | null {
  const groups = taps.map(({ row, offset }) => [{ row, offset, minus: false }]);
  const code = compileRows([{ samples: 'pairs', rows, results: 2, groups, fromZero: false }]);
  if (!code) return null;
  const weights = new Int16Array(8 * (taps.length + 1));
  weights.set(taps.flatMap(({ pair }) => [...pair, ...pair, ...pair, ...pair]));
  new Float32Array(weights.buffer, 16 * taps.length).fill(scale);
  return {
    code,
    way: slots.PAIRS,
    stores: false,
    rows,
    sampleBytes: 4,
    sumBytes: 4,
    downWeights: weights,
    acrossWeights: null,
  };
}

/** Whole samples share a multiplication where weights differ by sign alone; floats might overflow where they are added. */
function floatGroups(
  taps: readonly FloatTap[],
  shared: boolean,
): { groups: FloatStructure['groups']; weights: Float32Array } {
  const groups: FloatTap[][] = [];
  for (const tap of taps) {
    const size = Math.abs(tap.weight);
    const known = shared && groups.find(([first]) => first && Math.abs(first.weight) === size);
    if (known) known.push(tap);
    else groups.push([tap]);
  }
  return {
    groups: groups.map((group) =>
      group.map(({ row, offset, weight }) => ({ row, offset, minus: weight !== group[0]!.weight })),
    ),
    weights: floatVectors(groups.map(([first]) => first!.weight)),
  };
}

/** Of a row: memory is read ahead along it. And of all rows that are read at once, which stay in the second cache. */
const ROW_BYTES = 32768;
const RING_BYTES = 640 * 2 ** 10;
/** Of a row of sums between two loops. */
const CHUNK_BYTES = 8192;
const TILE_ROWS = 64;
/** Of what columns near the edges read of so many rows as are made at once. */
const EDGE_BYTES = 32768;

export function withEmitted(plain: Prepared, emitted: EmittedPlan | null, frame: Frame): Prepared {
  if (!emitted) return plain;
  const { reach, area, threads, workChannels: channels } = frame;
  const { code, way, stores, rows, sampleBytes, sumBytes, downWeights, acrossWeights } = emitted;
  const stripBytes = Math.min(ROW_BYTES, RING_BYTES / (rows + 1));
  const stripWidth = Math.max(8, Math.min(area.width, Math.floor(stripBytes / (channels * sampleBytes))));
  const keepsSums = acrossWeights !== null || (way !== slots.CODES && !stores);
  const nearWidth = Math.max(8, Math.floor(CHUNK_BYTES / (channels * sumBytes)));
  const chunkWidth = keepsSums ? Math.min(stripWidth, nearWidth) : stripWidth;
  const across = reach.left + reach.right;
  // Both edges are as wide as the kernel reaches there, and read as far on both sides.
  const windowSamples = 3 * across * channels;
  const affordable = Math.floor(EDGE_BYTES / Math.max(1, windowSamples * sampleBytes));
  const edgeRows = 2 * Math.ceil(Math.min(TILE_ROWS, Math.max(rows, affordable)) / 2);
  const edgeSamples = across === 0 ? 0 : padded((edgeRows / 2) * windowSamples);
  const lineSamples = padded((stripWidth + across) * channels);
  const lineBytes = lineSamples * sampleBytes;
  let scratchBytes = 0;
  const room = (bytes: number): number => {
    const start = scratchBytes;
    scratchBytes += Math.ceil(bytes / 64) * 64;
    return start;
  };
  // Two rows of the result at once.
  const atRows = room((rows + 1) * 4);
  const atOrdered = room((rows + 1) * 4);
  const atLines = room((rows + 1) * lineBytes);
  const atLine = room(way === slots.PAIRS ? lineSamples : 0);
  const betweenSamples = Math.max(edgeSamples, padded((chunkWidth + across) * channels));
  const betweenBytes = acrossWeights ? sumBytes * betweenSamples : 0;
  const atBetween = room(2 * betweenBytes);
  const sumRowBytes = sumBytes * Math.max(edgeSamples, padded(chunkWidth * channels));
  const atSums = room(2 * sumRowBytes);
  const atSpare = room(2 * STEP * 4);
  const atRow = room(4);
  const atEdgeColumns = room(3 * across * 4);
  const edgeBytes = across === 0 ? 0 : sampleBytes * padded(((edgeRows + rows) / 2 + 1) * windowSamples);
  const atEdgeSamples = room(2 * edgeBytes);
  const fairShare = Math.ceil((area.height * Math.ceil(area.width / stripWidth)) / (2 * threads));
  return {
    tile: { width: stripWidth, height: Math.max(8, Math.min(area.height, TILE_ROWS, fairShare)) },
    scratchBytes: Math.max(plain.scratchBytes, scratchBytes),
    phases: [],
    code,
    write(block) {
      plain.write(block);
      block.set(slots.WAY, way);
      block.set(slots.STORES, Number(stores));
      block.set(slots.STRIP_WIDTH, stripWidth);
      block.set(slots.CHUNK_WIDTH, chunkWidth);
      block.set(slots.SAMPLE_BYTES, sampleBytes);
      block.set(slots.ROWS, rows);
      block.set(slots.TWO_PASSES, Number(acrossWeights !== null));
      block.set(slots.DOWN_WEIGHTS, block.place(downWeights));
      if (acrossWeights) block.set(slots.ACROSS_WEIGHTS, block.place(acrossWeights));
      block.set(slots.LINE_BYTES, lineBytes);
      block.set(slots.AT_ROWS, atRows);
      block.set(slots.AT_ORDERED, atOrdered);
      block.set(slots.AT_LINES, atLines);
      block.set(slots.AT_LINE, atLine);
      block.set(slots.AT_BETWEEN, atBetween);
      block.set(slots.AT_SUMS, atSums);
      block.set(slots.AT_SPARE, atSpare);
      block.set(slots.AT_ROW, atRow);
      block.set(slots.BETWEEN_BYTES, betweenBytes);
      block.set(slots.SUM_BYTES, sumRowBytes);
      block.set(slots.EDGE_ROWS, edgeRows);
      block.set(slots.AT_EDGE_COLUMNS, atEdgeColumns);
      block.set(slots.AT_EDGE_SAMPLES, atEdgeSamples);
      block.set(slots.EDGE_BYTES, edgeBytes);
    },
  };
}

/** The last step of a short row runs beyond its end. */
function padded(samples: number): number {
  return Math.ceil(samples / STEP) * STEP + 2 * STEP;
}
