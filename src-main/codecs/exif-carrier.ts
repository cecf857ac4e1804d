// EXIF byte for byte through sharp. libexif takes a block apart and lays it out anew, which breaks what cameras hide in
// maker notes. So a stand-in of the same length is carried across, and the real block is put into its place.
import { exifChunk, insertChunks, type Chunk } from './png-chunks.ts';
import { openSharp, type Sharp } from './sharp.ts';

const PREFIX = Buffer.from('Exif\0\0', 'latin1');
/** libexif reads no more than one segment of a JPEG. */
const MAX_BYTES = 65_000;
const FILLER = 0x4b;
const IMAGE_DESCRIPTION = 0x010e;

/** A block with one long text. */
function standIn(textBytes: number): Buffer {
  const block = Buffer.alloc(26 + textBytes, FILLER);
  block.write('II', 0, 'latin1');
  block.writeUInt16LE(42, 2);
  block.writeUInt32LE(8, 4);
  block.writeUInt16LE(1, 8);
  block.writeUInt16LE(IMAGE_DESCRIPTION, 10);
  block.writeUInt16LE(2, 12);
  block.writeUInt32LE(textBytes, 14);
  block.writeUInt32LE(26, 18);
  block.writeUInt32LE(0, 22);
  block[block.length - 1] = 0;
  return block;
}

let overhead: Promise<number> | null = null;

/** What the library adds to a text: directories and the tags that it always writes. */
async function measureOverhead(sharp: Sharp): Promise<number> {
  const textBytes = 64;
  const dot = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#000' } })
    .png()
    .toBuffer();
  const jpeg = await sharp(insertChunks(dot, [exifChunk(standIn(textBytes))]))
    .keepExif()
    .jpeg()
    .toBuffer();
  return ((await sharp(jpeg).metadata()).exif?.length ?? 0) - PREFIX.length - textBytes;
}

/** Blocks have an even length after the library; a shorter or odd one gets zero bytes behind its end. */
function paddedLength(exif: Uint8Array, added: number): number {
  const length = Math.max(exif.length, added + 16);
  return length + (length % 2);
}

/** The stand-in for a block as a PNG chunk, or null when the block is too long to be carried. */
export async function standInFor(exif: Uint8Array): Promise<Chunk | null> {
  if (exif.length > MAX_BYTES) return null;
  overhead ??= openSharp().then(measureOverhead);
  const added = await overhead;
  return exifChunk(standIn(paddedLength(exif, added) - added));
}

/** Puts the real block where the stand-in came out. False when the file holds no such place; it is unchanged then. */
export async function putInPlace(file: Buffer, exif: Uint8Array): Promise<boolean> {
  const sharp = await openSharp();
  const carried = (await sharp(file).metadata()).exif;
  if (!carried || !overhead || carried.length !== PREFIX.length + paddedLength(exif, await overhead)) return false;
  const start = file.indexOf(carried);
  if (start < 0 || file.indexOf(carried, start + 1) >= 0) return false;
  file.fill(0, start + PREFIX.length, start + carried.length);
  file.set(exif, start + PREFIX.length);
  return true;
}
