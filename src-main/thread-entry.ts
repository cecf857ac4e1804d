// What every worker thread runs: the core's thread over worker_threads.
import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { serveThread } from '../src-core/engine/thread.ts';
import type { ThreadOptions } from './library.ts';

const port = parentPort;
if (!port) throw new Error('thread.js is started by the engine as a worker thread.');
standBack(workerData as ThreadOptions);
serveThread({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => port.on('message', listener),
});

function standBack({ niceness }: ThreadOptions): void {
  // Elsewhere the whole process would stand back.
  if (niceness === 0 || process.platform !== 'linux') return;
  try {
    setPriority(Math.min(19, getPriority() + niceness));
  } catch {
    // A sandbox may forbid it: the thread works all the same.
  }
}
