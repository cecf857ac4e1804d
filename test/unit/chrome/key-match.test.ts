import { describe, expect, it } from 'vitest';
import {
  isSingleKey,
  matchesCombination,
  parseCombination,
  type KeyPress,
} from '../../../src-renderer/components/chrome/key-match.ts';

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

describe('shortcuts', () => {
  it('reads Mod as Ctrl, and as Command on macOS', () => {
    expect(matchesCombination(press('k', { ctrlKey: true }), 'Mod+K', 'linux')).toBe(true);
    expect(matchesCombination(press('k', { metaKey: true }), 'Mod+K', 'linux')).toBe(false);
    expect(matchesCombination(press('k', { metaKey: true }), 'Mod+K', 'darwin')).toBe(true);
    expect(matchesCombination(press('k', { ctrlKey: true }), 'Mod+K', 'darwin')).toBe(false);
  });

  it('tells a shifted letter from the plain one', () => {
    expect(matchesCombination(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z', 'win32')).toBe(true);
    expect(matchesCombination(press('z', { ctrlKey: true }), 'Mod+Shift+Z', 'win32')).toBe(false);
    expect(matchesCombination(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z', 'win32')).toBe(false);
    expect(matchesCombination(press('E', { shiftKey: true }), 'E', 'linux')).toBe(false);
  });

  it('takes a sign from whichever keys the layout needs for it', () => {
    expect(matchesCombination(press('?', { shiftKey: true }), '?', 'linux')).toBe(true);
    expect(matchesCombination(press('/'), '?', 'linux')).toBe(false);
    expect(matchesCombination(press('\\', { ctrlKey: true }), 'Mod+\\', 'linux')).toBe(true);
    expect(matchesCombination(press('+', { ctrlKey: true, shiftKey: true }), 'Mod+=', 'linux')).toBe(true);
    expect(matchesCombination(press('-', { ctrlKey: true }), 'Mod+-', 'linux')).toBe(true);
  });

  it('finds letters by their place where the layout types another script', () => {
    expect(matchesCombination(press('л', { ctrlKey: true, code: 'KeyK' }), 'Mod+K', 'linux')).toBe(true);
    expect(matchesCombination(press('q', { ctrlKey: true, code: 'KeyA' }), 'Mod+A', 'linux')).toBe(false);
  });

  it('finds digits by their place only with Ctrl, so that typing is never taken', () => {
    expect(matchesCombination(press('à', { ctrlKey: true, code: 'Digit0' }), 'Mod+0', 'linux')).toBe(true);
    expect(matchesCombination(press('&', { code: 'Digit1' }), '1', 'linux')).toBe(false);
    expect(matchesCombination(press('1'), '1', 'linux')).toBe(true);
  });

  it('never takes AltGr for Ctrl', () => {
    expect(matchesCombination(press('e', { ctrlKey: true, altKey: true }), 'Mod+E', 'win32')).toBe(false);
  });

  it('knows arrows and Delete by name', () => {
    expect(matchesCombination(press('ArrowUp', { altKey: true }), 'Alt+ArrowUp', 'linux')).toBe(true);
    expect(matchesCombination(press('ArrowUp', { altKey: true }), 'Alt+Up', 'linux')).toBe(true);
    expect(matchesCombination(press('Delete'), 'Delete', 'linux')).toBe(true);
  });

  it('reads the plus key behind a plus', () => {
    expect(parseCombination('Mod++')).toMatchObject({ key: '+', mod: true });
  });

  it('calls letters, signs and Delete single keys, but not F6 or Alt+↑', () => {
    expect(['H', 'Shift+E', '?', '/', 'Delete', '\\'].map(isSingleKey)).toEqual([true, true, true, true, true, true]);
    expect(['F6', 'Shift+F6', 'Alt+ArrowUp', 'Mod+K', 'F11'].map(isSingleKey)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
