// What a composed kernel was made of, and the kernel B beside a filter's own, come back from the files that hold them.
import { describe, expect, it } from 'vitest';
import { composeFilters } from '../../../src-core/filters/compose.ts';
import type { Filter } from '../../../src-core/filters/filter.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import { partsOf, rememberParts } from '../../../src-core/filters/parts.ts';
import { kernelOf } from '../../../src-core/kernel/kernel.ts';
import { parseKernelFile, printKernelFile } from '../../../src-core/kernel-file.ts';
import { parseRecipeFile, printRecipeFile } from '../../../src-core/recipe-file.ts';

function composed(parts: readonly Filter[]): Filter {
  const { filter } = composeFilters(parts, true);
  rememberParts(filter, parts);
  return filter;
}
const box = createFilter('box', { settings: { light: 'encoded' } });
const own = createFilter('kernel', { kernel: kernelOf([[1, 2, 4]]) });
const inner = composed([box, own]);
const sobel = createFilter('kernel', { kernel: kernelOf([[-1, 0, 1]]), settings: { normalise: 'none' } });
const outer = composed([inner, sobel]);

const reread = (...filters: readonly Filter[]): readonly Filter[] =>
  parseRecipeFile(printRecipeFile({ version: 1, filters }), 'x.recipe.json').filters;

describe('a recipe file', () => {
  it('brings back what a kernel was composed of, and what its parts were composed of', () => {
    const [plain, whole] = reread(own, outer);
    expect(partsOf(plain!)).toBeNull();
    expect(whole).toEqual(outer);
    const parts = partsOf(whole!);
    expect(parts).toEqual([inner, sobel]);
    expect(partsOf(parts![0]!)).toEqual([box, own]);
    expect(partsOf(parts![1]!)).toBeNull();
  });

  it('forgets them with the matrix, and says nothing of parts where there are none', () => {
    expect(partsOf(reread({ ...outer, kernel: { ...outer.kernel! } })[0]!)).toBeNull();
    expect(printRecipeFile({ version: 1, filters: [own] })).not.toMatch(/parts|alternates/u);
  });

  it('brings back the kernel B of a filter', () => {
    const alternates = { [own.id]: kernelOf([[5, 6]]) };
    const text = printRecipeFile({ version: 1, filters: [own], alternates });
    expect(parseRecipeFile(text, 'x.recipe.json').alternates).toEqual(alternates);
  });

  it('refuses parts that are no filters, and ends with parts that name themselves', () => {
    const file = (parts: unknown): string =>
      JSON.stringify({ kind: 'kernelcraft-recipe', version: 1, filters: [inner], parts });
    expect(() => parseRecipeFile(file({ [inner.id]: [{}] }), 'x.recipe.json')).toThrow(/At parts\./u);
    const unknown = { ...box, type: 'warp' };
    expect(() => parseRecipeFile(file({ [inner.id]: [unknown] }), 'x.recipe.json')).toThrow(/type "warp"/u);
    const [round] = parseRecipeFile(file({ [inner.id]: [inner, inner] }), 'x.recipe.json').filters;
    expect(partsOf(round!)).toEqual([inner, inner]);
  });
});

describe('a kernel file', () => {
  it('brings back what the kernel was composed of', () => {
    expect(partsOf(parseKernelFile(printKernelFile(inner), 'x').filter)).toEqual([box, own]);
    expect(partsOf(parseKernelFile(printKernelFile(own), 'x').filter)).toBeNull();
  });
});
