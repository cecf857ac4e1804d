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

export interface Images {
  create(spec: ImageSpec): { image: EngineImage; pointer: number };
  /** The address of the raster's pixels: its own block, held until `letGo`, or a copy made for this call. */
  hold(raster: Raster): { pointer: number; letGo(): void };
}

export function createImages(memory: EngineMemory): Images {
  const blocks = new WeakMap<Samples, Block>();

  function letGo(block: Block): void {
    if (--block.holders === 0) memory.free(block.pointer);
  }

  return {
    create({ width, height, channels, depth }) {
      const length = width * height * channels;
      const pointer = memory.allocate(length * bytesPerSample(depth));
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
      const block = blocks.get(raster.data);
      if (block) {
        block.holders++;
        return { pointer: block.pointer, letGo: () => letGo(block) };
      }
      const { data } = raster;
      const pointer = memory.allocate(data.byteLength);
      new Uint8Array(memory.memory.buffer, pointer, data.byteLength).set(
        new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      );
      return { pointer, letGo: () => memory.free(pointer) };
    },
  };
}
