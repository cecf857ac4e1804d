// An engine over the float64 reference. What a window does not hold is filled with a value that would show in any result.
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import { copyRectangle, place } from '../../../src-core/engine/samples.ts';
import type { Engine, EngineImage, EngineResult } from '../../../src-core/engine/types.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src-core/filters/settings.ts';
import { wholeOf } from '../../../src-core/geometry.ts';
import { createRaster, type Raster } from '../../../src-core/raster.ts';

const POISON = 7.25;

export interface WatchedEngine extends Engine {
  /** Rectangles asked for, in order. */
  readonly calls: { readonly width: number; readonly height: number; readonly depth: string }[];
  /** Images made and not released. */
  readonly held: () => number;
}

export function createReferenceEngine(delayMs = 0): WatchedEngine {
  let held = 0;
  const calls: WatchedEngine['calls'] = [];
  const hold = <T extends Raster>(raster: T): T & EngineImage => {
    held += 1;
    return { ...raster, release: () => void (held -= 1) };
  };

  async function convolve(
    ...[source, kernel, given, options = {}]: Parameters<Engine['convolve']>
  ): Promise<EngineResult> {
    const operator: Operator = 'form' in kernel ? kernel : { form: 'matrix', kernel };
    const settings = { ...DEFAULT_SETTINGS, ...given } as Settings;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    options.signal?.throwIfAborted();
    const { window } = options;
    let whole: Raster = source;
    if (window) {
      whole = createRaster(window.whole.width, window.whole.height, source.channels, source.depth);
      whole.data.fill(POISON);
      place(source, window, whole, { x: 0, y: 0 });
    }
    const result = convolveReference(whole, operator, settings, options);
    const rectangle = options.rectangle ?? wholeOf(result.raster);
    calls.push({ width: rectangle.width, height: rectangle.height, depth: result.raster.depth });
    const plan = {
      label: 'reference',
      method: 'direct',
      arithmetic: 'float',
      exact: true,
      bound: 0,
      milliseconds: 0,
    } as const;
    return hold({
      ...copyRectangle(result.raster, rectangle),
      plan,
      invalidSamples: result.invalidSamples,
      range: result.range,
    });
  }

  return {
    threads: 1,
    calls,
    held: () => held,
    image: ({ width, height, channels, depth }) => hold(createRaster(width, height, channels, depth)),
    convolve,
    gaussian: () => Promise.reject(new Error('not used')),
    close: () => Promise.resolve(),
  };
}
