// A command line in a folder of its own: with real files, codecs and engine.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { SRGB } from '../../../src-core/colour/colour-space.ts';
import type { DecodedImage } from '../../../src-core/formats/format.ts';
import { createRaster, fullScale, type ChannelCount, type Depth, type Raster } from '../../../src-core/raster.ts';
import { runCli } from '../../../src-main/cli/cli.ts';
import { createCodec } from '../../../src-main/codecs/codec.ts';

export const codec = createCodec();
export const METADATA = { exif: null, xmp: null, icc: null };

class Sink extends Writable {
  text = '';
  readonly isTTY: boolean;

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface World {
  readonly folder: string;
  path(name: string): string;
  write(name: string, bytes: Uint8Array | string): void;
  read(name: string): Uint8Array;
  picture(name: string, format: string, raster?: Raster): Promise<Raster>;
  decode(name: string): Promise<DecodedImage>;
  run(...argv: string[]): Promise<Outcome>;
  runWith(signal: AbortSignal, ...argv: string[]): Promise<Outcome>;
  runOnTerminal(...argv: string[]): Promise<Outcome>;
}

/** Values that differ everywhere, the same in every run. */
export function noise(width = 9, height = 7, channels: ChannelCount = 3, depth: Depth = 'u8'): Raster {
  const raster = createRaster(width, height, channels, depth);
  let state = 20_260;
  for (let index = 0; index < raster.data.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const opaque = channels % 2 === 0 && index % channels === channels - 1;
    raster.data[index] = opaque ? fullScale(depth) : Math.round((state / 2 ** 32) * fullScale(depth));
  }
  return raster;
}

export function createWorld(): World {
  const folder = mkdtempSync(join(tmpdir(), 'kernelcraft-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const read = (name: string) => new Uint8Array(readFileSync(path(name)));
  const start = async (signal: AbortSignal, isTTY: boolean, argv: readonly string[]) => {
    const [stdout, stderr] = [new Sink(isTTY), new Sink(isTTY)];
    const code = await runCli(argv, { stdout, stderr, cwd: folder, signal });
    return { code, out: stdout.text, err: stderr.text };
  };
  return {
    folder,
    path,
    write: (name, bytes) => writeFileSync(path(name), bytes),
    read,
    async picture(name, format, raster = noise()) {
      const request = { format, options: {}, keepMetadata: 'all' } as const;
      const { bytes } = await codec.encode(raster, { colourSpace: SRGB, metadata: METADATA }, request, {});
      writeFileSync(path(name), bytes);
      return raster;
    },
    decode: (name) => codec.decode(read(name), { fileName: name, acceptDamaged: false, maxPixels: 1e6 }),
    run: (...argv) => start(new AbortController().signal, false, argv),
    runWith: (signal, ...argv) => start(signal, false, argv),
    runOnTerminal: (...argv) => start(new AbortController().signal, true, argv),
  };
}
