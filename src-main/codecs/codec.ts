// The codec the engine process is given: sharp behind the core's interface. Nothing outside this folder imports sharp.
import type { Codec } from '../../src-core/formats/format.ts';
import { decodeImage } from './decode.ts';
import { encodeImage } from './encode.ts';
import { drawSvg, isSvg, type SpawnChild } from './svg.ts';
import { forkSvgChild } from '../svg-fork.ts';

export interface CodecOptions {
  /** How the short-lived process that draws an SVG is started. Electron's main draws SVGs before the engine sees them. */
  readonly spawnSvgChild?: SpawnChild;
}

export function createCodec({ spawnSvgChild = () => forkSvgChild() }: CodecOptions = {}): Codec {
  return {
    async decode(bytes, options) {
      const pixels = isSvg(bytes) ? await drawSvg(bytes, { ...options, spawnChild: spawnSvgChild }) : bytes;
      return decodeImage(pixels, options);
    },
    encode: (raster, source, request, options) => encodeImage(raster, source, request, options),
  };
}
