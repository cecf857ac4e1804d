// The kernels a person keeps, a small file each in the user data folder: adding one never rewrites another.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../src-core/errors.ts';
import { rememberPartsById } from '../src-core/filters/parts.ts';
import {
  entryFileSchema,
  entrySchema,
  keptOf,
  MAX_KEPT,
  type Kept,
  type LibraryEntry,
} from '../src-core/library/entry.ts';
import { parseJson } from '../src-core/plain.ts';
import { saveAtomically } from './files.ts';

/** The largest matrix with all its digits and expressions. */
const MAX_FILE_LENGTH = 24 * 2 ** 20;
const FILE_NAME = /^([\w-]{8,64})\.json$/u;
const READ_AT_ONCE = 8;

export interface LibraryList {
  readonly kernels: readonly Kept[];
  /** Names of files that could not be read; they were put aside, not deleted. */
  readonly damaged: readonly string[];
}

export class KernelLibrary {
  readonly #folder: string;
  readonly #listeners = new Set<() => void>();
  /** What was read of the files so far, by id. */
  #known = new Map<string, Kept>();
  /** Changes go one after the other, so that none works on a list that another is changing. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Called after every change by a window of this program. Returns the way to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Looks at the folder anew: another start of the program may have written there. */
  list(): Promise<LibraryList> {
    return this.#inTurn(async () => {
      const names = await readdir(this.#folder).catch(() => []);
      const ids = names.flatMap((name) => FILE_NAME.exec(name)?.[1] ?? []).slice(0, MAX_KEPT);
      const known = new Map<string, Kept>();
      const damaged: string[] = [];
      const waiting = [...ids];
      const readSome = async (): Promise<void> => {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
          const found = await this.#look(id);
          if (found === 'damaged') damaged.push(`${id}.json.damaged`);
          else if (found) known.set(id, found);
        }
      };
      await Promise.all(Array.from({ length: READ_AT_ONCE }, readSome));
      this.#known = known;
      return { kernels: [...known.values()], damaged };
    });
  }

  /** Throws `not-found` for one that was deleted meanwhile, `corrupt` for a file that is damaged. */
  async read(id: string): Promise<LibraryEntry> {
    const path = this.#pathOf(id);
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      throw new AppError('not-found', 'This kernel is no longer in the library.', { cause });
    });
    try {
      const { entry } = entryFileSchema.parse(parseJson(text, MAX_FILE_LENGTH));
      rememberPartsById([entry.filter], entry.parts ?? {});
      return entry;
    } catch (cause) {
      throw new AppError('corrupt', 'The file of this kernel in the library is damaged.', { cause });
    }
  }

  /** Adds entries or writes them anew. An entry without an id gets one. Resolves with the ids, in order. */
  put(entries: readonly (Omit<LibraryEntry, 'id'> & { readonly id: string | null })[]): Promise<readonly string[]> {
    return this.#inTurn(async () => {
      const fresh = entries.filter(({ id }) => id === null || !this.#known.has(id)).length;
      if (this.#known.size + fresh > MAX_KEPT)
        throw new AppError('too-large', `The library is full: it holds ${MAX_KEPT} kernels.`);
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const ids: string[] = [];
      try {
        for (const given of entries) {
          const entry = entrySchema.parse({ ...given, id: given.id ?? randomUUID() });
          const path = this.#pathOf(entry.id);
          const text = `${JSON.stringify({ version: 1, entry })}\n`;
          // What could not be read again is not written.
          if (text.length > MAX_FILE_LENGTH)
            throw new AppError('too-large', `${entry.filter.name} is too large for the library with all its parts.`);
          await saveAtomically(path, Buffer.from(text));
          this.#known.set(entry.id, keptOf(entry, await revisionOf(path)));
          ids.push(entry.id);
        }
      } finally {
        if (ids.length > 0) this.#tell();
      }
      return ids;
    });
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const id of ids) {
        // Gone already is as good as deleted.
        await unlink(this.#pathOf(id)).catch((thrown: unknown) => {
          if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT')
            throw new AppError('no-access', 'The kernel could not be deleted from the library.', { cause: thrown });
        });
        this.#known.delete(id);
      }
      this.#tell();
    });
  }

  /** Of the file with this id: known from before, read now, or put aside because it is damaged; null when it is gone. */
  async #look(id: string): Promise<Kept | 'damaged' | null> {
    const path = this.#pathOf(id);
    let text: string;
    let revision: string;
    try {
      revision = await revisionOf(path);
      const known = this.#known.get(id);
      if (known?.revision === revision) return known;
      text = await readFile(path, 'utf8');
    } catch {
      // Gone meanwhile, or not ours to read.
      return null;
    }
    try {
      const data = parseJson(text, MAX_FILE_LENGTH);
      // A later version of the program may read it; this one leaves it as it is.
      if (typeof data === 'object' && data !== null && 'version' in data && data.version !== 1) return null;
      const { entry } = entryFileSchema.parse(data);
      if (entry.id === id) return keptOf(entry, revision);
    } catch {
      // Torn, or no kernel: what is left of it stays beside the others.
    }
    return this.#putAside(path);
  }

  async #putAside(path: string): Promise<'damaged'> {
    // Where even that is not allowed the file stays, and is passed over again the next time.
    await rename(path, `${path}.damaged`).catch(() => undefined);
    return 'damaged';
  }

  #pathOf(id: string): string {
    if (!FILE_NAME.test(`${id}.json`)) throw new AppError('invalid', 'No kernel of the library has such a name.');
    return join(this.#folder, `${id}.json`);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(action);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

/** Another text whenever the file is replaced. */
async function revisionOf(path: string): Promise<string> {
  const { mtimeNs, size, ino } = await stat(path, { bigint: true });
  return `${mtimeNs}-${size}-${ino}`;
}
