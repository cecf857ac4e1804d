// Tells a single change from a movement of the hand, whose changes follow one another until it rests.

/** Changes closer than this belong to one movement. */
const MOVEMENT_MS = 120;

export class Rhythm {
  readonly #restMs: number;
  #last = -Infinity;
  #before = -Infinity;

  /** `restMs`: a movement is over after so long without a change. */
  constructor(restMs: number) {
    this.#restMs = restMs;
  }

  note(now: number): void {
    this.#before = this.#last;
    this.#last = now;
  }

  /** The first change of a movement is none yet. */
  isMoving(now: number): boolean {
    return now - this.#last < this.#restMs && this.#last - this.#before < MOVEMENT_MS;
  }

  get restsAt(): number {
    return this.#last + this.#restMs;
  }
  since(now: number): number {
    return now - this.#last;
  }
}
