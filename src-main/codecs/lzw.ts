// LZW as TIFF wants it: codes of 9 to 12 bits, highest bit first, one code earlier than GIF. Source: TIFF 6.0, section 13.

const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
/** The table is cleared before 12 bits run out. */
const FULL = 4094;
/** Sizes of the table at which codes grow by a bit. */
const WIDER: readonly number[] = [512, 1024, 2048];

/** Bits collected from the left into bytes. */
class BitWriter {
  readonly #bytes: Uint8Array;
  #length = 0;
  #bits = 0;
  #held = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  write(code: number, width: number): void {
    this.#held = (this.#held << width) | code;
    this.#bits += width;
    while (this.#bits >= 8) {
      this.#bits -= 8;
      this.#bytes[this.#length++] = this.#held >>> this.#bits;
      this.#held &= (1 << this.#bits) - 1;
    }
  }

  finish(): Uint8Array {
    if (this.#bits > 0) this.#bytes[this.#length++] = this.#held << (8 - this.#bits);
    return this.#bytes.subarray(0, this.#length);
  }
}

export function compressLzw(data: Uint8Array): Uint8Array {
  // 12 bits per byte at worst, a clear code per table, and the ends.
  const writer = new BitWriter(Math.ceil(data.length * 1.6) + 16);
  // Child of (code, byte); 0 is none, because no string ever has a code below 258.
  const children = new Uint16Array(4096 * 256);
  let used: number[] = [];
  let next = FIRST_FREE;
  let width = 9;
  writer.write(CLEAR, width);
  let code = data[0] ?? -1;
  for (let index = 1; index < data.length; index++) {
    const byte = data[index] ?? 0;
    const slot = code * 256 + byte;
    const child = children[slot] ?? 0;
    if (child !== 0) {
      code = child;
      continue;
    }
    writer.write(code, width);
    children[slot] = next++;
    used.push(slot);
    if (next === FULL) {
      writer.write(CLEAR, width);
      for (const taken of used) children[taken] = 0;
      used = [];
      next = FIRST_FREE;
      width = 9;
    } else if (WIDER.includes(next)) {
      width++;
    }
    code = byte;
  }
  if (code >= 0) {
    writer.write(code, width);
    // The reader adds an entry for this code too.
    next++;
    if (next === FULL) {
      writer.write(CLEAR, width);
      width = 9;
    } else if (WIDER.includes(next)) {
      width++;
    }
  }
  writer.write(END, width);
  return writer.finish();
}
