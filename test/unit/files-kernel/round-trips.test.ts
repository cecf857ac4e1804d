// Our own files of any contents read back as what was written (§14).
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Filter } from '../../../src-core/filters/filter.ts';
import { partsOf, rememberParts } from '../../../src-core/filters/parts.ts';
import { parseKernelFile, printKernelFile } from '../../../src-core/kernel-file.ts';
import type { LibraryEntry } from '../../../src-core/library/entry.ts';
import { parseLibraryFile, printLibraryFile } from '../../../src-core/library/library-file.ts';
import { parseRecipeFile, printRecipeFile } from '../../../src-core/recipe-file.ts';
import { FIXED } from '../kernel/arbitraries.ts';
import { anyFilter, handMade } from './arbitraries.ts';

const notes = fc.string({ maxLength: 200, unit: 'grapheme' });
const tags = fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 5 });
const withoutId = (filter: Filter) => ({ ...filter, id: '' });

it('a kernel file keeps every weight, what was typed, every switch, tags and notes', () => {
  fc.assert(
    fc.property(handMade, tags, notes, (filter, given, written) => {
      const words = { tags: given, notes: written };
      const read = parseKernelFile(printKernelFile(filter, words), 'x.kernel.json');
      expect(withoutId(read.filter)).toEqual(withoutId(filter));
      expect(read.kept).toEqual(words);
      expect(read.notes).toEqual([]);
    }),
    FIXED,
  );
});

it('a recipe file keeps a stack of any filters, their kernels B, and what they were composed of', () => {
  const parts = fc.array(anyFilter, { minLength: 2, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(anyFilter, { maxLength: 4 }), handMade, parts, (filters, composed, made) => {
      rememberParts(composed, made);
      const recipe = {
        version: 1 as const,
        filters: [...filters, composed],
        alternates: { [composed.id]: made[0]!.kernel ?? composed.kernel! },
      };
      const again = parseRecipeFile(printRecipeFile(recipe), 'x.recipe.json');
      expect(again).toEqual(recipe);
      expect(again.filters.map(partsOf)).toEqual([...filters.map(() => null), made]);
    }),
    FIXED,
  );
});

it('a library file keeps every entry', () => {
  const entries: fc.Arbitrary<LibraryEntry> = fc.record({ id: fc.uuid(), filter: anyFilter, tags, notes });
  fc.assert(
    fc.property(fc.uniqueArray(entries, { maxLength: 4, selector: ({ id }) => id }), (kept) => {
      expect(parseLibraryFile(printLibraryFile(kept), 'x.library.json')).toEqual({ entries: kept, damaged: 0 });
    }),
    FIXED,
  );
});
