// The bytes of replies, in memory that is used again once they have been sent: memory of a window's size that is new
// with every reply takes longer to get and to collect than a small filter takes to compute.
import type { EngineImage } from './types.ts';

export interface Body {
  /** All of its own buffer. */
  readonly bytes: Uint8Array;
  /** Nobody reads the bytes any more. Without it they are collected one day. */
  release(): void;
}

/** What a call answers, as `serve` wants it. */
export interface Reply<V> {
  readonly value: V;
  readonly body: Uint8Array;
  readonly release: () => void;
}

export interface Bodies {
  /** A copy of the samples' bytes: the engine's own memory will hold other pixels soon. */
  copy(image: EngineImage): Body;
}

/** Views have few sizes at a time: that of the window, and those of the blocks that follow. */
const MAX_KEPT = 4;
const MAX_KEPT_BYTES = 64 * 2 ** 20;
/** Smaller ones cost nothing. */
const LEAST_KEPT_BYTES = 2 ** 16;

export function createBodies(): Bodies {
  /** Free memory; the longest unused first. */
  const kept: Uint8Array[] = [];

  function take(length: number): Uint8Array {
    const at = kept.findIndex((bytes) => bytes.length === length);
    return at < 0 ? new Uint8Array(length) : kept.splice(at, 1)[0]!;
  }

  return {
    copy({ data }) {
      const bytes = take(data.byteLength);
      bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      let released = false;
      return {
        bytes,
        release() {
          if (released || bytes.length < LEAST_KEPT_BYTES) return;
          released = true;
          kept.push(bytes);
          while (kept.length > MAX_KEPT || totalOf(kept) > MAX_KEPT_BYTES) kept.shift();
        },
      };
    },
  };
}

function totalOf(all: readonly Uint8Array[]): number {
  return all.reduce((sum, bytes) => sum + bytes.length, 0);
}
