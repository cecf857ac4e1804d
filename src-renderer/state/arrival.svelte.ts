// What is large is put together in steps, a task each: input and frames get their turn between them.

export class Arrival {
  readonly #steps: number;
  readonly #priority: TaskPriority;
  #step = $state(0);
  #stopped = false;

  /** Begins at once; called while a component is being made. Frames wait for steps that are `user-blocking`. */
  constructor(steps: number, priority: TaskPriority = 'user-visible') {
    this.#steps = steps;
    this.#priority = priority;
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
    const step = (): void => {
      if (this.#stopped) return;
      this.#step += 1;
      if (!this.complete) this.#goOn();
    };
    void scheduler.postTask(step, { priority: this.#priority });
  }
}
