// The package's export: the engine over worker threads, in Node.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { createEngineOn } from '../src-core/engine/engine.ts';
import type { ThreadPort } from '../src-core/engine/host.ts';
import type { Engine } from '../src-core/engine/types.ts';
import { AppError, refuse, type ErrorCode } from '../src-core/errors.ts';
import { distFile } from './paths.ts';
import { BUILDS, loadConvolutionModule, type Build } from './wasm-module.ts';

export { AppError };
export type {
  Candidate,
  ConvolveOptions,
  ConvolveSettings,
  Engine,
  EngineImage,
  EngineResult,
  Explanation,
  GaussianSettings,
  KernelLike,
  Plan,
} from '../src-core/engine/types.ts';
export type { Operator, Taps } from '../src-core/filters/filter.ts';
export type { Cell, Kernel } from '../src-core/kernel/kernel.ts';
export type { ChannelCount, Depth, Raster, RasterLike, Samples } from '../src-core/raster.ts';
export type { ErrorCode };

export interface EngineOptions {
  /** Worker threads, 1 to 64; as many as the machine has processors when left out. */
  readonly threads?: number | undefined;
  /** The module to run; `best` is found out by speed and exactness when the first engine of a process starts. */
  readonly build?: 'best' | Build | undefined;
  /** Refuse to use more memory than this. */
  readonly memoryLimitBytes?: number | undefined;
}

const MAX_THREADS = 64;

export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  if (typeof options !== 'object' || (options as unknown) === null) refuse('options', 'createEngine', options);
  const { threads = Math.min(availableParallelism(), MAX_THREADS), build = 'best', memoryLimitBytes } = options;
  if (!Number.isInteger(threads) || threads < 1 || threads > MAX_THREADS) {
    refuse(`a whole number from 1 to ${MAX_THREADS}`, 'threads', threads);
  }
  if (build !== 'best' && !BUILDS.includes(build)) refuse(`best, ${BUILDS.join(', ')}`, 'build', build);
  if (memoryLimitBytes !== undefined && !(memoryLimitBytes > 0)) {
    refuse('a number of bytes', 'memoryLimitBytes', memoryLimitBytes);
  }
  return createEngineOn({
    module: await loadConvolutionModule(build),
    threads,
    spawn: spawnThread,
    ...(memoryLimitBytes === undefined ? {} : { memoryLimitBytes }),
  });
}

/** An idle thread does not keep the process running; `close` ends it in any case. */
function spawnThread(): ThreadPort {
  // Flags of the program that uses us (--eval, --input-type…) are not for our threads.
  const worker = new Worker(distFile('main/thread.js'), { execArgv: [] });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onError: (listener) => {
      worker.on('error', listener);
      worker.on('exit', (code) => {
        if (code !== 0) listener(new Error(`thread ended with code ${code}`));
      });
    },
    terminate: async () => {
      await worker.terminate();
    },
    keepAlive: (busy) => (busy ? worker.ref() : worker.unref()),
  };
}
