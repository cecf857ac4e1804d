// Wires the session to the world once: what main sends unasked, drops, pastes, and leaving with unsaved changes.
import { untrack } from 'svelte';
import type { Host } from '../host/host.ts';
import type { Editor } from './editor.svelte.ts';
import type { StartInfo } from './frame.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { Session } from './session.svelte.ts';

export interface SessionWorld {
  readonly host: Host;
  readonly start: StartInfo;
  readonly session: Session;
  readonly editor: Editor;
  readonly notices: Notices;
}

/** Called once while the root component is being made. */
export function followSession({ host, start, session, editor, notices }: SessionWorld): void {
  const report = (thrown: unknown): void => session.report(thrown);

  // Once: opening reads the editor, and must not run again when that changes.
  $effect(() =>
    untrack(() => {
      if (start.current) session.resume(start.current);
      else if (start.initial) session.open(start.initial).catch(report);
    }),
  );

  $effect(() => {
    const stops = [
      host.control.on('openRequest', (grant) => void session.open(grant).catch(report)),
      host.control.on('engine', ({ state, restarted, message }) => {
        if (state === 'ready' && restarted) {
          notices.show({
            kind: 'warning',
            title: 'The engine stopped and was started again.',
            text: 'Your image and filters are intact; the picture was computed again.',
          });
        } else if (state === 'lost' && message) {
          const again = (): void => void host.control.call('restartEngine', {}).catch(report);
          notices.show({ kind: 'error', text: message, actions: [{ label: 'Start it again', run: again }] });
        }
      }),
    ];
    return () => stops.forEach((stop) => stop());
  });

  const edited = $derived(editor.edited);
  $effect(() => {
    host.control.call('setEdited', { edited }).catch(report);
    if (!edited || start.windowFrame !== 'none') return;
    // A browser asks in its own words; Electron's main asks the page instead.
    const hold = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', hold);
    return () => window.removeEventListener('beforeunload', hold);
  });

  $effect(() => followDrops(host, session, notices, report));
  $effect(() => followPaste(session, report));
}

function followDrops(host: Host, session: Session, notices: Notices, report: (thrown: unknown) => void): () => void {
  const carriesFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  const controller = new AbortController();
  const { signal } = controller;
  window.addEventListener(
    'dragover',
    (event) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      session.dropping = true;
    },
    { signal },
  );
  window.addEventListener(
    'dragleave',
    (event) => {
      if (event.relatedTarget === null) session.dropping = false;
    },
    { signal },
  );
  window.addEventListener(
    'drop',
    (event) => {
      session.dropping = false;
      if (!carriesFile(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const [file] = files;
      if (files.length > 1)
        notices.show({ kind: 'info', text: `${files.length} files were dropped; the first one is opened.` });
      if (file && host.readsDrops) session.receive(file, 'drop').catch(report);
    },
    { signal },
  );
  return () => controller.abort();
}

function followPaste(session: Session, report: (thrown: unknown) => void): () => void {
  const paste = (event: ClipboardEvent): void => {
    if (event.defaultPrevented) return;
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (!file) return;
    event.preventDefault();
    session.receive(file, 'paste').catch(report);
  };
  window.addEventListener('paste', paste);
  return () => window.removeEventListener('paste', paste);
}
