// Whether a job is open to threads. A thread that the system gives no processor just then holds up no job that the
// others can finish: when one of them has found nothing left to do and none is inside, the job is over, and who comes
// late finds it closed and touches nothing of it.

/** Jobs that may be open at the same time. */
const PLACES = 64;
/** A place holds the job's number and how many threads are inside; 0 when it is closed. */
const NUMBERS = 2 ** 24 - 1;
const INSIDE = 2 ** 7;

/** Of a job with nobody inside. */
const emptyOf = (id: number): number => ((id % NUMBERS) + 1) * INSIDE;

/** The engine's side. */
export class Gate {
  readonly memory = new SharedArrayBuffer(PLACES * Int32Array.BYTES_PER_ELEMENT);
  readonly #words = new Int32Array(this.memory);
  readonly #free = Array.from({ length: PLACES }, (_, place) => place);

  /** Opens a job, `id` counted from 1; gives its place, or null where too many are open. */
  open(id: number): number | null {
    const place = this.#free.pop();
    if (place === undefined) return null;
    Atomics.store(this.#words, place, emptyOf(id));
    return place;
  }

  /** False while a thread is inside. */
  close(place: number, id: number): boolean {
    const empty = emptyOf(id);
    if (Atomics.compareExchange(this.#words, place, empty, 0) !== empty) return false;
    this.#free.push(place);
    return true;
  }
}

/** A thread's side. */
export class Door {
  readonly #words: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory);
  }

  /** Runs `work` unless the job is over. */
  pass(place: number, id: number, work: () => void): void {
    const empty = emptyOf(id);
    for (let known = Atomics.load(this.#words, place); ;) {
      if (known < empty || known >= empty + INSIDE) return;
      const found = Atomics.compareExchange(this.#words, place, known, known + 1);
      if (found === known) break;
      known = found;
    }
    try {
      work();
    } finally {
      Atomics.sub(this.#words, place, 1);
    }
  }
}
