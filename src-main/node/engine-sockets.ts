// The engine's side of a socket that main handed over: answers the browser's request and serves its pixels.
import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Wire } from '../../src-core/wire.ts';
import type { UpgradeMessage } from './engine-child.ts';
import { createSocketServer } from './socket-server.ts';
import { socketWire } from './socket-wire.ts';

/** One page at a time: a new socket ends the one before. */
export function acceptSockets(onPixels: (wire: Wire) => void): void {
  const server = createSocketServer();
  let current: Wire | null = null;
  process.on('message', (message: unknown, socket: unknown) => {
    if (!(socket instanceof Socket)) return;
    if (!isUpgrade(message)) return void socket.destroy();
    socket.on('error', () => socket.destroy());
    const { headers, head } = message.upgrade;
    // What the handshake reads of a request.
    const request = { method: 'GET', headers } as IncomingMessage;
    server.handleUpgrade(request, socket, Buffer.from(head), (opened) => {
      current?.close();
      current = socketWire(opened);
      onPixels(current);
    });
  });
}

function isUpgrade(message: unknown): message is UpgradeMessage {
  return typeof message === 'object' && message !== null && 'upgrade' in message;
}
