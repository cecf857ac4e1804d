// Writes TIFF ourselves: 8, 16 and 32-bit float exactly as given, with EXIF, XMP and profile, which sharp cannot all do.
// Source: TIFF 6.0 and Adobe's technical notes on deflate and on the predictor.
import { deflate } from 'node:zlib';
import { promisify } from 'node:util';
import { AppError } from '../../src-core/errors.ts';
import type { MetadataBlocks } from '../../src-core/formats/format.ts';
import { bytesPerSample, hasOpacity, type Raster, type Samples } from '../../src-core/raster.ts';
import { compressLzw } from './lzw.ts';
import { descriptiveTags, layOut, longs, raw, shorts, type Tag } from './tiff-tags.ts';

const compressDeflate = promisify(deflate);

export type TiffCompression = 'deflate' | 'lzw' | 'none';

/** Uncompressed size that a strip is cut to. */
const STRIP_BYTES = 2 ** 20;
/** Node compresses on four threads. */
const STRIPS_AT_ONCE = 4;
/** Offsets are 32 bits wide; below it with room for the tags. */
const MAX_BYTES = 2 ** 32 - 2 ** 24;
const BYTE = 1;
const UNDEFINED = 7;

/** Each sample less the one to its left, of the same channel: what makes photographs compress. Wraps, as it must. */
function differences(rows: Samples, rowLength: number, channels: number): Samples {
  const result = rows.slice();
  for (let start = 0; start < rows.length; start += rowLength) {
    for (let index = start + rowLength - 1; index >= start + channels; index--) {
      result[index] = (rows[index] ?? 0) - (rows[index - channels] ?? 0);
    }
  }
  return result;
}

async function compress(samples: Samples, compression: TiffCompression): Promise<Uint8Array> {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  if (compression === 'deflate') return compressDeflate(bytes, { level: 6 });
  if (compression === 'none') return bytes;
  // Compression in our own code: others get their turn between two strips.
  await new Promise((resolve) => setImmediate(resolve));
  return compressLzw(bytes);
}

function pixelTags(raster: Raster, compression: TiffCompression, isPredicted: boolean, rowsPerStrip: number): Tag[] {
  const { width, height, channels, depth } = raster;
  const each = (value: number): number[] => new Array<number>(channels).fill(value);
  const tags = [
    longs(256, [width]),
    longs(257, [height]),
    shorts(258, each(bytesPerSample(depth) * 8)),
    shorts(259, [compression === 'deflate' ? 8 : compression === 'lzw' ? 5 : 1]),
    // Black is zero, or RGB.
    shorts(262, [channels < 3 ? 1 : 2]),
    shorts(274, [1]),
    shorts(277, [channels]),
    longs(278, [rowsPerStrip]),
    shorts(284, [1]),
    shorts(339, each(depth === 'f32' ? 3 : 1)),
  ];
  if (isPredicted) tags.push(shorts(317, [2]));
  // Straight, not premultiplied.
  if (hasOpacity(channels)) tags.push(shorts(338, [2]));
  return tags;
}

export async function writeTiff(
  raster: Raster,
  metadata: MetadataBlocks,
  compression: TiffCompression,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { width, height, channels, depth, data } = raster;
  if (data.byteLength > MAX_BYTES)
    throw new AppError('too-large', 'A TIFF file holds at most 4 GB; a smaller size can be exported.');
  const rowLength = width * channels;
  const rowsPerStrip = Math.max(1, Math.min(height, Math.floor(STRIP_BYTES / (rowLength * bytesPerSample(depth)))));
  const isPredicted = compression !== 'none' && depth !== 'f32';
  const strips: Uint8Array[] = [];
  const starts = Array.from({ length: Math.ceil(height / rowsPerStrip) }, (_, index) => index * rowsPerStrip);
  while (strips.length < starts.length) {
    signal?.throwIfAborted();
    const batch = starts.slice(strips.length, strips.length + STRIPS_AT_ONCE).map((row) => {
      const rows = data.subarray(row * rowLength, Math.min(height, row + rowsPerStrip) * rowLength);
      return compress(isPredicted ? differences(rows, rowLength, channels) : rows, compression);
    });
    strips.push(...(await Promise.all(batch)));
  }
  const offsets: number[] = [];
  let end = 8;
  for (const strip of strips) {
    offsets.push(end);
    end += strip.length;
  }
  const padding = end % 2;
  end += padding;
  const tags = pixelTags(raster, compression, isPredicted, rowsPerStrip);
  tags.push(
    longs(273, offsets),
    longs(
      279,
      strips.map((strip) => strip.length),
    ),
  );
  if (metadata.exif) tags.push(...descriptiveTags(metadata.exif));
  if (metadata.xmp) tags.push(raw(700, BYTE, metadata.xmp));
  if (metadata.icc) tags.push(raw(34675, UNDEFINED, metadata.icc));
  const head = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
  head.writeUInt32LE(end, 4);
  return Buffer.concat([head, ...strips, Buffer.alloc(padding), layOut(tags, end)]);
}
