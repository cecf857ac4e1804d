// The real Electron main over a stand-in for `electron`: what is locked, in which order, and how ports are handed over.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mainCalls, mainEvents } from '../../../src-core/contract.ts';
import { connect } from '../../../src-core/rpc.ts';
import { isOurPage } from '../../../src-main/electron/security.ts';
import { electronPortWire } from '../../../src-main/wires.ts';
import { until } from './engine-process.ts';
import { app, BrowserWindow, handlers, ipcMain, log, shell, UtilityStandIn } from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));
vi.mock('../../../src-main/page-files.ts', async (load) => ({
  ...(await load<object>()),
  readPageFiles: () => new Map([['/index.html', { bytes: Buffer.from('<p>'), type: 'text/html' }]]),
}));

let folder: string;
const ourFrame = { parent: null, url: 'app://kernelcraft/index.html' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kernelcraft-electron-'));
  process.env['KERNELCRAFT_DATA'] = folder;
  process.argv = ['electron', '.'];
  await import('../../../src-main/electron/main.ts');
  await until(() => BrowserWindow.all.length === 1);
});
afterAll(async () => {
  for (const window of BrowserWindow.all) if (!window.isDestroyed()) window.emit('closed');
  process.removeAllListeners('uncaughtException');
  process.removeAllListeners('unhandledRejection');
  delete process.env['KERNELCRAFT_DATA'];
  await rm(folder, { recursive: true, force: true });
});

const firstWindow = (): BrowserWindow => BrowserWindow.all[0]!;
function pageIsReady(window = firstWindow(), senderFrame: unknown = ourFrame): void {
  ipcMain.emit('kernelcraft:ready', { sender: window.webContents, senderFrame });
}
function controlOf(window: BrowserWindow) {
  const port = window.webContents.posted.filter(({ message }) => message === 'control').at(-1)!.ports[0]!;
  return connect(electronPortWire(port as never), mainCalls, mainEvents);
}

describe('the start of the Electron program', () => {
  it('locks itself before it is ready, and is ready before there is a window', () => {
    const order = [
      'sandbox',
      'scheme',
      'ready',
      'protocol',
      'permission request',
      'permission check',
      'device permission',
      'window',
    ];
    const places = order.map((step) => log.indexOf(step));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('keeps everything in its data folder, so that another folder is another instance', () => {
    expect(log).toContain(`userData ${join(folder, 'electron')}`);
  });

  it('makes windows with every wall up', () => {
    const { webPreferences } = firstWindow().options;
    expect(webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      allowRunningInsecureContent: false,
    });
    expect(webPreferences['preload']).toMatch(/preload\.cjs$/);
    expect(log).toContain('load app://kernelcraft/index.html');
  });

  it('starts the engine as a utility process with an environment from the allow-list', () => {
    process.env['NODE_OPTIONS'] ??= '';
    const engine = UtilityStandIn.all[0]!;
    expect(engine.file).toMatch(/engine\.js$/);
    expect(engine.options.execArgv).toEqual([]);
    const names = Object.keys(engine.options.env);
    expect(names).toContain('VIPS_BLOCK_UNTRUSTED');
    expect(names.filter((name) => /^(NODE_|ELECTRON_|LD_|DYLD_|npm_)/.test(name))).toEqual([]);
  });
});

describe('what the page may not do', () => {
  it('navigate, be redirected, open windows or webviews, or download', () => {
    const { webContents } = firstWindow();
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      let prevented = false;
      webContents.emit(event, { preventDefault: () => (prevented = true) });
      expect(prevented, event).toBe(true);
    }
    expect(webContents.openHandler?.()).toEqual({ action: 'deny' });
    let prevented = false;
    handlers['will-download']?.({ preventDefault: () => (prevented = true) } as never);
    expect(prevented).toBe(true);
  });

  it('get permissions: all but four are denied, and those to every other origin', () => {
    const request = handlers['permission request'] as (
      contents: unknown,
      name: string,
      answer: (granted: boolean) => void,
    ) => void;
    const check = handlers['permission check'] as (contents: unknown, name: string, origin: string) => boolean;
    const granted = (name: string, url: string): boolean => {
      let answer = true;
      request({ getURL: () => url }, name, (given) => (answer = given));
      expect(check(null, name, url)).toBe(answer);
      return answer;
    };
    const all = [
      'media',
      'geolocation',
      'notifications',
      'midi',
      'openExternal',
      'fileSystem',
      'hid',
      'serial',
      'usb',
      'unknown',
    ];
    for (const name of all) expect(granted(name, 'app://kernelcraft/index.html'), name).toBe(false);
    for (const name of ['pointerLock', 'fullscreen', 'clipboard-read', 'clipboard-sanitized-write']) {
      expect(granted(name, 'app://kernelcraft/index.html'), name).toBe(true);
      for (const url of ['https://evil.example/', 'app://other/', 'file:///etc/passwd', ''])
        expect(granted(name, url), url).toBe(false);
    }
    expect((handlers['device permission'] as () => boolean)()).toBe(false);
    let media: unknown = null;
    (handlers['display media'] as (request: unknown, answer: (streams: unknown) => void) => void)(
      {},
      (streams) => (media = streams),
    );
    expect(media).toEqual({});
  });

  it('fetch anything outside the list of its files', async () => {
    const handle = handlers['protocol'] as unknown as (request: { url: string; method: string }) => Response;
    const page = handle({ url: 'app://kernelcraft/index.html', method: 'GET' });
    expect(page.status).toBe(200);
    expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(await page.text()).toBe('<p>');
    for (const url of [
      'app://kernelcraft/../package.json',
      'app://kernelcraft/etc/passwd',
      'app://other/index.html',
      'app://kernelcraft/%2e%2e/x',
    ]) {
      expect(handle({ url, method: 'GET' }).status, url).toBe(404);
    }
    expect(handle({ url: 'app://kernelcraft/index.html', method: 'POST' }).status).toBe(404);
  });

  it('speak for somebody else: the sender is our main frame or nobody', () => {
    expect(isOurPage({ senderFrame: ourFrame })).toBe(true);
    expect(isOurPage({ senderFrame: null })).toBe(false);
    expect(isOurPage({ senderFrame: { parent: ourFrame as never, url: ourFrame.url } })).toBe(false);
    for (const url of [
      'https://evil.example/',
      'app://kernelcraft.evil/index.html',
      'app://other/',
      'file:///index.html',
      'about:blank',
    ]) {
      expect(isOurPage({ senderFrame: { parent: null, url } }), url).toBe(false);
    }
    pageIsReady(firstWindow(), null);
    pageIsReady(firstWindow(), { parent: null, url: 'https://evil.example/' });
    expect(firstWindow().webContents.posted).toEqual([]);
  });
});

