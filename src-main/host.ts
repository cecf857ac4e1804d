// What a host (Electron, or Node with a browser) has to provide; everything else is shared.
import type { mainCalls, Value } from '../src-core/contract.ts';
import type { Preferences } from '../src-core/preferences.ts';
import type { Message } from '../src-core/wire.ts';

/** A two-way link of structured-cloned values: a child process, a utility process, or their parent. */
export interface Link {
  /** Posting copies the bytes: a body may be a view on something larger. */
  readonly copies?: true;
  post(value: unknown): void;
  onMessage(listener: (value: unknown) => void): void;
  /** Called once, when the other side is gone; also when it already was. */
  onClose(listener: () => void): void;
}

/** What channels say over a link. */
export type ChannelMessage = { readonly channel: number } & (Message | { readonly ended: true });

/** The engine process. */
export interface Child extends Link {
  kill(): void;
}

export interface SaveSuggestion {
  readonly suggestedName: string;
  readonly extensions: readonly string[];
  readonly title: string;
}

/** Dialogs that main shows itself; they resolve with a path, or null when the person cancelled. */
export interface Dialogs {
  chooseOpen(kind: 'image' | 'settings'): Promise<string | null>;
  /** Any number of kernel files; none when the person cancelled. */
  chooseKernels(): Promise<readonly string[]>;
  chooseSave(suggestion: SaveSuggestion): Promise<string | null>;
}

export type WindowAction = 'minimise' | 'maximise' | 'close' | 'fullscreen' | 'new' | 'quit';
export type WindowFrame = Value<typeof mainCalls, 'start'>['windowFrame'];
export type ExternalKey = 'repository' | 'documentation' | 'licence';

/** The window round a document, as far as the document may move it. */
export interface HostWindow {
  readonly frame: WindowFrame;
  act(action: WindowAction): void;
  setEdited(edited: boolean): void;
  setTitle(name: string | null): void;
  setTheme(theme: Preferences['theme']): void;
  /** The page said that closing is fine. */
  confirmClose(): void;
  openExternal(key: ExternalKey): void;
}

/** The fixed list of addresses outside. */
export const EXTERNAL_ADDRESSES: Readonly<Record<ExternalKey, string>> = {
  repository: 'https://github.com/kernelcraft/kernelcraft',
  documentation: 'https://github.com/kernelcraft/kernelcraft#readme',
  licence: 'https://github.com/kernelcraft/kernelcraft/blob/main/LICENSE',
};

const ALLOWED_VARIABLES = new Set(
  [
    'PATH',
    'HOME',
    'USER',
    'LOGNAME',
    'USERPROFILE',
    'TMPDIR',
    'TEMP',
    'TMP',
    'LANG',
    'TZ',
    'SystemRoot',
    'windir',
    'APPDATA',
    'LOCALAPPDATA',
    'KERNELCRAFT_DATA',
  ].map((name) => name.toUpperCase()),
);

/** What a child process gets to see: an allow-list, so no NODE_OPTIONS, ELECTRON_* or LD_*. */
export function childEnvironment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && (ALLOWED_VARIABLES.has(name.toUpperCase()) || /^LC_[A-Z]+$/.test(name)))
      environment[name] = value;
  }
  environment['VIPS_BLOCK_UNTRUSTED'] = '1';
  return environment;
}
