// The floors under the browser's figures: an empty frame, and bytes over a bare loopback socket into an empty page. Both
// after a rest, as the edits are: a machine that has rested is slower.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from '@playwright/test';
import { WebSocketServer } from 'ws';
import { median } from './preview-report.ts';

const REPETITIONS = 15;
const REST_MS = 250;

export interface BrowserFloors {
  readonly emptyFrameMs: number;
  /** From a message on a loopback socket to the answer of so many bytes. */
  transferMs(bytes: number): Promise<number>;
  close(): Promise<void>;
}

/** From a key that means nothing to the end of a frame in which nothing but a dot is drawn. */
export async function emptyFrame(page: Page): Promise<number> {
  await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    document.body.append(canvas);
    const context = canvas.getContext('2d')!;
    Object.assign(globalThis, { floorTimes: [] });
    addEventListener('keydown', ({ timeStamp }) =>
      requestAnimationFrame(() => {
        context.fillRect(0, 0, 1, 1);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () =>
          void (globalThis as unknown as { floorTimes: number[] }).floorTimes.push(performance.now() - timeStamp);
        port2.postMessage(null);
      }),
    );
  });
  for (let n = 0; n < REPETITIONS; n++) {
    await page.keyboard.press('Shift');
    await page.waitForTimeout(REST_MS);
  }
  await page.waitForFunction(
    (count) => (globalThis as unknown as { floorTimes: number[] }).floorTimes.length >= count,
    REPETITIONS,
  );
  return median(await page.evaluate(() => (globalThis as unknown as { floorTimes: number[] }).floorTimes));
}

export async function openFloors(browser: Browser): Promise<BrowserFloors> {
  const server = createServer((_, response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><body>'),
  );
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (socket) =>
    socket.on('message', (text) => socket.send(Buffer.alloc(Number((text as Buffer).toString())))),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const page = await browser.newPage();
  await page.goto(`http://${address}/`);
  const emptyFrameMs = await emptyFrame(page);
  return {
    emptyFrameMs,
    async transferMs(bytes) {
      const times = await page.evaluate(
        async ({ socketAddress, size, count, restMs }) => {
          const socket = new WebSocket(socketAddress);
          socket.binaryType = 'arraybuffer';
          await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
          const waits: number[] = [];
          for (let n = 0; n < count; n++) {
            await new Promise((resolve) => setTimeout(resolve, restMs));
            const started = performance.now();
            socket.send(String(size));
            await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
            waits.push(performance.now() - started);
          }
          socket.close();
          return waits;
        },
        { socketAddress: `ws://${address}/`, size: Math.round(bytes), count: REPETITIONS, restMs: REST_MS },
      );
      return median(times);
    },
    async close() {
      await page.close();
      for (const client of sockets.clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
