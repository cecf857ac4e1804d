// The page's side of a pixel socket that comes and goes with engines.
import { expect, it, vi } from 'vitest';
import type { Wire } from '../../../src-core/wire.ts';
import { PixelLine } from '../../../src-renderer/host/pixels.ts';
import { PixelSocket } from '../../../src-renderer/host/pixel-socket.ts';
import type { SocketThread } from '../../../src-renderer/host/worker-wire.ts';

interface Attempt {
  readonly thread: SocketThread;
  readonly wire: Wire;
  answer(): Promise<void>;
  refuse(): Promise<void>;
}

function setUp() {
  const attempts: Attempt[] = [];
  const pixels = new PixelLine();
  const makeThread = (): SocketThread => ({ postMessage: vi.fn(), addEventListener: vi.fn(), terminate: vi.fn() });
  const socket = new PixelSocket(pixels, makeThread, (thread) => {
    const wire: Wire = { send: vi.fn(), onMessage: vi.fn(), onClose: vi.fn(), close: vi.fn() };
    return new Promise<Wire>((resolve, reject) => {
      attempts.push({
        thread,
        wire,
        answer: async () => resolve(wire),
        refuse: async () => reject(new Error('refused')),
      });
    });
  });
  return { attempts, pixels, socket };
}

it('waits with one attempt for an engine that has yet to start', async () => {
  const { attempts, pixels, socket } = setUp();
  socket.follow('starting');
  socket.open();
  socket.open();
  socket.follow('starting');
  socket.follow('ready');
  expect(attempts).toHaveLength(1);
  expect(attempts[0]!.thread.terminate).not.toHaveBeenCalled();
  await attempts[0]!.answer();
  expect(pixels.connected).toBe(true);
  socket.open();
  expect(attempts).toHaveLength(1);
});

it('gives up an attempt whose engine is gone, and opens another one for the next', async () => {
  const { attempts, pixels, socket } = setUp();
  // Of an engine that was there before the page nothing is said.
  socket.open();
  socket.follow('starting');
  expect(attempts[0]!.thread.terminate).toHaveBeenCalledOnce();
  socket.follow('ready');
  expect(attempts).toHaveLength(2);
  // What comes late from the old one is not used.
  await attempts[0]!.answer();
  expect(pixels.connected).toBe(false);
  expect(attempts[0]!.wire.close).toHaveBeenCalledOnce();
  await attempts[1]!.answer();
  expect(pixels.connected).toBe(true);
});

it('drops the pixels of an engine that is gone, and tries again after a refusal', async () => {
  const { attempts, pixels, socket } = setUp();
  socket.follow('ready');
  await attempts[0]!.refuse();
  expect(pixels.connected).toBe(false);
  socket.follow('ready');
  await attempts[1]!.answer();
  expect(pixels.connected).toBe(true);
  socket.follow('lost');
  expect(pixels.connected).toBe(false);
});
