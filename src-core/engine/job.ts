// Writes a job into shared memory: the slots of convolve/wasm/slots.ts and the tables they point to.
import { chooseFinish } from '../convolve/finish.ts';
import { isFlat } from '../convolve/range.ts';
import type { Selection } from '../convolve/select.ts';
import type { Terms } from '../convolve/terms.ts';
import * as slots from '../convolve/wasm/slots.ts';
import { decodeCurve, curveOf } from '../colour/curve.ts';
import type { Point, Rectangle } from '../geometry.ts';
import { bytesPerSample, DEPTHS, type Size } from '../raster.ts';
import { RECORD_FIELDS, tablesOf } from './curves.ts';
import type { Reach } from './geometry.ts';
import type { EngineMemory } from './memory.ts';
import type { TilePlan } from './plan.ts';

export interface JobSpec {
  readonly terms: Terms;
  readonly selection: Selection;
  readonly tiles: TilePlan;
  readonly reach: Reach;
  readonly source: number;
  readonly window: Rectangle;
  readonly whole: Size;
  /** The picture's pixel under the result buffer's first. */
  readonly origin: Point;
  readonly result: number;
  readonly resultSize: Size;
  /** The part of the result buffer that is filtered. */
  readonly filtered: Rectangle;
  readonly range: readonly [number, number];
  readonly measure: boolean;
  readonly threads: number;
}

export interface Job {
  readonly pointer: number;
  cancel(): void;
  invalidSamples(): number;
  /** Extremes that a measuring job found; null when no sample counted. */
  range(): readonly [number, number] | null;
  free(): void;
}

const BORDER_CODES = { clamp: 0, mirror: 1, reflect: 2, wrap: 3, constant: 4, crop: 0, keep: 0 } as const;
const LAW_CODES = { plain: 0, premultiplied: 1, preserve: 2 } as const;
const OUTPUT_CODES = { clamp: 0, absolute: 1, signed: 2, minmax: 3 } as const;

