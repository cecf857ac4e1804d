// The two ways to the same application: a browser on the loopback host, and Electron where its binary is.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { _electron, type Browser, type ElectronApplication, type Page } from '@playwright/test';
import { electronBinary } from '../../scripts/fetch-electron.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Launch {
  readonly image: string | null;
  readonly dataFolder: string;
  readonly theme: 'dark' | 'light';
  readonly window: { readonly width: number; readonly height: number };
  /** Called with a new page before it loads anything. */
  readonly prepare: (page: Page) => Promise<void>;
}

/** A running application with its first window. */
export interface Running {
  readonly page: Page;
  /** The process that owns the engine. */
  readonly mainProcessId: number;
  close(): Promise<void>;
}

/** Answers to the dialogs of a page: the system's own in Electron, the browser's otherwise. */
interface Dialogs {
  choose(path: string, trigger: () => Promise<void>): Promise<void>;
  saveTo(path: string, trigger: () => Promise<void>): Promise<void>;
}

const dialogs = new WeakMap<Page, Dialogs>();

/** Runs what asks for a file to open and answers with `path`. */
export const choose = (page: Page, path: string, trigger: () => Promise<void>): Promise<void> =>
  dialogs.get(page)!.choose(path, trigger);

/** Runs what asks where to save and answers with `path`; resolves when the file is there. */
export const saveTo = (page: Page, path: string, trigger: () => Promise<void>): Promise<void> =>
  dialogs.get(page)!.saveTo(path, trigger);

/** Starts `kernelcraft serve` without opening a browser; resolves when it prints its address. */
export async function startHost(image: string | null, dataFolder: string) {
  const child = spawn(process.execPath, ['dist/main/server.js', '--no-open', ...(image ? [image] : [])], {
    cwd: root,
    env: { ...process.env, KERNELCRAFT_DATA: dataFolder },
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
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { url, processId: child.pid!, stop };
}

/** An empty window. */
async function openWindow(browser: Browser, { theme, window, prepare }: Launch) {
  const context = await browser.newContext({ colorScheme: theme, viewport: window });
  const page = await context.newPage();
  await prepare(page);
  return { context, page };
}

export async function runInBrowser(browser: Browser, launch: Launch): Promise<Running> {
  const [host, { context, page }] = await Promise.all([
    startHost(launch.image, launch.dataFolder),
    openWindow(browser, launch),
  ]);
  // Without the picker, which nothing can drive, the page saves by download.
  await page.addInitScript(
    () =>
      Reflect.deleteProperty(Window.prototype, 'showSaveFilePicker') &&
      Reflect.deleteProperty(window, 'showSaveFilePicker'),
  );
  // One listener for good: a dialog that opens while the first is being registered would be lost.
  page.on('filechooser', () => undefined);
  await page.goto(host.url);
  await page.getByRole('banner').waitFor();
  // Chromium drops keys until a new page has been painted.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  dialogs.set(page, {
    async choose(path, trigger) {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), trigger()]);
      await chooser.setFiles(path);
    },
    async saveTo(path, trigger) {
      const [download] = await Promise.all([page.waitForEvent('download'), trigger()]);
      await download.saveAs(path);
    },
  });
  const close = async (): Promise<void> => {
    await context.close();
    await host.stop();
  };
  return { page, mainProcessId: host.processId, close };
}

export async function runInElectron(launch: Launch): Promise<Running> {
  const app: ElectronApplication = await _electron.launch({
    executablePath: electronBinary()!,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root, ...(launch.image ? [launch.image] : [])],
    env: { ...(process.env as Record<string, string>), KERNELCRAFT_DATA: launch.dataFolder },
    colorScheme: launch.theme,
  });
  const page = await app.firstWindow();
  await launch.prepare(page);
  await app.evaluate(
    ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]!.setContentSize(width, height),
    launch.window,
  );
  dialogs.set(page, {
    async choose(path, trigger) {
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
      }, path);
      await trigger();
    },
    async saveTo(path, trigger) {
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
      }, path);
      await trigger();
      // A save is a rename: once the name exists the file is whole.
      while (!existsSync(path)) await page.waitForTimeout(50);
    },
  });
  return { page, mainProcessId: app.process().pid!, close: () => app.close() };
}
