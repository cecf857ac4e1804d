// Every command of the list, carried out: what it does, whether it can be done now, and whether it is on.
import { commandById, keysOf, shortcutLabel, type CommandId } from '../src-core/commands.ts';
import { toAppError } from '../src-core/errors.ts';
import type { Point } from '../src-core/geometry.ts';
import { presetById } from '../src-core/presets.ts';
import type { Commands, CommandTable } from './actions/command-case.ts';
import type { Environment } from './actions/environment.ts';
import { Exporting } from './actions/exporting.svelte.ts';
import { algebraCommands } from './actions/algebra-commands.ts';
import { fileCommands } from './actions/file-commands.ts';
import { kernelCommands } from './actions/kernel-commands.ts';
import { kernelToolCommands } from './actions/kernel-tool-commands.ts';
import { libraryCommands } from './actions/library-commands.ts';
import { LibraryKeeping } from './actions/library-keeping.ts';
import { followCommands } from './actions/follow.svelte.ts';
import { gridCell } from './actions/page.ts';
import { peerCommands } from './actions/peer-commands.ts';
import { pixelCommands, pixelText } from './actions/pixel-commands.ts';
import { PictureClipboard } from './actions/picture-clipboard.ts';
import { Recents } from './actions/recents.svelte.ts';
import { Saving } from './actions/saving.ts';
import { SettingsFiles } from './actions/settings-files.ts';
import { stackCommands } from './actions/stack-commands.ts';
import { stepCommands } from './actions/step-commands.ts';
import { tourCommands } from './actions/tour-commands.ts';
import { viewCommands } from './actions/view-commands.ts';
import { STACK_FULL } from './actions/words.ts';
import { Work } from './actions/work.svelte.ts';
import type { Dialogs } from './state/dialogs.svelte.ts';

export interface Actions extends Commands {
  readonly dialogs: Dialogs;
  readonly work: Work;
  readonly recents: Recents;
  readonly exporting: Exporting;
  readonly keeping: LibraryKeeping;
  /** From the gallery, the palette, a drop on the stack: into the selected filter's place, or as a new filter. */
  applyPreset(id: string, mode: 'replace' | 'add'): void;
  copyText(text: string): void;
  /** The values of a pixel as they are shown. */
  copyPixel(pixel: Point): void;
  /** What a canvas of the window shows. */
  copyCanvas(canvas: HTMLCanvasElement): void;
  window(action: 'minimise' | 'maximise' | 'close'): void;
  /** Follows main's events; called once while a component is being made. */
  follow(): void;
}

export function createActions(env: Environment): Actions {
  const { host, editor, notices, dialogs, frame, session } = env;
  const { platform, windowFrame } = frame.start;
  const work = new Work();
  const settings = new SettingsFiles(env);
  const saving = new Saving(env, work, () => settings.writeRecipe());
  const clipboard = new PictureClipboard(env, saving, work);
  const recents = new Recents(host.control);
  const exporting = new Exporting(env, saving);
  const keeping = new LibraryKeeping(env);

  const report = (thrown: unknown): void => {
    const { code, message } = toAppError(thrown);
    if (code !== 'cancelled') notices.show({ kind: 'error', text: message });
  };
  const attempt = (task: () => Promise<unknown>): void => {
    task().catch(report);
  };
  const copyText = (text: string): void => {
    attempt(() =>
      navigator.clipboard.writeText(text).catch(() => {
        notices.show({
          kind: 'error',
          text: 'The text could not be copied. The system did not allow access to the clipboard.',
        });
      }),
    );
  };

  session.mayReplace = () => saving.mayLeave('when another picture is opened');
  session.importSettings = (grant) => settings.import(grant);

  const table: CommandTable = {
    ...fileCommands(env, { saving, settings, clipboard, attempt }),
    ...viewCommands(env),
    ...pixelCommands(env, copyText),
    ...kernelCommands(env, copyText),
    ...kernelToolCommands(env),
    ...stackCommands(env),
    ...peerCommands(env, { settings, copyText }),
    ...algebraCommands(env),
    ...tourCommands(env),
    ...stepCommands(env, { copyText, attempt }),
    ...libraryCommands(env, keeping),
  };

  const needsMet = (id: CommandId): boolean => {
    const { needs } = commandById(id);
    if (needs === 'document') return editor.document !== null;
    if (needs === 'filter') return editor.selected !== null;
    if (needs === 'kernel') return editor.selected?.kernel != null;
    return true;
  };
  const actions: Actions = {
    dialogs,
    work,
    recents,
    exporting,
    keeping,
    run(id, argument) {
      if (!actions.available(id) || !actions.enabled(id)) return;
      // "Here" is the grid's own cell, also when the command comes from a menu or the palette.
      table[id].run(id === 'kernel-anchor' && argument === undefined ? gridCell(document) : argument);
    },
    enabled: (id) => needsMet(id) && (table[id].enabled?.() ?? true),
    checked: (id) => table[id].checked?.(),
    // A browser closes its own windows.
    available: (id) => id !== 'quit' || windowFrame !== 'none',
    label: (id) => table[id].label?.() ?? commandById(id).label,
    shortcut: (id) => shortcutLabel(keysOf(commandById(id), platform), platform),
    applyPreset(id, mode) {
      const preset = presetById(id);
      if (!preset) return;
      const done = mode === 'add' ? editor.addFilter(preset.create()) : editor.replaceSelected(preset.create());
      if (!done) notices.show({ kind: 'warning', text: STACK_FULL });
    },
    copyText,
    copyPixel: (pixel) => attempt(async () => copyText(await pixelText(env, pixel))),
    copyCanvas: (canvas) => attempt(() => clipboard.copyCanvas(canvas)),
    window: (action) => attempt(() => host.control.call('window', { action })),
    follow: () => followCommands(env, actions.run, { saving, settings, attempt }),
  };
  return actions;
}
