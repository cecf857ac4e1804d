// Kernels in and out of the library: files of every syntax, recipes and whole libraries in, one library file or a kernel file each out.
import { AppError } from '../src-core/errors.ts';
import { fileNamesOf } from '../src-core/file-name.ts';
import { parseKernelFileBytes, printKernelFile } from '../src-core/kernel-file.ts';
import { partsFor, type LibraryEntry } from '../src-core/library/entry.ts';
import { isLibraryFile, parseLibraryFile, printLibraryFile } from '../src-core/library/library-file.ts';
import { isRecipeFile, parseRecipeFile } from '../src-core/recipe-file.ts';
import type { KernelLibrary } from './kernel-library.ts';
import { zipOf } from './zip.ts';

export interface Imported {
  readonly ids: readonly string[];
  /** Finished sentences on what was converted or left out. */
  readonly notes: readonly string[];
}

export async function importInto(library: KernelLibrary, bytes: Uint8Array, fileName: string): Promise<Imported> {
  const text = new TextDecoder().decode(bytes.subarray(0, 0x200));
  if (isLibraryFile(text)) return importLibrary(library, new TextDecoder().decode(bytes), fileName);
  const whole = new TextDecoder().decode(bytes);
  if (isRecipeFile(whole)) {
    const { filters } = parseRecipeFile(whole, fileName);
    if (filters.length === 0) throw new AppError('invalid', `${fileName} could not be opened. It holds no filters.`);
    const entries = filters.map((filter) => ({ id: null, filter, tags: [], notes: '', ...partsFor(filter) }));
    return { ids: await library.put(entries), notes: [] };
  }
  const { filter, notes, kept } = parseKernelFileBytes(bytes, fileName);
  return { ids: await library.put([{ id: null, filter, ...kept, ...partsFor(filter) }]), notes };
}

/** A kernel that is there already is not added again; one with the same id but other contents gets an id of its own. */
async function importLibrary(library: KernelLibrary, text: string, fileName: string): Promise<Imported> {
  const { entries, damaged } = parseLibraryFile(text, fileName);
  const { kernels } = await library.list();
  const there = new Set(kernels.map(({ id }) => id));
  const fresh: (Omit<LibraryEntry, 'id'> & { readonly id: string | null })[] = [];
  let same = 0;
  for (const entry of entries) {
    if (!there.has(entry.id)) {
      there.add(entry.id);
      fresh.push(entry);
    } else if (JSON.stringify(await library.read(entry.id)) === JSON.stringify(entry)) same++;
    else fresh.push({ ...entry, id: null });
  }
  const ids = fresh.length === 0 ? [] : await library.put(fresh);
  const notes: string[] = [];
  if (same > 0) notes.push(same === 1 ? 'One kernel was there already.' : `${same} kernels were there already.`);
  if (damaged > 0) {
    const some = damaged === 1 ? 'One kernel' : `${damaged} kernels`;
    notes.push(`${some} of ${fileName} could not be read and ${damaged === 1 ? 'was' : 'were'} left out.`);
  }
  return { ids, notes };
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
  return zipOf(files);
}

async function entriesOf(library: KernelLibrary, ids: readonly string[] | null): Promise<LibraryEntry[]> {
  const chosen = ids ?? (await library.list()).kernels.map(({ id }) => id).sort();
  const entries: LibraryEntry[] = [];
  for (const id of chosen) entries.push(await library.read(id));
  return entries;
}
