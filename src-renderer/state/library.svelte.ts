// The kernels the person keeps, as main has them: a list without matrices, and the matrices as they are asked for.
import type { Filter } from '../../src-core/filters/filter.ts';
import { newFilterId } from '../../src-core/filters/index.ts';
import { rememberPartsById } from '../../src-core/filters/parts.ts';
import { partsFor, type Kept, type LibraryEntry } from '../../src-core/library/entry.ts';
import { createIndex, type LibraryIndex } from '../../src-core/library/search.ts';
import type { Host } from '../host/host.ts';
import { KeptCache } from './kept-cache.ts';

/** What the dialog is about: a filter that is to be kept, or one that is kept already. */
export interface KeptDraft {
  /** null: a new one. */
  readonly id: string | null;
  readonly filter: Filter;
  readonly tags: readonly string[];
  readonly notes: string;
}

export class Library {
  readonly #host: Host;
  #kernels = $state.raw<readonly Kept[]>([]);
  #loaded = $state(false);
  readonly #cache: KeptCache;
  readonly #index = $derived<LibraryIndex>(createIndex(this.#kernels));
  #refreshing: Promise<readonly string[]> | null = null;
  /** The kernel that commands act on. */
  chosenId = $state<string | null>(null);
  draft = $state.raw<KeptDraft | null>(null);

  constructor(host: Host) {
    this.#host = host;
    this.#cache = new KeptCache(async (id) => {
      const { value } = await host.control.call('libraryRead', { id });
      const entry = value as LibraryEntry;
      rememberPartsById([entry.filter], entry.parts ?? {});
      return entry;
    });
  }

  get kernels(): readonly Kept[] {
    return this.#kernels;
  }
  get loaded(): boolean {
    return this.#loaded;
  }
  get index(): LibraryIndex {
    return this.#index;
  }
  get chosen(): Kept | null {
    return this.#kernels.find(({ id }) => id === this.chosenId) ?? null;
  }

  /** Asks main for the list. Resolves with the names of files that were put aside because they are damaged. */
  refresh(): Promise<readonly string[]> {
    // What changes while an answer is on its way is in the next one.
    const asked = (this.#refreshing ?? Promise.resolve())
      .catch(() => undefined)
      .then(async () => {
        const { value } = await this.#host.control.call('library', {});
        this.#kernels = value.kernels;
        this.#loaded = true;
        return value.damaged;
      });
    this.#refreshing = asked;
    return asked;
  }

  /** The kernel with its matrix. */
  read(kept: Kept): Promise<LibraryEntry> {
    return this.#cache.get(kept);
  }

  /** A filter of its own for the stack. */
  async filterOf(kept: Kept): Promise<Filter> {
    const { filter } = await this.read(kept);
    return { ...filter, id: newFilterId(), enabled: true };
  }

  async put(draft: KeptDraft): Promise<string> {
    const { id, filter, tags, notes } = draft;
    const entry = { id, filter, tags: [...tags], notes, ...partsFor(filter) };
    const { value } = await this.#host.control.call('libraryPut', { entry });
    await this.refresh();
    return value.id;
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#host.control.call('libraryRemove', { ids: [...ids] });
    await this.refresh();
  }

  /** Called once while a component is being made: follows other windows, and other starts of the program. */
  follow(report: (thrown: unknown) => void): void {
    const refresh = (): void => {
      if (this.#loaded) this.refresh().catch(report);
    };
    $effect(() => this.#host.control.on('library', refresh));
    $effect(() => {
      window.addEventListener('focus', refresh);
      return () => window.removeEventListener('focus', refresh);
    });
  }
}
