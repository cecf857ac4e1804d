// Picks, reads and compiles the convolution module. Three builds: with relaxed SIMD, with plain SIMD, with neither. What
// the machine has is found out by running a small module in each build: it must give the same numbers, and not be slower.
import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { distFile } from './paths.ts';

export type Build = 'relaxed' | 'simd' | 'scalar';
export const BUILDS: readonly Build[] = ['relaxed', 'simd', 'scalar'];

const MODULES: Record<Build, string> = {
  relaxed: 'wasm/convolve-relaxed.wasm',
  simd: 'wasm/convolve.wasm',
  scalar: 'wasm/convolve-scalar.wasm',
};
/** Node 20 compiles relaxed SIMD only when told to; later ones do so unasked, and some complain of the flag. */
const RELAXED_FLAG = '--experimental-wasm-relaxed-simd';
/** A build may be this much slower on the clock of a busy machine. */
const NOISE = 1.25;
const ROUNDS = 200;
const TRIALS = 7;

interface Probe {
  readonly answer: number;
  readonly milliseconds: number;
}

/** One choice for the life of a process: real-valued plans may differ in the last bit between builds (SEMANTICS §5). */
let chosen: Promise<Build> | undefined;

export async function loadConvolutionModule(build: 'best' | Build = 'best'): Promise<WebAssembly.Module> {
  if (build === 'relaxed') await allowRelaxedSimd();
  const name = MODULES[build === 'best' ? await bestBuild() : build];
  return WebAssembly.compile(await readFile(distFile(name)));
}

export function bestBuild(): Promise<Build> {
  return (chosen ??= choose());
}

/**
 * V8's revectorisation, which joins pairs of 128-bit instructions, is left off: on our loops it ends the whole process with
 * a fatal error (V8 13.6 in either build, 14.6 with relaxed SIMD), which no probe can catch, and gains little elsewhere.
 */
async function choose(): Promise<Build> {
  const plain = await tryProbe('wasm/probe.wasm');
  if (!plain) return 'scalar';
  await allowRelaxedSimd();
  const relaxed = await tryProbe('wasm/probe-relaxed.wasm');
  return relaxed && agrees(relaxed, plain) && relaxed.milliseconds <= plain.milliseconds * NOISE ? 'relaxed' : 'simd';
}

/** Flags hold for what is compiled afterwards, in every thread of the process. */
export async function allowRelaxedSimd(): Promise<void> {
  if (!WebAssembly.validate(await readFile(distFile('wasm/probe-relaxed.wasm')))) setFlagsFromString(RELAXED_FLAG);
}

function agrees(a: Probe, b: Probe): boolean {
  return a.answer === b.answer;
}

/** Null where the machine cannot compile it. */
async function tryProbe(file: string): Promise<Probe | null> {
  const bytes = await readFile(distFile(file));
  if (!WebAssembly.validate(bytes)) return null;
  const instance = new WebAssembly.Instance(await WebAssembly.compile(bytes));
  const { prepare, probe } = instance.exports as { prepare: () => void; probe: (rounds: number) => number };
  prepare();
  let milliseconds = Infinity;
  for (let trial = 0; trial < TRIALS; trial++) {
    const started = performance.now();
    probe(ROUNDS);
    milliseconds = Math.min(milliseconds, performance.now() - started);
  }
  return { answer: probe(1), milliseconds };
}
