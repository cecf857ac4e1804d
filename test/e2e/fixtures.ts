// One application and one window per test; a test fails on any content-security violation or page error.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, chromium, type Browser, type Page } from '@playwright/test';
import sharp from 'sharp';
import { browserArguments, installedBrowser } from '../../scripts/find-browser.mjs';
import { renderSample } from '../../src-core/sample.ts';
import { runInBrowser, runInElectron, type Running } from './drivers.ts';

const samples = new Map<string, Promise<Buffer>>();

/** PNG bytes of the project's own sample picture. */
export function samplePng(width = 480, height = 320): Promise<Buffer> {
  const size = `${width} × ${height}`;
  const known = samples.get(size) ?? encodeSample(width, height);
  samples.set(size, known);
  return known;
}

function encodeSample(width: number, height: number): Promise<Buffer> {
  const { data, channels } = renderSample(width, height);
  return sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), { raw: { width, height, channels } })
    .png()
    .toBuffer();
}

interface Options {
  driver: 'browser' | 'electron';
  /** Give the application the sample picture on its command line, as `npm start -- photo.png` does. */
  openedWith: boolean;
  theme: 'dark' | 'light';
  window: { width: number; height: number };
}

interface Fixtures {
  folder: string;
  picture: string;
  running: Running;
  page: Page;
}

/** Collects what a page must never report. */
async function watchFaults(page: Page, faults: string[]): Promise<void> {
  await page.exposeFunction('reportFault', (fault: string) => void faults.push(fault));
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
}

export const test = base.extend<Fixtures & Options, { browserProcess: Browser }>({
  driver: ['browser', { option: true }],
  openedWith: [true, { option: true }],
  theme: ['dark', { option: true }],
  window: [{ width: 1280, height: 800 }, { option: true }],

  browserProcess: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from this pattern
    async ({}, use) => {
      const installed = installedBrowser();
      const browser = await chromium.launch({
        ...(installed === null ? {} : { executablePath: installed }),
        args: [...browserArguments, '--force-color-profile=srgb'],
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

  running: async ({ browserProcess, driver, folder, picture, openedWith, theme, window }, use) => {
    const faults: string[] = [];
    const prepare = (page: Page): Promise<void> => watchFaults(page, faults);
    const launch = { image: openedWith ? picture : null, dataFolder: join(folder, 'data'), theme, window, prepare };
    const running = await (driver === 'electron' ? runInElectron(launch) : runInBrowser(browserProcess, launch));
    await use(running);
    await running.close();
    if (faults.length > 0) throw new Error(`the page reported: ${faults.join('\n')}`);
  },

  page: async ({ running }, use) => use(running.page),
});

export { expect } from '@playwright/test';
