// Commands on kept kernels: those of one kernel act on the chosen one.
import type { Kept } from '../../src-core/library/entry.ts';
import type { CommandCase } from './command-case.ts';
import type { Environment } from './environment.ts';
import type { LibraryKeeping } from './library-keeping.ts';
import { focusPresetSearch } from './page.ts';

export function libraryCommands({ library, preferences, frame }: Environment, keeping: LibraryKeeping) {
  const shown = (): boolean => preferences.values.leftView === 'library';
  const onChosen = (task: (kept: Kept) => Promise<unknown>): CommandCase => ({
    run: () => {
      const { chosen } = library;
      if (chosen) keeping.run(() => task(chosen));
    },
    enabled: () => shown() && library.chosen !== null,
  });
  const show = (leftView: 'presets' | 'library'): CommandCase => ({
    run: () => {
      preferences.update({ leftView });
      void focusPresetSearch(frame);
    },
    checked: () => preferences.values.leftView === leftView,
  });
  const exports = (as: 'library' | 'kernels'): CommandCase => ({
    run: () => keeping.run(() => keeping.exportAll(as)),
    enabled: () => !library.loaded || library.kernels.length > 0,
  });
  return {
    'search-presets': {
      run: () => void focusPresetSearch(frame),
      label: () => (shown() ? 'Search the library' : 'Search presets'),
    },
    'presets-show': show('presets'),
    'library-show': show('library'),
    'library-add': { run: () => keeping.add() },
    'library-import': { run: () => keeping.run(() => keeping.choose()) },
    'library-export': exports('library'),
    'library-export-files': exports('kernels'),
    'library-apply': onChosen((kept) => keeping.apply(kept, false)),
    'library-apply-new': onChosen((kept) => keeping.apply(kept, true)),
    'library-edit': onChosen((kept) => keeping.edit(kept)),
    'library-duplicate': onChosen((kept) => keeping.duplicate(kept)),
    'library-export-kernel': onChosen((kept) => keeping.exportOne(kept)),
    'library-delete': onChosen((kept) => keeping.remove(kept)),
  } satisfies Record<string, CommandCase>;
}
