// Asks a worker one kind of question: the newest wish wins, one is under way, the page never waits.
import type { Answer, Question, Wish } from './analysis-worker.ts';

export class LatestAnswer<Q extends Question> {
  readonly #question: Q;
  readonly #onAnswer: (answer: Answer<Q>) => void;
  #worker: Worker | null = null;
  #waiting: { readonly wish: Wish<Q> } | null = null;
  #busy = false;
  /** The answer under way is nobody's any more. */
  #stale = false;

  constructor(question: Q, onAnswer: (answer: Answer<Q>) => void) {
    this.#question = question;
    this.#onAnswer = onAnswer;
  }

  /** Intermediate answers are told too, as long as they are newer than the last: something moves while a weight is dragged. */
  want(wish: Wish<Q>): void {
    this.#waiting = { wish };
    this.#stale = false;
    this.#next();
  }

  /** What was asked is not wanted any more. */
  forget(): void {
    this.#waiting = null;
    this.#stale = this.#busy;
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting = null;
    this.#busy = false;
  }

  #next(): void {
    if (this.#busy || !this.#waiting) return;
    const { wish } = this.#waiting;
    this.#waiting = null;
    this.#busy = true;
    this.#worker ??= this.#start();
    this.#worker.postMessage({ question: this.#question, wish });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Answer<Q>>) => {
      this.#busy = false;
      if (!this.#stale) this.#onAnswer(data);
      this.#stale = false;
      this.#next();
    });
    return worker;
  }
}
