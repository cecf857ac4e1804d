// Writes a job into shared memory: the slots of convolve/wasm/slots.ts and the tables they point to.
import type { Emitted } from '../convolve/emit/compile.ts';
import { workChannelsOf, type Table } from '../convolve/proposal.ts';
import { isFlat } from '../convolve/range.ts';
import { EMITTED_FUNCTIONS } from '../convolve/wasm/emitted-layout.ts';
import { ROOM_BYTES } from '../convolve/wasm/room.ts';
import * as slots from '../convolve/wasm/slots.ts';
import { wholeOf, type Point, type Rectangle } from '../geometry.ts';
import { bytesPerSample, DEPTHS } from '../raster.ts';
import { plansOf, type Call } from './call.ts';
import { placeCurves } from './curves.ts';
import type { EngineMemory } from './memory.ts';
import { writePlan } from './plan.ts';
import type { Runnable } from './run.ts';

export interface JobSpec {
  readonly call: Call;
  readonly source: number;
  readonly window: Rectangle;
  readonly result: number;
  /** The part of the result that is computed. */
  readonly area: Rectangle;
  readonly range: readonly [number, number];
  readonly measure: boolean;
  readonly threads: number;
  readonly keepInvalid: boolean;
}

export interface Job extends Runnable {
  invalidSamples(): number;
  /** Extremes that a measuring job found; null when no sample counted. */
  range(): readonly [number, number] | null;
  free(): void;
}

const BORDER_CODES = { clamp: 0, mirror: 1, reflect: 2, wrap: 3, constant: 4, crop: 0, keep: 0 } as const;
const LAW_CODES = { plain: 0, premultiplied: 1, preserve: 2 } as const;
const OUTPUT_CODES = { clamp: 0, absolute: 1, signed: 2, minmax: 3 } as const;

