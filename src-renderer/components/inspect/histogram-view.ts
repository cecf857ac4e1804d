// A histogram on paper: where bins stand, how high they are, and what one of them says. Pure; the dock draws it.
import type { HistogramLane } from '../../../src-core/inspection.ts';
import { fullScale, type Depth } from '../../../src-core/raster.ts';
import type { Histogram } from '../../state/inspection.svelte.ts';

export type LaneName = HistogramLane['name'];

export const LANE_LETTERS: Readonly<Record<LaneName, string>> = {
  red: 'R',
  green: 'G',
  blue: 'B',
  grey: 'Grey',
  opacity: 'α',
  luminance: 'Y',
};
export const LANE_WORDS: Readonly<Record<LaneName, string>> = {
  red: 'Red',
  green: 'Green',
  blue: 'Blue',
  grey: 'Grey',
  opacity: 'Opacity',
  luminance: 'Luminance of the stored values',
};

export interface Frame {
  /** Values at the left and right edges. */
  readonly domain: readonly [number, number];
  readonly width: number;
  readonly height: number;
  /** The count that reaches the top. */
  readonly most: number;
  readonly logarithmic: boolean;
}

export function countsOf(histogram: Histogram, name: LaneName): Uint32Array | null {
  const index = histogram.lanes.findIndex((lane) => lane.name === name);
  if (index < 0) return null;
  return histogram.counts.subarray(index * histogram.bins, (index + 1) * histogram.bins);
}

/** From the lowest to the highest of both: floats may reach beyond 0 and 1, each side as far as it does. */
export function commonDomain(histograms: readonly (Histogram | null)[]): readonly [number, number] {
  const domains = histograms.flatMap((histogram) => (histogram ? [histogram.domain] : []));
  return [Math.min(0, ...domains.map(([low]) => low)), Math.max(1, ...domains.map(([, high]) => high))];
}

/**
 * The share of the picture that reaches the top. The ends of the range do not count: clipped pixels would make all else flat, and
 * their bins may well be cut off.
 */
export function highestShare(histograms: readonly (Histogram | null)[], names: readonly LaneName[]): number {
  let most = 0;
  for (const histogram of histograms) {
    if (!histogram) continue;
    const pixels = histogram.size.width * histogram.size.height;
    for (const name of names) {
      const counts = countsOf(histogram, name);
      if (!counts) continue;
      const inner = counts.length > 2 ? counts.subarray(1, -1) : counts;
      most = Math.max(most, inner.reduce((a, b) => Math.max(a, b), 0) / pixels);
      // All of it may be at the ends.
      if (most === 0) most = Math.max(...counts) / pixels;
    }
  }
  return most === 0 ? 1 : most;
}

/** 0 to 1, beyond where it is cut off. In logarithmic scale one pixel is a tenth of a decade above the ground. */
export function heightOf(count: number, most: number, logarithmic: boolean): number {
  if (count <= 0) return 0;
  if (!logarithmic) return count / most;
  return Math.log10(1 + count) / Math.log10(1 + most);
}

/** The outline of the bins as steps; closed along the ground for filling. */
export function stepPath(histogram: Histogram, counts: Uint32Array, frame: Frame, closed: boolean): string {
  const { domain, width, height, most, logarithmic } = frame;
  const [low, high] = histogram.domain;
  const across = (bin: number): number => {
    const value = low + (bin / counts.length) * (high - low);
    return ((value - domain[0]) / (domain[1] - domain[0])) * width;
  };
  const parts: string[] = [`M${fixed(across(0))} ${fixed(height)}`];
  let last = NaN;
  counts.forEach((count, bin) => {
    const y = height * (1 - Math.min(1, heightOf(count, most, logarithmic)));
    if (y === last) return;
    if (bin > 0) parts.push(`H${fixed(across(bin))}`);
    parts.push(`V${fixed(y)}`);
    last = y;
  });
  parts.push(`H${fixed(across(counts.length))}`, `V${fixed(height)}`);
  if (closed) parts.push('Z');
  return parts.join('');
}

function fixed(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** The bin of a histogram that a place of the frame's width (0 to 1) lies in; null beside it. */
export function binAt(histogram: Histogram, domain: readonly [number, number], share: number): number | null {
  const value = domain[0] + share * (domain[1] - domain[0]);
  const [low, high] = histogram.domain;
  if (value < low || value > high) return null;
  return Math.min(histogram.bins - 1, Math.floor(((value - low) / (high - low)) * histogram.bins));
}

/** What a bin holds: "128", "128–191" where it holds several codes, "0.500–0.502" of floats. */
export function binText(histogram: Histogram, bin: number): string {
  const { depth, bins, domain } = histogram;
  if (depth !== 'f32') {
    const codes = (fullScale(depth) + 1) / bins;
    return codes === 1 ? String(bin) : `${bin * codes}–${bin * codes + codes - 1}`;
  }
  const at = (index: number): string => withMinus((domain[0] + (index / bins) * (domain[1] - domain[0])).toFixed(3));
  return `${at(bin)} to ${at(bin + 1)}`;
}

/** A statistic in the document's own numbers: codes, or floats as they are. */
export function valueText(value: number, depth: Depth, digits = 1): string {
  if (depth === 'f32') return withMinus(String(Number(value.toPrecision(4))));
  return withMinus(trimmed(value * fullScale(depth), depth === 'u8' ? digits : 0));
}

function trimmed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return digits > 0 ? text.replace(/\.?0+$/, '') : text;
}

export function shareText(count: number, pixels: number): string {
  const percent = (100 * count) / pixels;
  if (count === 0) return '0 %';
  if (percent < 0.01) return '< 0.01 %';
  return `${percent < 10 ? percent.toFixed(2) : percent.toFixed(1)} %`;
}

function withMinus(text: string): string {
  return (/^-0(\.0*)?$/.test(text) ? text.slice(1) : text).replace('-', '−');
}

/** Places on the axis, as shares of its width, and what stands there. */
export function ticksOf(domain: readonly [number, number], depth: Depth): { share: number; text: string }[] {
  const [low, high] = domain;
  const share = (value: number): number => (value - low) / (high - low);
  if (depth !== 'f32') {
    const max = fullScale(depth);
    return [0, 0.25, 0.5, 0.75, 1].map((part) => ({
      share: part,
      text: String(Math.round(part * (max + 1)) - (part === 1 ? 1 : 0)),
    }));
  }
  const inner = [0, 0.5, 1].map((value) => ({ share: share(value), text: String(value) }));
  const outer = [low, high].filter((value) => value < -0.04 * (high - low) || value > 1 + 0.04 * (high - low));
  return [...inner, ...outer.map((value) => ({ share: share(value), text: valueText(value, depth) }))];
}
