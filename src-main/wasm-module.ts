// Reads and compiles the convolution module: with SIMD where this engine has it, the scalar build elsewhere.
import { readFile } from 'node:fs/promises';
import { distFile } from './paths.ts';

/** The smallest module that uses a vector: `(func (result v128) i32.const 0 i8x16.splat)` with a drop. */
const SIMD_PROBE = Uint8Array.of(
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  5,
  1,
  96,
  0,
  1,
  123,
  3,
  2,
  1,
  0,
  10,
  10,
  1,
  8,
  0,
  65,
  0,
  253,
  15,
  253,
  98,
  11,
);

export function hasSimd(): boolean {
  return WebAssembly.validate(SIMD_PROBE);
}

export async function loadConvolutionModule(build: 'best' | 'scalar' = 'best'): Promise<WebAssembly.Module> {
  const name = build === 'best' && hasSimd() ? 'wasm/convolve.wasm' : 'wasm/convolve-scalar.wasm';
  return WebAssembly.compile(await readFile(distFile(name)));
}
