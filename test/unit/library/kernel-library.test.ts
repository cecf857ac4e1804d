// The library on disk: a file each, replaced whole; damaged ones are put aside, never lost; imports of every syntax.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src-core/filters/settings.ts';
import { KERNEL_SYNTAXES } from '../../../src-core/kernel/export/index.ts';
import { parseKernelFile, printKernelFile } from '../../../src-core/kernel-file.ts';
import { parseLibraryFile, printLibraryFile } from '../../../src-core/library/library-file.ts';
import { printRecipeFile } from '../../../src-core/recipe-file.ts';
import { KernelLibrary } from '../../../src-main/kernel-library.ts';
import { exportFiles, exportFrom, importInto } from '../../../src-main/library-exchange.ts';
import { entryOf, filesIn } from './support.ts';

let folder: string;
let library: KernelLibrary;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kernelcraft-library-'));
  library = new KernelLibrary(join(folder, 'library'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const nameList = async (from = library): Promise<string[]> =>
  (await from.list()).kernels.map(({ name }) => name).sort();

describe('the library on disk', () => {
  it('is empty at first, and keeps what is put into it over a start of the program', async () => {
    expect(await library.list()).toEqual({ kernels: [], damaged: [] });
    const [id] = await library.put([{ ...entryOf(1), id: null }]);
    const again = new KernelLibrary(join(folder, 'library'));
    const [kept] = (await again.list()).kernels;
    expect(kept).toMatchObject({ id, name: 'Soft blur 1', rows: 5, columns: 5, summary: '5 × 5', tags: ['edges'] });
    expect(await again.read(id!)).toEqual({
      ...entryOf(1),
      id,
      filter: expect.objectContaining({ name: 'Soft blur 1' }),
    });
    expect((await readdir(join(folder, 'library'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('tells every window of a change, and gives what was written anew another revision', async () => {
    let told = 0;
    const stop = library.onChange(() => told++);
    await library.put([entryOf(1)]);
    const before = (await library.list()).kernels[0]!.revision;
    await library.put([{ ...entryOf(1), notes: 'new words' }]);
    expect((await library.list()).kernels).toMatchObject([{ notes: 'new words' }]);
    expect((await library.list()).kernels[0]!.revision).not.toBe(before);
    await library.remove([entryOf(1).id]);
    expect(told).toBe(3);
    stop();
    await library.put([entryOf(2)]);
    expect(told).toBe(3);
  });

  it('sees what another start of the program wrote or deleted', async () => {
    const other = new KernelLibrary(join(folder, 'library'));
    await library.put([entryOf(1), entryOf(2)]);
    expect(await nameList(other)).toHaveLength(2);
    await other.remove([entryOf(1).id]);
    expect(await nameList()).toEqual(['Edge 1']);
    await expect(library.read(entryOf(1).id)).rejects.toMatchObject({ code: 'not-found' });
    await library.remove([entryOf(1).id]);
  });

  it('puts a damaged file aside and shows the others; one of a later version it leaves alone', async () => {
    await library.put([entryOf(1), entryOf(2), entryOf(3)]);
    const path = (index: number): string => join(folder, 'library', `${entryOf(index).id}.json`);
    const torn = (await readFile(path(1), 'utf8')).slice(0, 100);
    await writeFile(path(1), torn);
    await writeFile(path(3), '{"version":2,"entry":{"of":"the future"}}');
    const fresh = new KernelLibrary(join(folder, 'library'));
    expect(await fresh.list()).toMatchObject({
      kernels: [{ name: 'Edge 1' }],
      damaged: [`${entryOf(1).id}.json.damaged`],
    });
    expect(await readFile(`${path(1)}.damaged`, 'utf8')).toBe(torn);
    expect(await readFile(path(3), 'utf8')).toContain('future');
    expect((await fresh.list()).damaged).toEqual([]);
  });

  it('reaches no file outside its folder', async () => {
    await mkdir(join(folder, 'library'), { recursive: true });
    await writeFile(join(folder, 'secret.json'), '{}');
    for (const id of ['../secret', '..', 'a/b', '', 'x'.repeat(65)])
      await expect(library.read(id)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('holds 500 kernels of up to 101 × 101, read one at a time', { timeout: 120_000 }, async () => {
    const written = Array.from({ length: 500 }, (_, index) => entryOf(index, index % 10 === 0 ? 101 : 9));
    await mkdir(join(folder, 'library'), { recursive: true });
    for (const entry of written)
      await writeFile(join(folder, 'library', `${entry.id}.json`), JSON.stringify({ version: 1, entry }));
    const { kernels } = await library.list();
    expect(kernels).toHaveLength(500);
    // What a page is sent of all of them.
    expect(JSON.stringify(kernels).length).toBeLessThan(200_000);
    expect((await library.read(written[10]!.id)).filter.kernel!.weights).toEqual(written[10]!.filter.kernel!.weights);
  });
});

describe('files into the library', () => {
  const source = { name: 'Edge 1', kernel: entryOf(2).filter.kernel!, settings: { ...DEFAULT_SETTINGS } };

  it.each(KERNEL_SYNTAXES.map((syntax) => [syntax.id, syntax] as const))('%s', async (_, syntax) => {
    const { content } = syntax.print(source);
    const data = typeof content === 'string' ? bytes(content) : content;
    const { ids } = await importInto(library, data, `mine.${syntax.extension}`);
    expect(ids).toHaveLength(1);
    expect((await library.list()).kernels).toMatchObject([
      { rows: source.kernel.rows, columns: source.kernel.columns },
    ]);
  });

  it('our own file brings its tags and notes; a recipe its filters', async () => {
    const { filter, tags, notes } = entryOf(3);
    await importInto(library, bytes(printKernelFile(filter, { tags, notes })), 'mine.kernel.json');
    expect((await library.list()).kernels).toMatchObject([{ name: filter.name, tags, notes }]);
    expect(parseKernelFile(printKernelFile(filter), 'a.kernel.json').kept).toEqual({ tags: [], notes: '' });
    const recipe = printRecipeFile({ version: 1, filters: [entryOf(4).filter, entryOf(5).filter] });
    expect((await importInto(library, bytes(recipe), 'both.recipe.json')).ids).toHaveLength(2);
  });

  it('a file that is none says why and changes nothing', async () => {
    await expect(importInto(library, bytes('what is this'), 'x.txt')).rejects.toMatchObject({ code: 'invalid' });
    await expect(importInto(library, bytes('{"kind":"kernelcraft-library"}'), 'x.json')).rejects.toThrow(/x\.json/);
    expect(await nameList()).toEqual([]);
  });
});

describe('a whole library as kernel files', () => {
  it('is an archive with a file for each, named as the kernels are, each of which comes back', async () => {
    const named = (index: number, name: string) => ({
      ...entryOf(index),
      filter: { ...entryOf(index).filter, name },
    });
    await library.put([named(1, 'Edge'), named(2, 'EDGE'), named(3, 'σ 3/2: “soft”')]);
    const files = filesIn(await exportFiles(library));
    expect([...files.keys()].sort()).toEqual(['EDGE 2.kernel.json', 'Edge.kernel.json', 'σ 3 2  “soft”.kernel.json']);
    const other = new KernelLibrary(join(folder, 'other'));
    for (const [name, text] of files) await importInto(other, text, name);
    expect(await nameList(other)).toEqual(await nameList());
    const kept = (await other.list()).kernels.find(({ name }) => name === 'Edge')!;
    expect(await other.read(kept.id)).toMatchObject({
      tags: entryOf(1).tags,
      notes: entryOf(1).notes,
      filter: { kernel: entryOf(1).filter.kernel },
    });
  });

  it('is empty where the library is', async () => {
    expect(filesIn(await exportFiles(library)).size).toBe(0);
  });
});

describe('a whole library as one file', () => {
  it('comes back on another machine; what is there already is not doubled', async () => {
    await library.put([entryOf(1), entryOf(2), entryOf(3)]);
    const file = await exportFrom(library, null);
    const other = new KernelLibrary(join(folder, 'other'));
    expect((await importInto(other, file, 'all.library.json')).ids).toHaveLength(3);
    expect(await nameList(other)).toEqual(await nameList());
    expect(await other.read(entryOf(2).id)).toEqual(await library.read(entryOf(2).id));
    const again = await importInto(other, file, 'all.library.json');
    expect(again).toEqual({ ids: [], notes: ['3 kernels were there already.'] });
    // The same id with other contents is another kernel.
    const changed = printLibraryFile([{ ...entryOf(1), notes: 'changed elsewhere' }]);
    await importInto(other, bytes(changed), 'all.library.json');
    expect(await nameList(other)).toHaveLength(4);
  });

  it('one damaged kernel in it does not keep the others out', () => {
    const text = printLibraryFile([entryOf(1), entryOf(2)]).replace('"rows":5', '"rows":6');
    expect(parseLibraryFile(text, 'a.library.json')).toMatchObject({ entries: [{ id: entryOf(2).id }], damaged: 1 });
    expect(() => parseLibraryFile(text.replace('"version":1', '"version":9'), 'a')).toThrow(/newer version/);
  });
});
