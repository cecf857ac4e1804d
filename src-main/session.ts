// What outlives a document: recent files and preferences, as small files in the user data folder. Damaged ones start afresh.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DEFAULT_PREFERENCES, preferencesSchema, type Preferences } from '../src-core/contract.ts';
import { parseJson } from '../src-core/plain.ts';
import { saveAtomically } from './files.ts';

export const MAX_RECENTS = 8;
const MAX_FILE_LENGTH = 4 * 2 ** 20;

const recentSchema = z.strictObject({
  path: z.string().min(1),
  width: z.int().min(1),
  height: z.int().min(1),
  /** A data: address of a small PNG. */
  thumbnail: z.string(),
});
export type RecentFile = Readonly<z.infer<typeof recentSchema>>;

const recentsFile = z.strictObject({ version: z.literal(1), files: z.array(recentSchema).max(MAX_RECENTS) });
const preferencesFile = z.strictObject({ version: z.literal(1), preferences: preferencesSchema });

export class Session {
  readonly #folder: string;
  /** Writes go one after the other, so that none works on a list that another is changing. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async recents(): Promise<readonly RecentFile[]> {
    return (await this.#read('recents.json', recentsFile))?.files ?? [];
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
    return (await this.#read('preferences.json', preferencesFile))?.preferences ?? DEFAULT_PREFERENCES;
  }

  setPreferences(preferences: Preferences): Promise<void> {
    return this.#inTurn(() => this.#write('preferences.json', { version: 1, preferences }));
  }

  async #read<S extends z.ZodType>(name: string, schema: S): Promise<z.output<S> | null> {
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
