// The real engine, watched: what was asked of it, and how many images are still held.
import type { Convolver } from '../../../src-core/engine/evaluate.ts';
import type { EngineImage } from '../../../src-core/engine/types.ts';
import { createEngine } from '../../../src-main/library.ts';

export interface WatchedEngine extends Convolver {
  /** Results that were filtered, in order. */
  readonly calls: { readonly width: number; readonly height: number }[];
  /** Images made and not released. */
  held(): number;
  close(): Promise<void>;
}

// One for the file; its threads do not keep the process alive.
const engine = await createEngine({ threads: 2 });

/** Every call may be held up by `delayMs` first. */
export function createWatchedEngine(delayMs = 0): WatchedEngine {
  let held = 0;
  const calls: WatchedEngine['calls'] = [];
  const watch = <T extends EngineImage>(image: T): T => {
    held += 1;
    const release = (): void => {
      held -= 1;
      image.release();
    };
    return new Proxy(image, {
      get: (target, name): unknown => (name === 'release' ? release : Reflect.get(target, name)),
    });
  };
  return {
    calls,
    held: () => held,
    image: (spec) => watch(engine.image(spec)),
    copyOf: async (...given) => watch(await engine.copyOf(...given)),
    async convolve(source, operator, settings, options) {
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      const result = watch(await engine.convolve(source, operator, settings, options));
      calls.push({ width: result.width, height: result.height });
      return result;
    },
    inputOf: (...given) => engine.inputOf(...given),
    blocksOf: (...given) => engine.blocksOf(...given),
    explain: (...given) => engine.explain(...given),
    isOpaque: (...given) => engine.isOpaque(...given),
    countInvalid: (...given) => engine.countInvalid(...given),
    shrink: async (...given) => watch(await engine.shrink(...given)),
    async compose(...given) {
      const { image, invalidSamples } = await engine.compose(...given);
      return { image: watch(image), invalidSamples };
    },
    measure: (...given) => engine.measure(...given),
    sort: (...given) => engine.sort(...given),
    mark: async (...given) => watch(await engine.mark(...given)),
    difference: async (...given) => watch(await engine.difference(...given)),
    close: () => Promise.resolve(),
  };
}
