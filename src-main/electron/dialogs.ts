// The system's file dialogs, with the formats of the core's list.
import { dialog, type BrowserWindow } from 'electron';
import { FORMATS, readableExtensions } from '../../src-core/formats/index.ts';
import type { Dialogs } from '../host.ts';

const ANY = { name: 'All files', extensions: ['*'] };
const SETTINGS_EXTENSIONS = ['json', 'csv', 'tsv', 'txt', 'svg', 'npy', 'mat', 'py', 'm'];

export function nativeDialogs(window: BrowserWindow): Dialogs {
  return {
    async chooseOpen(kind) {
      const filters =
        kind === 'image'
          ? [{ name: 'Pictures', extensions: [...readableExtensions] }, ANY]
          : [{ name: 'Kernels and recipes', extensions: SETTINGS_EXTENSIONS }, ANY];
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile'], filters });
      return canceled ? null : (filePaths[0] ?? null);
    },
    async chooseKernels() {
      const filters = [
        { name: 'Kernels, recipes, libraries and archives', extensions: [...SETTINGS_EXTENSIONS, 'zip'] },
        ANY,
      ];
      const properties = ['openFile', 'multiSelections'] as const;
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: [...properties], filters });
      return canceled ? [] : filePaths;
    },
    async chooseSave({ suggestedName, extensions, title }) {
      const filters = [...groupsOf(extensions), ANY];
      const properties = ['createDirectory', 'showOverwriteConfirmation'] as const;
      const options = { title, defaultPath: suggestedName, filters, properties: [...properties] };
      const { canceled, filePath } = await dialog.showSaveDialog(window, options);
      return canceled || !filePath ? null : filePath;
    },
  };
}

/** One line per format, in the order asked for; extensions of one format stay together. */
function groupsOf(extensions: readonly string[]): { name: string; extensions: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const extension of extensions) {
    const name = FORMATS.find((format) => format.extensions.includes(extension))?.label ?? extension.toUpperCase();
    groups.set(name, [...(groups.get(name) ?? []), extension]);
  }
  return [...groups].map(([name, group]) => ({ name, extensions: group }));
}
