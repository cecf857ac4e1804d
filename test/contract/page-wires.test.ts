// The wire suite over the page's own ends: a MessagePort from the preload, and a browser's WebSockets to the loopback
// host, on the page's own thread and beside it.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { WebSocket as ClientSocket, WebSocketServer } from 'ws';
import { socketWire as hostWire } from '../../src-main/node/socket-wire.ts';
import { nodePortWire } from '../../src-main/wires.ts';
import { portWire } from '../../src-renderer/host/port-wire.ts';
import { socketWire } from '../../src-renderer/host/socket-wire.ts';
import type { FromSocket, ToSocket } from '../../src-renderer/host/socket-worker.ts';
import { openWorkerWire, type SocketThread } from '../../src-renderer/host/worker-wire.ts';
import { describeWire } from './wire-suite.ts';

describeWire("the page's MessagePort", () => {
  const { port1, port2 } = new MessageChannel();
  return {
    near: portWire(port1 as unknown as MessagePort),
    far: nodePortWire(port2),
    kill: () => port2.close(),
  };
});

describeWire("the page's WebSocket", async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const socket = new ClientSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  socket.binaryType = 'arraybuffer';
  const [[accepted]] = (await Promise.all([once(server, 'connection'), once(socket, 'open')])) as unknown as [
    [ClientSocket],
  ];
  return {
    near: socketWire(socket as unknown as WebSocket),
    far: hostWire(accepted),
    kill: () => accepted.terminate(),
    dispose: () => {
      socket.terminate();
      server.close();
    },
  };
});

describeWire("the page's WebSocket in a worker", async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[ClientSocket]>;
  const near = await openWorkerWire(threadStandIn(), `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, []);
  const [socket] = await accepted;
  return { near, far: hostWire(socket), kill: () => socket.terminate(), dispose: () => void server.close() };
});

it('says so when the connection cannot be made', async () => {
  await expect(openWorkerWire(threadStandIn(), 'ws://127.0.0.1:1', [])).rejects.toMatchObject({ code: 'engine-lost' });
});

/** What socket-worker.ts does, over Node's sockets. */
function threadStandIn(): SocketThread {
  const listeners: ((event: { data: FromSocket }) => void)[] = [];
  const tell = (data: FromSocket): void => listeners.forEach((listener) => listener({ data }));
  let socket: ClientSocket | null = null;
  return {
    postMessage(message: ToSocket) {
      if (message === 'close') socket?.close();
      else if (message instanceof ArrayBuffer) socket?.send(message);
      else {
        socket = new ClientSocket(message.address);
        socket.binaryType = 'arraybuffer';
        socket.on('open', () => tell('open'));
        socket.on('message', (data: ArrayBuffer) => tell(data));
        socket.on('error', () => undefined);
        socket.on('close', () => tell('close'));
      }
    },
    addEventListener: (type: string, listener: never) => void (type === 'message' && listeners.push(listener)),
    terminate: () => socket?.terminate(),
  };
}
