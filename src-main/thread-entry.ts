// What every worker thread runs: the core's thread over worker_threads.
import { parentPort } from 'node:worker_threads';
import { serveThread } from '../src-core/engine/thread.ts';

const port = parentPort;
if (!port) throw new Error('thread.js is started by the engine as a worker thread.');
serveThread({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => port.on('message', listener),
});
