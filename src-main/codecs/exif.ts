// EXIF blocks: setting the orientation and taking out the place, by patching bytes so that all else stays identical.

const ORIENTATION = 0x0112;
const GPS_DIRECTORY = 0x8825;
const THUMBNAIL_OFFSET = 0x0201;
const THUMBNAIL_LENGTH = 0x0202;
/** Bytes of one value by TIFF type number. */
export const TYPE_SIZES: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

interface Entry {
  readonly tag: number;
  readonly offset: number;
  /** Where the value stands: inside the entry, or outside when it is longer than four bytes. */
  readonly valueOffset: number;
  readonly length: number;
}

interface Directory {
  readonly offset: number;
  readonly entries: readonly Entry[];
  /** Where the offset of the following directory stands. */
  readonly nextOffset: number;
}

/** JPEG, WebP and AVIF readers put "Exif\0\0" before the block; the block itself begins with its byte order. */
export function withoutExifPrefix(block: Uint8Array): Uint8Array {
  const isPrefixed = Buffer.from(block.subarray(0, 6)).toString('latin1') === 'Exif\0\0';
  return isPrefixed ? block.subarray(6) : block;
}

class Block {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #little: boolean;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = bytes[0] === 0x49;
  }

  read16(offset: number): number {
    return offset + 2 <= this.bytes.length ? this.#view.getUint16(offset, this.#little) : 0;
  }

  read32(offset: number): number {
    return offset + 4 <= this.bytes.length ? this.#view.getUint32(offset, this.#little) : 0;
  }

  write16(offset: number, value: number): void {
    if (offset + 2 <= this.bytes.length) this.#view.setUint16(offset, value, this.#little);
  }

  write32(offset: number, value: number): void {
    if (offset + 4 <= this.bytes.length) this.#view.setUint32(offset, value, this.#little);
  }

  directory(offset: number): Directory | null {
    const count = this.read16(offset);
    const nextOffset = offset + 2 + count * 12;
    if (offset < 8 || count === 0 || nextOffset > this.bytes.length) return null;
    const entries: Entry[] = [];
    for (let index = 0; index < count; index++) {
      const entry = offset + 2 + index * 12;
      const length = (TYPE_SIZES[this.read16(entry + 2)] ?? 0) * this.read32(entry + 4);
      entries.push({
        tag: this.read16(entry),
        offset: entry,
        valueOffset: length > 4 ? this.read32(entry + 8) : entry + 8,
        length,
      });
    }
    return { offset, entries, nextOffset };
  }

  first(): Directory | null {
    const marker = this.read16(2);
    const order = this.bytes[0] === this.bytes[1] && (this.bytes[0] === 0x49 || this.bytes[0] === 0x4d);
    return order && marker === 42 ? this.directory(this.read32(4)) : null;
  }

  /** Zeroes a directory and everything its entries point to. */
  erase(directory: Directory): void {
    for (const entry of directory.entries) this.bytes.fill(0, entry.valueOffset, entry.valueOffset + entry.length);
    this.bytes.fill(0, directory.offset, directory.nextOffset + 4);
  }

  /** Takes one entry out of its directory; what follows moves up, so no offset changes. */
  remove(directory: Directory, entry: Entry): void {
    this.bytes.copyWithin(entry.offset, entry.offset + 12, directory.nextOffset + 4);
    this.bytes.fill(0, directory.nextOffset - 8, directory.nextOffset + 4);
    this.write16(directory.offset, directory.entries.length - 1);
  }
}

/** The same block with orientation 1, because the pixels are already upright. */
export function uprightExif(exif: Uint8Array): Uint8Array {
  const block = new Block(Uint8Array.from(exif));
  const entry = block.first()?.entries.find((candidate) => candidate.tag === ORIENTATION);
  if (entry) block.write16(entry.offset + 8, 1);
  return block.bytes;
}

export function hasLocation(exif: Uint8Array): boolean {
  return new Block(exif).first()?.entries.some((entry) => entry.tag === GPS_DIRECTORY) ?? false;
}

/** The block without its GPS directory, and without the thumbnail, which may show what an edit has hidden. */
export function privateExif(exif: Uint8Array): Uint8Array {
  const block = new Block(Uint8Array.from(exif));
  const first = block.first();
  if (!first) return block.bytes;
  const second = block.directory(block.read32(first.nextOffset));
  if (second) {
    const start = second.entries.find((entry) => entry.tag === THUMBNAIL_OFFSET);
    const length = second.entries.find((entry) => entry.tag === THUMBNAIL_LENGTH);
    if (start && length) {
      const from = block.read32(start.offset + 8);
      block.bytes.fill(0, from, from + block.read32(length.offset + 8));
    }
    block.erase(second);
    block.write32(first.nextOffset, 0);
  }
  const pointer = first.entries.find((entry) => entry.tag === GPS_DIRECTORY);
  if (pointer) {
    const gps = block.directory(block.read32(pointer.offset + 8));
    if (gps) block.erase(gps);
    block.remove(first, pointer);
  }
  return block.bytes;
}
