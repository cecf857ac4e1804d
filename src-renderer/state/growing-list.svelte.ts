// A long list shows its first rows at once and grows by as many with every task, so that opening it is no long one.

export class GrowingList {
  readonly #first: number;
  #limit = $state(0);

  /** `subject`: what the rows are of; they begin anew when it changes. Called while a component is being made. */
  constructor(first: number, subject: () => unknown, length: () => number) {
    this.#first = first;
    this.#limit = first;
    $effect.pre(() => {
      subject();
      this.#limit = first;
      const controller = new AbortController();
      void this.#grow(length, controller.signal);
      return () => controller.abort();
    });
  }

  /** How many rows may show. */
  get limit(): number {
    return this.#limit;
  }

  async #grow(length: () => number, signal: AbortSignal): Promise<void> {
    for (;;) {
      await scheduler.postTask(() => undefined, { priority: 'background' });
      if (signal.aborted || this.#limit >= length()) return;
      this.#limit += this.#first;
    }
  }
}