export function writeJob(memory: EngineMemory, spec: JobSpec): Job {
  const { terms, selection, tiles, reach, window, whole, origin, resultSize, filtered } = spec;
  const { proposal, arithmetic } = selection;
  const blocks: number[] = [];
  const view = (): DataView => new DataView(memory.memory.buffer);
  const free = (): void => blocks.forEach((block) => memory.free(block));
  const allocate = (bytes: number): number => {
    const block = memory.allocate(bytes);
    blocks.push(block);
    return block;
  };
  const place = (table: Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array): number => {
    const at = allocate(table.byteLength);
    const bytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
    new Uint8Array(memory.memory.buffer, at, table.byteLength).set(bytes);
    return at;
  };
  const numbers = new Float64Array(slots.SLOT_COUNT);
  const set = (slot: number, value: number): void => {
    numbers[slot] = value;
  };

  try {
    set(slots.SOURCE, spec.source);
    set(slots.SOURCE_STRIDE, window.width * terms.channels * bytesPerSample(terms.sourceDepth));
    set(slots.SOURCE_DEPTH, DEPTHS.indexOf(terms.sourceDepth));
    set(slots.CHANNELS, terms.channels);
    set(slots.WINDOW_X, window.x);
    set(slots.WINDOW_Y, window.y);
    set(slots.WINDOW_WIDTH, window.width);
    set(slots.WINDOW_HEIGHT, window.height);
    set(slots.WHOLE_WIDTH, whole.width);
    set(slots.WHOLE_HEIGHT, whole.height);
    set(slots.BORDER, BORDER_CODES[terms.border]);
    set(slots.RESULT, spec.result);
    set(slots.RESULT_STRIDE, resultSize.width * terms.channels * bytesPerSample(terms.resultDepth));
    set(slots.RESULT_DEPTH, DEPTHS.indexOf(terms.resultDepth));
    set(slots.ORIGIN_X, origin.x);
    set(slots.ORIGIN_Y, origin.y);
    set(slots.RESULT_WIDTH, resultSize.width);
    set(slots.RESULT_HEIGHT, resultSize.height);
    set(slots.FILTER_LEFT, filtered.x);
    set(slots.FILTER_TOP, filtered.y);
    set(slots.FILTER_RIGHT, filtered.x + filtered.width);
    set(slots.FILTER_BOTTOM, filtered.y + filtered.height);
    set(slots.TILE_WIDTH, tiles.tileWidth);
    set(slots.TILE_HEIGHT, tiles.tileHeight);
    set(slots.TILE_COLUMNS, tiles.tileColumns);
    set(slots.TILE_COUNT, tiles.tileCount);
    set(slots.REACH_LEFT, reach.left);
    set(slots.REACH_RIGHT, reach.right);
    set(slots.REACH_TOP, reach.top);
    set(slots.REACH_BOTTOM, reach.bottom);
    set(slots.WORK_CHANNELS, tiles.workChannels);
    placeTaps(spec, set, place);
    set(slots.LAW, LAW_CODES[terms.law]);
    const written = terms.amount === 0 && !spec.measure ? [] : terms.ticked;
    set(
      slots.TICKS,
      written.reduce((bits, ticked, channel) => bits | (ticked ? 1 << channel : 0), 0),
    );
    set(slots.LUMINANCE, Number(terms.luminance));
    set(slots.LINEAR, Number(terms.linear));
    set(slots.OUTPUT, OUTPUT_CODES[terms.output]);
    set(slots.AMOUNT, terms.amount);
    set(slots.DIVISOR, arithmetic.divisor);
    set(slots.BIAS, terms.bias);
    set(slots.SUM, sumOf(spec));
    set(slots.COLOUR_UNIT, terms.unit);
    set(slots.ALPHA_UNIT, arithmetic.alphaUnit);
    set(slots.RANGE_LOW, spec.range[0]);
    set(slots.RANGE_HIGH, spec.range[isFlat(spec.range, terms) ? 0 : 1]);
    set(slots.WIDE_PLAIN, Number(arithmetic.widePlain));
    set(slots.WIDE_WEIGHTED, Number(arithmetic.wideWeighted));
    placeFinish(spec, set, place);
    placeBorder(spec, set, place);
    placeCurves(terms, set, place);
    set(slots.MEASURE, Number(spec.measure));
    set(slots.COPY, Number(proposal.method === 'copy'));
    set(slots.SCRATCH, allocate(tiles.scratchBytes * spec.threads));
    set(slots.SCRATCH_BYTES, tiles.scratchBytes);
    set(slots.SCRATCH_ROW_SLOTS, tiles.rowSlots);
    set(slots.SCRATCH_OFFSETS, tiles.offsets);
    set(slots.SCRATCH_LINE, tiles.line);
    set(slots.SCRATCH_SUMS, tiles.sums);
    set(slots.SCRATCH_ROWS, tiles.rows);
    set(slots.ROW_STRIDE, tiles.rowStride);
    set(slots.GROUP_STRIDE, tiles.groupStride);
    const pointer = allocate(slots.JOB_BYTES);
    new Uint8Array(memory.memory.buffer, pointer, slots.JOB_BYTES).fill(0);
    new Float64Array(memory.memory.buffer, pointer, slots.SLOT_COUNT).set(numbers);
    return {
      pointer,
      cancel: () => void Atomics.store(new Int32Array(memory.memory.buffer), (pointer + slots.CANCEL) >>> 2, 1),
      invalidSamples: () => view().getInt32(pointer + slots.INVALID, true),
      range() {
        const found = new Float64Array(memory.memory.buffer, pointer + slots.RANGES, spec.threads * 2);
        const low = found.filter((_, index) => index % 2 === 0).reduce((a, b) => Math.min(a, b));
        const high = found.filter((_, index) => index % 2 === 1).reduce((a, b) => Math.max(a, b));
        return low <= high ? [low, high] : null;
      },
      free,
    };
  } catch (error) {
    free();
    throw error;
  }
}

type SetSlot = (slot: number, value: number) => void;
type Place = (table: Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array) => number;

/** Real weights are divided here, so that sums never leave the range of the result. */
function finalWeights({ terms, selection }: JobSpec): number[] {
  const { proposal, arithmetic } = selection;
  const divisor = terms.divisor / arithmetic.divisor;
  return proposal.final.map(({ weight }) => weight / divisor);
}

function placeTaps(spec: JobSpec, set: SetSlot, place: Place): void {
  const { horizontal, final } = spec.selection.proposal;
  const { workChannels, groupStride } = spec.tiles;
  const rowTaps = horizontal.flat();
  const samples = rowTaps.map(({ column }) => column * workChannels);
  set(slots.GROUPS, horizontal.length);
  set(slots.HORIZONTAL_COUNT_0, horizontal[0]?.length ?? 0);
  set(slots.HORIZONTAL_COUNT_1, horizontal[1]?.length ?? 0);
  // Byte offsets for float32, then for float64.
  set(slots.HORIZONTAL_OFFSETS, place(Uint32Array.from([...samples.map((s) => s * 4), ...samples.map((s) => s * 8)])));
  set(slots.HORIZONTAL_WEIGHTS_32, place(Float32Array.from(rowTaps, ({ weight }) => weight)));
  set(slots.HORIZONTAL_WEIGHTS_64, place(Float64Array.from(rowTaps, ({ weight }) => weight)));
  const weights = finalWeights(spec);
  set(slots.FINAL_COUNT, final.length);
  set(slots.FINAL_ROWS, place(Uint32Array.from(final, ({ row }) => row)));
  const within = final.map(({ column, group }) => column * workChannels + group * groupStride);
  set(slots.FINAL_OFFSETS, place(Uint32Array.from(within)));
  set(slots.FINAL_WEIGHTS_32, place(Float32Array.from(weights)));
  set(slots.FINAL_WEIGHTS_64, place(Float64Array.from(weights)));
}

