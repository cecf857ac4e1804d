// Work shorter than 160 ms shows no busy mark: a flag that follows another one late on the way up, at once on the way down.

const DELAY_MS = 160;

export class Busy {
  #shown = $state(false);

  constructor(working: () => boolean) {
    $effect(() => {
      if (!working()) {
        this.#shown = false;
        return;
      }
      const timer = setTimeout(() => (this.#shown = true), DELAY_MS);
      return () => clearTimeout(timer);
    });
  }

  get shown(): boolean {
    return this.#shown;
  }
}
