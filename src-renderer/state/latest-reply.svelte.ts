// A question to the engine that is asked again whenever its subject changes: the newest wins, one is under way.
import { AppError, toAppError } from '../../src-core/errors.ts';
import type { Host, PixelClient } from '../host/host.ts';

export type Ask<T> = (client: PixelClient, signal: AbortSignal) => Promise<T>;

interface Wanted<T> {
  /** Equal for questions with equal answers. */
  readonly key: string;
  readonly ask: Ask<T>;
}

export class LatestReply<T> {
  #reply = $state.raw<T | null>(null);
  #failure = $state.raw<AppError | null>(null);
  #client: PixelClient | null = null;
  #wanted: Wanted<T> | null = null;
  #running: Wanted<T> | null = null;
  #answered: string | null = null;
  readonly #controller = new AbortController();

  /** Follows the engine; called once while a component is being made. */
  constructor(host: Host) {
    $effect(() => {
      const stop = host.onPixels((client) => {
        this.#client = client;
        this.#running = null;
        this.#next();
      });
      return () => {
        stop();
        this.#controller.abort(new AppError('cancelled', 'Nobody looks at it any more.'));
      };
    });
  }

  /** The newest there is; it may be that of the question before. */
  get reply(): T | null {
    return this.#reply;
  }
  get failure(): AppError | null {
    return this.#failure;
  }

  /** null: there is nothing to ask, and what was answered goes. */
  want(key: string | null, ask: Ask<T>): void {
    this.#wanted = key === null ? null : { key, ask };
    if (key === null) {
      this.#answered = null;
      this.#reply = null;
      this.#failure = null;
    }
    this.#next();
  }

  #next(): void {
    const [wanted, client] = [this.#wanted, this.#client];
    if (!wanted || !client || this.#running || this.#answered === wanted.key) return;
    this.#running = wanted;
    wanted
      .ask(client, this.#controller.signal)
      .then((reply) => {
        if (this.#running !== wanted || !this.#wanted) return;
        this.#reply = reply;
        this.#failure = null;
      })
      .catch((thrown: unknown) => {
        const failure = toAppError(thrown);
        // An engine that went away comes back and is asked again.
        if (this.#running === wanted && failure.code !== 'cancelled' && failure.code !== 'engine-lost') {
          this.#reply = null;
          this.#failure = failure;
        }
      })
      .finally(() => {
        if (this.#running !== wanted) return;
        this.#answered = wanted.key;
        this.#running = null;
        this.#next();
      });
  }
}
