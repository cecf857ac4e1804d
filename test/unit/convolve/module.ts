// Parts of the convolution module on their own: compiled from their sources, for tests of inner loops.
import asc from 'assemblyscript/asc';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allowRelaxedSimd } from '../../../src-main/wasm-module.ts';

await allowRelaxedSimd();

export type Build = 'relaxed' | 'simd' | 'scalar';
export const BUILDS: readonly Build[] = ['relaxed', 'simd', 'scalar'];

const folder = fileURLToPath(new URL('../../../src-core/convolve/wasm', import.meta.url));
const FEATURES = { relaxed: ['simd', 'relaxed-simd', 'threads'], simd: ['simd', 'threads'], scalar: ['threads'] };

export interface ModulePart {
  readonly memory: WebAssembly.Memory;
  call(name: string, ...parameters: number[]): number;
}

/** `pages` of 64 KB; everything that the files export can be called. */
export async function compilePart(files: readonly string[], build: Build, pages = 64): Promise<ModulePart> {
  let binary: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await asc.main(
    [
      ...files.map((file) => join(folder, file)),
      ...['--outFile', 'part.wasm', '--runtime', 'stub', '--importMemory', '--sharedMemory', '--noAssert'],
      ...['--initialMemory', String(pages), '--maximumMemory', String(pages), '-O3', '--use', 'abort='],
      ...FEATURES[build].flatMap((feature) => ['--enable', feature]),
    ],
    { writeFile: (_name, contents) => void (binary = Uint8Array.from(contents as Uint8Array)) },
  );
  if (error || !binary) throw new Error(`${files.join(', ')} compiles: ${stderr.toString()}`);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(binary), { env: { memory } });
  return {
    memory,
    call: (name, ...parameters) => (exports[name] as (...parameters: number[]) => number)(...parameters),
  };
}
