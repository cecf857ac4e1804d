// How much of a torn file is left: which words of the decoders mean what, and how many rows are whole.
import { createInflate, crc32 } from 'node:zlib';
import type { Format } from '../../src-core/formats/format.ts';
import type { Raster } from '../../src-core/raster.ts';
import type { Header } from './header.ts';
import { readChunks } from './png-chunks.ts';

export function isCutOff(text: string): boolean {
  return /premature|unexpected end|end of file|read error|not enough data|bad seek|too short|truncat|unable to parse/i.test(
    text,
  );
}

export function isTooComplex(text: string): boolean {
  return /pixel limit|channel limit|security limit|exceeds? .*limit|too (?:large|many|big)|image dimensions|out of memory|unable to allocate/i.test(
    text,
  );
}

export function isUnknownKind(text: string): boolean {
  return /unsupported (?!image format)|not (?:supported|implemented|configured)|unimplemented/i.test(text);
}

/** A predictor byte and the samples of one row. */
function pngRowBytes(ihdr: Uint8Array): number {
  const view = new DataView(ihdr.buffer, ihdr.byteOffset, ihdr.byteLength);
  const samples = [1, 0, 3, 1, 2, 0, 4][view.getUint8(9)] ?? 1;
  return 1 + Math.ceil((view.getUint32(0) * samples * view.getUint8(8)) / 8);
}

/** Counts what the compressed data of a non-interlaced PNG still hold, up to the first fault. */
function wholeRowsOfPng(bytes: Uint8Array, height: number): Promise<number> {
  const chunks = readChunks(bytes, { tail: true });
  const ihdr = chunks[0]?.data;
  if (!ihdr || ihdr.length < 13 || ihdr[12] !== 0) return Promise.resolve(0);
  const rowBytes = pngRowBytes(ihdr);
  return new Promise((resolve) => {
    let count = 0;
    const inflate = createInflate();
    const finish = (): void => resolve(Math.min(height, Math.floor(count / rowBytes)));
    inflate.on('data', (part: Uint8Array) => {
      count += part.length;
      if (count >= rowBytes * height) inflate.destroy();
    });
    inflate.on('error', finish);
    inflate.on('close', finish);
    for (const { type, data, checksum } of chunks) {
      if (type !== 'IDAT') continue;
      inflate.write(data);
      if (checksum !== null && crc32(data, crc32(type)) !== checksum) break;
    }
    inflate.flush(() => inflate.destroy());
  });
}

/** Rows of the blocks in which a sequential JPEG stores its picture: 8 or 16. */
function jpegBlockRows(bytes: Uint8Array): number {
  for (let offset = 2; offset + 20 < bytes.length && bytes[offset] === 0xff;) {
    const marker = bytes[offset + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc1) return 8 * ((bytes[offset + 11] ?? 0x11) & 15);
    offset += 2 + (bytes[offset + 2] ?? 0) * 256 + (bytes[offset + 3] ?? 0);
  }
  return 0;
}

/** The decoder fills what is missing with middle grey: rows before the row of blocks in which that begins are whole. */
function wholeRowsOfJpeg(bytes: Uint8Array, raster: Raster): number {
  const blockRows = jpegBlockRows(bytes);
  if (blockRows === 0) return raster.height;
  const rowLength = raster.width * raster.channels;
  const isGreyRow = (row: number): boolean =>
    raster.data.subarray(row * rowLength, (row + 1) * rowLength).every((value) => value === 128);
  let end = raster.height;
  while (end > 0 && isGreyRow(end - 1)) end--;
  return end === raster.height ? end : Math.floor(Math.max(0, end - 1) / blockRows) * blockRows;
}

/** How many rows from the top (as stored, before orientation) are whole; null when that cannot be known. */
export async function wholeRows(
  bytes: Uint8Array,
  format: Format,
  header: Header,
  raster: Raster,
): Promise<number | null> {
  if (header.isProgressive || header.conversion !== 'none') return null;
  const rows =
    format.id === 'png'
      ? await wholeRowsOfPng(bytes, header.height)
      : format.id === 'jpeg'
        ? wholeRowsOfJpeg(bytes, raster)
        : header.height;
  return rows < header.height ? rows : null;
}
