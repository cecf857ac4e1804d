// What the threads find out about pixels for those who inspect them: extremes and sums, bins, marks, differences.
import * as slots from '../convolve/wasm/pixel-slots.ts';
import * as layout from '../convolve/wasm/tally-layout.ts';
import { refuse } from '../errors.ts';
import { fullScale, hasOpacity, type Raster } from '../raster.ts';
import { shrunkSize } from './geometry.ts';
import type { ImageSpec } from './images.ts';
import { setKind, strideOf } from './pixel-job.ts';
import type { PixelTask, PixelTasks } from './pixel-task.ts';
import type { InspectWork, LaneMeasure, Limits, Measure, TallyOptions } from './types.ts';

type SetSlot = Parameters<PixelTask['fill']>[2];

export function createInspectWork({ threads, carryOut }: PixelTasks): InspectWork {
  /** Every thread gets a table that starts like the one given; `read` sees them one after the other. */
  async function tally<T extends Float64Array | Uint32Array>(
    source: Raster,
    { luminance, rows, signal }: TallyOptions,
    table: T,
    set: (slot: SetSlot) => void,
    read: (table: T) => void,
  ): Promise<void> {
    const { top, height } = rows ?? { top: 0, height: source.height };
    if (top < 0 || height < 1 || top + height > source.height) refuse('rows of the picture', 'rows', top);
    let place = 0;
    await carryOut({
      entry: 'tally',
      reads: [source],
      makes: null,
      signal,
      rows: height,
      rowPixels: source.width,
      lineBytes: 0,
      fill([pointer = 0], _, setSlot, placeTable) {
        setKind(setSlot, source);
        const stride = strideOf(source);
        setSlot(slots.SOURCE, pointer + top * stride);
        setSlot(slots.SOURCE_STRIDE, stride);
        setSlot(slots.WIDTH, source.width);
        setSlot(slots.HEIGHT, height);
        setSlot(slots.LUMINANCE_RED, luminance[0]);
        setSlot(slots.LUMINANCE_GREEN, luminance[1]);
        setSlot(slots.LUMINANCE_BLUE, luminance[2]);
        const bytes = new Uint8Array(table.byteLength * threads);
        const given = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
        for (let thread = 0; thread < threads; thread += 1) bytes.set(given, thread * table.byteLength);
        place = placeTable(bytes);
        setSlot(slots.TALLY, place);
        setSlot(slots.TALLY_BYTES, table.byteLength);
        set(setSlot);
      },
      read(shared) {
        const Table = table.constructor as new (from: ArrayBuffer | SharedArrayBuffer, at: number, length: number) => T;
        for (let thread = 0; thread < threads; thread += 1) {
          read(new Table(shared, place + thread * table.byteLength, table.length));
        }
      },
    });
  }

  return {
    async measure(source, limits, options) {
      if (source.depth !== 'f32') refuse('f32', 'depth', source.depth);
      const lanes = laneCount(source);
      const table = new Float64Array(lanes * layout.LANE_NUMBERS + layout.PIXEL_NUMBERS);
      for (let lane = 0; lane < lanes; lane += 1) {
        table[lane * layout.LANE_NUMBERS + layout.MINIMUM] = Infinity;
        table[lane * layout.LANE_NUMBERS + layout.MAXIMUM] = -Infinity;
      }
      const found: Measure[] = [];
      const set = (setSlot: SetSlot): void => setLimits(setSlot, limits);
      await tally(source, options, table, set, (part) => found.push(readMeasure(part, lanes)));
      return found.reduce(addMeasures);
    },

    async sort(source, bins, { domain = [0, 1], ...options }) {
      const codes = source.depth === 'f32' ? bins : fullScale(source.depth) + 1;
      if (!Number.isInteger(bins) || bins !== codes || bins < 1) refuse(`${codes} bins`, 'bins', bins);
      const total = new Uint32Array(laneCount(source) * bins);
      const set = (setSlot: SetSlot): void => {
        setSlot(slots.BINS, bins);
        setSlot(slots.DOMAIN_START, domain[0]);
        setSlot(slots.DOMAIN_SCALE, bins / (domain[1] - domain[0]));
      };
      await tally(source, options, new Uint32Array(total.length), set, (part) => addBins(total, part));
      return total;
    },

    async mark(source, factor, limits, { signal } = {}) {
      if (source.depth !== 'f32') refuse('f32', 'depth', source.depth);
      const { width, height } = source;
      const size = shrunkSize(source, factor);
      const makes: ImageSpec = { ...size, channels: 3, depth: 'u16' };
      const { image } = await carryOut({
        entry: 'mark',
        reads: [source],
        makes,
        signal,
        rows: size.height,
        rowPixels: width * Math.min(factor, height),
        lineBytes: 0,
        fill([pointer = 0], target, set) {
          setKind(set, source);
          set(slots.SOURCE, pointer);
          set(slots.SOURCE_STRIDE, strideOf(source));
          set(slots.WIDTH, width);
          set(slots.HEIGHT, height);
          set(slots.FACTOR, factor);
          set(slots.TARGET, target);
          set(slots.TARGET_STRIDE, strideOf(makes));
          setLimits(set, limits);
        },
      });
      return image!;
    },

    async difference(after, before, { gain, signed, of }, { signal } = {}) {
      const { width, height, channels, depth } = after;
      if (before.width !== width || before.height !== height) refuse(`${width} × ${height}`, 'before', before.width);
      if (before.channels !== channels || before.depth !== depth) refuse(`${channels} of ${depth}`, 'before', depth);
      if (of === 'opacity' && !hasOpacity(channels)) refuse('a picture with opacity', 'of', of);
      const makes: ImageSpec = { width, height, channels: 4, depth: 'u8' };
      const { image } = await carryOut({
        entry: 'difference',
        reads: [after, before],
        makes,
        signal,
        rows: height,
        rowPixels: width,
        lineBytes: 0,
        fill([first = 0, second = 0], target, set) {
          setKind(set, after);
          set(slots.SOURCE, first);
          set(slots.SOURCE_STRIDE, strideOf(after));
          set(slots.SECOND, second);
          set(slots.SECOND_STRIDE, strideOf(before));
          set(slots.WIDTH, width);
          set(slots.HEIGHT, height);
          set(slots.GAIN, gain);
          set(slots.SIGNED, Number(signed));
          set(slots.OF_OPACITY, Number(of === 'opacity'));
          set(slots.TARGET, target);
          set(slots.TARGET_STRIDE, strideOf(makes));
        },
      });
      return image!;
    },
  };
}

