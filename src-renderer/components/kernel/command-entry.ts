// A command of the list as a row of a menu.
import type { CommandId } from '../../../src-core/commands.ts';
import type { Actions } from '../../actions.ts';
import type { MenuAction } from '../controls/menu-entry.ts';

export function commandEntry(id: CommandId, actions: Actions): MenuAction {
  const checked = actions.checked(id);
  return {
    label: actions.label(id),
    shortcut: actions.shortcut(id) || undefined,
    disabled: !actions.enabled(id),
    ...(checked === undefined ? {} : { checked }),
    run: () => actions.run(id),
  };
}
