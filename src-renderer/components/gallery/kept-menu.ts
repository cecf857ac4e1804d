// What can be done with the chosen kernel of the library, as a menu: at the pointer, and behind the panel's foot.
import type { CommandId } from '../../../src-core/commands.ts';
import type { Actions } from '../../actions.ts';
import { commandById } from '../../../src-core/commands.ts';
import { commandIcon } from '../chrome/command-icons.ts';
import type { MenuEntry } from '../controls/menu-entry.ts';

/** Reads enabled states: call inside a reactive place. */
export function keptEntries(actions: Actions): MenuEntry[] {
  const entry = (id: CommandId, shortcut?: string): MenuEntry => ({
    label: commandById(id).short ?? actions.label(id),
    icon: commandIcon(id),
    shortcut: shortcut ?? (actions.shortcut(id) || undefined),
    disabled: !actions.enabled(id),
    run: () => actions.run(id),
  });
  return [
    entry('library-apply', 'Enter'),
    entry('library-apply-new', 'Shift+Enter'),
    'separator',
    entry('library-edit', 'F2'),
    entry('library-duplicate'),
    entry('library-export-kernel'),
    'separator',
    entry('library-delete', 'Delete'),
  ];
}