/** Every channel, and luminance where there are three colours. */
export function laneCount({ channels }: Pick<Raster, 'channels'>): number {
  return channels > 2 ? channels + 1 : channels;
}

export function addBins(total: Uint32Array, part: Uint32Array): void {
  for (let bin = 0; bin < total.length; bin += 1) total[bin] = total[bin]! + part[bin]!;
}

export function addMeasures(a: Measure, b: Measure): Measure {
  const lanes = a.lanes.map((lane, index): LaneMeasure => {
    const other = b.lanes[index]!;
    return {
      minimum: Math.min(lane.minimum, other.minimum),
      maximum: Math.max(lane.maximum, other.maximum),
      sum: lane.sum + other.sum,
      squares: lane.squares + other.squares,
      below: lane.below + other.below,
      above: lane.above + other.above,
      clippedLow: lane.clippedLow + other.clippedLow,
      clippedHigh: lane.clippedHigh + other.clippedHigh,
    };
  });
  const { below, above, invalid } = a.pixels;
  const more = b.pixels;
  return {
    lanes,
    pixels: { below: below + more.below, above: above + more.above, invalid: invalid + more.invalid },
  };
}

function readMeasure(table: Float64Array, lanes: number): Measure {
  const laneAt = (lane: number): LaneMeasure => {
    const at = lane * layout.LANE_NUMBERS;
    return {
      minimum: table[at + layout.MINIMUM]!,
      maximum: table[at + layout.MAXIMUM]!,
      sum: table[at + layout.SUM]!,
      squares: table[at + layout.SQUARES]!,
      below: table[at + layout.BELOW]!,
      above: table[at + layout.ABOVE]!,
      clippedLow: table[at + layout.CLIPPED_LOW]!,
      clippedHigh: table[at + layout.CLIPPED_HIGH]!,
    };
  };
  const pixels = lanes * layout.LANE_NUMBERS;
  return {
    lanes: Array.from({ length: lanes }, (_, lane) => laneAt(lane)),
    pixels: {
      below: table[pixels + layout.PIXELS_BELOW]!,
      above: table[pixels + layout.PIXELS_ABOVE]!,
      invalid: table[pixels + layout.PIXELS_INVALID]!,
    },
  };
}

function setLimits(set: SetSlot, { low, high, edgeLow, edgeHigh }: Limits): void {
  set(slots.LIMIT_LOW, low);
  set(slots.LIMIT_HIGH, high);
  set(slots.EDGE_LOW, edgeLow);
  set(slots.EDGE_HIGH, edgeHigh);
}
