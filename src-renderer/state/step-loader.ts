// Asks the engine for the numbers of one pixel of one filter: the newest question wins, one call in flight.
import { toAppError } from '../../src-core/errors.ts';
import { unpackTaps, type Explanation } from '../../src-core/explain/explanation.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import type { Point } from '../../src-core/geometry.ts';
import type { DeepReadonly } from '../../src-core/rpc.ts';
import type { PixelClient } from '../host/host.ts';

export interface StepQuestion {
  readonly filters: readonly Filter[];
  readonly filterId: string;
  readonly pixel: Point;
  /** Equal for equal numbers. */
  readonly key: string;
}

export interface StepAnswer {
  readonly question: StepQuestion;
  readonly explanation: Explanation | null;
  /** Why there are no numbers: a finished sentence. */
  readonly failure: string | null;
}

export class StepLoader {
  readonly #onAnswer: (answer: StepAnswer) => void;
  #client: PixelClient | null = null;
  #wanted: StepQuestion | null = null;
  #running: StepQuestion | null = null;
  #answered: string | null = null;

  constructor(onAnswer: (answer: StepAnswer) => void) {
    this.#onAnswer = onAnswer;
  }

  setClient(client: PixelClient | null): void {
    this.#client = client;
    this.#running = null;
    this.#answered = null;
    this.#next();
  }

  want(question: StepQuestion | null): void {
    this.#wanted = question;
    if (!question) this.#answered = null;
    this.#next();
  }

  #next(): void {
    const wanted = this.#wanted;
    if (!wanted || !this.#client || this.#running || wanted.key === this.#answered) return;
    this.#running = wanted;
    const { filters, filterId, pixel } = wanted;
    const params: DeepReadonly<Parameters<PixelClient['call']>[1]> = { filters, filterId, x: pixel.x, y: pixel.y };
    this.#client
      .call('step', params)
      .then(({ value, body }) => ({ explanation: unpackTaps(value, body ?? new Uint8Array()), failure: null }))
      .catch((thrown: unknown) => ({ explanation: null, failure: toAppError(thrown) }))
      .then(({ explanation, failure }) => {
        if (this.#running !== wanted) return;
        this.#running = null;
        this.#answered = wanted.key;
        // Of an engine that went away, or a picture that was closed, there is nothing to tell.
        const silent = failure?.code === 'cancelled' || failure?.code === 'engine-lost';
        if (this.#wanted && !silent) {
          this.#onAnswer({ question: wanted, explanation, failure: failure && failure.message });
        }
        this.#next();
      });
  }
}
