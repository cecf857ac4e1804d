// A window without a window: real state, and a host that records calls and answers as told.
import type { DocumentInfo } from '../../../src-core/document.ts';
import { AppError } from '../../../src-core/errors.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import type { Environment } from '../../../src-renderer/actions/environment.ts';
import type { ControlClient, Host, SaveSuggestion, SaveTarget } from '../../../src-renderer/host/host.ts';
import { Dialogs } from '../../../src-renderer/state/dialogs.svelte.ts';
import { Alternates } from '../../../src-renderer/state/alternates.svelte.ts';
import { Editor } from '../../../src-renderer/state/editor.svelte.ts';
import { Notices } from '../../../src-renderer/state/notices.svelte.ts';

export const INFO: DocumentInfo = {
  width: 30,
  height: 20,
  channels: 3,
  depth: 'u8',
  format: 'png',
  colourSpace: 'sRGB',
  metadata: { exif: false, xmp: false, icc: false, location: false },
  notes: [],
};

export interface Call {
  readonly name: string;
  readonly params: Record<string, unknown>;
}

type Answer = (params: Record<string, unknown>) => unknown;

export interface FakeWindow {
  readonly env: Environment;
  readonly editor: Editor;
  readonly dialogs: Dialogs;
  readonly notices: Notices;
  readonly calls: Call[];
  readonly suggestions: SaveSuggestion[];
  /** What the next call of this name answers; throwing is an answer too. */
  answer(name: string, answer: Answer): void;
  /** What the next file dialog gives. */
  pick(target: SaveTarget | null): void;
}

export const target = (
  name: string,
  token: string | null = 'token-of-sixteen',
): SaveTarget & { received: Uint8Array[] } => {
  const received: Uint8Array[] = [];
  return { token, name, received, accept: (bytes) => Promise.resolve(void received.push(bytes)) };
};

export function fakeWindow(
  document: { name: string; writable: boolean } = { name: 'beach.png', writable: true },
): FakeWindow {
  const calls: Call[] = [];
  const suggestions: SaveSuggestion[] = [];
  const answers = new Map<string, Answer>();
  let next: SaveTarget | null = null;
  const control = {
    call: async (name: string, params: Record<string, unknown>) => {
      calls.push({ name, params });
      const answer = answers.get(name);
      if (!answer) throw new AppError('internal', `The test did not expect "${name}".`);
      return answer(params);
    },
    on: () => () => undefined,
  } as unknown as ControlClient;
  const host: Host = {
    control,
    picture: { say: () => undefined, listen: () => undefined },
    readsDrops: true,
    onPixels: () => () => undefined,
    pickOpen: async () => null,
    pickKernels: async () => [],
    pickSave: async (suggestion) => {
      suggestions.push(suggestion);
      return next;
    },
    receive: async () => ({ token: 'token-of-sixteen', name: 'dropped.png' }),
  };
  const alternates = new Alternates();
  const editor = new Editor(alternates);
  const dialogs = new Dialogs();
  const notices = new Notices();
  editor.open({ ...document, info: INFO, fresh: false });
  return {
    // Only what file commands touch; anything else would fail loudly.
    env: { host, editor, alternates, dialogs, notices } as unknown as Environment,
    editor,
    dialogs,
    notices,
    calls,
    suggestions,
    answer: (name, answer) => void answers.set(name, answer),
    pick: (picked) => void (next = picked),
  };
}

/** Makes the document edited. */
export function edit(editor: Editor): void {
  editor.addFilter(createFilter('kernel'));
}
