// A pixel client that answers when told to, and filters to ask it with.
import { createFilter } from '../../../src-core/filters/index.ts';
import type { Filter } from '../../../src-core/filters/filter.ts';
import type { RenderParams, RenderValue } from '../../../src-core/contract.ts';
import type { PixelClient } from '../../../src-renderer/host/host.ts';
import type { Wanted, WantedLayer } from '../../../src-renderer/state/render-plan.ts';
import { keyOf } from '../../../src-renderer/state/filter-key.ts';

export interface AskedCall {
  readonly name: string;
  readonly params: RenderParams;
  readonly signal: AbortSignal | undefined;
  answer(patch?: Partial<RenderValue>): Promise<void>;
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

  readonly client = {
    call: (name: string, params: RenderParams, { signal }: { signal?: AbortSignal } = {}) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
        this.calls.push({
          name,
          params,
          signal,
          answer: (patch = {}) => {
            const { rectangle, level, quality, filters } = params;
            const value = {
              rectangle,
              level,
              size: { width: 1000, height: 800 },
              origin: { x: 0, y: 0 },
              exact: quality === 'exact',
              plans: filters.map(({ id }) => ({ filterId: id, label: '3×3 direct', exact: true, bound: 0 })),
              milliseconds: 3,
              invalidSamples: 0,
              ranges: {},
              ...patch,
            };
            resolve({ value, body: new Uint8Array(4) });
            return settle();
          },
          fail: (error) => {
            reject(error as Error);
            return settle();
          },
        });
      }),
    on: () => () => undefined,
    onClose: () => undefined,
    close: () => undefined,
  } as unknown as PixelClient;
}

export const blur = (sigma: number): Filter => ({
  ...createFilter('gaussian', { parameters: { sigmaX: sigma, sigmaY: sigma } }),
  id: `blur-${sigma}`,
});

const size = { width: 1000, height: 800 };
const bounds = { x: 0, y: 0, ...size };

export function layer(filters: readonly Filter[], visible: WantedLayer['visible'] = bounds): WantedLayer {
  return { filters, key: keyOf(filters), bounds, visible };
}

export function wanted(
  filters: readonly Filter[],
  patch: Partial<Wanted> & { visible?: WantedLayer['visible'] } = {},
): Wanted {
  const { visible = bounds, ...rest } = patch;
  return {
    layers: { after: layer(filters, visible), before: layer([], visible) },
    shown: ['after'],
    level: 0,
    values: false,
    calm: false,
    ...rest,
  };
}
