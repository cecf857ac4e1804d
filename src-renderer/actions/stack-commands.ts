// Commands on the stack of filters, and undo and redo of everything.
import { createFilter } from '../../src-core/filters/index.ts';
import { resetFilter } from '../../src-core/filters/matrix.ts';
import type { CommandCase } from './command-case.ts';
import type { Environment } from './environment.ts';
import { focusKernelGrid, keepFocus } from './page.ts';
import { STACK_FULL } from './words.ts';

const withLabel = (verb: string, label: string | null): string => (label === null ? verb : `${verb}: ${label}`);

export function stackCommands({ editor, dialogs, notices }: Environment) {
  const place = (): number => editor.filters.findIndex(({ id }) => id === editor.selectedId);
  const selected = (change: (id: string) => void): (() => void) => {
    return () => {
      if (editor.selectedId !== null) change(editor.selectedId);
    };
  };
  const move = (by: 1 | -1): CommandCase => ({
    run: selected((id) => editor.moveFilter(id, place() + by)),
    enabled: () => place() + by >= 0 && place() + by < editor.filters.length,
  });
  /** A key that does nothing says why. */
  const withRoom = (add: () => void): (() => void) => {
    return () => {
      if (editor.canAdd) add();
      else notices.show({ kind: 'warning', text: STACK_FULL });
    };
  };
  /** Another state may have no panel where the focus was. */
  const turn = (to: () => void): (() => void) => {
    return () => {
      const held = document.activeElement !== document.body;
      to();
      if (held) void keepFocus(document);
    };
  };
  return {
    undo: {
      run: turn(() => editor.undo()),
      enabled: () => editor.canUndo,
      label: () => withLabel('Undo', editor.undoLabel),
    },
    redo: {
      run: turn(() => editor.redo()),
      enabled: () => editor.canRedo,
      label: () => withLabel('Redo', editor.redoLabel),
    },
    'new-kernel': {
      run: withRoom(() => {
        editor.addFilter(createFilter('kernel', { name: 'Kernel' }));
        focusKernelGrid(document);
      }),
    },
    'filter-add': { run: withRoom(() => dialogs.show('filters')) },
    'filter-duplicate': { run: withRoom(selected((id) => editor.duplicateFilter(id))) },
    'filter-delete': { run: selected((id) => editor.removeFilter(id)) },
    'filter-rename': { run: () => dialogs.show('rename') },
    'filter-reset': {
      run: () => {
        const filter = editor.selected;
        if (!filter) return;
        const { parameters, kernel, settings } = resetFilter(filter);
        editor.updateFilter(filter.id, { parameters, kernel, settings }, `reset ${filter.name}`);
      },
    },
    'filter-toggle': {
      run: selected((id) => editor.toggleFilter(id)),
      label: () =>
        editor.selected ? `Turn filter ${editor.selected.enabled ? 'off' : 'on'}` : 'Turn filter on or off',
    },
    'filter-toggle-all': {
      run: () => editor.toggleAll(),
      enabled: () => editor.filters.length > 0,
      label: () => {
        if (editor.filters.length === 0) return 'Turn all filters on or off';
        return `Turn all filters ${editor.filters.some((filter) => filter.enabled) ? 'off' : 'on'}`;
      },
    },
    'filter-up': move(-1),
    'filter-down': move(1),
  } satisfies Record<string, CommandCase>;
}
