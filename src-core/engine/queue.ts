// One piece of work at a time: when it ends, the most urgent of those who wait goes next, the oldest first. What follows
// on a result without a pause (the next filter, showing it) belongs to the same piece.

/** From what a person looks at now to what may take its time. */
const PURPOSES = ['render', 'inspect', 'thumbnail', 'background'] as const;
export type Purpose = (typeof PURPOSES)[number];

export interface Queue {
  /** Runs the job when its turn comes. Rejects with `signal.reason` as soon as it is aborted while waiting. */
  run<T>(purpose: Purpose, signal: AbortSignal, job: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly urgency: number;
  readonly start: () => void;
}

/** `soon` runs a step when answers that are ready have been sent: planning the next piece would hold them up. */
export function createQueue(soon: (step: () => void) => void = (step) => step()): Queue {
  const waiting: Waiting[] = [];
  let busy = false;

  function next(): void {
    if (busy) return;
    let first: Waiting | undefined;
    for (const entry of waiting) if (!first || entry.urgency < first.urgency) first = entry;
    if (!first) return;
    waiting.splice(waiting.indexOf(first), 1);
    busy = true;
    first.start();
  }

  async function carryOut<T>(job: () => Promise<T>): Promise<T> {
    try {
      return await job();
    } finally {
      busy = false;
      soon(next);
    }
  }

  return {
    run<T>(purpose: Purpose, signal: AbortSignal, job: () => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        signal.throwIfAborted();
        const abort = (): void => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(signal.reason);
        };
        const entry: Waiting = {
          urgency: PURPOSES.indexOf(purpose),
          start: () => {
            signal.removeEventListener('abort', abort);
            resolve(carryOut(job));
          },
        };
        signal.addEventListener('abort', abort, { once: true });
        waiting.push(entry);
        next();
      });
    },
  };
}

/** Lets messages (a cancel, a newer render) in between two chunks of work on this thread. */
export async function pause(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  signal.throwIfAborted();
}

/** A pause only when this thread has been busy for `busyMs` since the last one. */
export function createPacer(signal: AbortSignal, busyMs = 5): () => Promise<void> {
  let since = performance.now();
  return async () => {
    signal.throwIfAborted();
    if (performance.now() - since < busyMs) return;
    await pause(signal);
    since = performance.now();
  };
}
