// `kernelcraft serve [IMAGE] [--port N] [--no-open] [--print-url]`: the app on 127.0.0.1, in a browser's app window.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EXTERNAL_ADDRESSES } from '../host.ts';
import { distFile, packageVersion, userDataFolder } from '../paths.ts';
import { findBrowser, hasDisplay, openAppWindow } from './browser.ts';
import { startLoopback, type Loopback } from './server.ts';

/** After the last page has gone. */
const IDLE_AFTER_WINDOW_MS = 20_000;
/** While nobody has come yet, or where the person opens the address by hand. */
const IDLE_WITHOUT_WINDOW_MS = 15 * 60_000;
const USAGE = 'Usage: kernelcraft serve [IMAGE] [--port NUMBER] [--no-open] [--print-url]';

interface Options {
  readonly image: string | undefined;
  readonly port: number;
  readonly open: boolean;
  readonly printUrl: boolean;
}

function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { port: { type: 'string' }, 'no-open': { type: 'boolean' }, 'print-url': { type: 'boolean' } },
  });
  const port = values.port === undefined ? 0 : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('Expected a port from 0 to 65535.');
  if (positionals.length > 1) throw new Error('Expected one image at most: one window holds one picture.');
  const image = positionals[0] === undefined ? undefined : resolve(positionals[0]);
  if (image !== undefined && !existsSync(image)) throw new Error(`${image} was not found.`);
  return { image, port, open: values['no-open'] !== true, printUrl: values['print-url'] === true };
}

async function serve(options: Options): Promise<void> {
  const dataFolder = userDataFolder();
  const windows = new Set<ChildProcess>();
  const opened = { byUs: false, anybody: false };
  let idleTimer: NodeJS.Timeout | null = null;
  let loopback: Loopback | null = null;

  const stop = async (code: number): Promise<never> => {
    if (idleTimer) clearTimeout(idleTimer);
    for (const window of windows) window.kill('SIGTERM');
    await loopback?.close();
    process.exit(code);
  };
  const watchIdle = (pages: number): void => {
    if (idleTimer) clearTimeout(idleTimer);
    idleTimer = null;
    if (pages > 0) opened.anybody = true;
    else
      idleTimer = setTimeout(
        () => void stop(0),
        opened.byUs && opened.anybody ? IDLE_AFTER_WINDOW_MS : IDLE_WITHOUT_WINDOW_MS,
      );
  };
  const openWindow = async (server: Loopback): Promise<void> => {
    const browser = options.open && hasDisplay() ? findBrowser() : null;
    if (browser !== null) {
      try {
        const window = await openAppWindow(browser, server.startAddress(), dataFolder);
        windows.add(window);
        window.once('exit', () => windows.delete(window));
        opened.byUs = true;
        if (!options.printUrl) return;
      } catch {
        process.stdout.write(`${browser} could not be started. Open this address in a browser instead.\n`);
      }
    } else if (options.open) {
      const missing = hasDisplay()
        ? 'No Chromium, Chrome or Edge was found'
        : 'There is no display to open a window on';
      process.stdout.write(`${missing}. Open this address in a Chromium-family browser.\n`);
    }
    process.stdout.write(`Kernelcraft: ${server.startAddress()}\nThe address works once. End with Ctrl+C.\n`);
  };

  const started = await startLoopback({
    version: packageVersion(),
    dataFolder,
    pageFolder: distFile('renderer'),
    port: options.port,
    initialPath: options.image,
    act: (action) => void (action === 'quit' ? stop(0) : openWindow(started)),
    openExternal: (key) => openInBrowser(EXTERNAL_ADDRESSES[key]),
    onCount: watchIdle,
  });
  loopback = started;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  watchIdle(0);
  await openWindow(started);
}

/** The person's own browser; addresses come from a fixed list. */
function openInBrowser(address: string): void {
  const [command, ...args] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['explorer.exe'] : ['xdg-open'];
  const child = spawn(command ?? '', [...args, address], { stdio: 'ignore', detached: true });
  // Without an opener there is nothing to open with; the address is in the documentation too.
  child.on('error', () => undefined);
  child.unref();
}

function fail(thrown: unknown): never {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  process.exit(1);
}

// Never on in an unknown state: engines end with this process, user files are only ever replaced whole.
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
try {
  await serve(readOptions(process.argv.slice(2)));
} catch (thrown) {
  const inUse = thrown instanceof Error && (thrown as NodeJS.ErrnoException).code === 'EADDRINUSE';
  if (inUse) fail(new Error('The port is in use by another program. Choose another one with --port, or none.'));
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n${USAGE}\n`);
  process.exit(2);
}
