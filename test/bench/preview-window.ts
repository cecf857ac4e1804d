// Starts the application as a person does, with the probe in its page: on the Node host in Chromium, or in Electron.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { choose, runInElectron, startHost } from '../e2e/drivers.ts';
import { addProbe, readProbe } from './preview-probe.ts';

export const WINDOW = { width: 1920, height: 1080 };

export interface Window {
  readonly page: Page;
  /** From the start of the host to the first frame with the application in it. */
  readonly startMs: number;
  /** What the page hears when a file was chosen. */
  readonly chosen: 'change' | 'keydown';
  choose(path: string, keys: string): Promise<void>;
  close(): Promise<void>;
}

const wallClock = (): number => performance.timeOrigin + performance.now();

async function mounted(page: Page): Promise<number> {
  await page.waitForFunction(() => Number.isFinite(globalThis.previewProbe.mountedAt ?? Infinity));
  const { origin, mountedAt } = await readProbe(page);
  return origin + mountedAt!;
}

/** The browser is warm: it belongs to the person, not to us. */
export async function openInBrowser(browser: Browser): Promise<Window> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'kernelcraft-bench-'));
  const context = await browser.newContext({ viewport: WINDOW, colorScheme: 'dark' });
  const page = await context.newPage();
  await addProbe(page);
  // One listener for good: a dialog that opens while the first is being registered would be lost.
  page.on('filechooser', () => undefined);
  const started = wallClock();
  const host = await startHost(null, dataFolder);
  await page.goto(host.url);
  return {
    page,
    startMs: (await mounted(page)) - started,
    chosen: 'change',
    async choose(path, keys) {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press(keys)]);
      await chooser.setFiles(path);
    },
    async close() {
      await context.close();
      await host.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

export async function openInElectron(): Promise<Window> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'kernelcraft-bench-'));
  const started = wallClock();
  let startMs = NaN;
  const running = await runInElectron({
    image: null,
    dataFolder,
    theme: 'dark',
    window: WINDOW,
    async prepare(page) {
      await page.getByRole('banner').waitFor();
      // A script cannot come before Electron's first page: its own first paint counts, and a reload brings the probe.
      const painted = await page.evaluate(
        () => performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN),
      );
      startMs = painted - started;
      await addProbe(page);
      await page.reload();
      await mounted(page);
    },
  });
  const { page } = running;
  return {
    page,
    startMs,
    chosen: 'keydown',
    choose: (path, keys) => choose(page, path, () => page.keyboard.press(keys)),
    async close() {
      await running.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
