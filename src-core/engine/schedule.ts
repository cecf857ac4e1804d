// The engine's threads: starts them, hands every job to all of them, and says when none is busy with it any more.
// Within a job the threads share the tiles out by atomic claims (convolve/wasm/index.ts).
import { AppError } from '../errors.ts';
import type { Emitted } from '../convolve/emit/compile.ts';
import { CANCEL } from '../convolve/wasm/slots.ts';
import { Gate } from './gate.ts';
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
  readonly place: number;
  error: unknown;
  resolve(): void;
  reject(error: unknown): void;
}

export async function startCrew(host: EngineHost, memory: WebAssembly.Memory): Promise<Crew> {
  const ports: ThreadPort[] = [];
  const pending = new Map<number, Pending>();
  const gate = new Gate();
  /** Jobs for which the gate has no place yet. */
  const waiting: { start(): void; reject(error: unknown): void }[] = [];
  let lastId = 0;
  let lost: unknown = null;

  /** A thread has left the job, having found nothing more to do. */
  function finish(id: number): void {
    const job = pending.get(id);
    if (!job || !gate.close(job.place, id)) return;
    pending.delete(id);
    waiting.shift()?.start();
    if (pending.size === 0) for (const port of ports) port.keepAlive?.(false);
    if (job.error === null) job.resolve();
    else job.reject(job.error);
  }

  function lose(error: unknown): void {
    // A thread that `close` ended says goodbye with a code too.
    if (lost) return;
    lost = new AppError('engine-lost', 'A thread of the engine stopped unexpectedly.', { cause: error });
    refuseAll();
  }

  function refuseAll(): void {
    for (const job of [...pending.values(), ...waiting.splice(0)]) job.reject(lost);
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
        port.post({ kind: 'start', module: host.module, memory, gate: gate.memory, index });
      });
    }),
  );

  return {
    size: host.threads,
    run(entry, job, code) {
      if (lost) return Promise.reject(lost);
      return new Promise((resolve, reject) => {
        const start = (): void => {
          const id = ++lastId;
          const place = gate.open(id);
          if (place === null) return void waiting.push({ start, reject });
          pending.set(id, { pointer: job, place, error: null, resolve, reject });
          for (const port of ports) {
            port.keepAlive?.(true);
            port.post({ kind: 'run', id, place, entry, job, code });
          }
        };
        start();
      });
    },
    async close() {
      lost ??= new AppError('invalid', 'The engine is closed.');
      refuseAll();
      await Promise.all(ports.map((port) => port.terminate()));
    },
  };
}