/** S as the threads' own arithmetic sums it over an opaque neighbourhood, operation by operation. */
function sumOf(spec: JobSpec): number {
  const { proposal, arithmetic } = spec.selection;
  if (arithmetic.exact) return spec.terms.sum;
  const round = arithmetic.wideWeighted ? (x: number): number => x : Math.fround;
  const rows = proposal.horizontal.map((taps) => taps.reduce((sum, { weight }) => round(sum + round(weight)), 0));
  const weights = finalWeights(spec);
  return proposal.final.reduce(
    (sum, { group }, index) => round(sum + round(round(weights[index] ?? 0) * (rows[group] ?? 1))),
    0,
  );
}

function placeFinish({ terms, selection }: JobSpec, set: SetSlot, place: Place): void {
  const finish = chooseFinish(terms, selection.proposal, selection.arithmetic);
  set(slots.FINISH, finish.kind);
  const constants = new Uint8Array(112);
  if (finish.written.length > 0) {
    new Float32Array(constants.buffer, 0, 8).set([...finish.factor, ...finish.summand]);
    new Float64Array(constants.buffer, 32, 8).set([...finish.divisor64, ...finish.summand64]);
    const size = bytesPerSample(terms.resultDepth);
    for (let byte = 0; byte < 16; byte++) {
      constants[96 + byte] = finish.written[Math.floor(byte / size) % 4] ? 255 : 0;
    }
  }
  set(slots.FINISH_CONSTANTS, place(constants));
}

/** The border colour as work samples: plain, then weighted by its own α. */
function placeBorder({ terms, selection, tiles }: JobSpec, set: SetSlot, place: Place): void {
  const { borderColour, hasAlpha, channels, linear, unit, colourSpace } = terms;
  const colours = hasAlpha ? channels - 1 : channels;
  let colour = borderColour
    .slice(0, colours)
    .map((value, channel) => (linear ? decodeCurve(curveOf(colourSpace, channel), value) : value));
  if (terms.luminance && colours > 1) {
    colour = [colour.reduce((y, value, channel) => y + (colourSpace.luminance[channel] ?? 0) * value, 0)];
  }
  const alpha = hasAlpha ? (borderColour[colours] ?? 0) : unit;
  const weight = (alpha / unit) * selection.arithmetic.alphaUnit;
  const samples = new Float64Array(8);
  colour.forEach((value, index) => {
    samples[index] = value;
    samples[4 + index] = value * weight;
  });
  if (hasAlpha) {
    samples[tiles.workChannels - 1] = alpha;
    samples[4 + tiles.workChannels - 1] = weight;
  }
  set(slots.BORDER_COLOUR, place(samples));
  set(slots.BORDER_OPAQUE, Number(alpha === unit));
}

function placeCurves(terms: Terms, set: SetSlot, place: Place): void {
  const [red, green, blue] = terms.colourSpace.luminance;
  set(slots.LUMINANCE_RED, red);
  set(slots.LUMINANCE_GREEN, green);
  set(slots.LUMINANCE_BLUE, blue);
  if (!terms.linear) return;
  const records = terms.colourSpace.curves.map((curve) => {
    const tables = tablesOf(curve, terms.sourceDepth, terms.resultDepth);
    const record = new Float64Array(RECORD_FIELDS);
    record.set(tables.fields);
    record[9] = place(tables.decodePieces);
    record[10] = place(tables.encodePieces);
    record[14] = place(tables.values);
    record[15] = place(tables.codes);
    record[16] = place(tables.thresholds);
    record[17] = place(tables.guess);
    return place(record);
  });
  set(slots.CURVE_0, records[0] ?? 0);
  set(slots.CURVE_1, records[1] ?? records[0] ?? 0);
  set(slots.CURVE_2, records[2] ?? records[0] ?? 0);
}
