// A WebSocket in a worker as a wire: large frames come in beside the page, which gets each of them in one piece.
import { encodeFrame } from '../../src-core/frame.ts';
import { Inbox } from '../../src-core/inbox.ts';
import type { Wire } from '../../src-core/wire.ts';
import { notConnected, readFrame } from './socket-wire.ts';
import type { FromSocket, ToSocket } from './socket-worker.ts';

/** The part of a worker that is used. */
export interface SocketThread {
  postMessage(message: ToSocket, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: FromSocket }) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  terminate(): void;
}

/** Rejects with `engine-lost` when the connection cannot be made. */
export function openWorkerWire(worker: SocketThread, address: string, protocols: readonly string[]): Promise<Wire> {
  const inbox = new Inbox();
  const say = (message: ToSocket): void => worker.postMessage(message, message instanceof ArrayBuffer ? [message] : []);
  const wire: Wire = {
    send(message) {
      if (!inbox.closed) say(encodeFrame(message).buffer);
    },
    onMessage: (listener) => inbox.listen(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: () => say('close'),
  };
  inbox.onClose(() => worker.terminate());
  return new Promise((resolve, reject) => {
    inbox.onClose(() => reject(notConnected()));
    worker.addEventListener('error', () => inbox.close());
    worker.addEventListener('message', ({ data }) => {
      if (data === 'open') return resolve(wire);
      if (data === 'close') return inbox.close();
      const message = readFrame(data);
      if (message) inbox.receive(message);
      else say('close');
    });
    say({ address, protocols });
  });
}
