// The browser is found where systems put it, and is never told the token by its arguments.
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  appArguments,
  browserFolder,
  findBrowser,
  hasDisplay,
  openAppWindow,
  writeRedirect,
} from '../../../src-main/node/browser.ts';

const found = (platform: string, paths: readonly string[], environment: Record<string, string> = {}) =>
  findBrowser({ platform, environment, home: '/home/a', exists: (path) => paths.includes(path) });

describe('finding a browser', () => {
  it('looks where Linux, macOS and Windows keep Chromium, Chrome and Edge', () => {
    expect(found('linux', ['/usr/bin/google-chrome', '/opt/x/chromium'], { PATH: '/usr/bin:/opt/x' })).toBe(
      '/opt/x/chromium',
    );
    expect(found('linux', ['/snap/bin/chromium'], { PATH: '/usr/bin' })).toBe('/snap/bin/chromium');
    const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(found('darwin', [chrome])).toBe(chrome);
    const edge = join('C:/Program Files (x86)', 'Microsoft', 'Edge', 'Application', 'msedge.exe');
    expect(found('win32', [edge], { 'PROGRAMFILES(X86)': 'C:/Program Files (x86)' })).toBe(edge);
    expect(found('linux', [], { PATH: '' })).toBeNull();
  });

  it('takes the one it is told before any other', () => {
    expect(
      found('linux', ['/my/browser', '/usr/bin/chromium'], { PATH: '/usr/bin', KERNELCRAFT_BROWSER: '/my/browser' }),
    ).toBe('/my/browser');
  });

  it('knows when there is nothing to show a window on', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
  });
});

describe('opening the app window', () => {
  it('passes the address through a file that only its owner can read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kernelcraft-browser-'));
    const address = 'http://127.0.0.1:1234/start?token=AAAAAAAAAAAAAAAAAAAAAA';
    const file = await writeRedirect(folder, address);
    expect(await readFile(file, 'utf8')).toContain(`url=${address}"`);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    const args = appArguments(file, join(folder, 'profile'), false);
    expect(args.join(' ')).not.toContain('token');
    expect(args).toContain(`--user-data-dir=${join(folder, 'profile')}`);
    expect(args).not.toContain('--no-sandbox');
    await rm(folder, { recursive: true });
  });

  it('uses a folder that a snap can see', () => {
    expect(browserFolder('/snap/bin/chromium', '/data', '/home/a')).toBe('/home/a/snap/chromium/common/kernelcraft');
    expect(browserFolder('/usr/bin/chromium', '/data', '/home/a')).toBe('/data/browser');
  });

  it('says so when the browser ends at once or is none, and leaves no redirect file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kernelcraft-browser-'));
    for (const browser of ['/bin/false', join(folder, 'missing')]) {
      await expect(openAppWindow(browser, 'http://127.0.0.1:1/start?token=x', folder)).rejects.toThrow();
    }
    expect((await readdir(join(folder, 'browser'))).filter((name) => name.startsWith('open-'))).toEqual([]);
    await rm(folder, { recursive: true });
  });
});
