// The wire suite over the page's own ends: a MessagePort from the preload, and a browser's WebSocket to the loopback host.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { WebSocket as ClientSocket, WebSocketServer } from 'ws';
import { socketWire as hostWire } from '../../src-main/node/socket-wire.ts';
import { nodePortWire } from '../../src-main/wires.ts';
import { portWire } from '../../src-renderer/host/port-wire.ts';
import { socketWire } from '../../src-renderer/host/socket-wire.ts';
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
