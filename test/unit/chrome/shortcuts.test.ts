import { describe, expect, it } from 'vitest';
import { commandFor, isSingleKey, type KeyContext } from '../../../src-renderer/components/chrome/shortcuts.ts';
import { COMMANDS, keysOf } from '../../../src-core/commands.ts';
import { parseShortcut, type PressedKey } from '../../../src-core/shortcuts.ts';

const press = (key: string, modifiers: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});
const here = (change: Partial<KeyContext> = {}): KeyContext => ({
  platform: 'linux',
  place: 'elsewhere',
  singleKeys: true,
  ...change,
});
const idOf = (key: PressedKey, context = here()) => commandFor(key, context)?.id ?? null;

describe('shortcuts of the window', () => {
  it('runs single letters where nothing is being edited', () => {
    expect(idOf(press('h'))).toBe('tool-pan');
    expect(idOf(press('?', { shiftKey: true }))).toBe('shortcuts');
    expect(idOf(press('E', { shiftKey: true }))).toBe('filter-toggle-all');
    expect(idOf(press('Delete'))).toBe('filter-delete');
  });

  it('leaves letters to fields, lists and menus, but not Ctrl', () => {
    const typing = here({ place: 'text' });
    expect(['h', 'k', 'e', '1', '?', 'Delete', '/', '\\'].map((key) => idOf(press(key), typing))).toEqual(
      Array(8).fill(null),
    );
    expect(idOf(press('s', { ctrlKey: true }), typing)).toBe('save');
    expect(idOf(press('F6'), typing)).toBe('region-next');
  });

  it('lets Ctrl+C and Ctrl+V of a field be the field’s own', () => {
    expect(idOf(press('c', { ctrlKey: true }), here({ place: 'text' }))).toBeNull();
    expect(idOf(press('c', { ctrlKey: true }))).toBe('picture-copy');
    expect(idOf(press('v', { ctrlKey: true }))).toBeNull();
  });

  it('takes only the grid’s own letters in the kernel grid, and its copying never', () => {
    const grid = here({ place: 'grid' });
    expect(['r', 'x', 'y', 't', 'n', 'a', 'u'].map((key) => idOf(press(key), grid))).toEqual([
      'kernel-rotate',
      'kernel-mirror-horizontally',
      'kernel-mirror-vertically',
      'kernel-transpose',
      'kernel-negate',
      'kernel-anchor',
      'kernel-normalise',
    ]);
    expect(['h', 'i', 'k', 'f', 'e', 'l', 'g', '1', 'Delete'].map((key) => idOf(press(key), grid))).toEqual(
      Array(9).fill(null),
    );
    expect(idOf(press('c', { ctrlKey: true }), grid)).toBeNull();
    expect(idOf(press('z', { ctrlKey: true }), grid)).toBe('undo');
    expect(['r', 'x', 'y', 't', 'n', 'a', 'u'].map((key) => idOf(press(key)))).toEqual(Array(7).fill(null));
  });

  it('gives up every single key when the preference is off, and nothing else', () => {
    const off = here({ singleKeys: false });
    for (const command of COMMANDS) {
      for (const keys of keysOf(command, 'linux')) {
        const { key, ctrl, meta, alt, shift } = parseShortcut(keys, 'linux');
        const pressed = press(key, { ctrlKey: ctrl, metaKey: meta, altKey: alt, shiftKey: shift });
        if (isSingleKey(keys, 'linux')) {
          expect(idOf(pressed, off), keys).toBeNull();
          expect(idOf(pressed, { ...off, place: 'grid' }), keys).toBeNull();
        }
      }
    }
    expect(idOf(press('k', { ctrlKey: true }), off)).toBe('palette');
  });

  it('is silent while a dialog has the keyboard', () => {
    expect(idOf(press('s', { ctrlKey: true }), here({ place: 'dialog' }))).toBeNull();
    expect(idOf(press('h'), here({ place: 'dialog' }))).toBeNull();
  });

  it('means Command on macOS', () => {
    const mac = here({ platform: 'darwin' });
    expect(idOf(press('k', { metaKey: true }), mac)).toBe('palette');
    expect(idOf(press('k', { ctrlKey: true }), mac)).toBeNull();
  });

  it('reaches every command that has a key, in the place it is for', () => {
    const clipboard = ['picture-paste', 'kernel-copy', 'kernel-paste'];
    for (const command of COMMANDS.filter(({ id, keys }) => keys.length > 0 && !clipboard.includes(id))) {
      const { key, ctrl, meta, alt, shift } = parseShortcut(command.keys[0] ?? '', 'linux');
      const { scope } = command;
      const place = scope === 'grid' || scope === 'step' ? scope : 'elsewhere';
      expect(
        idOf(press(key, { ctrlKey: ctrl, metaKey: meta, altKey: alt, shiftKey: shift }), here({ place })),
        command.id,
      ).toBe(command.id);
    }
  });
});
