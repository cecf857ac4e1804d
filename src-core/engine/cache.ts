// A least-recently-used cache under a byte budget, and short names for long content keys.

export class ByteCache<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly bytes: number }>();
  readonly #budgetBytes: number;
  #heldBytes = 0;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    // A Map iterates in order of insertion: what was used last moves to the end.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** An entry larger than the whole budget is not kept. */
  set(key: string, value: V, bytes: number): void {
    this.delete(key);
    if (bytes > this.#budgetBytes) return;
    this.#entries.set(key, { value, bytes });
    this.#heldBytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#heldBytes <= this.#budgetBytes) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#heldBytes -= entry.bytes;
  }

  clear(): void {
    this.#entries.clear();
    this.#heldBytes = 0;
  }
}

const MAX_NAMES = 4096;

/** Gives equal texts the same short name. A forgotten text gets a new name, never another's. */
export class Names {
  readonly #names = new Map<string, string>();
  #count = 0;

  of(text: string): string {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (this.#names.size >= MAX_NAMES) this.#names.clear();
    const name = `s${(this.#count += 1)}`;
    this.#names.set(text, name);
    return name;
  }
}
