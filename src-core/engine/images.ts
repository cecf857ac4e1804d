// Images in the engine's memory, and which block belongs to which pixels.
import { AppError } from '../errors.ts';
import { bytesPerSample, type ChannelCount, type Depth, type Raster, type Samples } from '../raster.ts';
import type { EngineMemory } from './memory.ts';
import type { EngineImage } from './types.ts';

export interface ImageSpec {
  readonly width: number;
  readonly height: number;
  readonly channels: ChannelCount;
  readonly depth: Depth;
}

/** An image whose block a running call holds is freed when the call lets it go. */
interface Block {
  readonly pointer: number;
  holders: number;
}

export interface Hold {
  readonly pointer: number;
  /** Another holder, who lets go too. */
  share(): void;
  letGo(): void;
}

export interface Images {
  /** `beside`: the address of what is read while this image is written. */
  create(spec: ImageSpec, beside?: number): { image: EngineImage; pointer: number };
  /** The address of the raster's pixels: its own block, or a copy made for this call; held until the last `letGo`. */
  hold(raster: Raster): Hold;
}

export function createImages(memory: EngineMemory): Images {
  const blocks = new WeakMap<Samples, Block>();

  function letGo(block: Block): void {
    if (--block.holders === 0) memory.free(block.pointer);
  }

  function copyIn(data: Samples): number {
    const pointer = memory.allocate(data.byteLength);
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    new Uint8Array(memory.memory.buffer, pointer, data.byteLength).set(bytes);
    return pointer;
  }

  return {
    create({ width, height, channels, depth }, beside) {
      const length = width * height * channels;
      const pointer = memory.allocate(length * bytesPerSample(depth), beside);
      const { buffer } = memory.memory;
      const view: Samples =
        depth === 'u8'
          ? new Uint8Array(buffer, pointer, length)
          : depth === 'u16'
            ? new Uint16Array(buffer, pointer, length)
            : new Float32Array(buffer, pointer, length);
      const block: Block = { pointer, holders: 1 };
      blocks.set(view, block);
      let released = false;
      const image: EngineImage = {
        width,
        height,
        channels,
        depth,
        get data() {
          if (released) throw new AppError('invalid', 'This image was released; its pixels are gone.');
          return view;
        },
        release() {
          if (released) return;
          released = true;
          blocks.delete(view);
          letGo(block);
        },
      };
      return { image, pointer };
    },
    hold(raster) {
      const known = blocks.get(raster.data);
      const block = known ?? { pointer: copyIn(raster.data), holders: 0 };
      block.holders++;
      return {
        pointer: block.pointer,
        share: () => void block.holders++,
        letGo: () => letGo(block),
      };
    },
  };
}
