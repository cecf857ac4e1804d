// Archives of kernels: what goes out comes back, those of other programs are read, hostile ones are refused in time.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFilter } from '../../../src-core/filters/index.ts';
import { asHandMade } from '../../../src-core/filters/matrix.ts';
import { isArchive, openArchive, printArchive } from '../../../src-core/library/archive.ts';
import { MAX_KEPT, type LibraryEntry } from '../../../src-core/library/entry.ts';
import { printLibraryFile } from '../../../src-core/library/library-file.ts';
import { printRecipeFile } from '../../../src-core/recipe-file.ts';
import { KernelLibrary } from '../../../src-main/kernel-library.ts';
import { exportFiles, importInto } from '../../../src-main/library-exchange.ts';
import { entryOf } from './support.ts';

let folder: string;
let library: KernelLibrary;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kernelcraft-archive-'));
  library = new KernelLibrary(join(folder, 'library'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const fixture = (name: string): Promise<Uint8Array> =>
  readFile(fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url)));
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

/** Everything of a library but the ids, which are its own. */
async function contentsOf(from: KernelLibrary): Promise<unknown[]> {
  const { kernels } = await from.list();
  const entries = await Promise.all(kernels.map(({ id }) => from.read(id)));
  return entries
    .map(({ filter, tags, notes }: LibraryEntry) => ({ filter: { ...filter, id: '' }, tags, notes }))
    .sort((a, b) => (a.filter.name < b.filter.name ? -1 : 1));
}

describe('an archive of kernel files', () => {
  it('gives the same library on another machine', async () => {
    await library.put(Array.from({ length: 40 }, (_, index) => entryOf(index)));
    const archive = await exportFiles(library);
    expect(isArchive(archive)).toBe(true);
    const other = new KernelLibrary(join(folder, 'other'));
    const { ids, notes } = await importInto(other, archive, 'kernels.zip');
    expect(ids).toHaveLength(40);
    expect(notes).toEqual([]);
    expect(await contentsOf(other)).toEqual(await contentsOf(library));
    expect(await exportFiles(other)).toHaveLength(archive.length);
  });

  it('is the same bytes for the same files, and brings computed kernels as the matrix they amount to', async () => {
    const filter = createFilter('gaussian', { name: 'Soft' });
    await library.put([{ id: null, filter, tags: [], notes: '' }]);
    const archive = await exportFiles(library);
    expect(await exportFiles(library)).toEqual(archive);
    const other = new KernelLibrary(join(folder, 'other'));
    await importInto(other, archive, 'kernels.zip');
    const [kept] = (await other.list()).kernels;
    expect((await other.read(kept!.id)).filter.kernel).toEqual(asHandMade(filter).kernel);
  });

  it('may hold whatever is read on its own: any syntax, recipes, libraries', async () => {
    const recipe = printRecipeFile({ version: 1, filters: [entryOf(4).filter, entryOf(5).filter] });
    const kept = [entryOf(1), entryOf(2)];
    const archive = printArchive([
      { name: 'one.csv', bytes: bytes('1,2,1') },
      { name: 'two.recipe.json', bytes: bytes(recipe) },
      { name: 'all.library.json', bytes: bytes(printLibraryFile(kept)) },
      { name: 'all again.library.json', bytes: bytes(printLibraryFile(kept.slice(0, 1))) },
    ]);
    expect((await importInto(library, archive, 'mixed.zip')).ids).toHaveLength(6);
    expect((await library.list()).kernels.map(({ name }) => name)).toContain('one');
    const again = await importInto(library, archive, 'mixed.zip');
    expect(again.notes).toEqual(['3 kernels were there already.']);
  });

  it('is empty where the library is, and says so when it is read', async () => {
    await expect(importInto(library, await exportFiles(library), 'none.zip')).rejects.toThrow(
      'none.zip holds no kernel that could be read.',
    );
  });
});

