// Kernels in and out of the library: files of every syntax, recipes, whole libraries and archives of them in; one library
// file or an archive with a kernel file each out.
import { AppError } from '../src-core/errors.ts';
import { fileNamesOf } from '../src-core/file-name.ts';
import { parseKernelFileBytes, printKernelFile } from '../src-core/kernel-file.ts';
import { isArchive, openArchive, printArchive } from '../src-core/library/archive.ts';
import { partsFor, type LibraryEntry } from '../src-core/library/entry.ts';
import { isLibraryFile, parseLibraryFile, printLibraryFile } from '../src-core/library/library-file.ts';
import { isRecipeFile, parseRecipeFile } from '../src-core/recipe-file.ts';
import type { KernelLibrary } from './kernel-library.ts';

export interface Imported {
  readonly ids: readonly string[];
  /** Finished sentences on what was converted or left out. */
  readonly notes: readonly string[];
}

/** An entry as a file has it: only those of libraries have ids. */
type Incoming = Omit<LibraryEntry, 'id'> & { readonly id: string | null };

interface Contents {
  readonly entries: readonly Incoming[];
  readonly notes: readonly string[];
}

/** Files of an archive that could not be read are named up to here, then counted. */
const MOST_REASONS = 3;

/** A kernel that is there already is not added again; one with the same id but other contents gets an id of its own. */
export async function importInto(library: KernelLibrary, bytes: Uint8Array, fileName: string): Promise<Imported> {
  const { entries, notes } = (isArchive(bytes) ? readArchive : readFile)(bytes, fileName);
  const { kernels } = await library.list();
  const there = new Set(kernels.map(({ id }) => id));
  const taken = new Set<string>();
  const fresh: Incoming[] = [];
  let same = 0;
  for (const entry of entries) {
    const { id } = entry;
    if (id !== null && there.has(id) && JSON.stringify(await library.read(id)) === JSON.stringify(entry)) same++;
    else if (id === null || there.has(id) || taken.has(id)) fresh.push({ ...entry, id: null });
    else {
      taken.add(id);
      fresh.push(entry);
    }
  }
  const ids = fresh.length === 0 ? [] : await library.put(fresh);
  if (same === 0) return { ids, notes };
  return {
    ids,
    notes: [same === 1 ? 'One kernel was there already.' : `${same} kernels were there already.`, ...notes],
  };
}

function readFile(bytes: Uint8Array, fileName: string): Contents {
  if (isLibraryFile(new TextDecoder().decode(bytes.subarray(0, 0x200)))) {
    const { entries, damaged } = parseLibraryFile(new TextDecoder().decode(bytes), fileName);
    if (damaged === 0) return { entries, notes: [] };
    const some = damaged === 1 ? 'One kernel' : `${damaged} kernels`;
    const were = damaged === 1 ? 'was' : 'were';
    return { entries, notes: [`${some} of ${fileName} could not be read and ${were} left out.`] };
  }
  const text = new TextDecoder().decode(bytes);
  if (isRecipeFile(text)) {
    const { filters } = parseRecipeFile(text, fileName);
    if (filters.length === 0) throw new AppError('invalid', `${fileName} could not be opened. It holds no filters.`);
    const entries = filters.map((filter) => ({ id: null, filter, tags: [], notes: '', ...partsFor(filter) }));
    return { entries, notes: [] };
  }
  const { filter, notes, kept } = parseKernelFileBytes(bytes, fileName);
  return { entries: [{ id: null, filter, ...kept, ...partsFor(filter) }], notes };
}

/** Whatever can be read of an archive; throws when that is nothing. */
function readArchive(archive: Uint8Array, fileName: string): Contents {
  const { files, problems } = openArchive(archive, fileName);
  const entries: Incoming[] = [];
  const notes = new Set<string>();
  const reasons = [...problems];
  for (const { name, bytes } of files) {
    try {
      if (isArchive(bytes))
        throw new AppError('unsupported', `${name} could not be opened. Archives inside of archives are not.`);
      const contents = readFile(bytes, name);
      entries.push(...contents.entries);
      for (const note of contents.notes) notes.add(note);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      reasons.push(thrown.message);
    }
  }
  const more = reasons.length - MOST_REASONS;
  const others = more === 1 ? 'One more file' : `${more} more files`;
  const listed = reasons.slice(0, MOST_REASONS).map((reason) => `In ${fileName}, ${reason}`);
  if (more > 0) listed.push(`${others} of it could not be opened.`);
  if (entries.length > 0) return { entries, notes: [...notes, ...listed] };
  throw new AppError('invalid', [`${fileName} holds no kernel that could be read.`, ...listed].join(' '));
}

/** `ids`: these, in this order; null for all. */
export async function exportFrom(library: KernelLibrary, ids: readonly string[] | null): Promise<Uint8Array> {
  return Buffer.from(printLibraryFile(await entriesOf(library, ids)), 'utf8');
}

/** An archive with a kernel file for each, named as the kernel is. */
export async function exportFiles(library: KernelLibrary): Promise<Uint8Array> {
  const entries = await entriesOf(library, null);
  const names = fileNamesOf(entries.map(({ filter }) => filter.name));
  const files = entries.map(({ filter, tags, notes }, index) => ({
    name: `${names[index]}.kernel.json`,
    bytes: Buffer.from(printKernelFile(filter, { tags, notes }), 'utf8'),
  }));
  return printArchive(files);
}

async function entriesOf(library: KernelLibrary, ids: readonly string[] | null): Promise<LibraryEntry[]> {
  const chosen = ids ?? (await library.list()).kernels.map(({ id }) => id).sort();
  const entries: LibraryEntry[] = [];
  for (const id of chosen) entries.push(await library.read(id));
  return entries;
}
