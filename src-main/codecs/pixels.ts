// The samples of a file in the document's own channels and depth, by sharp.
import { AppError } from '../../src-core/errors.ts';
import type { Format } from '../../src-core/formats/format.ts';
import { createSamples, type ChannelCount, type Depth, type Raster, type Samples } from '../../src-core/raster.ts';
import { abortable } from './abort.ts';
import { shrink } from './coarse.ts';
import type { Header } from './header.ts';
import { openSharp } from './sharp.ts';

function samplesOf(bytes: Buffer, depth: Depth): Samples {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
  const { buffer, byteOffset, byteLength } = aligned;
  if (depth === 'u8') return new Uint8Array(buffer, byteOffset, byteLength);
  return depth === 'u16'
    ? new Uint16Array(buffer, byteOffset, byteLength / 2)
    : new Float32Array(buffer, byteOffset, byteLength / 4);
}

/** Grey with opacity in 8 bits comes out of the decoder as RGBA: its first and last channel are the picture. */
function withoutCopies(raster: Raster): Raster {
  const data = new Uint8Array(raster.width * raster.height * 2);
  for (let read = 0, write = 0; write < data.length; read += 4, write += 2) {
    data[write] = raster.data[read] ?? 0;
    data[write + 1] = raster.data[read + 3] ?? 0;
  }
  return { ...raster, channels: 2, data };
}

/** AVIF's 10 and 12 bits arrive shifted up: white is 65472. Full scale must be full. */
function stretchBits(data: Samples, bits: number): void {
  const shift = 16 - bits;
  const max = 2 ** bits - 1;
  const table = Uint16Array.from({ length: max + 1 }, (_, code) => Math.floor((code * 65535) / max + 0.5));
  for (let index = 0; index < data.length; index++) data[index] = table[(data[index] ?? 0) >> shift] ?? 0;
}

export interface ReadOptions {
  /** To sRGB, by the file's own profile. */
  readonly convert: boolean;
  readonly failOn: 'warning' | 'none';
  readonly maxPixels: number;
  /** Shrunk by 2^level in each direction; 0 by default. */
  readonly level?: number;
  readonly signal?: AbortSignal;
}

/** As they are stored, not yet upright. */
export async function readPixels(
  bytes: Uint8Array,
  format: Format,
  header: Header,
  options: ReadOptions,
): Promise<Raster> {
  const isGreyWithOpacity = header.isGrey && header.hasOpacity && !options.convert;
  if (isGreyWithOpacity && header.depth === 'f32') {
    const grey = await readSamples(bytes, header, options, 0);
    return interleave(grey, await readSamples(bytes, header, options, 1));
  }
  const raster = await readSamples(bytes, header, options, null);
  if (format.id === 'avif' && raster.depth === 'u16' && header.bits < 16) stretchBits(raster.data, header.bits);
  return isGreyWithOpacity && raster.channels === 4 ? withoutCopies(raster) : raster;
}

/** `channel`: only that one, as grey. The decoder drops the opacity of float and 8-bit grey unless it is asked otherwise. */
async function readSamples(
  bytes: Uint8Array,
  header: Header,
  options: ReadOptions,
  channel: number | null,
): Promise<Raster> {
  const sharp = await openSharp();
  const { depth, hasOpacity } = header;
  const { convert, failOn, maxPixels, level = 0, signal } = options;
  const isGrey = header.isGrey && !convert;
  const picture = sharp(bytes, { failOn, ignoreIcc: !convert, limitInputPixels: maxPixels });
  if (level > 0) shrink(picture, header, level);
  if (convert && depth === 'u16') picture.withIccProfile('srgb');
  if (channel !== null) picture.extractChannel(channel as 0 | 1);
  if (depth === 'f32') picture.pipelineColourspace(isGrey ? 'b-w' : 'scrgb').toColourspace(isGrey ? 'b-w' : 'scrgb');
  else if (depth === 'u16') picture.toColourspace(isGrey ? 'grey16' : 'rgb16');
  else picture.toColourspace(isGrey && !hasOpacity ? 'b-w' : 'srgb');
  picture.raw({ depth: depth === 'u8' ? 'uchar' : depth === 'u16' ? 'ushort' : 'float' });
  const { data, info } = await abortable(picture.toBuffer({ resolveWithObject: true }), signal);
  const samples = samplesOf(data, depth);
  const { width, height } = info;
  if (samples.length !== width * height * info.channels) {
    throw new AppError('internal', 'Expected as many samples as the picture has pixels and channels.');
  }
  return { width, height, channels: info.channels as ChannelCount, depth, data: samples };
}

function interleave(grey: Raster, opacity: Raster): Raster {
  const data = createSamples(grey.depth, grey.data.length * 2);
  for (let index = 0; index < grey.data.length; index++) {
    data[index * 2] = grey.data[index] ?? 0;
    data[index * 2 + 1] = opacity.data[index] ?? 0;
  }
  return { ...grey, channels: 2, data };
}
