// The engine's threads: starts them, hands every job to all of them, and says when the last one is done with it.
// Within a job the threads share the tiles out by atomic claims (convolve/wasm/index.ts).
import { AppError } from '../errors.ts';
import type { Emitted } from '../convolve/emit/compile.ts';
import { CANCEL } from '../convolve/wasm/slots.ts';
import type { EngineHost, ThreadPort } from './host.ts';
import type { Entry, ThreadReply } from './thread.ts';

export interface Crew {
  readonly size: number;
  /** Resolves when no thread touches the job's memory any more, cancelled or not. */
  run(entry: Entry, job: number, code: readonly Emitted[]): Promise<void>;
  close(): Promise<void>;
}

interface Pending {
  readonly pointer: number;
  left: number;
  error: unknown;
  resolve(): void;
  reject(error: unknown): void;
}

export async function startCrew(host: EngineHost, memory: WebAssembly.Memory): Promise<Crew> {
  const ports: ThreadPort[] = [];
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let lost: unknown = null;

  function finish(id: number): void {
    const job = pending.get(id);
    if (!job || --job.left > 0) return;
    pending.delete(id);
    if (pending.size === 0) for (const port of ports) port.keepAlive?.(false);
    if (job.error === null) job.resolve();
    else job.reject(job.error);
  }

  function lose(error: unknown): void {
    // A thread that `close` ended says goodbye with a code too.
    if (lost) return;
    lost = new AppError('engine-lost', 'A thread of the engine stopped unexpectedly.', { cause: error });
    for (const job of pending.values()) job.reject(lost);
    pending.clear();
  }

  await Promise.all(
    Array.from({ length: host.threads }, (_, index) => {
      const port = host.spawn(index);
      ports.push(port);
      return new Promise<void>((resolve, reject) => {
        port.onError((error) => {
          lose(error);
          reject(lost);
        });
        port.onMessage((received) => {
          const reply = received as ThreadReply;
          if (reply.kind === 'ready') {
            port.keepAlive?.(false);
            resolve();
            return;
          }
          const job = pending.get(reply.id);
          if (job && reply.error !== null) {
            job.error = new AppError('internal', 'The engine failed on this picture; nothing was changed.', {
              cause: reply.error,
            });
            // Others may wait for tiles that this thread had claimed.
            Atomics.store(new Int32Array(memory.buffer), (job.pointer + CANCEL) >>> 2, 1);
          }
          finish(reply.id);
        });
        port.post({ kind: 'start', module: host.module, memory, index });
      });
    }),
  );

  return {
    size: host.threads,
    run(entry, job, code) {
      if (lost) return Promise.reject(lost);
      return new Promise((resolve, reject) => {
        const id = ++lastId;
        pending.set(id, { pointer: job, left: ports.length, error: null, resolve, reject });
        for (const port of ports) {
          port.keepAlive?.(true);
          port.post({ kind: 'run', id, entry, job, code });
        }
      });
    },
    async close() {
      lost ??= new AppError('invalid', 'The engine is closed.');
      for (const job of pending.values()) job.reject(lost);
      pending.clear();
      await Promise.all(ports.map((port) => port.terminate()));
    },
  };
}
