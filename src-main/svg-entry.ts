// The process that draws one SVG and is killed: under child_process.fork and under Electron's utilityProcess.fork.
import { replyTo } from './codecs/svg-draw.ts';
import type { DrawRequest } from './codecs/svg.ts';

interface ParentPort {
  postMessage(value: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
}

async function answer(value: unknown, send: (reply: unknown) => void): Promise<void> {
  send(await replyTo(value as DrawRequest));
}

const port = (process as { parentPort?: ParentPort }).parentPort;
if (port) {
  port.on('message', ({ data }) => void answer(data, (reply) => port.postMessage(reply)));
} else {
  // A drawing that never returns also keeps an ordinary exit from returning.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.on('message', (value) => void answer(value, (reply) => process.send?.(reply)));
}
