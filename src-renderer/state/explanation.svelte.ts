// How the selected filter is computed and why not otherwise, for as long as somebody looks at it.
import { untrack } from 'svelte';
import type { Way } from '../../src-core/contract.ts';
import type { Host } from '../host/host.ts';
import type { Editor } from './editor.svelte.ts';
import { keyOf } from './filter-key.ts';
import { LatestReply } from './latest-reply.svelte.ts';
import { documentMark, stackWith } from './selected-stack.ts';

export class Explanation {
  readonly #ways: LatestReply<readonly Way[]>;

  /** `looking`: whether it is shown. Called while a component is being made. */
  constructor(host: Host, editor: Editor, looking: () => boolean) {
    this.#ways = new LatestReply(host);
    $effect(() => {
      const { document, selected } = editor;
      const filters = selected && stackWith(editor.filters, selected);
      const asked = looking() && document !== null && filters;
      untrack(() => {
        if (!asked || !selected || !document) return this.#ways.want(null, () => Promise.resolve([]));
        this.#ways.want(`${documentMark(document)} ${keyOf(filters)} ${selected.id}`, async (client, signal) => {
          const { value } = await client.call('explain', { filters, filterId: selected.id }, { signal });
          return value.ways;
        });
      });
    });
  }

  /** The chosen one first; empty while there is nothing to tell. */
  get ways(): readonly Way[] {
    return this.#ways.reply ?? [];
  }
  get failure(): string | null {
    return this.#ways.failure?.message ?? null;
  }
}
