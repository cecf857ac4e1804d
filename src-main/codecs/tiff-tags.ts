// TIFF directories as values: taking a camera's tags out of an EXIF block or a TIFF, and laying directories out again.
import { TYPE_SIZES } from './exif.ts';

const EXIF_DIRECTORY = 0x8769;
const GPS_DIRECTORY = 0x8825;
const INTEROPERABILITY_DIRECTORY = 0xa005;
const POINTERS: readonly number[] = [EXIF_DIRECTORY, GPS_DIRECTORY, INTEROPERABILITY_DIRECTORY];

/** Tags that describe how pixels are stored, or blocks that travel on their own; all others of the first directory are kept. */
const STRUCTURAL: ReadonlySet<number> = new Set([
  254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 284, 288, 289, 290, 291,
  292, 293, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 330, 332, 333, 334, 336, 337, 338, 339, 340, 341,
  342, 343, 347, 512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532, 700, 33723, 34377, 34675, 37724,
  50706, 50707,
]);

/** `data` is little-endian. A directory behind a pointer tag stands in `directory` instead. */
export interface Tag {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Uint8Array;
  readonly directory?: readonly Tag[];
}

export const SHORT = 3;
export const LONG = 4;

export function shorts(tag: number, values: readonly number[]): Tag {
  const data = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => data.writeUInt16LE(value, index * 2));
  return { tag, type: SHORT, count: values.length, data };
}

export function longs(tag: number, values: readonly number[]): Tag {
  const data = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => data.writeUInt32LE(value, index * 4));
  return { tag, type: LONG, count: values.length, data };
}

export function raw(tag: number, type: number, data: Uint8Array): Tag {
  return { tag, type, count: data.length, data };
}

/** Turns every value of a big-endian entry round; rationals are two numbers of four bytes. */
function littleEndian(data: Uint8Array, type: number): Uint8Array {
  const size = type === 5 || type === 10 ? 4 : (TYPE_SIZES[type] ?? 1);
  const turned = Uint8Array.from(data);
  if (size > 1) for (let at = 0; at + size <= turned.length; at += size) turned.subarray(at, at + size).reverse();
  return turned;
}

function readDirectory(bytes: Buffer, offset: number, isLittle: boolean, level: number): readonly Tag[] {
  const read16 = (at: number): number => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const read32 = (at: number): number => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  if (offset < 8 || offset + 2 > bytes.length) return [];
  const tags: Tag[] = [];
  const end = offset + 2 + read16(offset) * 12;
  for (let entry = offset + 2; entry < end && entry + 12 <= bytes.length; entry += 12) {
    const tag = read16(entry);
    const type = read16(entry + 2);
    const count = read32(entry + 4);
    const length = (TYPE_SIZES[type] ?? 0) * count;
    const start = length > 4 ? read32(entry + 8) : entry + 8;
    if (length === 0 || start + length > bytes.length) continue;
    if (POINTERS.includes(tag)) {
      const directory = level < 2 ? readDirectory(bytes, read32(entry + 8), isLittle, level + 1) : [];
      if (directory.length > 0) tags.push({ tag, type: LONG, count: 1, data: new Uint8Array(4), directory });
      continue;
    }
    const data = bytes.subarray(start, start + length);
    tags.push({ tag, type, count, data: isLittle ? data : littleEndian(data, type) });
  }
  return tags;
}

/** What a camera or a person wrote: the first directory without what describes the pixels, and the directories below it. */
export function descriptiveTags(block: Uint8Array): readonly Tag[] {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const order = bytes.toString('latin1', 0, 2);
  if (bytes.length < 8 || (order !== 'II' && order !== 'MM')) return [];
  const isLittle = order === 'II';
  if ((isLittle ? bytes.readUInt16LE(2) : bytes.readUInt16BE(2)) !== 42) return [];
  const first = isLittle ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4);
  return readDirectory(bytes, first, isLittle, 0).filter(({ tag }) => !STRUCTURAL.has(tag));
}

/** Lays out a directory at `offset` with its values and inner directories behind it; tags come out in ascending order. */
export function layOut(tags: readonly Tag[], offset: number): Buffer {
  const sorted = [...tags].sort((a, b) => a.tag - b.tag);
  const head = Buffer.alloc(2 + sorted.length * 12 + 4);
  head.writeUInt16LE(sorted.length, 0);
  const parts: Buffer[] = [head];
  let end = offset + head.length;
  sorted.forEach(({ tag, type, count, data, directory }, index) => {
    const entry = 2 + index * 12;
    head.writeUInt16LE(tag, entry);
    head.writeUInt16LE(type, entry + 2);
    head.writeUInt32LE(count, entry + 4);
    if (!directory && data.length <= 4) {
      head.set(data, entry + 8);
      return;
    }
    head.writeUInt32LE(end, entry + 8);
    const part = directory ? layOut(directory, end) : Buffer.concat([data, Buffer.alloc(data.length % 2)]);
    parts.push(part);
    end += part.length;
  });
  return Buffer.concat(parts);
}

/** An EXIF block of tags, as PNG, JPEG, WebP and AVIF carry it; null when there are none. */
export function exifBlockOf(tags: readonly Tag[]): Uint8Array | null {
  if (tags.length === 0) return null;
  return Buffer.concat([Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]), layOut(tags, 8)]);
}
