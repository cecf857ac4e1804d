// What a kept kernel was composed of stays with it: in the library, in its files, and in the stack it is applied to.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { composeFilters } from '../../../src-core/filters/compose.ts';
import type { Filter } from '../../../src-core/filters/filter.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import { partsOf, rememberParts } from '../../../src-core/filters/parts.ts';
import { kernelOf } from '../../../src-core/kernel/kernel.ts';
import { printKernelFile } from '../../../src-core/kernel-file.ts';
import type { Kept } from '../../../src-core/library/entry.ts';
import { parseLibraryFile, printLibraryFile } from '../../../src-core/library/library-file.ts';
import { printRecipeFile } from '../../../src-core/recipe-file.ts';
import { KernelLibrary } from '../../../src-main/kernel-library.ts';
import { exportFiles, exportFrom, importInto } from '../../../src-main/library-exchange.ts';
import type { Host } from '../../../src-renderer/host/host.ts';
import { Library } from '../../../src-renderer/state/library.svelte.ts';
import { entryOf, filesIn } from './support.ts';

let folder: string;
let kernels: KernelLibrary;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kernelcraft-parts-'));
  kernels = new KernelLibrary(join(folder, 'library'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function composed(parts: readonly Filter[]): Filter {
  const { filter } = composeFilters(parts, true);
  rememberParts(filter, parts);
  return filter;
}
const box = createFilter('box', { settings: { light: 'encoded' } });
const own = createFilter('kernel', { kernel: kernelOf([[1, 2, 4]]) });
const sobel = createFilter('kernel', { kernel: kernelOf([[-1, 0, 1]]), settings: { normalise: 'none' } });
const inner = composed([box, own]);
const outer = composed([inner, sobel]);

/** A page whose main is this library; what crosses is JSON. */
function page(library = kernels): Library {
  const answers: Record<string, (params: never) => Promise<unknown>> = {
    library: () => library.list(),
    libraryRead: ({ id }: { id: string }) => library.read(id),
    libraryPut: async ({ entry }: { entry: Parameters<KernelLibrary['put']>[0][number] }) => {
      const [id] = await library.put([entry]);
      return { id };
    },
  };
  const crossed = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  const call = async (name: string, params: unknown) => ({
    value: crossed(await answers[name]!(crossed(params) as never)),
  });
  return new Library({ control: { call } } as unknown as Host);
}

/** The only kernel of a library, as a page puts it into its stack. */
async function applied(library: KernelLibrary): Promise<Filter> {
  const window = page(library);
  await window.refresh();
  expect(window.kernels).toHaveLength(1);
  return window.filterOf(window.kernels[0]!);
}

async function expectOuter(library: KernelLibrary): Promise<void> {
  const parts = partsOf(await applied(library));
  expect(parts).toEqual([inner, sobel]);
  expect(partsOf(parts![0]!)).toEqual([box, own]);
}

async function keep(filter: Filter): Promise<void> {
  await page().put({ id: null, filter, tags: ['edges'], notes: '' });
}

it('in the library, over a start of the program, through new words and a copy', async () => {
  await keep(outer);
  await expectOuter(new KernelLibrary(join(folder, 'library')));
  const window = page();
  await window.refresh();
  const [kept] = window.kernels as [Kept];
  const entry = await window.read(kept);
  await window.put({ ...entry, filter: { ...entry.filter, name: 'Renamed' } });
  await expectOuter(kernels);
});

it('in a library file', async () => {
  await keep(outer);
  const other = new KernelLibrary(join(folder, 'other'));
  await importInto(other, await exportFrom(kernels, null), 'all.library.json');
  await expectOuter(other);
  const again = await importInto(other, await exportFrom(kernels, null), 'all.library.json');
  expect(again.notes).toEqual(['One kernel was there already.']);
});

it('in kernel files, one by one and all of them', async () => {
  await keep(outer);
  for (const bytes of filesIn(await exportFiles(kernels)).values()) {
    const other = new KernelLibrary(join(folder, 'other'));
    await importInto(other, bytes, 'whole.kernel.json');
    await expectOuter(other);
  }
  const another = new KernelLibrary(join(folder, 'another'));
  await importInto(another, new TextEncoder().encode(printKernelFile(await applied(kernels))), 'one.kernel.json');
  await expectOuter(another);
});

it('from a recipe', async () => {
  await importInto(
    kernels,
    new TextEncoder().encode(printRecipeFile({ version: 1, filters: [outer] })),
    'a.recipe.json',
  );
  await expectOuter(kernels);
});

it('files from before, without parts, are read as they were, and none are written where there are none', async () => {
  const entry = entryOf(1);
  await mkdir(join(folder, 'library'), { recursive: true });
  await writeFile(join(folder, 'library', `${entry.id}.json`), JSON.stringify({ version: 1, entry }));
  const filter = await applied(kernels);
  expect(filter.kernel).toEqual(entry.filter.kernel);
  expect(partsOf(filter)).toBeNull();
  const [id] = await kernels.put([{ ...entry, id: null }]);
  expect(await readFile(join(folder, 'library', `${id}.json`), 'utf8')).not.toContain('parts');
});

it('parts that are no filters are refused, of unknown types too', () => {
  const entry = { ...entryOf(1), filter: inner };
  const text = (part: unknown): string => printLibraryFile([{ ...entry, parts: { [inner.id]: [part as Filter] } }]);
  expect(parseLibraryFile(text(box), 'a').damaged).toBe(0);
  expect(parseLibraryFile(text({}), 'a').damaged).toBe(1);
  expect(parseLibraryFile(text({ ...box, type: 'warp' }), 'a').damaged).toBe(1);
  const unknown = printLibraryFile([{ ...entry, filter: { ...box, type: 'warp' } }]);
  expect(parseLibraryFile(unknown, 'a')).toEqual({ entries: [], damaged: 1 });
});
