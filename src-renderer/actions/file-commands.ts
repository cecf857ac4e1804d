// Commands on files, the window and the program.
import type { CommandCase } from './command-case.ts';
import type { Environment } from './environment.ts';
import { keepFocus } from './page.ts';
import type { PictureClipboard } from './picture-clipboard.ts';
import type { Saving } from './saving.ts';
import type { SettingsFiles } from './settings-files.ts';

export interface FileParts {
  readonly saving: Saving;
  readonly settings: SettingsFiles;
  readonly clipboard: PictureClipboard;
  /** Runs what may fail and shows the reason. */
  readonly attempt: (task: () => Promise<unknown>) => void;
}

export function fileCommands(env: Environment, { saving, settings, clipboard, attempt }: FileParts) {
  const { host, dialogs, session, editor, frame } = env;
  const external = (key: 'repository' | 'documentation' | 'licence'): CommandCase => ({
    run: () => attempt(() => host.control.call('openExternal', { key })),
  });
  return {
    open: { run: () => attempt(() => session.choose()) },
    'open-settings': { run: () => attempt(() => settings.choose()) },
    'open-sample': { run: () => attempt(() => session.openSample()) },
    save: { run: () => attempt(() => saving.save()) },
    'save-as': { run: () => attempt(() => saving.saveAs()) },
    export: { run: () => dialogs.show('export') },
    'save-recipe': { run: () => attempt(() => settings.saveRecipe()), enabled: () => editor.filters.length > 0 },
    'save-kernel': { run: () => attempt(() => settings.saveKernel()) },
    preferences: { run: () => dialogs.show('preferences') },
    'close-document': {
      run: () =>
        attempt(() =>
          saving.leave(async () => {
            await session.close();
            await keepFocus(document);
          }, 'when the picture is closed'),
        ),
    },
    quit: { run: () => attempt(() => host.control.call('window', { action: 'quit' })) },
    'full-screen': {
      run: () =>
        attempt(() =>
          frame.start.windowFrame === 'none'
            ? toggleFullScreen()
            : host.control.call('window', { action: 'fullscreen' }),
        ),
    },
    'picture-copy': { run: () => attempt(() => clipboard.copy()) },
    'picture-paste': { run: () => attempt(() => clipboard.paste()) },
    palette: { run: () => dialogs.show('palette') },
    shortcuts: { run: () => dialogs.show('shortcuts') },
    about: { run: () => dialogs.show('about') },
    documentation: external('documentation'),
    repository: external('repository'),
    licence: external('licence'),
  } satisfies Record<string, CommandCase>;
}

function toggleFullScreen(): Promise<void> {
  return document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
}
