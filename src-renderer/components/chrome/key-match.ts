// Whether a key press is a shortcut of the command list. `Mod` is ⌘ on macOS and Ctrl elsewhere.

export type Platform = 'linux' | 'darwin' | 'win32';

/** The part of a KeyboardEvent that decides; tests make plain ones. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

interface Combination {
  readonly key: string;
  readonly mod: boolean;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** `Mod+Shift+Z` → parts; the last part is the key, so `Mod++` is the plus key. */
export function parseCombination(text: string): Combination {
  const parts = text.endsWith('+') ? [...text.slice(0, -1).split('+').filter(Boolean), '+'] : text.split('+');
  const modifiers = new Set(parts.slice(0, -1).map((part) => part.toLowerCase()));
  return {
    key: parts.at(-1) ?? '',
    mod: modifiers.has('mod'),
    ctrl: modifiers.has('ctrl'),
    meta: modifiers.has('meta') || modifiers.has('cmd'),
    alt: modifiers.has('alt'),
    shift: modifiers.has('shift'),
  };
}

const NAMED: Readonly<Record<string, string>> = {
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
  '↑': 'arrowup',
  '↓': 'arrowdown',
  esc: 'escape',
  del: 'delete',
  space: ' ',
  minus: '-',
  '−': '-',
  plus: '+',
};

/** The key that a press means: what the layout types, or where that is another script's letter or a shifted digit, the key's place. */
function meansKey(press: KeyPress, wanted: string): boolean {
  const typed = press.key.toLowerCase();
  if (typed === wanted) return true;
  if (/^[a-z]$/.test(wanted))
    return typed.length === 1 && typed > '\x7f' && press.code === `Key${wanted.toUpperCase()}`;
  if (/^\d$/.test(wanted))
    return (press.ctrlKey || press.metaKey) && (press.code === `Digit${wanted}` || press.code === `Numpad${wanted}`);
  return (wanted === '=' && typed === '+') || (wanted === '-' && typed === '−');
}

export function matchesCombination(press: KeyPress, text: string, platform: Platform): boolean {
  const wanted = parseCombination(text);
  const key = NAMED[wanted.key.toLowerCase()] ?? wanted.key.toLowerCase();
  const ctrl = wanted.ctrl || (wanted.mod && platform !== 'darwin');
  const meta = wanted.meta || (wanted.mod && platform === 'darwin');
  if (press.ctrlKey !== ctrl || press.metaKey !== meta || press.altKey !== wanted.alt) return false;
  // A sign such as `?` or `+` already says whether Shift is needed on this keyboard; a letter or a named key does not.
  const sign = /^[^a-z0-9\s]$/.test(key);
  if (!sign && press.shiftKey !== wanted.shift) return false;
  if (sign && wanted.shift && !press.shiftKey) return false;
  return meansKey(press, key);
}

/** True for shortcuts that a person could type by accident: no Ctrl, ⌘ or Alt, and not a function key. */
export function isSingleKey(text: string): boolean {
  const { key, mod, ctrl, meta, alt } = parseCombination(text);
  return !mod && !ctrl && !meta && !alt && !/^F\d+$/.test(key);
}