describe('the hand-over of ports', () => {
  it('gives the page its control port, then both ends of the pixel wire without main between', async () => {
    log.length = 0;
    pageIsReady();
    await until(() => log.includes('page gets pixels port'));
    expect(log).toEqual(['page gets control port', 'engine gets pixels port', 'page gets pixels port']);
    const start = (await controlOf(firstWindow()).call('start', {})).value;
    expect(start).toMatchObject({ version: '9.9.9', nativeDialogs: true, current: null });
    const pixels = firstWindow().webContents.posted.at(-1)!.ports[0]!;
    expect(UtilityStandIn.all[0]!.ports.at(-1)!.other).toBe(pixels);
  });

  it('hands over new pixel ports when the engine was started again', async () => {
    log.length = 0;
    UtilityStandIn.all[0]!.emit('exit', 139);
    await until(() => log.includes('page gets pixels port'));
    expect(log).toEqual(['fork Kernelcraft engine', 'engine gets pixels port', 'page gets pixels port']);
  });

  it('tells the page of dropped files only when its own preload says so', async () => {
    const heard: string[] = [];
    const control = controlOf(firstWindow());
    control.on('openRequest', ({ name }) => heard.push(name));
    const drop = (dropped: unknown, senderFrame: unknown = ourFrame): void =>
      void ipcMain.emit('kernelcraft:drop', { sender: firstWindow().webContents, senderFrame }, dropped);
    drop({ path: '/photos/a.png' });
    drop({ path: '/photos/evil.png' }, { parent: ourFrame, url: ourFrame.url });
    drop({ name: 'web.png', bytes: new Uint8Array(1) });
    for (const nonsense of [null, 7, {}, { path: 7 }, { name: 'x' }, { path: '' }]) drop(nonsense);
    await until(() => heard.length === 2);
    expect(heard).toEqual(['a.png', 'web.png']);
  });
});

describe('an address outside', () => {
  it('is said when the system has no browser, and the program goes on', async () => {
    const open = shell.openExternal;
    shell.openExternal = () => Promise.reject(new Error('no xdg-open'));
    log.length = 0;
    await controlOf(firstWindow()).call('openExternal', { key: 'licence' });
    await until(() => log.length > 0);
    shell.openExternal = open;
    expect(log).toEqual(['error box: No browser could be opened']);
  });
});

describe('windows', () => {
  it('that keep the program from quitting do not end it when they are closed later', async () => {
    app.emit('second-instance', {}, [], '', { paths: [] });
    const window = BrowserWindow.all.at(-1)!;
    pageIsReady(window);
    const control = controlOf(window);
    await control.call('setEdited', { edited: true });
    app.emit('before-quit');
    window.close();
    await control.call('setEdited', { edited: false });
    log.length = 0;
    window.close();
    expect(window.isDestroyed()).toBe(true);
    expect(log).not.toContain('quit');
  });

  it('ask before unsaved changes are lost, and a quit goes on after the answer', async () => {
    const control = controlOf(firstWindow());
    await control.call('setEdited', { edited: true });
    let asked = 0;
    control.on('closing', () => asked++);
    app.emit('before-quit');
    firstWindow().close();
    expect(firstWindow().isDestroyed()).toBe(false);
    await until(() => asked === 1);
    log.length = 0;
    await control.call('confirmClose', {}).catch(() => undefined);
    await until(() => firstWindow().isDestroyed());
    expect(log).toContain('quit');
  });

  it('give a second start its own window, and a file to an empty one', async () => {
    const before = BrowserWindow.all.length;
    app.emit('second-instance', {}, [], '', { paths: [] });
    expect(BrowserWindow.all.length).toBe(before + 1);
    const window = BrowserWindow.all.at(-1)!;
    pageIsReady(window);
    const heard: string[] = [];
    const control = controlOf(window);
    control.on('openRequest', ({ name }) => heard.push(name));
    await control.call('start', {});
    app.emit('second-instance', {}, [], '', { paths: ['/photos/b.png', 7] });
    await until(() => heard.length === 1);
    expect(heard).toEqual(['b.png']);
    expect(BrowserWindow.all.length).toBe(before + 1);
  });

  it('load their page again when it crashes, but not for ever', () => {
    const window = BrowserWindow.all.at(-1)!;
    for (let crash = 0; crash < 5; crash++) window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(window.webContents.reloads).toBe(3);
    expect(log).toContain('error box: The window stopped');
  });
});
