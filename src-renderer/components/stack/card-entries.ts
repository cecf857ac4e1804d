// What can be done with a filter of the stack: the same rows drop from its … button and open under the right button.
import { toAppError } from '../../../src-core/errors.ts';
import type { Filter } from '../../../src-core/filters/filter.ts';
import { resetFilter } from '../../../src-core/filters/matrix.ts';
import { printKernelFile } from '../../../src-core/kernel-file.ts';
import type { Actions } from '../../actions.ts';
import type { Editor } from '../../state/editor.svelte.ts';
import type { Notices } from '../../state/notices.svelte.ts';
import type { MenuEntry } from '../controls/menu-entry.ts';

interface Card {
  readonly filter: Filter;
  readonly index: number;
  readonly count: number;
  readonly selected: boolean;
  readonly editor: Editor;
  readonly commands: Actions;
  readonly notices: Notices;
  readonly rename: () => void;
}

export function cardEntries(card: Card): readonly MenuEntry[] {
  const { filter, index, count, selected, editor, commands, rename } = card;
  return [
    { label: 'Rename', shortcut: 'F2', run: rename },
    {
      label: 'Duplicate',
      shortcut: commands.shortcut('filter-duplicate'),
      disabled: !editor.canAdd,
      run: () => editor.duplicateFilter(filter.id),
    },
    { label: 'Reset', run: () => reset(card) },
    { label: 'Copy', run: () => void copy(card) },
    'separator',
    {
      label: 'Move up',
      shortcut: commands.shortcut('filter-up'),
      disabled: index === 0,
      run: () => editor.moveFilter(filter.id, index - 1),
    },
    {
      label: 'Move down',
      shortcut: commands.shortcut('filter-down'),
      disabled: index === count - 1,
      run: () => editor.moveFilter(filter.id, index + 1),
    },
    {
      label: 'Merge with next',
      disabled: !selected || !commands.enabled('filter-merge'),
      run: () => commands.run('filter-merge'),
    },
    'separator',
    { label: 'Delete', shortcut: commands.shortcut('filter-delete'), run: () => editor.removeFilter(filter.id) },
  ];
}

async function copy({ filter, notices }: Card): Promise<void> {
  try {
    await navigator.clipboard.writeText(printKernelFile(filter));
  } catch (thrown) {
    const error = toAppError(thrown);
    const text = error.code === 'internal' ? 'The clipboard could not be written.' : error.message;
    notices.show({ kind: 'error', text });
  }
}

function reset({ filter, editor }: Card): void {
  const { parameters, kernel, settings } = resetFilter(filter);
  editor.updateFilter(filter.id, { parameters, kernel, settings }, `reset ${filter.name}`);
}
