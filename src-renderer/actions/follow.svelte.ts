// What happens without a command of the page: native menu items, a window that wants to close, a new document.
import { untrack } from 'svelte';
import { isCommandId, type CommandId } from '../../src-core/commands.ts';
import type { Environment } from './environment.ts';
import type { Saving } from './saving.ts';
import type { SettingsFiles } from './settings-files.ts';

export interface Followed {
  readonly saving: Saving;
  readonly settings: SettingsFiles;
  readonly attempt: (task: () => Promise<unknown>) => void;
}

/** Called once while a component is being made. */
export function followCommands(
  { host, editor }: Environment,
  run: (id: CommandId) => void,
  { saving, settings, attempt }: Followed,
): void {
  $effect(() => {
    const stops = [
      host.control.on('command', ({ id }) => {
        if (isCommandId(id)) run(id);
      }),
      host.control.on('closing', () =>
        attempt(() => saving.leave(() => host.control.call('confirmClose', {}), 'when the window closes')),
      ),
    ];
    return () => stops.forEach((stop) => stop());
  });
  $effect(() => {
    const { document } = editor;
    untrack(() => {
      saving.forget();
      if (document) settings.applyWaiting();
    });
  });
}
