// One document in the engine process: the whole picture, or a coarse one until that is decoded, and who reads them now.
import type { AppError } from '../errors.ts';
import type { EncodedFile } from './export.ts';
import type { OpenPicture } from './open-picture.ts';

export interface DocumentSession {
  /** Aborted when the document is closed, replaced, or could not be decoded. */
  readonly closed: AbortSignal;
  lastExport: { readonly key: string; readonly file: EncodedFile } | null;
  /** From now on it answers what suits it. */
  showCoarse(picture: OpenPicture): void;
  /** All of it is there; the coarse picture goes when nobody reads it any more. */
  complete(picture: OpenPicture): void;
  /** `suits` tells whether the coarse picture will do; otherwise the whole one is waited for. */
  use<T>(
    signal: AbortSignal,
    suits: (coarse: OpenPicture) => boolean,
    start: (picture: OpenPicture, signal: AbortSignal) => Promise<T>,
  ): Promise<T>;
  /** Everything under way is aborted before the memory goes. The second time does nothing. */
  end(reason: AppError): Promise<void>;
}

interface Task {
  readonly controller: AbortController;
  readonly promise: Promise<unknown>;
}

export function createDocumentSession(): DocumentSession {
  const closing = new AbortController();
  const tasks = new Set<Task>();
  let arrive: (picture: OpenPicture) => void;
  let fail: (reason: AppError) => void;
  const whole = new Promise<OpenPicture>((resolve, reject) => {
    arrive = resolve;
    fail = reject;
  });
  // Who waits for it hears of a failure; maybe nobody does.
  whole.catch(() => undefined);
  let coarse: OpenPicture | null = null;
  let complete: OpenPicture | null = null;

  const pictureFor = (suits: (coarse: OpenPicture) => boolean): Promise<OpenPicture> =>
    coarse && suits(coarse) ? Promise.resolve(coarse) : whole;

  async function settled(): Promise<void> {
    await Promise.allSettled([...tasks].map((task) => task.promise));
  }

  return {
    closed: closing.signal,
    lastExport: null,
    showCoarse(picture) {
      coarse = picture;
    },
    complete(picture) {
      const before = coarse;
      coarse = null;
      complete = picture;
      if (before) void settled().then(() => release(before));
      arrive(picture);
    },
    use(outer, suits, start) {
      const controller = new AbortController();
      const { signal } = controller;
      const abort = (): void => controller.abort(outer.reason);
      if (outer.aborted) abort();
      else outer.addEventListener('abort', abort, { once: true });
      const promise = unlessAborted(pictureFor(suits), signal)
        .then((picture) => start(picture, signal))
        .finally(() => {
          outer.removeEventListener('abort', abort);
          tasks.delete(task);
        });
      const task = { controller, promise };
      tasks.add(task);
      return promise;
    },
    async end(reason) {
      closing.abort(reason);
      fail(reason);
      for (const task of tasks) task.controller.abort(reason);
      await settled();
      if (coarse) release(coarse);
      if (complete) release(complete);
      coarse = complete = null;
    },
  };
}

function release(picture: OpenPicture): void {
  picture.regions.clear();
  picture.pyramid.release();
  picture.source.release();
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