describe('archives of other programs', () => {
  it('with folders, written as a stream, beside what macOS adds: paths are only names', async () => {
    const { files, problems } = openArchive(await fixture('kernels-of-python.zip'), 'a.zip');
    expect(problems).toEqual([]);
    expect(files.map(({ name, bytes: data }) => [name, text(data)])).toEqual([
      ['tent.csv', '1,2,1\n2,4,2\n1,2,1\n'],
      ['weich.txt', '3x3: 1,1,1 1,2,1 1,1,1\n'],
      ['cross.m', '[0 1; 1 0]\n'],
    ]);
    const { ids, notes } = await importInto(library, await fixture('kernels-of-python.zip'), 'a.zip');
    expect(ids).toHaveLength(3);
    expect(notes).toEqual([expect.stringContaining('ImageMagick'), expect.stringContaining('MATLAB')]);
  });

  it('bring what can be read, and name what cannot', async () => {
    const { ids, notes } = await importInto(library, await fixture('kernels-with-lzma.zip'), 'a.zip');
    expect(ids).toHaveLength(1);
    expect(notes.filter((note) => note.startsWith('In a.zip, '))).toEqual([
      expect.stringMatching(/lzma\.csv could not be unpacked\. .*not supported/u),
      expect.stringMatching(/broken\.csv could not be opened\./u),
    ]);
  });
});

describe('hostile archives', () => {
  const refused = (archive: Uint8Array, code: string, words: RegExp) =>
    expect(importInto(library, archive, 'bad.zip')).rejects.toMatchObject({
      code,
      message: expect.stringMatching(words),
    });
  afterEach(async () => expect((await library.list()).kernels).toEqual([]));

  it('that only begin like one, or end too early', async () => {
    await refused(bytes('PK\x03\x04 and then nothing of the kind'), 'corrupt', /^bad\.zip could not be opened\./u);
    const whole = printArchive([{ name: 'a.csv', bytes: bytes('1,2,1') }]);
    await refused(whole.subarray(0, whole.length - 30), 'corrupt', /damaged or incomplete/u);
    await refused(whole.subarray(0, 20), 'corrupt', /damaged or incomplete/u);
  });

  it('that unpack to far more than they are', { timeout: 60_000 }, async () => {
    const zeros = { 'a.csv': new Uint8Array(130 * 2 ** 20), 'b.csv': new Uint8Array(130 * 2 ** 20) };
    const bomb = zipSync(zeros, { level: 1 });
    expect(bomb.length).toBeLessThan(4 * 2 ** 20);
    await refused(bomb, 'too-large', /Unpacked it is larger than 256 MB/u);
    // And those that say that they are small.
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.length);
    for (let at = 0; at < bomb.length - 46; at++) {
      const signature = view.getUint32(at, true);
      if (signature === 0x04034b50) view.setUint32(at + 22, 5, true);
      if (signature === 0x02014b50) view.setUint32(at + 24, 5, true);
    }
    await refused(bomb, 'too-large', /Unpacked it is larger than 256 MB/u);
  });

  it('with more files than a library holds', async () => {
    const many = Array.from({ length: MAX_KEPT + 1 }, (_, index) => ({ name: `${index}.csv`, bytes: bytes('1') }));
    await refused(printArchive(many), 'too-large', new RegExp(`more than ${MAX_KEPT} files`, 'u'));
  });

  it('with nothing that can be read: the first reasons are told, the rest is counted', async () => {
    const files = Array.from({ length: 5 }, (_, index) => ({ name: `x${index}.kernel.json`, bytes: bytes('{"a":1}') }));
    await refused(printArchive(files), 'invalid', /In bad\.zip, x0\.kernel\.json .*x2.*2 more files of it/su);
    const nested = printArchive([{ name: 'inner.zip', bytes: printArchive([{ name: 'a.csv', bytes: bytes('1') }]) }]);
    await refused(nested, 'invalid', /inner\.zip could not be opened/u);
  });

  it('with torn contents', async () => {
    const archive = printArchive([{ name: 'a.csv', bytes: bytes('1,2,1\n'.repeat(1000)) }]);
    const torn = Uint8Array.from(archive);
    // Behind the head of the only file: a kind of block that does not exist.
    torn[30 + 'a.csv'.length] = 0xff;
    await refused(torn, 'invalid', /In bad\.zip, a\.csv could not be unpacked\. It is damaged or protected/u);
  });
});
