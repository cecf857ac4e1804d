// The keyboard of the whole window, from the one command list. Takes single letters only where nothing is being edited; never Tab.
import { COMMANDS, keysOf, type Command, type CommandId, type Platform } from '../../../src-core/commands.ts';
import { matchesShortcut, parseShortcut, type PressedKey } from '../../../src-core/shortcuts.ts';

/** Where the focus is, as far as keys care. */
export type Place =
  /** A field, a list that finds by typing, a menu: letters are its own. */
  | 'text'
  /** The kernel grid. */
  | 'grid'
  /** The step-through, which asks by itself, after the controls in it. */
  | 'step'
  /** A dialog or the palette is open. */
  | 'dialog'
  | 'elsewhere';

export interface KeyContext {
  readonly platform: Platform;
  readonly place: Place;
  /** The preference of WCAG 2.1.4. */
  readonly singleKeys: boolean;
  readonly enabled?: (id: CommandId) => boolean;
}

/** Arrives as an event of the clipboard, which must not be stopped. */
const CLIPBOARD: ReadonlySet<CommandId> = new Set(['picture-paste', 'kernel-copy', 'kernel-paste']);

/** No Ctrl, ⌘ or Alt, and not a function key: something a person could type by accident. */
export function isSingleKey(keys: string, platform: Platform): boolean {
  const { key, ctrl, meta, alt } = parseShortcut(keys, platform);
  return !ctrl && !meta && !alt && !/^F\d+$/.test(key);
}

function actsIn(command: Command, single: boolean, { place, singleKeys }: KeyContext): boolean {
  if (CLIPBOARD.has(command.id)) return false;
  if (place === 'step' || command.scope === 'step') return place === command.scope;
  if (place === 'dialog') return false;
  if (single && (!singleKeys || place === 'text')) return false;
  // In the grid only its own letters; with Ctrl everything but what the grid itself copies.
  if (place === 'grid') return single ? command.scope === 'grid' : command.scope !== 'canvas';
  if (command.scope === 'grid') return false;
  return command.scope === 'window' || place === 'elsewhere';
}

/** The command that a key press means here, or null. Of two the one made for this place comes first, unless it is disabled. */
export function commandFor(press: PressedKey, context: KeyContext): Command | null {
  const { platform, place, enabled = () => true } = context;
  const meant = COMMANDS.filter((command) =>
    keysOf(command, platform).some(
      (keys) => matchesShortcut(press, keys, platform) && actsIn(command, isSingleKey(keys, platform), context),
    ),
  );
  const own = meant.find(({ scope, id }) => scope === place && enabled(id));
  return own ?? meant.find(({ scope }) => scope !== place) ?? meant[0] ?? null;
}

const TEXT =
  'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select, [contenteditable]:not([contenteditable="false"]), [role="menu"], [role="combobox"], [data-select-content]';

export function placeOf(target: EventTarget | null, modal: boolean): Place {
  if (modal) return 'dialog';
  if (!(target instanceof Element)) return 'elsewhere';
  if (target.closest('[role="dialog"], [role="alertdialog"]')) return 'dialog';
  if (target.closest(TEXT)) return 'text';
  return target.closest('[role="grid"]') ? 'grid' : 'elsewhere';
}

export interface ShortcutParts {
  readonly platform: Platform;
  readonly modal: () => boolean;
  readonly singleKeys: () => boolean;
  readonly enabled: (id: CommandId) => boolean;
  readonly run: (id: CommandId, argument?: unknown) => void;
  /** A key of a command that acts while held went down or up. */
  readonly hold: (id: CommandId, down: boolean) => void;
}

/** Listens on the page; returns the way to stop. */
export function listenForShortcuts(page: Document, parts: ShortcutParts): () => void {
  const { platform } = parts;
  const controller = new AbortController();
  const { signal } = controller;
  let held: { readonly id: CommandId; readonly code: string } | null = null;

  const release = (): void => {
    if (held) parts.hold(held.id, false);
    held = null;
  };
  page.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || event.isComposing || event.key === 'Tab') return;
      const place = placeOf(event.target, parts.modal());
      // Text that the person marked is what Ctrl+C copies.
      const marked = event.key.toLowerCase() === 'c' && !(page.getSelection()?.isCollapsed ?? true);
      const command = marked
        ? null
        : commandFor(event, { platform, place, singleKeys: parts.singleKeys(), enabled: parts.enabled });
      if (!command) return;
      // Also when it is disabled: a browser's own Ctrl+S or Ctrl+O must not answer instead.
      event.preventDefault();
      if (!parts.enabled(command.id)) return;
      if (command.held) {
        if (!event.repeat) {
          held = { id: command.id, code: event.code };
          parts.hold(command.id, true);
        }
      } else if (!event.repeat || repeats(command.id)) {
        parts.run(command.id);
      }
    },
    { signal },
  );
  page.addEventListener(
    'keyup',
    (event) => {
      if (held?.code === event.code) release();
    },
    { signal },
  );
  page.defaultView?.addEventListener('blur', release, { signal });
  return () => {
    release();
    controller.abort();
  };
}

/** A key held down repeats these and no others. */
function repeats(id: CommandId): boolean {
  return (
    id === 'undo' ||
    id === 'redo' ||
    id === 'zoom-in' ||
    id === 'zoom-out' ||
    id === 'filter-up' ||
    id === 'filter-down'
  );
}
