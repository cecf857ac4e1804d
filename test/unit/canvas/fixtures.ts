// A pixel client that answers when told to, drawables that can be read, and filters to ask with.
import { createFilter } from '../../../src-core/filters/index.ts';
import type { Filter } from '../../../src-core/filters/filter.ts';
import type { RenderParams, RenderValue } from '../../../src-core/contract.ts';
import type { PixelClient } from '../../../src-renderer/host/host.ts';
import type { Wanted, WantedLayer } from '../../../src-renderer/picture/job.ts';
import type { LayerPicture } from '../../../src-renderer/picture/layers.ts';
import type { Pixmaps } from '../../../src-renderer/picture/pixmaps.ts';
import { keyOf } from '../../../src-renderer/state/filter-key.ts';

export interface AskedCall {
  readonly name: string;
  readonly params: RenderParams;
  readonly signal: AbortSignal | undefined;
  /** `ink`: what every pixel of the answer holds. */
  answer(patch?: Partial<RenderValue> & { ink?: number }): Promise<void>;
  fail(error: unknown): Promise<void>;
}

/** Lets every promise that is ready run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
}

export class FakePixels {
  readonly calls: AskedCall[] = [];

  get last(): AskedCall {
    const call = this.calls.at(-1);
    if (!call) throw new Error('nothing was asked');
    return call;
  }

  /** Those whose answer is still awaited. */
  get open(): AskedCall[] {
    return this.calls.filter((call) => !this.#closed.has(call) && !call.signal?.aborted);
  }

  readonly #closed = new Set<AskedCall>();

  readonly client = {
    call: (name: string, params: RenderParams, { signal }: { signal?: AbortSignal } = {}) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
        const call: AskedCall = {
          name,
          params,
          signal,
          answer: ({ ink = 1, ...patch } = {}) => {
            const { rectangle, level, quality, filters, shrink = 0 } = params;
            const scale = 2 ** shrink;
            const value = {
              rectangle,
              level,
              size: { width: 1000, height: 800 },
              origin: { x: 0, y: 0 },
              exact: quality === 'exact' && shrink === 0,
              plans: filters.map(({ id }) => ({ filterId: id, label: '3×3 direct', exact: true, bound: 0 })),
              milliseconds: 3,
              invalidSamples: 0,
              opaque: true,
              ranges: {},
              ...patch,
            };
            const pixels = Math.ceil(rectangle.width / scale) * Math.ceil(rectangle.height / scale);
            this.#closed.add(call);
            resolve({ value, body: new Uint8Array(pixels * 4).fill(ink) });
            return settle();
          },
          fail: (error) => {
            this.#closed.add(call);
            reject(error as Error);
            return settle();
          },
        };
        this.calls.push(call);
      }),
    on: () => () => undefined,
    onClose: () => undefined,
    close: () => undefined,
  } as unknown as PixelClient;

  /** Answers everything that is asked until nothing is. */
  async answerAll(patch: Parameters<AskedCall['answer']>[0] = {}): Promise<void> {
    for (let round = 0; this.open.length > 0; round++) {
      if (round > 200) throw new Error('the loop never comes to rest');
      await this.open[0]!.answer(patch);
    }
  }
}

/** A drawable whose pixels are single numbers: 0 where nothing was drawn. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array;
  released: boolean;
}

export class FakePixmaps implements Pixmaps<Sheet> {
  readonly made: Sheet[] = [];

  get held(): Sheet[] {
    return this.made.filter(({ released }) => !released);
  }

  create({ width, height }: { width: number; height: number }): Sheet {
    const sheet = { width, height, ink: new Uint8Array(width * height), released: false };
    this.made.push(sheet);
    return sheet;
  }

  write: Pixmaps<Sheet>['write'] = (target, { rectangle, bytes }, part, at) => {
    for (let y = 0; y < part.height; y++) {
      for (let x = 0; x < part.width; x++) {
        const from = (part.y - rectangle.y + y) * rectangle.width + part.x - rectangle.x + x;
        target.ink[(at.y + y) * target.width + at.x + x] = bytes[from * 4]!;
      }
    }
  };

  stretch: Pixmaps<Sheet>['stretch'] = (target, source, to, within) => {
    if (source.released) throw new Error('drew what was released');
    const copy = source.ink.slice();
    for (const part of within) {
      for (let y = part.y; y < part.y + part.height; y++) {
        for (let x = part.x; x < part.x + part.width; x++) {
          const u = Math.floor(((x + 0.5 - to.x) * source.width) / to.width);
          const v = Math.floor(((y + 0.5 - to.y) * source.height) / to.height);
          const inside = u >= 0 && v >= 0 && u < source.width && v < source.height;
          if (inside) target.ink[y * target.width + x] = copy[v * source.width + u]!;
        }
      }
    }
  };

  release(sheet: Sheet): void {
    if (sheet.released) throw new Error('released twice');
    sheet.released = true;
  }
}

/** What the canvas shows of a layer: its surface, with what stands in drawn over it. */
export function inksOf(pixmaps: FakePixmaps, { surface, cover }: LayerPicture<Sheet>): Uint8Array | undefined {
  if (!surface || !cover) return surface?.picture.ink;
  const seen = { ...surface.picture, ink: surface.picture.ink.slice() };
  pixmaps.stretch(seen, cover.picture, cover.to, cover.within);
  return seen.ink;
}

export const blur = (sigma: number): Filter => ({
  ...createFilter('gaussian', { parameters: { sigmaX: sigma, sigmaY: sigma } }),
  id: `blur-${sigma}`,
});

const size = { width: 1000, height: 800 };
const bounds = { x: 0, y: 0, ...size };

export function layer(filters: readonly Filter[], visible: WantedLayer['visible'] = bounds): WantedLayer {
  return { filters, key: keyOf(filters), bounds, visible, near: visible };
}

export function wanted(
  filters: readonly Filter[],
  patch: Partial<Wanted> & { visible?: WantedLayer['visible'] } = {},
): Wanted {
  const { visible = bounds, ...rest } = patch;
  return {
    layers: { after: layer(filters, visible), before: layer([], visible) },
    shown: ['after'],
    zoom: 1,
    level: 0,
    values: false,
    ...rest,
  };
}
