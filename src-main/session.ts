// What outlives a document: recent files, preferences, the window's place and kept kernels, as small files in the user
// data folder. Damaged ones start afresh.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_PREFERENCES, type Preferences } from '../src-core/preferences.ts';
import { parseJson } from '../src-core/plain.ts';
import {
  MAX_RECENTS,
  preferencesFileSchema,
  recentsFileSchema,
  windowFileSchema,
  type RecentFile,
  type WindowState,
} from '../src-core/session-file.ts';
import { saveAtomically } from './files.ts';
import { KernelLibrary } from './kernel-library.ts';

const MAX_FILE_LENGTH = 4 * 2 ** 20;

export class Session {
  readonly library: KernelLibrary;
  readonly #folder: string;
  /** Writes go one after the other, so that none works on a list that another is changing. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
    this.library = new KernelLibrary(join(folder, 'library'));
  }

  async recents(): Promise<readonly RecentFile[]> {
    return (await this.#read('recents.json', recentsFileSchema))?.files ?? [];
  }

  addRecent(file: RecentFile): Promise<void> {
    return this.#inTurn(async () => {
      const others = (await this.recents()).filter((recent) => recent.path !== file.path);
      await this.#write('recents.json', { version: 1, files: [file, ...others].slice(0, MAX_RECENTS) });
    });
  }

  /** Without a path: all of them. */
  forgetRecents(path?: string): Promise<void> {
    return this.#inTurn(async () => {
      const files = path === undefined ? [] : (await this.recents()).filter((recent) => recent.path !== path);
      await this.#write('recents.json', { version: 1, files });
    });
  }

  async preferences(): Promise<Preferences> {
    return (await this.#read('preferences.json', preferencesFileSchema))?.preferences ?? DEFAULT_PREFERENCES;
  }

  setPreferences(preferences: Preferences): Promise<void> {
    return this.#inTurn(() => this.#write('preferences.json', { version: 1, preferences }));
  }

  async windowState(): Promise<WindowState | null> {
    return (await this.#read('window.json', windowFileSchema))?.window ?? null;
  }

  setWindowState(window: WindowState): Promise<void> {
    return this.#inTurn(() => this.#write('window.json', { version: 1, window }));
  }

  async #read<T>(name: string, schema: { parse(value: unknown): T }): Promise<T | null> {
    try {
      const text = await readFile(join(this.#folder, name), 'utf8');
      return schema.parse(parseJson(text, MAX_FILE_LENGTH));
    } catch {
      // Missing, damaged, or from a later version: settings are worth less than a start.
      return null;
    }
  }

  async #write(name: string, value: unknown): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await saveAtomically(join(this.#folder, name), Buffer.from(`${JSON.stringify(value, null, 2)}\n`));
  }

  #inTurn(action: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(action);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}
