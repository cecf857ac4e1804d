// The wire suite over the page's own ends: a MessagePort from the preload, a browser's WebSocket to the loopback host, and
// the two shares of a line that ends in the picture's thread.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WebSocket as ClientSocket, WebSocketServer } from 'ws';
import { socketWire as hostWire } from '../../src-main/node/socket-wire.ts';
import { nodePortWire } from '../../src-main/wires.ts';
import { portWire } from '../../src-renderer/host/port-wire.ts';
import { socketWire } from '../../src-renderer/host/socket-wire.ts';
import { shareWire } from '../../src-renderer/host/shared-wire.ts';
import { openThreadWire, serveThreadWire } from '../../src-renderer/host/thread-wire.ts';
import { connect, serve } from '../../src-core/rpc.ts';
import { createWirePair } from '../../src-core/wire-pair.ts';
import { describeWire } from './wire-suite.ts';

const calls = {
  double: { params: z.strictObject({ n: z.int() }), value: z.strictObject({ n: z.int() }) },
} as const;

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

/** Both ends of a port as a page has them; Node's differ in nothing that is used. */
function channel(): { readonly port1: MessagePort; readonly port2: MessagePort } {
  return new MessageChannel() as unknown as { port1: MessagePort; port2: MessagePort };
}

for (const at of [0, 1] as const) {
  describeWire(`share ${at + 1} of a line`, () => {
    const [line, far] = createWirePair();
    return { near: shareWire(line)[at], far, kill: () => far.close() };
  });
}

describeWire("the page's share of the line in the picture's thread", async () => {
  const [line, far] = createWirePair();
  const { port1, port2 } = channel();
  const [near] = await Promise.all([openThreadWire(port1), serveThreadWire(port2, async () => line)]);
  return { near, far, kill: () => far.close() };
});

describe('a line in a thread', () => {
  it('gives the page and the thread what each of them asked for, though both count their calls alike', async () => {
    const [line, far] = createWirePair();
    const { port1, port2 } = channel();
    const [page, own] = await Promise.all([openThreadWire(port1), serveThreadWire(port2, async () => line)]);
    serve(far, calls, { double: async ({ n }) => ({ value: { n: 2 * n }, body: new Uint8Array([n]) }) });
    const clients = [connect(page, calls), connect(own!, calls)];
    const answers = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((n) =>
        clients[n % 2]!.call('double', { n }).then(({ value, body }) => [value.n, ...body!]),
      ),
    );
    expect(answers).toEqual([0, 1, 2, 3, 4, 5].map((n) => [2 * n, n]));
  });

  it('says so when the engine cannot be reached', async () => {
    const { port1, port2 } = channel();
    const page = openThreadWire(port1);
    expect(await serveThreadWire(port2, () => Promise.reject(new Error('refused')))).toBeNull();
    await expect(page).rejects.toMatchObject({ code: 'engine-lost' });
  });

  it('is given up by the page before the engine has answered', async () => {
    const { port1, port2 } = channel();
    const wish = new AbortController();
    const page = openThreadWire(port1, wish.signal);
    const [line, far] = createWirePair();
    const ended = new Promise<void>((resolve) => far.onClose(resolve));
    let abandoned: AbortSignal | null = null;
    const own = serveThreadWire(
      port2,
      (signal) =>
        new Promise((resolve) => {
          abandoned = signal;
          signal.addEventListener('abort', () => resolve(line));
        }),
    );
    wish.abort();
    await expect(page).rejects.toMatchObject({ code: 'engine-lost' });
    expect(await own).toBeNull();
    expect(abandoned!.aborted).toBe(true);
    await ended;
  });

  it('ends with the page', async () => {
    const [line, far] = createWirePair();
    const { port1, port2 } = channel();
    const [page, own] = await Promise.all([openThreadWire(port1), serveThreadWire(port2, async () => line)]);
    const ended = Promise.all([own!, far].map((wire) => new Promise<void>((resolve) => wire.onClose(resolve))));
    page.close();
    await ended;
  });
});
