// Kept kernels with their matrices that were read not long ago, each as it was at its last writing.
import type { Kept, LibraryEntry } from '../../src-core/library/entry.ts';

interface Read {
  readonly revision: string;
  readonly entry: Promise<LibraryEntry>;
}

/** Those in view are fewer. */
const CAPACITY = 120;

export class KeptCache {
  readonly #load: (id: string) => Promise<LibraryEntry>;
  /** By id, the longest unused first. */
  readonly #read = new Map<string, Read>();

  constructor(load: (id: string) => Promise<LibraryEntry>) {
    this.#load = load;
  }

  get({ id, revision }: Kept): Promise<LibraryEntry> {
    const known = this.#read.get(id);
    this.#read.delete(id);
    const entry = known?.revision === revision ? known.entry : this.#load(id);
    const read = { revision, entry };
    this.#read.set(id, read);
    // A failure is asked for again the next time.
    entry.catch(() => this.#read.get(id) === read && this.#read.delete(id));
    const [oldest] = this.#read.keys();
    if (this.#read.size > CAPACITY && oldest !== undefined) this.#read.delete(oldest);
    return entry;
  }
}
