// The pictures of the bench: the built-in sample or a photo, brought to size, with noise, in every depth and layout.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { renderSample } from '../../src-core/sample.ts';
import { hash } from '../../src-core/sample/noise.ts';
import {
  bytesPerSample,
  createRaster,
  createSamples,
  fullScale,
  type ChannelCount,
  type Depth,
  type Raster,
  type Samples,
  type Size,
} from '../../src-core/raster.ts';

export interface PictureSpec extends Size {
  readonly channels: ChannelCount;
  readonly depth: Depth;
  /** `soft`: a gradient from clear to opaque with holes in it; no part of the picture is wholly opaque. */
  readonly opacity: 'opaque' | 'soft';
}

/** An RGB picture in 8 bits that all others are made of, and the noise that hides its enlargement, in codes of 8 bits. */
export interface Base {
  readonly raster: Raster;
  readonly noise: number;
}

const SEED = 77;
const SAMPLE_SIZE: Size = { width: 1600, height: 1067 };

/** The built-in sample, or the photo, covering `size`. */
export async function loadBase(photo: string | undefined, size: Size): Promise<Base> {
  if (photo === undefined) return { raster: renderSample(SAMPLE_SIZE.width, SAMPLE_SIZE.height), noise: 4 };
  const { width, height } = size;
  const pixels = await sharp(photo)
    .rotate()
    .toColourspace('srgb')
    .removeAlpha()
    .resize({ width, height, fit: 'cover' })
    .raw()
    .toBuffer();
  const data = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length);
  return { raster: { width, height, channels: 3, depth: 'u8', data }, noise: 0.5 };
}

export function makePicture({ raster, noise }: Base, spec: PictureSpec): Raster {
  const { width, height, channels, depth, opacity } = spec;
  const picture = createRaster(width, height, channels, depth);
  const max = fullScale(depth);
  const store = (value: number): number => (depth === 'f32' ? value : Math.floor(value * max + 0.5));
  const colour = [0, 0, 0];
  for (let y = 0, write = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      enlargedAt(raster, ((x + 0.5) * raster.width) / width - 0.5, ((y + 0.5) * raster.height) / height - 0.5, colour);
      for (let channel = 0; channel < 3; channel++) {
        const noisy = (colour[channel] ?? 0) + noise * bell(hash(x * 3 + channel, y, SEED));
        colour[channel] = Math.min(1, Math.max(0, noisy / 255));
      }
      const [r = 0, g = 0, b = 0] = colour;
      if (channels < 3) picture.data[write++] = store(0.2126 * r + 0.7152 * g + 0.0722 * b);
      else for (const value of colour) picture.data[write++] = store(value);
      if (channels % 2 === 0) {
        picture.data[write++] = store(opacity === 'opaque' ? 1 : softOpacity(x / width, y / height, width));
      }
    }
  }
  return picture;
}

/** Bell-shaped about 0, deviation about 1: the sum of the four bytes of one random number. */
function bell(fraction: number): number {
  const bits = Math.floor(fraction * 2 ** 32);
  return ((bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24) - 510) / 148;
}

function enlargedAt({ data, width, height }: Raster, x: number, y: number, colour: number[]): void {
  const left = Math.max(0, Math.min(width - 1, Math.floor(x)));
  const top = Math.max(0, Math.min(height - 1, Math.floor(y)));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const fx = Math.min(1, Math.max(0, x - left));
  const fy = Math.min(1, Math.max(0, y - top));
  for (let channel = 0; channel < 3; channel++) {
    const at = (row: number, column: number): number => data[(row * width + column) * 3 + channel] ?? 0;
    const upper = at(top, left) + (at(top, right) - at(top, left)) * fx;
    const lower = at(bottom, left) + (at(bottom, right) - at(bottom, left)) * fx;
    colour[channel] = upper + (lower - upper) * fy;
  }
}

/** 0.1..0.95 along the diagonal, with soft-edged clear discs on a lattice of six by six. */
function softOpacity(x: number, y: number, width: number): number {
  const gradient = 0.1 + 0.425 * (x + y);
  const distance = Math.hypot(((x * 6) % 1) - 0.5, ((y * 6) % 1) - 0.5);
  const edge = Math.min(1, Math.max(0, ((distance - 0.3) * width) / 60));
  return gradient * edge;
}

/** Pictures as files of bare samples, so that every process reads the same ones; only the newest few stay on the disk. */
export function createPictureStore(
  folder: string,
  baseFor: (size: Size) => Promise<Base>,
  keep: number,
): {
  readonly get: (spec: PictureSpec) => Promise<{ readonly file: string; readonly raster: Raster }>;
  readonly clear: () => void;
} {
  const kept = new Map<string, { file: string; raster: Raster }>();
  const bases = new Map<string, Promise<Base>>();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return {
    async get(spec) {
      const { width, height, channels, depth, opacity } = spec;
      const name = `${width}x${height}-${channels}-${depth}-${opacity}.raw`;
      const found = kept.get(name);
      if (found) return found;
      for (const [old, { file }] of [...kept].slice(0, Math.max(0, kept.size - keep + 1))) {
        rmSync(file);
        kept.delete(old);
      }
      const size = `${width}x${height}`;
      const base = bases.get(size) ?? baseFor({ width, height });
      bases.set(size, base);
      const raster = makePicture(await base, spec);
      const file = join(folder, name);
      writeFileSync(file, new Uint8Array(raster.data.buffer));
      const entry = { file, raster };
      kept.set(name, entry);
      return entry;
    },
    clear() {
      if (existsSync(folder)) rmSync(folder, { recursive: true });
    },
  };
}

/** Reads what the store wrote. */
export function readSamples(file: string, depth: Depth, into?: Samples): Samples {
  const bytes = readFileSync(file);
  const samples = into ?? createSamples(depth, bytes.length / bytesPerSample(depth));
  new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength).set(bytes);
  return samples;
}
