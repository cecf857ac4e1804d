// Memory that is used again: large memory that is new takes longer to get and to collect than its bytes take to copy.

/** Pieces have few sizes at a time: those of a window, and of the blocks that follow. */
const MAX_KEPT = 4;
const MAX_KEPT_BYTES = 64 * 2 ** 20;
/** Smaller ones cost nothing. */
const LEAST_KEPT_BYTES = 2 ** 16;

export class BytePool {
  /** Free memory; the longest unused first. */
  readonly #kept: Uint8Array<ArrayBuffer>[] = [];

  /** All of a buffer of exactly so many bytes, with whatever is in it. */
  take(length: number): Uint8Array<ArrayBuffer> {
    const at = this.#kept.findIndex((bytes) => bytes.length === length);
    return at < 0 ? new Uint8Array(length) : this.#kept.splice(at, 1)[0]!;
  }

  /** Nobody reads the bytes any more. To be called once; without it they are collected one day. */
  release(bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes.length < LEAST_KEPT_BYTES) return;
    this.#kept.push(bytes);
    while (this.#kept.length > MAX_KEPT || totalOf(this.#kept) > MAX_KEPT_BYTES) this.#kept.shift();
  }
}

function totalOf(all: readonly Uint8Array[]): number {
  return all.reduce((sum, bytes) => sum + bytes.length, 0);
}
