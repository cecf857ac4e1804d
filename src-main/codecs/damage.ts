// How much of a torn file is left: which words of the decoders mean what, and how many rows are whole.
import { createInflate, crc32, deflateSync } from 'node:zlib';
import type { Raster } from '../../src-core/raster.ts';
import { readChunks, writeChunks, type StoredChunk } from './png-chunks.ts';

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

/** What the compressed data still hold up to the first fault, at most `limit` bytes. */
function inflateRest(chunks: readonly StoredChunk[], limit: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    const inflate = createInflate();
    const finish = (): void => resolve(Buffer.concat(parts).subarray(0, limit));
    inflate.on('data', (part: Buffer) => {
      parts.push(part);
      length += part.length;
      if (length >= limit) inflate.destroy();
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

/**
 * A torn PNG as a shorter whole one. Its reader gives up some rows before the tear; here every row that is there counts.
 * null when it is interlaced, has no whole row, or lacks none.
 */
export async function repairPng(bytes: Uint8Array): Promise<{ bytes: Uint8Array; rows: number } | null> {
  const chunks = readChunks(bytes, { tail: true });
  const ihdr = chunks[0]?.data;
  if (chunks[0]?.type !== 'IHDR' || !ihdr || ihdr.length < 13 || ihdr[12] !== 0) return null;
  const header = Buffer.from(ihdr);
  const rowBytes = pngRowBytes(header);
  const rest = await inflateRest(chunks, rowBytes * header.readUInt32BE(4));
  const rows = Math.floor(rest.length / rowBytes);
  if (rows === 0 || rows >= header.readUInt32BE(4)) return null;
  header.writeUInt32BE(rows, 4);
  const firstData = chunks.findIndex(({ type }) => type === 'IDAT');
  const before = chunks.slice(1, firstData).filter(({ checksum }) => checksum !== null);
  const data = deflateSync(rest.subarray(0, rows * rowBytes), { level: 1 });
  return {
    bytes: writeChunks([
      { type: 'IHDR', data: header },
      ...before,
      { type: 'IDAT', data },
      { type: 'IEND', data: new Uint8Array(0) },
    ]),
    rows,
  };
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

/**
 * How many rows of a sequential JPEG are whole, as stored; null when that cannot be known.
 * The decoder fills what is missing with middle grey: rows before the row of blocks in which that begins are whole,
 * but for one row where colour is blended across blocks (4:2:0).
 */
export function wholeRowsOfJpeg(bytes: Uint8Array, raster: Raster, isCut: boolean): number | null {
  const blockRows = jpegBlockRows(bytes);
  if (blockRows === 0) return null;
  const rowLength = raster.width * raster.channels;
  const isGreyRow = (row: number): boolean =>
    raster.data.subarray(row * rowLength, (row + 1) * rowLength).every((value) => value === 128);
  let end = raster.height;
  while (end > 0 && isGreyRow(end - 1)) end--;
  // A tear in the last row of blocks leaves no row all grey.
  const isInLastBlocks = end === raster.height;
  if (isInLastBlocks && !isCut) return null;
  const blended = blockRows > 8 ? 1 : 0;
  const last = isInLastBlocks ? end - 1 : end - 1 - blended;
  const rows = Math.floor(Math.max(0, last) / blockRows) * blockRows;
  return Math.max(0, rows - blended);
}
