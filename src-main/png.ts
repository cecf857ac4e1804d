// A PNG writer of one screen, for the thumbnails of recent files: main has no image library.
import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Of the PNG specification: RGB with opacity. */
const COLOUR_TYPE = 6;
/** Filter "up": each byte minus the one above it. */
const FILTER_UP = 2;

/** `data` is RGBA in 8 bits. */
export async function encodePng(width: number, height: number, data: Uint8Array): Promise<Buffer> {
  const rowBytes = width * 4;
  const filtered = Buffer.alloc((rowBytes + 1) * height);
  for (let y = 0; y < height; y++) {
    const target = y * (rowBytes + 1);
    const row = y * rowBytes;
    filtered[target] = FILTER_UP;
    for (let index = 0; index < rowBytes; index++) {
      const above = y === 0 ? 0 : (data[row - rowBytes + index] ?? 0);
      filtered[target + 1 + index] = (data[row + index] ?? 0) - above;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = COLOUR_TYPE;
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
