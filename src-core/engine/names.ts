// Short names for long content keys.

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
