// The bytes of replies, in memory that is used again once they have been sent.
import { BytePool } from '../byte-pool.ts';
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

export function createBodies(): Bodies {
  const pool = new BytePool();
  return {
    copy({ data }) {
      const bytes = pool.take(data.byteLength);
      bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      let released = false;
      return {
        bytes,
        release() {
          if (released) return;
          released = true;
          pool.release(bytes);
        },
      };
    },
  };
}
