// Asks the engine one question at a time, the newest: a quick answer first, the exact one when there is peace for it.
import { toAppError } from '../../src-core/errors.ts';
import type { PixelClient } from '../host/host.ts';

export type AnswerQuality = 'approximate' | 'exact';

/** Equal keys mean equal answers. */
export interface Question {
  readonly key: string;
  /** Whether the exact answer may be worked on; a drag would only make it old. */
  readonly exactly: boolean;
}

export interface NewestParts<Q extends Question, A> {
  readonly ask: (client: PixelClient, question: Q, quality: AnswerQuality, signal: AbortSignal) => Promise<A>;
  readonly isExact: (answer: A) => boolean;
  readonly onAnswer: (answer: A, question: Q) => void;
  /** null: the failure before is over. */
  readonly onFailure: (message: string | null) => void;
}

interface Running<Q> {
  readonly question: Q;
  readonly quality: AnswerQuality;
  readonly controller: AbortController;
}

export class Newest<Q extends Question, A> {
  readonly #parts: NewestParts<Q, A>;
  #client: PixelClient | null = null;
  #wanted: Q | null = null;
  #running: Running<Q> | null = null;
  /** What has been answered, and how well. */
  #done: { readonly key: string; readonly quality: AnswerQuality } | null = null;
  #failed: string | null = null;

  constructor(parts: NewestParts<Q, A>) {
    this.#parts = parts;
  }

  setClient(client: PixelClient | null): void {
    this.#client = client;
    this.#forget();
    this.#next();
  }

  /** null: nothing is asked any more, and what was answered is forgotten. */
  want(question: Q | null): void {
    this.#wanted = question;
    if (!question) this.#forget();
    this.#next();
  }

  #forget(): void {
    this.#running?.controller.abort();
    this.#running = null;
    this.#done = null;
    this.#failed = null;
  }

  #next(): void {
    const running = this.#running;
    const wanted = this.#wanted;
    if (!wanted || !this.#client) return;
    if (running) {
      // A quick answer is about to come: it shows something while the hand moves on. An exact one would be late.
      const isOld = running.quality === 'exact' && (running.question.key !== wanted.key || !wanted.exactly);
      if (!isOld) return;
      running.controller.abort();
      this.#running = null;
    }
    if (this.#failed === wanted.key) return;
    const known = this.#done?.key === wanted.key ? this.#done.quality : null;
    if (known === 'exact') return;
    if (known === null) this.#start(this.#client, wanted, 'approximate');
    else if (wanted.exactly) this.#start(this.#client, wanted, 'exact');
  }

  #start(client: PixelClient, question: Q, quality: AnswerQuality): void {
    const running: Running<Q> = { question, quality, controller: new AbortController() };
    this.#running = running;
    this.#parts
      .ask(client, question, quality, running.controller.signal)
      .then(
        (answer) => {
          if (this.#running !== running) return;
          this.#running = null;
          this.#done = { key: question.key, quality: this.#parts.isExact(answer) ? 'exact' : 'approximate' };
          this.#parts.onFailure(null);
          this.#parts.onAnswer(answer, question);
        },
        (thrown: unknown) => {
          if (this.#running !== running) return;
          this.#running = null;
          const { code, message } = toAppError(thrown);
          // Another client comes when the engine has been started again.
          if (code === 'engine-lost') this.#client = null;
          else if (code !== 'cancelled') {
            this.#failed = question.key;
            this.#parts.onFailure(message);
          }
        },
      )
      .finally(() => this.#next());
  }
}
