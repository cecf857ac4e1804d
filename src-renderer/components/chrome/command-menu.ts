// The menus, printed from the command list: one group per number, a separator between groups.
import { COMMANDS, MENUS, type Command, type Menu } from '../../../src-core/commands.ts';
import type { Actions } from '../../actions.ts';
import type { MenuEntry } from '../controls/menu-entry.ts';

const LABELS: Readonly<Record<Menu, string>> = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  kernel: 'Kernel',
  stack: 'Stack',
  help: 'Help',
};

export const menuLabel = (menu: Menu): string => LABELS[menu];

function entryOf(command: Command, actions: Actions): MenuEntry {
  const { id } = command;
  const checked = actions.checked(id);
  return {
    label: actions.label(id),
    shortcut: actions.shortcut(id) || undefined,
    disabled: !actions.enabled(id),
    ...(checked === undefined ? {} : { checked }),
    run: () => actions.run(id),
  };
}

/** Reads enabled and checked states: call inside a reactive place. */
export function menuEntries(menu: Menu, actions: Actions): readonly MenuEntry[] {
  const shown = COMMANDS.filter((command) => command.menu === menu && actions.available(command.id));
  return shown.flatMap((command, index) => {
    const before = shown[index - 1];
    const separated = before !== undefined && before.group !== command.group;
    return separated ? (['separator', entryOf(command, actions)] as const) : [entryOf(command, actions)];
  });
}

/** All menus as submenus of one, for narrow windows. */
export function foldedMenu(actions: Actions): readonly MenuEntry[] {
  return MENUS.map((menu) => ({ label: LABELS[menu], entries: menuEntries(menu, actions) }));
}
