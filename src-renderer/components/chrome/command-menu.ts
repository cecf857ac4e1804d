// The menus, printed from the command list: one group per number, a separator between groups.
import { COMMANDS, MENUS, type Command, type Menu, type Submenu } from '../../../src-core/commands.ts';
import type { Commands } from '../../actions/command-case.ts';
import type { MenuAction, MenuEntry, MenuGroup } from '../controls/menu-entry.ts';

const LABELS: Readonly<Record<Menu, string>> = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  kernel: 'Kernel',
  stack: 'Stack',
  help: 'Help',
};

export const menuLabel = (menu: Menu): string => LABELS[menu];

function entryOf(command: Command, actions: Commands, short = false): MenuAction {
  const { id } = command;
  const checked = actions.checked(id);
  return {
    label: (short ? command.short : undefined) ?? actions.label(id),
    shortcut: actions.shortcut(id) || undefined,
    disabled: !actions.enabled(id),
    ...(checked === undefined ? {} : { checked }),
    run: () => actions.run(id),
  };
}

/** Reads enabled and checked states: call inside a reactive place. */
export function menuEntries(menu: Menu, actions: Commands): readonly MenuEntry[] {
  const shown = COMMANDS.filter((command) => command.menu === menu && actions.available(command.id));
  return shown.flatMap((command, index): readonly MenuEntry[] => {
    const before = shown[index - 1];
    const { submenu } = command;
    if (submenu !== undefined && before?.submenu === submenu) return [];
    const entry = submenu === undefined ? entryOf(command, actions) : submenuOf(submenu, actions);
    return before !== undefined && before.group !== command.group ? ['separator', entry] : [entry];
  });
}

/** The commands of one submenu, wherever it is shown; switched off when none of them can act. */
export function submenuOf(submenu: Submenu, actions: Commands): MenuGroup {
  const entries = COMMANDS.filter((command) => command.submenu === submenu && actions.available(command.id)).map(
    (command) => entryOf(command, actions, true),
  );
  return { label: submenu, disabled: entries.every(({ disabled }) => disabled), entries };
}

/** All menus as submenus of one, for narrow windows. */
export function foldedMenu(actions: Commands): readonly MenuEntry[] {
  return MENUS.map((menu) => ({ label: LABELS[menu], entries: menuEntries(menu, actions) }));
}
