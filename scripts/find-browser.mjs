// The browser the end-to-end tests drive: an installed Chromium, Chrome or Edge, else Playwright's own, else Debian's by apt.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const fixed = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) =>
    ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((path) =>
      join(process.env[name] ?? 'C:\\', path),
    ),
  ),
};

/** Chromium's own pages in every new window (its address bar's list alone runs 400 scripts) take turns with ours. */
const pagesOfItsOwn = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'PreloadTopChromeWebUI'];
/** The last such switch counts, so what Playwright turns off is repeated, as far as a page from this machine can tell. */
const byPlaywright = [
  ...['AimEnabled', 'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['LensOverlay', 'MediaRouter', 'NetworkTimeServiceQuerying', 'OptimizationHints', 'PaintHolding'],
  ...['PreconnectToSearch', 'TcpPortRandomizationWin', 'ThirdPartyStoragePartitioning'],
];

/** For a browser that does nothing but what it is asked to. */
export const browserArguments = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...pagesOfItsOwn, ...byPlaywright].join(',')}`,
];

export function installedBrowser() {
  const wanted = process.env.KERNELCRAFT_BROWSER;
  if (wanted) return existsSync(wanted) ? wanted : null;
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...(fixed[process.platform] ?? []), ...onPath].find((path) => existsSync(path)) ?? null;
}

async function playwrightBrowser() {
  const { chromium } = await import('playwright');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

/** Resolves with an executable path; throws with what to do when there is none and none could be installed. */
export async function findBrowser() {
  const found = installedBrowser() ?? (await playwrightBrowser());
  if (found) return found;
  const quietly = (command, args) => spawnSync(command, args, { stdio: 'inherit', timeout: 600_000 }).status === 0;
  console.log('No Chromium, Chrome or Edge is installed; trying Playwright’s own.');
  quietly(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium', '--with-deps']);
  const downloaded = await playwrightBrowser();
  if (downloaded) return downloaded;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Playwright’s browser could not be downloaded; installing Debian’s chromium.');
    quietly('apt-get', ['update', '-qq']);
    quietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
    const installed = installedBrowser();
    if (installed) return installed;
  }
  throw new Error(
    'The end-to-end tests need a browser. Install Chromium, Chrome or Edge (Debian: apt-get install chromium), or name one in KERNELCRAFT_BROWSER.',
  );
}
