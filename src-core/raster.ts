// Pixels as the whole program knows them: interleaved, row-major, straight (not premultiplied) opacity.
import { refuse } from './errors.ts';

export const DEPTHS = ['u8', 'u16', 'f32'] as const;
export type Depth = (typeof DEPTHS)[number];
export type ChannelCount = 1 | 2 | 3 | 4;
export type Samples = Uint8Array | Uint16Array | Float32Array;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** 1 = grey, 2 = grey + α, 3 = RGB, 4 = RGBA. `data` holds width · height · channels samples. */
export interface Raster extends Size {
  readonly channels: ChannelCount;
  readonly depth: Depth;
  readonly data: Samples;
}

/** A picture as callers hold it: clamped bytes, as a canvas hands them out, are u8 too. */
export type RasterLike = Omit<Raster, 'data'> & { readonly data: Samples | Uint8ClampedArray };

/** The code of full scale: 255, 65535, or 1 for float. */
export function fullScale(depth: Depth): number {
  return depth === 'u8' ? 255 : depth === 'u16' ? 65535 : 1;
}

export function bytesPerSample(depth: Depth): 1 | 2 | 4 {
  return depth === 'u8' ? 1 : depth === 'u16' ? 2 : 4;
}

export function hasOpacity(channels: ChannelCount): boolean {
  return channels === 2 || channels === 4;
}

export function createSamples(depth: Depth, length: number): Samples {
  return depth === 'u8' ? new Uint8Array(length) : depth === 'u16' ? new Uint16Array(length) : new Float32Array(length);
}

export function createRaster(width: number, height: number, channels: ChannelCount, depth: Depth): Raster {
  return { width, height, channels, depth, data: createSamples(depth, width * height * channels) };
}

/** Throws `invalid` unless the raster is well-formed: whole positive sides, 1–4 channels, data of its depth and length. */
export function assertRaster(raster: Raster): void {
  const { width, height, channels, depth, data } = raster;
  if (!Number.isInteger(width) || width < 1) refuse('a whole number of at least 1', 'width', width);
  if (!Number.isInteger(height) || height < 1) refuse('a whole number of at least 1', 'height', height);
  if (!Number.isInteger(channels) || channels < 1 || channels > 4) refuse('1 to 4', 'channels', channels);
  if (!DEPTHS.includes(depth)) refuse('u8, u16 or f32', 'depth', depth);
  const kind = depth === 'u8' ? Uint8Array : depth === 'u16' ? Uint16Array : Float32Array;
  if (!(data instanceof kind)) {
    refuse(`a ${kind.name}`, 'data', (data as { constructor?: { name?: string } } | undefined)?.constructor?.name);
  }
  if (data.length !== width * height * channels) refuse(`${width * height * channels} samples`, 'data', data.length);
}

/** The raster itself, or the same bytes without the clamp. */
export function unclamped(raster: RasterLike): Raster {
  const { width, height, channels, depth, data } = raster;
  if (!(data instanceof Uint8ClampedArray)) return raster as Raster;
  return { width, height, channels, depth, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}
