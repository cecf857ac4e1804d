// From bins and measures to what a histogram tells: names of lanes, statistics, and bins as they are shown.
import type { HistogramLane, HistogramValue } from '../inspection.ts';
import { hasOpacity, type ChannelCount, type Depth, type Size } from '../raster.ts';
import { laneCount } from './inspect-work.ts';
import type { LaneMeasure, Measure } from './types.ts';

export type Domain = readonly [number, number];

/** As many as are shown for 16 bits and floats. */
const SHOWN_BINS = 1024;

interface What {
  readonly channels: ChannelCount;
  readonly depth: Depth;
  readonly size: Size;
  readonly exact: boolean;
}

/** `measure` is null for integers as they are stored: nothing of them is out of range. */
export function summarise(
  { channels, depth, size, exact }: What,
  bins: Uint32Array,
  measure: Measure | null,
  domain: Domain,
): { value: Omit<HistogramValue, 'milliseconds'>; body: Uint8Array } {
  const count = laneCount({ channels });
  const fine = bins.length / count;
  const lanes = Array.from({ length: count }, (_, index): HistogramLane => {
    const own = bins.subarray(index * fine, (index + 1) * fine);
    const spread = depth === 'f32' ? spreadOfFloats(own, measure!.lanes[index]!, domain) : spreadOfCodes(own);
    const stored = measure?.lanes[index] ?? storedMeasure(own);
    const { minimum, maximum, below, above, clippedLow, clippedHigh } = stored;
    const empty = minimum > maximum;
    return {
      name: laneName(index, channels),
      minimum: empty ? 0 : minimum,
      maximum: empty ? 0 : maximum,
      ...spread,
      below,
      above,
      clippedLow,
      clippedHigh,
    };
  });
  const shown = fold(bins, Math.max(1, fine / SHOWN_BINS));
  const { width, height } = size;
  return {
    value: {
      depth,
      domain: [domain[0], domain[1]],
      bins: shown.length / count,
      size: { width, height },
      exact,
      lanes,
      pixels: measure?.pixels ?? { below: 0, above: 0, invalid: 0 },
    },
    body: new Uint8Array(shown.buffer, shown.byteOffset, shown.byteLength),
  };
}

function laneName(index: number, channels: ChannelCount): HistogramLane['name'] {
  if (channels > 2 && index === channels) return 'luminance';
  if (hasOpacity(channels) && index === channels - 1) return 'opacity';
  return channels < 3 ? 'grey' : (['red', 'green', 'blue'] as const)[index]!;
}

type Spread = Pick<HistogramLane, 'mean' | 'deviation' | 'median'>;

/** Exact: every code has its bin. Fractions of full scale. */
function spreadOfCodes(bins: Uint32Array): Spread {
  const scale = bins.length - 1;
  let samples = 0;
  let sum = 0;
  bins.forEach((count, code) => {
    samples += count;
    sum += count * code;
  });
  const mean = sum / samples;
  const squares = bins.reduce((total, count, code) => total + count * (code - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / samples);
  return { mean: mean / scale, deviation: deviation / scale, median: medianBin(bins, samples) / scale };
}

function spreadOfFloats(bins: Uint32Array, { sum, squares }: LaneMeasure, [low, high]: Domain): Spread {
  const samples = bins.reduce((total, count) => total + count, 0);
  if (samples === 0) return { mean: 0, deviation: 0, median: 0 };
  const mean = sum / samples;
  const deviation = Math.sqrt(Math.max(0, squares / samples - mean ** 2));
  const median = low + ((medianBin(bins, samples) + 0.5) / bins.length) * (high - low);
  return { mean, deviation, median };
}

/** The bin of the middle sample; of the lower one where two are in the middle. */
function medianBin(bins: Uint32Array, samples: number): number {
  const middle = Math.ceil(samples / 2);
  let seen = 0;
  const found = bins.findIndex((count) => (seen += count) >= middle);
  return Math.max(0, found);
}

/** What codes say themselves. */
function storedMeasure(bins: Uint32Array): Omit<LaneMeasure, 'sum' | 'squares'> {
  const last = bins.length - 1;
  return {
    minimum: bins.findIndex((count) => count > 0) / last,
    maximum: bins.findLastIndex((count) => count > 0) / last,
    below: 0,
    above: 0,
    clippedLow: bins[0]!,
    clippedHigh: bins[last]!,
  };
}

/** `times` neighbours at a time; lanes hold a whole number of them. */
function fold(bins: Uint32Array, times: number): Uint32Array {
  if (times === 1) return bins;
  const folded = new Uint32Array(bins.length / times);
  bins.forEach((count, bin) => (folded[Math.floor(bin / times)]! += count));
  return folded;
}
