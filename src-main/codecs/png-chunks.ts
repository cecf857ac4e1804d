// PNG as a list of chunks: reading them, and adding metadata without touching the pixels.
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

export interface StoredChunk extends Chunk {
  /** As stored; null when the file ends before it. */
  readonly checksum: number | null;
}

/** The whole chunks of a PNG, with `tail` also the part of a chunk that is left at a torn end; empty when it is no PNG. */
export function readChunks(png: Uint8Array, options: { tail?: boolean } = {}): readonly StoredChunk[] {
  const view = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  if (!view.subarray(0, 8).equals(SIGNATURE)) return [];
  const chunks: StoredChunk[] = [];
  for (let offset = 8; offset + 8 <= view.length;) {
    const end = offset + 12 + view.readUInt32BE(offset);
    const type = view.toString('latin1', offset + 4, offset + 8);
    if (end > view.length) {
      if (options.tail) chunks.push({ type, data: view.subarray(offset + 8), checksum: null });
      break;
    }
    chunks.push({ type, data: view.subarray(offset + 8, end - 4), checksum: view.readUInt32BE(end - 4) });
    offset = end;
  }
  return chunks;
}

function chunkBytes({ type, data }: Chunk): Buffer {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

/** A PNG of these chunks. */
export function writeChunks(chunks: readonly Chunk[]): Buffer {
  return Buffer.concat([SIGNATURE, ...chunks.map(chunkBytes)]);
}

/** Inserts chunks right behind the header chunk, where profile and metadata must stand. */
export function insertChunks(png: Uint8Array, chunks: readonly Chunk[]): Buffer {
  const header = 8 + 12 + 13;
  return Buffer.concat([png.subarray(0, header), ...chunks.map(chunkBytes), png.subarray(header)]);
}

export function profileChunk(icc: Uint8Array): Chunk {
  return { type: 'iCCP', data: Buffer.concat([Buffer.from('ICC profile\0\0', 'latin1'), deflateSync(icc)]) };
}

export function exifChunk(exif: Uint8Array): Chunk {
  return { type: 'eXIf', data: exif };
}

/** Keyword, no compression, no language, no translated keyword, then UTF-8: as the XMP specification wants it. */
export function xmpChunk(xmp: Uint8Array): Chunk {
  return { type: 'iTXt', data: Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0', 'latin1'), xmp]) };
}
