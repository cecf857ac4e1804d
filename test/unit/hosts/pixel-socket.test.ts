// The page's side of a pixel socket that comes and goes with engines.
import { expect, it, vi } from 'vitest';
import type { Wire } from '../../../src-core/wire.ts';
import type { PixelClient } from '../../../src-renderer/host/host.ts';
import { PixelLine } from '../../../src-renderer/host/pixels.ts';
import { PixelSocket } from '../../../src-renderer/host/pixel-socket.ts';

interface Attempt {
  readonly signal: AbortSignal;
  readonly wire: Wire;
  answer(): Promise<void>;
  refuse(): Promise<void>;
}

/** Lets every promise that is ready run. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function setUp() {
  const attempts: Attempt[] = [];
  const pixels = new PixelLine();
  const socket = new PixelSocket(pixels, (signal) => {
    const wire: Wire = { send: vi.fn(), onMessage: vi.fn(), onClose: vi.fn(), close: vi.fn() };
    return new Promise<Wire>((resolve, reject) => {
      attempts.push({
        signal,
        wire,
        answer: () => (resolve(wire), settle()),
        refuse: () => (reject(new Error('refused')), settle()),
      });
    });
  });
  let client: PixelClient | null = null;
  pixels.listen((now) => (client = now));
  return { attempts, pixels, socket, connected: () => client !== null };
}

it('waits with one attempt for an engine that has yet to start', async () => {
  const { attempts, socket, connected } = setUp();
  socket.follow('starting');
  socket.open();
  socket.open();
  socket.follow('starting');
  socket.follow('ready');
  expect(attempts).toHaveLength(1);
  expect(attempts[0]!.signal.aborted).toBe(false);
  await attempts[0]!.answer();
  expect(connected()).toBe(true);
  socket.open();
  expect(attempts).toHaveLength(1);
});

it('gives up an attempt whose engine is gone, and opens another one for the next', async () => {
  const { attempts, socket, connected } = setUp();
  // Of an engine that was there before the page nothing is said.
  socket.open();
  socket.follow('starting');
  expect(attempts[0]!.signal.aborted).toBe(true);
  socket.follow('ready');
  expect(attempts).toHaveLength(2);
  // What comes late from the old one is not used.
  await attempts[0]!.answer();
  expect(connected()).toBe(false);
  expect(attempts[0]!.wire.close).toHaveBeenCalledOnce();
  await attempts[1]!.answer();
  expect(connected()).toBe(true);
});

it('drops the pixels of an engine that is gone, and tries again after a refusal', async () => {
  const { attempts, socket, connected } = setUp();
  socket.follow('ready');
  await attempts[0]!.refuse();
  expect(connected()).toBe(false);
  socket.follow('ready');
  await attempts[1]!.answer();
  expect(connected()).toBe(true);
  socket.follow('lost');
  expect(connected()).toBe(false);
});
