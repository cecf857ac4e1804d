// Squares of the picture's luminance before and after the selected filter, for spectra, while somebody looks at them.
import { untrack } from 'svelte';
import { AppError } from '../../src-core/errors.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import type { Light } from '../../src-core/filters/settings.ts';
import type { Host, PixelClient } from '../host/host.ts';
import type { Editor } from './editor.svelte.ts';
import { keyOf } from './filter-key.ts';
import { LatestReply } from './latest-reply.svelte.ts';
import { documentMark, stackBefore, stackWith } from './selected-stack.ts';

export interface LuminanceSquare {
  readonly values: Float32Array;
  readonly side: number;
  /** Its upper left pixel. */
  readonly x: number;
  readonly y: number;
}

export interface SquarePair {
  readonly before: LuminanceSquare;
  readonly after: LuminanceSquare;
}

const SIDE = 256;

export class Squares {
  readonly #pair: LatestReply<SquarePair>;
  /** While a weight is dragged only the picture after the filter changes. */
  #kept: { readonly key: string; readonly square: LuminanceSquare } | null = null;

  /** Called while a component is being made, which shows them as long as it lives. */
  constructor(host: Host, editor: Editor) {
    this.#pair = new LatestReply(host);
    $effect(() => {
      const { document, selected } = editor;
      const stacks = selected && {
        before: stackBefore(editor.filters, selected),
        after: stackWith(editor.filters, selected),
      };
      untrack(() => {
        if (!document || !stacks || !selected) return this.#pair.want(null, () => Promise.reject(new Error()));
        const mark = documentMark(document);
        const { light } = selected.settings;
        this.#pair.want(`${mark} ${keyOf(stacks.after)}`, async (client, signal) => ({
          before: await this.#before(client, stacks.before, light, mark, signal),
          after: await squareOf(client, stacks.after, light, signal),
        }));
      });
    });
  }

  get pair(): SquarePair | null {
    return this.#pair.reply;
  }
  get failure(): string | null {
    return this.#pair.failure?.message ?? null;
  }

  async #before(client: PixelClient, filters: Filter[], light: Light, mark: number, signal: AbortSignal) {
    const key = `${mark} ${light} ${keyOf(filters)}`;
    if (this.#kept?.key === key) return this.#kept.square;
    const square = await squareOf(client, filters, light, signal);
    this.#kept = { key, square };
    return square;
  }
}

async function squareOf(
  client: PixelClient,
  filters: Filter[],
  light: Light,
  signal: AbortSignal,
): Promise<LuminanceSquare> {
  const { value, body } = await client.call('luminance', { filters, maxSide: SIDE, light }, { signal });
  if (!body || body.byteLength !== value.side ** 2 * 4) {
    throw new AppError('internal', 'The values of the picture did not arrive whole.');
  }
  // A view of a frame may start at any byte; floats need an aligned copy.
  return { ...value, values: new Float32Array(body.slice().buffer) };
}
