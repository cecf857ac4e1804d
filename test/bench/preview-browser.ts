// Chromium for the preview bench. A driver that listens to the network is sent every frame of every socket as base64 by
// the very thread that is measured: here nobody listens.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { WebSocket, WebSocketServer } from 'ws';
import { browserArguments, findBrowser } from '../../scripts/find-browser.mjs';

const FLAGS = [
  '--headless=new',
  '--remote-debugging-port=0',
  '--no-default-browser-check',
  '--disable-extensions',
  '--mute-audio',
  // As any driver has it: a window that is not in front is drawn all the same.
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
];

export interface RunningBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function launchBrowser(): Promise<RunningBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'kernelcraft-browser-'));
  const flags = [...FLAGS, ...browserArguments, `--user-data-dir=${profile}`];
  const child = spawn(await findBrowser(), [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const proxy = await withoutNetwork(await endpointOf(child));
  const browser = await chromium.connectOverCDP(proxy.address, { isLocal: true });
  return {
    browser,
    async close() {
      await browser.close();
      proxy.close();
      if (child.exitCode === null) {
        child.kill();
        await once(child, 'exit');
      }
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function endpointOf(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stderr!) {
    text += String(chunk);
    const [, address] = /DevTools listening on (\S+)/.exec(text) ?? [];
    if (address === undefined) continue;
    child.stderr!.resume();
    return address;
  }
  throw new Error(`The browser did not start. ${text}`);
}

/** Passes the driver's messages on, but for the one that asks for the network's events: it is told that they are on. */
async function withoutNetwork(target: string): Promise<{ readonly address: string; close(): void }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, maxPayload: 2 ** 28 });
  await once(server, 'listening');
  server.on('connection', (driver) => {
    const chromiumSide = new WebSocket(target, { perMessageDeflate: false, maxPayload: 2 ** 28 });
    const opened = once(chromiumSide, 'open');
    driver.on('message', (data) => {
      const text = (data as Buffer).toString();
      const { id, method, sessionId } = JSON.parse(text) as { id: number; method: string; sessionId?: string };
      if (method === 'Network.enable') driver.send(JSON.stringify({ id, sessionId, result: {} }));
      else void opened.then(() => chromiumSide.send(text));
    });
    chromiumSide.on('message', (data) => driver.send((data as Buffer).toString()));
    chromiumSide.on('close', () => driver.close());
    driver.on('close', () => chromiumSide.close());
  });
  const { port } = server.address() as AddressInfo;
  return { address: `ws://127.0.0.1:${port}`, close: () => server.close() };
}
