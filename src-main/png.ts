// A PNG writer of one screen, for pictures that main itself makes: the sample and the thumbnails of recent files.
import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';
import { refuse } from '../src-core/errors.ts';
import { assertRaster, type Raster } from '../src-core/raster.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Colour types of the PNG specification for 1, 2, 3 and 4 channels. */
const COLOUR_TYPES = [0, 4, 2, 6];
/** Filter "up": each byte minus the one above it. */
const FILTER_UP = 2;

/** Lossless; u8 and u16 rasters only. */
export async function encodePng(raster: Raster): Promise<Buffer> {
  assertRaster(raster);
  const { width, height, channels, depth, data } = raster;
  if (depth === 'f32') refuse('u8 or u16', 'depth', depth);
  const sampleBytes = depth === 'u8' ? 1 : 2;
  const rowBytes = width * channels * sampleBytes;
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  // PNG samples are big-endian.
  const rows = depth === 'u16' ? Buffer.from(pixels).swap16() : pixels;
  const filtered = Buffer.alloc((rowBytes + 1) * height);
  for (let y = 0; y < height; y++) {
    const target = y * (rowBytes + 1);
    const row = y * rowBytes;
    filtered[target] = FILTER_UP;
    for (let index = 0; index < rowBytes; index++) {
      const above = y === 0 ? 0 : (rows[row - rowBytes + index] ?? 0);
      filtered[target + 1 + index] = (rows[row + index] ?? 0) - above;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = sampleBytes * 8;
  header[9] = COLOUR_TYPES[channels - 1] ?? 0;
  const compressed = await promisify(deflate)(filtered, { level: 4 });
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', compressed), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  data.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}
