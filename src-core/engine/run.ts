// Runs jobs on the crew. An abort rejects at once; the job's memory is kept until the last thread has left it, and a
// call that finds no room waits for such leavers before it gives up.
import type { Emitted } from '../convolve/emit/compile.ts';
import { AppError } from '../errors.ts';
import type { Crew } from './schedule.ts';
import type { Entry } from './thread.ts';

/** A job written into shared memory. */
export interface Runnable {
  readonly entry: Entry;
  readonly pointer: number;
  /** Loops made for this job: of each plan that has some. */
  readonly code?: readonly Emitted[];
  cancel(): void;
}

export interface Runner {
  /** `clean` is called once, when no thread touches the job any more; `kept` tells whether the caller got the value. */
  run<T>(job: Runnable, signal: AbortSignal | undefined, read: () => T, clean: (kept: boolean) => void): Promise<T>;
  /** Calls `prepare`; where memory is short and cancelled jobs still hold some, once more after they have gone. */
  withRoom<T>(prepare: () => T): Promise<T>;
}

export function createRunner(crew: Crew): Runner {
  const leaving = new Set<Promise<void>>();

  return {
    async run(job, signal, read, clean) {
      let kept = false;
      const finished = crew.run(job.entry, job.pointer, job.code ?? []).then(() => {
        kept = !signal?.aborted;
        return read();
      });
      const cleaned = finished.finally(() => {
        clean(kept);
      });
      if (!signal) return cleaned;
      let abort = (): void => {};
      const aborted = new Promise<never>((_, reject) => {
        abort = () => {
          job.cancel();
          const left = cleaned.then(
            () => undefined,
            () => undefined,
          );
          leaving.add(left);
          void left.then(() => leaving.delete(left));
          // An abort has its own reason, whatever it is.
          reject(signal.reason);
        };
        if (signal.aborted) abort();
        else signal.addEventListener('abort', abort, { once: true });
      });
      try {
        return await Promise.race([aborted, cleaned]);
      } finally {
        signal.removeEventListener('abort', abort);
        cleaned.catch(() => undefined);
      }
    },
    async withRoom(prepare) {
      try {
        return prepare();
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'too-large') || leaving.size === 0) throw error;
        await Promise.all(leaving);
        return prepare();
      }
    },
  };
}
