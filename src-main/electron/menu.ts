// The macOS menu bar, printed from the core's command list. Other systems have their menus in the title bar.
import { Menu, type MenuItemConstructorOptions } from 'electron';
import { COMMANDS, keysOf, MENUS, type Command } from '../../src-core/commands.ts';
import { acceleratorOf } from '../../src-core/shortcuts.ts';

const LABELS = { file: 'File', edit: 'Edit', view: 'View', kernel: 'Kernel', stack: 'Stack', help: 'Help' } as const;
/** macOS has its own places for these. */
const IN_APP_MENU: ReadonlySet<string> = new Set(['about', 'preferences', 'quit']);

export function installMenu(run: (id: string) => void, platform: string = process.platform): void {
  Menu.setApplicationMenu(platform === 'darwin' ? Menu.buildFromTemplate(macTemplate(run)) : null);
}

export function macTemplate(run: (id: string) => void): MenuItemConstructorOptions[] {
  const item = (command: Command): MenuItemConstructorOptions => {
    const accelerator = acceleratorFor(command);
    return {
      label: command.short ?? command.label,
      click: () => run(command.id),
      ...(accelerator ? { accelerator } : {}),
    };
  };
  const named = (id: string): MenuItemConstructorOptions[] => COMMANDS.filter((command) => command.id === id).map(item);
  const appMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    label: 'Kernelcraft',
    submenu: [
      ...named('about'),
      { type: 'separator' },
      ...named('preferences'),
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
  const menus = MENUS.map((menu): MenuItemConstructorOptions => {
    const commands = COMMANDS.filter(
      (command) => command.menu === menu && !IN_APP_MENU.has(command.id) && !command.held,
    );
    const submenu: MenuItemConstructorOptions[] = [];
    commands.forEach((command, index) => {
      const before = commands[index - 1];
      if (command.submenu !== undefined && before?.submenu === command.submenu) return;
      if (before && before.group !== command.group) submenu.push({ type: 'separator' });
      const inside = commands.filter((other) => other.submenu !== undefined && other.submenu === command.submenu);
      submenu.push(inside.length > 0 ? { label: command.submenu ?? '', submenu: inside.map(item) } : item(command));
    });
    // Text fields live off the system's own editing commands.
    if (menu === 'edit') {
      submenu.push({ type: 'separator' }, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' });
    }
    if (menu === 'file') submenu.push({ type: 'separator' }, { role: 'close' });
    return { label: LABELS[menu], submenu, ...(menu === 'help' ? { role: 'help' as const } : {}) };
  });
  // Help stands last, behind the system's Window menu.
  return [appMenu, ...menus.slice(0, -1), { role: 'windowMenu' }, ...menus.slice(-1)];
}

/** A menu takes its keys from whatever has the focus, so single letters and keys of one region stay with the page. */
function acceleratorFor(command: Command): string | null {
  const [first] = keysOf(command, 'darwin');
  if (first === undefined || command.scope !== 'window' || !/^(Mod|Ctrl|Alt)\+/.test(first)) return null;
  return acceleratorOf(first);
}
