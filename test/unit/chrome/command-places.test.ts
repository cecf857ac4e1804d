// Where a person finds a command: in a menu, in the palette, on the shortcut sheet, and its key in the tooltip of its button.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandById, COMMANDS, isCommandId, MENUS, type CommandId } from '../../../src-core/commands.ts';
import type { Commands } from '../../../src-renderer/actions/command-case.ts';
import { menuEntries } from '../../../src-renderer/components/chrome/command-menu.ts';
import { paletteGroups } from '../../../src-renderer/components/chrome/palette-entries.ts';
import { sheetOf } from '../../../src-renderer/components/chrome/sheet-sections.ts';
import type { MenuEntry } from '../../../src-renderer/components/controls/menu-entry.ts';

/** Commands that a place leaves out, and why. */
const LEFT_OUT: Readonly<Record<'palette', Readonly<Partial<Record<CommandId, string>>>>> = {
  palette: {
    palette: 'it is open already',
    'view-original': 'acts while its key is held',
  },
};

/** The menus, every entry of which tells its command when it is run. */
function commandsInMenus(): readonly CommandId[] {
  const ran: CommandId[] = [];
  const actions: Commands = {
    available: () => true,
    enabled: () => true,
    checked: () => undefined,
    label: (id) => commandById(id).label,
    shortcut: () => '',
    run: (id) => void ran.push(id),
  };
  const runAll = (entries: readonly MenuEntry[]): void => {
    for (const entry of entries) {
      if (entry === 'separator') continue;
      if ('entries' in entry) runAll(entry.entries);
      else entry.run();
    }
  };
  for (const menu of MENUS) runAll(menuEntries(menu, actions));
  return ran;
}

const ids = COMMANDS.map(({ id }) => id).sort();

describe('every command', () => {
  it('is in a menu, once', () => {
    expect([...commandsInMenus()].sort()).toEqual(ids);
  });

  it('is in the palette', () => {
    const groups = paletteGroups({
      query: '',
      presetsOnly: false,
      kernels: [],
      recents: [],
      label: (id) => commandById(id).label,
      enabled: () => true,
      available: () => true,
    });
    const found = groups.flatMap(({ entries }) =>
      entries.flatMap((entry) => (entry.kind === 'command' ? entry.id : [])),
    );
    expect([...found, ...Object.keys(LEFT_OUT.palette)].sort()).toEqual(ids);
  });

  it('is on the shortcut sheet, with its key or among those that have none', () => {
    const { keyed, keyless } = sheetOf(() => true);
    const listed = (sections: typeof keyed): CommandId[] =>
      sections.flatMap(({ commands }) => commands.map(({ id }) => id));
    expect([...listed(keyed), ...listed(keyless)].sort()).toEqual(ids);
    expect(listed(keyed).filter((id) => commandById(id).keys.length === 0)).toEqual([]);
    expect(listed(keyless).filter((id) => commandById(id).keys.length > 0)).toEqual([]);
  });

  it('stands beside the others of its submenu in the list, from which the macOS menu is printed too', () => {
    const submenus = COMMANDS.map(({ menu, submenu }) => (submenu === undefined ? null : `${menu} ${submenu}`));
    const begun = submenus.filter((submenu, index) => submenu !== null && submenus[index - 1] !== submenu);
    expect(begun).toEqual([...new Set(begun)]);
  });
});

describe('a button that runs a command', () => {
  /** Every opening tag of a button of ours, with its attributes. */
  function buttonsOf(source: string): readonly string[] {
    return [...source.matchAll(/<(?:Icon)?Button\b/g)].map(({ index }) => {
      let depth = 0;
      for (let at = index; at < source.length; at += 1) {
        const letter = source[at];
        if (letter === '{') depth += 1;
        else if (letter === '}') depth -= 1;
        else if (letter === '>' && depth === 0) return source.slice(index, at + 1);
      }
      return source.slice(index);
    });
  }

  it('tells its key in its tooltip', () => {
    const files = readdirSync('src-renderer/components', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.svelte'))
      .map((file) => join('src-renderer/components', file));
    const faults: string[] = [];
    let seen = 0;
    for (const file of files) {
      for (const button of buttonsOf(readFileSync(file, 'utf8'))) {
        const id = /\.run\('([\w-]+)'/.exec(button)?.[1];
        if (id === undefined || !isCommandId(id)) continue;
        seen += 1;
        if (commandById(id).keys.length > 0 && !/\bshortcut=/.test(button)) faults.push(`${file}: ${id}`);
      }
    }
    // The two buttons that are printed from the list give every one of theirs its shortcut.
    for (const name of ['CommandButton', 'CommandTextButton']) {
      expect(readFileSync(`src-renderer/components/chrome/${name}.svelte`, 'utf8')).toMatch(/actions\.shortcut\(id\)/);
    }
    expect(seen).toBeGreaterThan(3);
    expect(faults).toEqual([]);
  });
});
