// Reads tokens of an expression from left to right and remembers the first problem with its place.

export interface Problem {
  /** A finished sentence: *Expected a number after "/".* */
  readonly error: string;
  /** Index in the text as given. */
  readonly position: number;
}

export class Scanner {
  problem: Problem | null = null;
  #index = 0;
  readonly #text: string;
  readonly #offset: number;

  /** `offset` is where the text begins in what the person typed. True minus signs count as `-`. */
  constructor(text: string, offset: number) {
    this.#text = text.replaceAll('−', '-');
    this.#offset = offset;
  }

  get position(): number {
    return this.#offset + this.#index;
  }

  /** True at the end; also after a problem, so that every loop ends. */
  get done(): boolean {
    this.skipSpace();
    return this.problem !== null || this.#index >= this.#text.length;
  }

  skipSpace(): void {
    while (/\s/u.test(this.#text[this.#index] ?? '')) this.#index++;
  }

  peek(token: string): boolean {
    this.skipSpace();
    return this.#text.startsWith(token, this.#index);
  }

  take(token: string): boolean {
    if (this.problem || !this.peek(token)) return false;
    // `*` of `**` is not a multiplication.
    this.#index += token.length;
    return true;
  }

  takeOne(characters: string): string | null {
    this.skipSpace();
    const character = this.#text[this.#index];
    if (this.problem || character === undefined || !characters.includes(character) || this.peek('**')) return null;
    this.#index++;
    return character;
  }

  number(): number | null {
    this.skipSpace();
    const [found] = /^(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/iu.exec(this.#text.slice(this.#index)) ?? [];
    if (found === undefined) return null;
    this.#index += found.length;
    return Number(found);
  }

  word(): string | null {
    this.skipSpace();
    const [found] = /^(?:√|\p{L}[\p{L}\d]*)/u.exec(this.#text.slice(this.#index)) ?? [];
    if (found === undefined) return null;
    this.#index += found.length;
    return found.toLowerCase();
  }

  /** Records the first problem and returns NaN, so that callers can return it. */
  fail(error: string, position = this.position): number {
    this.problem ??= { error, position };
    return NaN;
  }

  missingNumber(): number {
    this.skipSpace();
    const before = this.#text.slice(0, this.#index).trimEnd().at(-1);
    const sentence =
      before === undefined ? 'Expected a number.' : `Expected a number after "${before.replace('-', '−')}".`;
    return this.fail(sentence);
  }

  unexpected(): Problem {
    this.skipSpace();
    const found = this.#text[this.#index] ?? '';
    if (found === ',') return { error: 'Write one number, with a point as the decimal sign.', position: this.position };
    return { error: `Expected an operator before "${found}".`, position: this.position };
  }
}
