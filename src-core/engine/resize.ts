// Resizes a picture whose rows arrive in portions: Lanczos-3 in linear light (SEMANTICS §8), colour weighted by opacity.
import type { ColourSpace } from '../colour/colour-space.ts';
import { curveOf, decodeCurve, encodeCurve } from '../colour/curve.ts';
import { createRaster, fullScale, hasOpacity, type Raster, type Size } from '../raster.ts';
import { createPacer } from './queue.ts';
import { quantise } from './samples.ts';

const LOBES = 3;

export interface Resizer {
  readonly target: Raster;
  /** Rows below those added before. */
  add(rows: Raster, signal: AbortSignal): Promise<void>;
}

interface Kind extends Pick<Raster, 'channels' | 'depth'> {
  readonly colourSpace: ColourSpace;
}

export function createResizer(from: Size, to: Size, kind: Kind): Resizer {
  const { channels, depth } = kind;
  const target = createRaster(to.width, to.height, channels, depth);
  const across = contributions(from.width, to.width);
  const down = contributions(from.height, to.height);
  const toLight = createDecoder(kind);
  const fromLight = createEncoder(kind);
  const colours = hasOpacity(channels) ? channels - 1 : channels;
  const light = new Float32Array(from.width);
  const opacity = new Float32Array(from.width).fill(1);
  /** Rows resized across, one channel after the other, in linear light times opacity: those that rows below still need. */
  const kept = new Map<number, Float32Array>();
  let nextSource = 0;
  let nextTarget = 0;

  function readRow(rows: Raster, y: number): void {
    const start = y * from.width * channels;
    const data = rows.data.subarray(start, start + from.width * channels);
    const row = new Float32Array(to.width * channels);
    if (colours < channels) {
      toLight(data, colours, opacity);
      resample(opacity, across, row.subarray(colours * to.width));
    }
    for (let c = 0; c < colours; c += 1) {
      toLight(data, c, light);
      if (colours < channels) for (let x = 0; x < light.length; x += 1) light[x] = light[x]! * opacity[x]!;
      resample(light, across, row.subarray(c * to.width));
    }
    kept.set(nextSource, row);
    nextSource += 1;
  }

  function writeRow(y: number): void {
    const { first, weights } = down[y]!;
    const sums = new Float32Array(to.width * channels);
    weights.forEach((weight, i) => {
      const row = kept.get(first + i)!;
      for (let x = 0; x < sums.length; x += 1) sums[x] = sums[x]! + weight * row[x]!;
    });
    for (let x = 0; x < to.width; x += 1) {
      const start = (y * to.width + x) * channels;
      const seen = colours < channels ? Math.min(1, Math.max(0, sums[colours * to.width + x]!)) : 1;
      for (let c = 0; c < colours; c += 1) {
        target.data[start + c] = seen === 0 ? 0 : fromLight(sums[c * to.width + x]! / seen, c);
      }
      if (colours < channels) target.data[start + colours] = fromLight(seen, colours);
    }
    const needed = down[y + 1]?.first ?? from.height;
    for (const row of kept.keys()) if (row < needed) kept.delete(row);
  }

  return {
    target,
    async add(rows, signal) {
      const pace = createPacer(signal);
      for (let y = 0; y < rows.height; y += 1) {
        readRow(rows, y);
        while (nextTarget < to.height && down[nextTarget]!.first + down[nextTarget]!.weights.length <= nextSource) {
          writeRow(nextTarget);
          nextTarget += 1;
        }
        await pace();
      }
    },
  };
}

function resample(line: Float32Array, contributions: readonly Contribution[], target: Float32Array): void {
  for (let x = 0; x < contributions.length; x += 1) {
    const { first, weights } = contributions[x]!;
    let sum = 0;
    for (let i = 0; i < weights.length; i += 1) sum += weights[i]! * line[first + i]!;
    target[x] = sum;
  }
}

interface Contribution {
  readonly first: number;
  readonly weights: Float64Array;
}

/** For each target sample the source samples it is made of; what lies beyond the edge is left out and the rest scaled to sum 1. */
function contributions(from: number, to: number): Contribution[] {
  const scale = from / to;
  const stretch = Math.max(1, scale);
  const reach = LOBES * stretch;
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(from - 1, Math.floor(centre + reach));
    const weights = Float64Array.from({ length: last - first + 1 }, (__, i) => lanczos((first + i - centre) / stretch));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const angle = Math.PI * x;
  return (LOBES * Math.sin(angle) * Math.sin(angle / LOBES)) / (angle * angle);
}

type Decoder = (pixels: Raster['data'], channel: number, light: Float32Array) => void;

/** One channel of a row of pixels to linear fractions; opacity has no curve. Integers go through a table. */
function createDecoder({ channels, depth, colourSpace }: Kind): Decoder {
  const opacityAt = hasOpacity(channels) ? channels - 1 : -1;
  const decode = (value: number, channel: number): number =>
    channel === opacityAt ? value : decodeCurve(curveOf(colourSpace, channel), value);
  if (depth === 'f32') {
    return (pixels, channel, light) => {
      for (let x = 0; x < light.length; x += 1) {
        const value = pixels[x * channels + channel]!;
        light[x] = Number.isFinite(value) ? decode(value, channel) : 0;
      }
    };
  }
  const max = fullScale(depth);
  const tables = Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length: max + 1 }, (__, code) => decode(code / max, channel)),
  );
  return (pixels, channel, light) => {
    const table = tables[channel]!;
    for (let x = 0, from = channel; x < light.length; x += 1, from += channels) light[x] = table[pixels[from]!]!;
  };
}

/** Where the result has 256 levels, the root of light is looked up in this many steps: 64 to a level, in the dark too. */
const ROOT_STEPS = 2 ** 14;

function createEncoder({ channels, depth, colourSpace }: Kind): (light: number, channel: number) => number {
  const opacityAt = hasOpacity(channels) ? channels - 1 : -1;
  const max = fullScale(depth);
  const encode = (light: number, channel: number): number => {
    const value = channel === opacityAt ? light : encodeCurve(curveOf(colourSpace, channel), light);
    return depth === 'f32' ? value : quantise(value, max);
  };
  if (depth !== 'u8') return encode;
  const tables = Array.from({ length: channels }, (_, channel) =>
    Uint8Array.from({ length: ROOT_STEPS + 1 }, (__, step) => encode((step / ROOT_STEPS) ** 2, channel)),
  );
  return (light, channel) =>
    tables[channel]![light > 0 ? (light < 1 ? Math.round(Math.sqrt(light) * ROOT_STEPS) : ROOT_STEPS) : 0]!;
}
