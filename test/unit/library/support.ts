// Kept kernels for tests: made of words and sizes, the same ones every time.
import { crc32, inflateRawSync } from 'node:zlib';
import { createFilter } from '../../../src-core/filters/index.ts';
import type { LibraryEntry } from '../../../src-core/library/entry.ts';

const WORDS = ['Sharpen', 'Soft blur', 'Edge', 'Emboss', 'Ridge', 'Halo', 'Grain', 'Sketch', 'Relief', 'Glow'];
const TAGS = ['blur', 'edges', 'portrait', 'scan', 'texture', 'print', 'night'];

export function entryOf(index: number, side = 3 + (index % 4) * 2): LibraryEntry {
  const weights = Array.from({ length: side * side }, (_, cell) => ((index * 31 + cell * 7) % 19) - 9 + 1 / 3);
  const kernel = { rows: side, columns: side, weights, anchor: { row: 0, column: side - 1 } };
  const name = `${WORDS[index % WORDS.length]} ${1 + Math.floor(index / WORDS.length)}`;
  return {
    id: `kept-${String(index).padStart(6, '0')}`,
    filter: createFilter('kernel', { name, kernel, settings: { border: 'mirror', flip: index % 2 === 0 } }),
    tags: [TAGS[index % TAGS.length]!],
    notes: index % 3 === 0 ? `Made for the scans of ${1950 + (index % 50)}, with Überzug` : '',
  };
}

/** What an archive's directory lists, checked against the sums it tells. */
export function filesIn(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const bytes = Buffer.from(archive);
  const end = bytes.length - 22;
  if (bytes.readUInt32LE(end) !== 0x06054b50) throw new Error('expected the end of an archive');
  const files = new Map<string, Uint8Array>();
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error('expected an entry of the directory');
    const [packed, size, length] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + length);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26);
    const data = inflateRawSync(bytes.subarray(start, start + packed));
    if (data.length !== size || crc32(data) !== bytes.readUInt32LE(at + 16)) throw new Error(`${name} is damaged`);
    files.set(name, data);
    at += 46 + length;
  }
  return files;
}
