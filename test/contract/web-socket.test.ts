// The wire suite over a WebSocket on loopback.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { expect, it } from 'vitest';
import { encodeFrame } from '../../src-core/frame.ts';
import { socketWire } from '../../src-main/node/socket-wire.ts';
import { describeWire, type WirePair } from './wire-suite.ts';

async function openSockets(): Promise<WirePair & { raw: WebSocket }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const raw = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [[accepted]] = (await Promise.all([once(server, 'connection'), once(raw, 'open')])) as unknown as [[WebSocket]];
  return {
    raw,
    near: socketWire(raw),
    far: socketWire(accepted),
    kill: () => accepted.terminate(),
    dispose: () => {
      raw.terminate();
      server.close();
    },
  };
}

describeWire('a WebSocket', openSockets);

it.each([
  ['text', 'hello'],
  ['too short', Buffer.from([1, 0])],
  ['a head longer than the frame', Buffer.from([9, 0, 0, 0, 123, 125])],
  ['no JSON', Buffer.from([2, 0, 0, 0, 123, 123])],
  ['JSON nested too deep', Buffer.from(encodeFrame({ head: 0 }).map((byte) => byte)).fill(91)],
])('closes the socket on %s', async (_, data) => {
  const { raw, dispose } = await openSockets();
  const closed = once(raw, 'close');
  raw.send(data);
  const [code] = (await closed) as [number];
  expect([1002, 1003]).toContain(code);
  await dispose?.();
});
