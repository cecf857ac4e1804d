// One Node host and one real browser page per test; a test fails on any content-security violation or page error.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, chromium, type Browser, type Page } from '@playwright/test';
import sharp from 'sharp';
import { installedBrowser } from '../../scripts/find-browser.mjs';
import { renderSample } from '../../src-core/sample.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface HostProcess {
  readonly process: ChildProcess;
  /** The one-time address that starts a page session. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts `kernelcraft serve` without opening a browser; resolves when it prints its address. */
export async function startHost(options: { image?: string; dataFolder: string }): Promise<HostProcess> {
  const args = ['dist/main/server.js', '--no-open', ...(options.image ? [options.image] : [])];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, KERNELCRAFT_DATA: options.dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(printed);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`the host ended with ${code}: ${printed}`)));
  });
  return {
    process: child,
    url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** PNG bytes of the project's own sample picture. */
export async function samplePng(width = 480, height = 320): Promise<Buffer> {
  const { data, channels } = renderSample(width, height);
  return sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), { raw: { width, height, channels } })
    .png()
    .toBuffer();
}

interface Fixtures {
  folder: string;
  picture: string;
  host: HostProcess;
  page: Page;
}

/** `openedWith`: give the host the sample picture on its command line, as `npm start -- photo.png` does. */
export const test = base.extend<
  Fixtures & {
    openedWith: boolean;
    theme: 'dark' | 'light';
    window: { width: number; height: number };
    allowedErrors: RegExp[];
  },
  { browserProcess: Browser }
>({
  openedWith: [true, { option: true }],
  theme: ['dark', { option: true }],
  window: [{ width: 1280, height: 800 }, { option: true }],
  allowedErrors: [[], { option: true }],

  browserProcess: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from this pattern
    async ({}, use) => {
      const installed = installedBrowser();
      const browser = await chromium.launch({
        ...(installed === null ? {} : { executablePath: installed }),
        args: [
          ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          '--no-first-run',
        ],
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  // eslint-disable-next-line no-empty-pattern -- as above
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'kernelcraft-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },

  picture: async ({ folder }, use) => {
    const path = join(folder, 'dusk.png');
    await writeFile(path, await samplePng());
    await use(path);
  },

  host: async ({ folder, picture, openedWith }, use) => {
    const host = await startHost({ dataFolder: join(folder, 'data'), ...(openedWith ? { image: picture } : {}) });
    await use(host);
    await host.stop();
  },

  page: async ({ browserProcess, host, theme, window, allowedErrors }, use) => {
    const context = await browserProcess.newContext({ colorScheme: theme, viewport: window, acceptDownloads: true });
    const page = await context.newPage();
    const faults: string[] = [];
    await context.exposeFunction('reportFault', (fault: string) => void faults.push(fault));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const report = (globalThis as unknown as { reportFault(fault: string): void }).reportFault;
        report(`${event.violatedDirective} blocked ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
      });
    });
    page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        faults.push(message.text());
    });
    page.on('response', (response) => {
      if (response.status() >= 400) faults.push(`${response.status()} for ${response.url()}`);
    });
    await page.goto(host.url);
    await use(page);
    await context.close();
    const unexpected = faults.filter((fault) => !allowedErrors.some((allowed) => allowed.test(fault)));
    if (unexpected.length > 0) throw new Error(`the page reported: ${unexpected.join('\n')}`);
  },
});

export { expect } from '@playwright/test';
