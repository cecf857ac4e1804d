// Finds an installed Chromium-family browser and opens the page in it as an app window with a profile of our own.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A browser that ends with an error this soon did not open. */
const LAUNCH_WATCH_MS = 3000;
/** Long enough for a slow first start of a browser to read the redirect file. */
const REDIRECT_FILE_MS = 60_000;

type Environment = Readonly<Record<string, string | undefined>>;

export interface BrowserSearch {
  readonly platform: string;
  readonly environment: Environment;
  readonly home: string;
  exists(path: string): boolean;
}

const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
  'vivaldi-stable',
];
const MAC_NAMES = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const WINDOWS_PATHS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['BraveSoftware', 'Brave-Browser', 'Application', 'brave.exe'],
];

/** Path of the first browser found; KERNELCRAFT_BROWSER goes before all. null when there is none. */
export function findBrowser(search: BrowserSearch = systemSearch()): string | null {
  return candidates(search).find((path) => search.exists(path)) ?? null;
}

function candidates({ platform, environment, home }: BrowserSearch): string[] {
  const chosen = environment['KERNELCRAFT_BROWSER'];
  const first = chosen ? [chosen] : [];
  if (platform === 'darwin') {
    const roots = ['/Applications', join(home, 'Applications')];
    return [
      ...first,
      ...MAC_NAMES.flatMap((name) => roots.map((root) => join(root, `${name}.app`, 'Contents', 'MacOS', name))),
    ];
  }
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => environment[name])
      .filter((root) => root !== undefined);
    return [...first, ...WINDOWS_PATHS.flatMap((parts) => roots.map((root) => join(root, ...parts)))];
  }
  const folders = [...(environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''), '/snap/bin'];
  return [...first, ...LINUX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))];
}

/** Whether a window can be shown at all. */
export function hasDisplay(platform: string = process.platform, environment: Environment = process.env): boolean {
  if (platform !== 'linux') return true;
  return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}

function systemSearch(): BrowserSearch {
  const exists = (path: string): boolean => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  return { platform: process.platform, environment: process.env, home: homedir(), exists };
}

/** A snap sees neither hidden folders nor ours, only its own. */
export function browserFolder(browser: string, dataFolder: string, home: string = homedir()): string {
  return browser.startsWith('/snap/')
    ? join(home, 'snap', 'chromium', 'common', 'kernelcraft')
    : join(dataFolder, 'browser');
}

/**
 * Opens `address` in an app window. Resolves with the process once it has run for a while or handed over to a running
 * browser; rejects when it did not start. The address goes through a file that only this user can read: arguments of a
 * process are visible to everybody on the machine.
 */
export async function openAppWindow(browser: string, address: string, dataFolder: string): Promise<ChildProcess> {
  const folder = browserFolder(browser, dataFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const redirect = await writeRedirect(folder, address);
  const child = spawn(browser, appArguments(redirect, join(folder, 'profile')), { stdio: 'ignore' });
  const forget = (): Promise<void> => rm(redirect, { force: true }).catch(() => undefined);
  setTimeout(() => void forget(), REDIRECT_FILE_MS).unref();
  try {
    await started(child);
  } catch (thrown) {
    await forget();
    throw thrown;
  }
  return child;
}

export function appArguments(redirectFile: string, profile: string, isRoot = process.getuid?.() === 0): string[] {
  return [
    // Chromium refuses to run as root with its sandbox. The only page it shows is ours, which gets pixels, never files.
    ...(isRoot ? ['--no-sandbox'] : []),
    `--app=${pathToFileURL(redirectFile).href}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--window-size=1440,920',
  ];
}

/** A page that goes on to the address; only its owner may read it. */
export async function writeRedirect(folder: string, address: string): Promise<string> {
  const path = join(folder, `open-${randomBytes(8).toString('hex')}.html`);
  const file = await open(path, 'wx', 0o600);
  try {
    await file.write(
      `<!doctype html><meta charset="utf-8"><title>Kernelcraft</title><meta http-equiv="refresh" content="0;url=${address}">\n`,
    );
  } finally {
    await file.close();
  }
  return path;
}

function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, LAUNCH_WATCH_MS);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(new Error(`the browser ended with ${code}`));
    });
  });
}
