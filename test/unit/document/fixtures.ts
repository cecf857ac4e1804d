// Pictures, filters and an opened document for these tests.
import { createDocumentEngine, type DocumentEngine } from '../../../src-core/engine/document-engine.ts';
import type { Convolver } from '../../../src-core/engine/evaluate.ts';
import { SRGB, type ColourSpace } from '../../../src-core/colour/colour-space.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import type { Filter } from '../../../src-core/filters/filter.ts';
import type { Settings } from '../../../src-core/filters/settings.ts';
import type { Codec } from '../../../src-core/formats/format.ts';
import { kernelOf } from '../../../src-core/kernel/kernel.ts';
import { createRaster, fullScale, type ChannelCount, type Depth, type Raster } from '../../../src-core/raster.ts';
import { createWatchedEngine } from './watched-engine.ts';

/** Smooth shapes with some noise, the same every time; f32 goes beyond 0..1. */
export function picture(
  width: number,
  height: number,
  channels: ChannelCount = 3,
  depth: Depth = 'u8',
  noise = 0.2,
): Raster {
  const raster = createRaster(width, height, channels, depth);
  const max = fullScale(depth);
  let seed = 42;
  for (let i = 0; i < raster.data.length; i += 1) {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    const pixel = Math.floor(i / channels);
    const x = (pixel % width) / width;
    const y = Math.floor(pixel / width) / height;
    const smooth = 0.5 + 0.3 * Math.sin(5 * x + (i % channels)) * Math.cos(4 * y);
    const value = smooth + noise * (seed / 2 ** 31 - 0.5);
    raster.data[i] = depth === 'f32' ? value * 1.5 - 0.2 : Math.min(max, Math.max(0, Math.round(value * max)));
  }
  return raster;
}

export function kernelFilter(matrix: readonly (readonly number[])[], settings: Partial<Settings> = {}): Filter {
  return createFilter('kernel', { kernel: kernelOf(matrix), settings });
}

export const SHARPEN = [
  [0, -1, 0],
  [-1, 5, -1],
  [0, -1, 0],
];
export const SOBEL = [
  [-1, 0, 1],
  [-2, 0, 2],
  [-1, 0, 1],
];
export const BLUR = Array.from({ length: 5 }, () => [1, 4, 6, 4, 1]);

export interface Opened {
  readonly document: DocumentEngine;
  readonly codec: Codec & { readonly encoded: { raster: Raster; format: string }[] };
}

/** The codec hands out the raster and stores the pixels as they are. */
export async function opened(
  raster: Raster,
  engine: Convolver = createWatchedEngine(),
  colourSpace: ColourSpace = SRGB,
): Promise<Opened> {
  const encoded: { raster: Raster; format: string }[] = [];
  const codec: Opened['codec'] = {
    encoded,
    decode: () =>
      Promise.resolve({
        raster,
        format: 'png',
        colourSpace,
        metadata: { exif: null, xmp: null, icc: null },
        notes: [],
      }),
    encode: (result, _, { format }) => {
      encoded.push({ raster: result, format });
      return Promise.resolve({ bytes: bytesOf(result), notes: ['stored'] });
    },
  };
  const document = createDocumentEngine({ engine, codec, hasLocation: () => false });
  await document.open(new Uint8Array(1), { fileName: 'test.png', acceptDamaged: false, maxPixels: 1e8 }, work());
  return { document, codec };
}

export function bytesOf(raster: Raster): Uint8Array {
  const { buffer, byteOffset, byteLength } = raster.data;
  return new Uint8Array(buffer, byteOffset, byteLength).slice();
}

export function work(signal: AbortSignal = new AbortController().signal): { signal: AbortSignal } {
  return { signal };
}

export function exportRequest(filters: readonly Filter[], more: object = {}) {
  return {
    filters: [...filters] as never[],
    format: 'png',
    options: {},
    keepMetadata: 'all' as const,
    size: null,
    depth: null,
    ...more,
  };
}

export function renderParams(
  filters: readonly Filter[],
  rectangle: { x: number; y: number; width: number; height: number },
  more: object = {},
) {
  return {
    filters: [...filters] as never[],
    rectangle,
    level: 0,
    quality: 'exact' as const,
    space: 'document' as const,
    ...more,
  };
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - b[index]!)));
}
