// A window opens where the last one stood; never where no display is.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Session } from '../../../src-main/session.ts';
import { createWindow } from '../../../src-main/electron/window.ts';
import { onDisplay, WindowMemory } from '../../../src-main/electron/window-memory.ts';
import { app, type BrowserWindow, log, screen } from './electron-stand-in.ts';
import { until } from './engine-process.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));

const LEFT = { x: 0, y: 25, width: 1440, height: 875 };
const RIGHT = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('a remembered place', () => {
  it.each([
    ['on the only display', { x: 100, y: 80, width: 1200, height: 700 }, [LEFT]],
    ['on the second display', { x: 1700, y: 40, width: 1200, height: 700 }, [LEFT, RIGHT]],
    ['half beside the display, its title bar in reach', { x: 1200, y: 300, width: 900, height: 600 }, [LEFT]],
    ['on a display left of the first', { x: -1800, y: 10, width: 800, height: 600 }, [LEFT, { ...RIGHT, x: -1920 }]],
  ])('is kept: %s', (_, place, areas) => {
    expect(onDisplay(place, areas)).toEqual(place);
  });

  it.each([
    ['its display was unplugged', { x: 1700, y: 40, width: 1200, height: 700 }],
    ['only a sliver is left', { x: 1400, y: 40, width: 1200, height: 700 }],
    ['its title bar is above the display', { x: 100, y: -40, width: 1200, height: 700 }],
    ['its title bar is below the display', { x: 100, y: 890, width: 1200, height: 700 }],
  ])('is left for the middle of the first display when %s', (_, place) => {
    expect(onDisplay(place, [LEFT])).toEqual({ x: 120, y: 113, width: 1200, height: 700 });
  });

  it('shrinks to a display that became smaller, down to the smallest window', () => {
    expect(onDisplay({ x: 0, y: 30, width: 3000, height: 2000 }, [LEFT])).toMatchObject({ width: 1440, height: 875 });
    const tiny = { x: 0, y: 0, width: 320, height: 240 };
    expect(onDisplay({ x: 9000, y: 0, width: 800, height: 600 }, [tiny])).toMatchObject({ width: 640, height: 400 });
  });
});

describe('the memory of windows', () => {
  let folder: string;
  let session: Session;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kernelcraft-windows-'));
    session = new Session(folder);
    log.length = 0;
  });
  afterEach(async () => {
    app.removeAllListeners('will-quit');
    await rm(folder, { recursive: true, force: true });
  });

  const loaded = async (): Promise<WindowMemory> => {
    const memory = new WindowMemory(new Session(folder));
    await memory.load();
    return memory;
  };
  const open = (memory: WindowMemory, others: BrowserWindow[] = []): BrowserWindow => {
    const window = createWindow(memory.next(others as never), 'linux') as never as BrowserWindow;
    memory.follow(window as never);
    window.emit('ready-to-show');
    return window;
  };
  const kept = async (): Promise<unknown> =>
    (JSON.parse(await readFile(join(folder, 'window.json'), 'utf8')) as { window: unknown }).window;

  it('starts with the usual size when there is nothing, or nothing whole', async () => {
    expect((await loaded()).next([])).toBeNull();
    await writeFile(join(folder, 'window.json'), '{"version":1,"window":{"x":1}}');
    const window = open(await loaded());
    expect(window.options).toMatchObject({ width: 1440, height: 920 });
  });

  it('opens the next window with the place, maximised and full screen as they were', async () => {
    const place = { x: 60, y: 70, width: 1000, height: 720 };
    const first = open(await loaded());
    first.place(place);
    first.maximize();
    await vi.waitFor(async () => expect(await session.windowState()).toMatchObject({ maximised: true }));
    const second = open(await loaded());
    expect(second.options).toMatchObject(place);
    expect(second.isMaximized()).toBe(true);
    second.unmaximize();
    second.setFullScreen(true);
    await vi.waitFor(async () => expect(await session.windowState()).toMatchObject({ fullScreen: true }));
    const third = open(await loaded());
    expect([third.isMaximized(), third.isFullScreen()]).toEqual([false, true]);
  });

  it('does not put a further window on top of an open one', async () => {
    const place = { x: 60, y: 70, width: 1000, height: 720 };
    const memory = await loaded();
    const first = open(memory);
    first.place(place);
    first.maximize();
    const second = open(memory, [first]);
    expect(second.options).toMatchObject({ ...place, x: 88, y: 98 });
    expect(second.isMaximized()).toBe(false);
  });

  it('brings a window back when its display is gone', async () => {
    await session.setWindowState({ x: 5000, y: 60, width: 900, height: 600, maximised: false, fullScreen: false });
    const window = open(await loaded());
    const [area] = screen.areas;
    expect(window.options).toMatchObject({ x: (area!.width - 900) / 2, y: (area!.height - 600) / 2 });
  });

  it('has the program wait with its end until the last place is written', async () => {
    const window = open(await loaded());
    window.place({ x: 11, y: 12, width: 900, height: 600 });
    let prevented = false;
    app.emit('will-quit', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
    await until(() => log.includes('quit'));
    expect(await kept()).toMatchObject({ x: 11, y: 12 });
    prevented = false;
    app.emit('will-quit', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(false);
  });
});
