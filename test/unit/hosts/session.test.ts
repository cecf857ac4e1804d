// Recent files and preferences survive, and a damaged file of settings never stops a start.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../../src-core/preferences.ts';
import { userDataFolder } from '../../../src-main/paths.ts';
import { Session } from '../../../src-main/session.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kernelcraft-session-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const recent = (name: string) => ({
  path: `/photos/${name}`,
  width: 3,
  height: 2,
  thumbnail: 'data:image/png;base64,AA==',
});

describe('the session', () => {
  it('remembers the eight newest files, newest first and each once, in a folder that did not exist', async () => {
    const session = new Session(join(folder, 'deep', 'data'));
    for (let n = 0; n < 10; n++) await session.addRecent(recent(`${n}.png`));
    await session.addRecent(recent('5.png'));
    const names = (await new Session(join(folder, 'deep', 'data')).recents()).map(({ path }) =>
      path.slice('/photos/'.length),
    );
    expect(names).toEqual(['5.png', '9.png', '8.png', '7.png', '6.png', '4.png', '3.png', '2.png']);
    await session.forgetRecents('/photos/9.png');
    expect(await session.recents()).toHaveLength(7);
    await session.forgetRecents();
    expect(await session.recents()).toEqual([]);
  });

  it('loses no file when many are added at once', async () => {
    const session = new Session(folder);
    await Promise.all(Array.from({ length: 6 }, (_, n) => session.addRecent(recent(`${n}.png`))));
    expect(await session.recents()).toHaveLength(6);
  });

  it('keeps preferences and leaves no temporary files', async () => {
    const session = new Session(folder);
    expect(await session.preferences()).toEqual(DEFAULT_PREFERENCES);
    await session.setPreferences({ ...DEFAULT_PREFERENCES, theme: 'light', leftPanel: 300 });
    expect(await new Session(folder).preferences()).toMatchObject({ theme: 'light', leftPanel: 300 });
    expect(await readdir(folder)).toEqual(['preferences.json']);
  });

  it('reads the preferences of versions before the dock, and completes them', async () => {
    const old = {
      theme: 'light',
      surround: 'grey',
      singleKeyShortcuts: false,
      leftPanel: 300,
      rightPanel: 400,
      leftHidden: true,
      rightHidden: false,
      collapsedGroups: ['Blur'],
    };
    await writeFile(join(folder, 'preferences.json'), JSON.stringify({ version: 1, preferences: old }));
    expect(await new Session(folder).preferences()).toEqual({ ...DEFAULT_PREFERENCES, ...old });
  });

  it('remembers how the person looks at pictures', async () => {
    const looking = {
      dockHeight: 344,
      dockView: 'histogram' as const,
      sections: { kernel: false, scale: true },
      compare: 'side' as const,
      split: 0.25,
      loupe: false,
      pixelGrid: false,
    };
    await new Session(folder).setPreferences({ ...DEFAULT_PREFERENCES, ...looking });
    expect(await new Session(folder).preferences()).toMatchObject(looking);
  });

  it.each([
    '',
    '{',
    '{"version":2}',
    '{"version":1,"preferences":{"theme":"pink"}}',
    '['.repeat(100),
    'null',
    '\u0000',
  ])('starts with the defaults when the file holds %j', async (text) => {
    await writeFile(join(folder, 'preferences.json'), text);
    await writeFile(join(folder, 'recents.json'), text);
    const session = new Session(folder);
    expect(await session.preferences()).toEqual(DEFAULT_PREFERENCES);
    expect(await session.recents()).toEqual([]);
  });
});

describe('the user data folder', () => {
  it('is where each system keeps settings, or where KERNELCRAFT_DATA says', () => {
    expect(userDataFolder({}, 'linux', '/home/a')).toBe('/home/a/.config/kernelcraft');
    expect(userDataFolder({ XDG_CONFIG_HOME: '/conf' }, 'linux', '/home/a')).toBe('/conf/kernelcraft');
    expect(userDataFolder({ XDG_CONFIG_HOME: 'conf' }, 'linux', '/home/a')).toBe('/home/a/.config/kernelcraft');
    expect(userDataFolder({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Application Support/Kernelcraft');
    expect(userDataFolder({ APPDATA: '/roaming' }, 'win32', '/a')).toBe('/roaming/Kernelcraft');
    expect(userDataFolder({ KERNELCRAFT_DATA: '/test' }, 'linux', '/home/a')).toBe('/test');
  });
});
