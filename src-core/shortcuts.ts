// Key combinations as text: what they mean, how each platform writes them, and whether a pressed key is one.

export type Platform = 'linux' | 'darwin' | 'win32';

export interface Shortcut {
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** As KeyboardEvent.key has it; letters in upper case. */
  readonly key: string;
}

/** The parts of a KeyboardEvent that matter. */
export interface PressedKey {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Reads `Mod+Shift+Z`, `Alt+ArrowUp`, `?`, `Mod+Plus`. `Mod` is Ctrl, on macOS ⌘. */
export function parseShortcut(keys: string, platform: Platform): Shortcut {
  const parts = keys.split('+');
  const key = parts.pop() ?? '';
  const has = (name: string) => parts.includes(name);
  const mac = platform === 'darwin';
  return {
    ctrl: has('Ctrl') || (has('Mod') && !mac),
    meta: has('Meta') || (has('Mod') && mac),
    shift: has('Shift'),
    alt: has('Alt'),
    key: key === 'Plus' ? '+' : key,
  };
}

/** Printed characters other than letters count as what they are, however the layout makes them: Shift is then free. */
function shiftMatters(key: string): boolean {
  return key.length > 1 || /[\p{L}]/u.test(key);
}

export function matchesShortcut(pressed: PressedKey, keys: string, platform: Platform): boolean {
  const wanted = parseShortcut(keys, platform);
  if (pressed.ctrlKey !== wanted.ctrl || pressed.metaKey !== wanted.meta || pressed.altKey !== wanted.alt) return false;
  const key = pressed.key.length === 1 ? pressed.key.toUpperCase() : pressed.key;
  // On macOS the delete key reports Backspace.
  const same = key === wanted.key || (wanted.key === 'Delete' && platform === 'darwin' && key === 'Backspace');
  if (same) return !shiftMatters(wanted.key) || pressed.shiftKey === wanted.shift;
  return matchesByPosition(pressed, wanted);
}

/** A layout without Latin letters, or one that needs Shift for digits, is matched by the key's place. */
function matchesByPosition(pressed: PressedKey, wanted: Shortcut): boolean {
  if (pressed.shiftKey !== wanted.shift || pressed.code === undefined) return false;
  if (/^[0-9]$/.test(wanted.key))
    return pressed.code === `Digit${wanted.key}` || pressed.code === `Numpad${wanted.key}`;
  const latin = /^[\x20-\x7e]$/.test(pressed.key);
  return !latin && /^[A-Z]$/.test(wanted.key) && pressed.code === `Key${wanted.key}`;
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  '-': '−',
  '+': '+',
  ' ': 'Space',
};
const MAC_NAMES: Readonly<Record<string, string>> = { Delete: '⌫', Enter: '↩', Escape: '⎋', Tab: '⇥' };

/** As menus and tooltips show it: `Ctrl+Shift+Z`, on macOS `⇧⌘Z`. Empty when there is no key. */
export function shortcutLabel(keys: readonly string[] | string, platform: Platform): string {
  const first = typeof keys === 'string' ? keys : keys[0];
  if (first === undefined) return '';
  const { ctrl, meta, shift, alt, key } = parseShortcut(first, platform);
  if (platform === 'darwin') {
    const name = MAC_NAMES[key] ?? NAMES[key] ?? key;
    return `${ctrl ? '⌃' : ''}${alt ? '⌥' : ''}${shift ? '⇧' : ''}${meta ? '⌘' : ''}${name}`;
  }
  const parts = [ctrl ? 'Ctrl' : '', meta ? 'Meta' : '', alt ? 'Alt' : '', shift ? 'Shift' : '', NAMES[key] ?? key];
  return parts.filter(Boolean).join('+');
}

/** As Electron's menus take it: `CmdOrCtrl+Shift+Z`. */
export function acceleratorOf(keys: string): string {
  return keys
    .split('+')
    .map((part) => (part === 'Mod' ? 'CmdOrCtrl' : part.startsWith('Arrow') ? part.slice('Arrow'.length) : part))
    .join('+');
}