export function writeJob(memory: EngineMemory, spec: JobSpec): Job {
  const { call, window, area, threads } = spec;
  const { terms, selection, reach, whole } = call;
  const blocks: number[] = [];
  const view = (): DataView => new DataView(memory.memory.buffer);
  const free = (): void => blocks.forEach((block) => memory.free(block));
  const reserve = (bytes: number): number => {
    const block = memory.allocate(bytes);
    blocks.push(block);
    return block;
  };
  const place = (table: Table): number => {
    const at = reserve(table.byteLength);
    const bytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
    new Uint8Array(memory.memory.buffer, at, table.byteLength).set(bytes);
    return at;
  };
  const numbers = new Float64Array(slots.SLOT_COUNT);
  const set = (slot: number, value: number): void => {
    numbers[slot] = value;
  };

  try {
    const filtered = call.filteredPart(area);
    const nothing = isEmpty(filtered);
    const corner: Point = { x: area.x + call.origin.x, y: area.y + call.origin.y };
    const workChannels = workChannelsOf(terms);
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
    set(slots.RESULT_STRIDE, area.width * terms.channels * bytesPerSample(terms.resultDepth));
    set(slots.RESULT_DEPTH, DEPTHS.indexOf(terms.resultDepth));
    set(slots.ORIGIN_X, corner.x);
    set(slots.ORIGIN_Y, corner.y);
    set(slots.RESULT_WIDTH, area.width);
    set(slots.RESULT_HEIGHT, area.height);
    set(slots.FILTER_LEFT, filtered.x);
    set(slots.FILTER_TOP, filtered.y);
    set(slots.FILTER_RIGHT, filtered.x + filtered.width);
    set(slots.FILTER_BOTTOM, filtered.y + filtered.height);
    set(slots.REACH_LEFT, reach.left);
    set(slots.REACH_RIGHT, reach.right);
    set(slots.REACH_TOP, reach.top);
    set(slots.REACH_BOTTOM, reach.bottom);
    set(slots.WORK_CHANNELS, workChannels);
    set(slots.LAW, LAW_CODES[terms.law]);
    const measured = terms.luminance ? terms.ticked.map(() => true) : terms.ticked;
    const written = spec.measure ? measured : terms.amount === 0 ? [] : terms.ticked;
    set(
      slots.TICKS,
      written.reduce((bits, ticked, channel) => bits | (ticked ? 1 << channel : 0), 0),
    );
    // Of one colour luminance is that colour.
    set(slots.LUMINANCE, Number(terms.luminance && terms.channels > 2));
    set(slots.LINEAR, Number(terms.linear));
    set(slots.OUTPUT, OUTPUT_CODES[terms.output]);
    set(slots.AMOUNT, terms.amount);
    set(slots.BIAS, terms.bias);
    set(slots.COLOUR_UNIT, terms.unit);
    set(slots.RANGE_LOW, spec.range[0]);
    set(slots.RANGE_HIGH, spec.range[isFlat(spec.range, terms) ? 0 : 1]);
    set(slots.BORDER_OPAQUE, Number(!terms.hasAlpha || terms.borderColour.at(-1) === terms.unit));
    placeLight(call, set, place);
    set(slots.MEASURE, Number(spec.measure));
    set(slots.COPY, Number(selection.plain.method === 'copy' || nothing));
    set(slots.KEEP_INVALID, Number(spec.keepInvalid));
    set(slots.OPACITY, call.opacity);
    set(slots.THREADS, threads);
    let scratchBytes = 64;
    const code: Emitted[] = [];
    for (const proposal of plansOf(selection, call.opacity)) {
      const part = nothing ? wholeOf(area) : filtered;
      const weighted = proposal !== selection.plain;
      const functions = code.length * EMITTED_FUNCTIONS;
      const at = { terms, weighted, corner, area, filtered: part, whole, workChannels, threads, reach, functions };
      const plan = writePlan(proposal, at, reserve, place);
      if (plan.code) code.push(plan.code);
      set(weighted ? slots.WEIGHTED : slots.PLAIN, plan.pointer);
      scratchBytes = Math.max(scratchBytes, Math.ceil(plan.scratchBytes / 64) * 64);
    }
    set(slots.ROOM, scratchBytes);
    scratchBytes += Math.ceil(ROOM_BYTES / 64) * 64;
    set(slots.SCRATCH, reserve(scratchBytes * threads));
    set(slots.SCRATCH_BYTES, scratchBytes);
    const pointer = reserve(slots.JOB_BYTES);
    new Uint8Array(memory.memory.buffer, pointer, slots.JOB_BYTES).fill(0);
    new Float64Array(memory.memory.buffer, pointer, slots.SLOT_COUNT).set(numbers);
    // Of a thread that comes too late for the job nothing is told.
    new Float64Array(memory.memory.buffer, pointer + slots.RANGES, threads * 2).set(
      Array.from({ length: threads }, () => [Infinity, -Infinity]).flat(),
    );
    return {
      entry: 'run',
      pointer,
      code,
      cancel: () => void Atomics.store(new Int32Array(memory.memory.buffer), (pointer + slots.CANCEL) >>> 2, 1),
      invalidSamples: () => view().getInt32(pointer + slots.INVALID, true),
      range() {
        const found = new Float64Array(memory.memory.buffer, pointer + slots.RANGES, threads * 2);
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

function isEmpty({ width, height }: Rectangle): boolean {
  return width < 1 || height < 1;
}

type SetSlot = (slot: number, value: number) => void;

function placeLight({ terms, selection, opacity }: Call, set: SetSlot, place: (table: Table) => number): void {
  const { sourceDepth, resultDepth, channels, colourSpace, linear } = terms;
  const [red, green, blue] = colourSpace.luminance;
  set(slots.LUMINANCE_RED, red);
  set(slots.LUMINANCE_GREEN, green);
  set(slots.LUMINANCE_BLUE, blue);
  if (!linear) return;
  const wide = plansOf(selection, opacity).some(({ arithmetic }) => arithmetic.wide);
  const { records, decoding, encoding } = placeCurves(
    colourSpace.curves,
    { sourceDepth, resultDepth, channels, wide },
    place,
  );
  records.forEach((record, index) => set(slots.CURVE_0 + index, record));
  set(slots.DECODING, decoding);
  set(slots.ENCODING, encoding);
}
