import { describe, expect, it } from 'vitest';
import {
  commandById,
  COMMANDS,
  isCommandId,
  keysOf,
  shortcutLabel,
  type Platform,
} from '../../../src-core/commands.ts';
import { acceleratorOf, matchesShortcut, type PressedKey } from '../../../src-core/shortcuts.ts';

const press = (key: string, more: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});
const PLATFORMS: readonly Platform[] = ['linux', 'darwin', 'win32'];

describe('commands', () => {
  it('have unique ids, and no key twice in one scope', () => {
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
    for (const platform of PLATFORMS) {
      const keys = COMMANDS.flatMap((command) => keysOf(command, platform).map((key) => `${command.scope} ${key}`));
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    }
  });

  it('leave the keys that a browser window keeps for itself', () => {
    const taken = COMMANDS.flatMap(({ keys }) => keys as readonly string[]);
    for (const kept of ['Mod+N', 'Mod+T', 'Mod+W', 'Mod+Shift+N', 'Tab', 'Shift+Tab'])
      expect(taken).not.toContain(kept);
  });

  it('are told from other texts', () => {
    expect([isCommandId('undo'), isCommandId('constructor'), isCommandId('')]).toEqual([true, false, false]);
    expect(commandById('export').label).toBe('Export…');
  });

  it('redo has Ctrl+Y except on macOS', () => {
    expect(keysOf(commandById('redo'), 'win32')).toContain('Mod+Y');
    expect(keysOf(commandById('redo'), 'darwin')).not.toContain('Mod+Y');
  });
});

describe('shortcuts', () => {
  it.each([
    ['Mod+Shift+Z', 'linux', 'Ctrl+Shift+Z'],
    ['Mod+Shift+Z', 'darwin', '⇧⌘Z'],
    ['Alt+ArrowUp', 'win32', 'Alt+↑'],
    ['Alt+ArrowUp', 'darwin', '⌥↑'],
    ['Ctrl+Mod+F', 'darwin', '⌃⌘F'],
    ['Mod+-', 'linux', 'Ctrl+−'],
    ['Mod+Plus', 'linux', 'Ctrl++'],
    ['Delete', 'darwin', '⌫'],
    ['?', 'linux', '?'],
  ] as const)('%s on %s is written %s', (keys, platform, label) => {
    expect(shortcutLabel(keys, platform)).toBe(label);
  });

  it('are empty where there is no key, and accelerators are Electron’s', () => {
    expect(shortcutLabel([], 'linux')).toBe('');
    expect(acceleratorOf('Mod+Shift+Z')).toBe('CmdOrCtrl+Shift+Z');
    expect(acceleratorOf('Alt+ArrowUp')).toBe('Alt+Up');
  });

  it('match exactly their modifiers', () => {
    expect(matchesShortcut(press('z', { ctrlKey: true }), 'Mod+Z', 'linux')).toBe(true);
    expect(matchesShortcut(press('z', { metaKey: true }), 'Mod+Z', 'darwin')).toBe(true);
    expect(matchesShortcut(press('z', { ctrlKey: true }), 'Mod+Z', 'darwin')).toBe(false);
    expect(matchesShortcut(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z', 'linux')).toBe(false);
    expect(matchesShortcut(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z', 'linux')).toBe(true);
    expect(matchesShortcut(press('ArrowUp', { altKey: true }), 'Alt+ArrowUp', 'linux')).toBe(true);
    expect(matchesShortcut(press('e'), 'Shift+E', 'linux')).toBe(false);
  });

  it('match signs however the layout makes them, and letters of other scripts by their place', () => {
    expect(matchesShortcut(press('?', { shiftKey: true }), '?', 'linux')).toBe(true);
    expect(matchesShortcut(press('/', { shiftKey: true }), '/', 'linux')).toBe(true);
    expect(matchesShortcut(press('+', { ctrlKey: true, shiftKey: true }), 'Mod+Plus', 'linux')).toBe(true);
    expect(matchesShortcut(press('я', { code: 'KeyZ', ctrlKey: true }), 'Mod+Z', 'linux')).toBe(true);
    expect(matchesShortcut(press('y', { code: 'KeyZ', ctrlKey: true }), 'Mod+Z', 'linux')).toBe(false);
    expect(matchesShortcut(press('&', { code: 'Digit1' }), '1', 'linux')).toBe(true);
    expect(matchesShortcut(press('Backspace'), 'Delete', 'darwin')).toBe(true);
    expect(matchesShortcut(press('Backspace'), 'Delete', 'linux')).toBe(false);
  });
});
