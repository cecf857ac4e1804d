// What the shortcut sheet lists: every command with a key, by menu and place, then those without one.
import { COMMANDS, MENUS, type Command, type CommandId } from '../../../src-core/commands.ts';
import { menuLabel } from './command-menu.ts';

export interface SheetSection {
  readonly title: string;
  readonly commands: readonly Command[];
}

export interface Sheet {
  readonly keyed: readonly SheetSection[];
  readonly keyless: readonly SheetSection[];
}

export function sheetOf(available: (id: CommandId) => boolean): Sheet {
  const offered = COMMANDS.filter(({ id }) => available(id));
  const byMenu = (commands: readonly Command[]): SheetSection[] =>
    MENUS.map((menu) => ({ title: menuLabel(menu), commands: commands.filter((command) => command.menu === menu) }));
  const keyed = offered.filter(({ keys }) => keys.length > 0);
  const keyless = offered.filter(({ keys }) => keys.length === 0);
  const anywhere = keyed.filter(({ scope }) => scope !== 'grid' && scope !== 'step');
  const filled = (sections: readonly SheetSection[]): SheetSection[] =>
    sections.filter(({ commands }) => commands.length > 0);
  return {
    keyed: filled([
      ...byMenu(anywhere),
      { title: 'In the kernel grid', commands: keyed.filter(({ scope }) => scope === 'grid') },
      { title: 'In the step-through', commands: keyed.filter(({ scope }) => scope === 'step') },
    ]),
    keyless: filled(byMenu(keyless)),
  };
}
