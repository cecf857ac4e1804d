// What is large is put together in steps, a task each: input and frames get their turn between them.

export class Arrival {
  readonly #steps: number;
  #step = $state(0);
  #stopped = false;

  /** Begins at once; called while a component is being made. */
  constructor(steps: number) {
    this.#steps = steps;
    $effect(() => {
      this.#goOn();
      return () => void (this.#stopped = true);
    });
  }

  /** How many steps have been taken. */
  get step(): number {
    return this.#step;
  }
  get complete(): boolean {
    return this.#step >= this.#steps;
  }

  #goOn(): void {
    void scheduler.postTask(() => {
      if (this.#stopped) return;
      this.#step += 1;
      if (!this.complete) this.#goOn();
    });
  }
}
