// Kept kernels for tests: made of words and sizes, the same ones every time.
import { createFilter } from '../../../src-core/filters/index.ts';
import type { LibraryEntry } from '../../../src-core/library/entry.ts';

const WORDS = ['Sharpen', 'Soft blur', 'Edge', 'Emboss', 'Ridge', 'Halo', 'Grain', 'Sketch', 'Relief', 'Glow'];
const TAGS = ['blur', 'edges', 'portrait', 'scan', 'texture', 'print', 'night'];

export function entryOf(index: number, side = 3 + (index % 4) * 2): LibraryEntry {
  const weights = Array.from({ length: side * side }, (_, cell) => ((index * 31 + cell * 7) % 19) - 9 + 1 / 3);
  const kernel = { rows: side, columns: side, weights, anchor: { row: 0, column: side - 1 } };
  const name = `${WORDS[index % WORDS.length]} ${1 + Math.floor(index / WORDS.length)}`;
  return {
    id: `kept-${String(index).padStart(6, '0')}`,
    filter: createFilter('kernel', { name, kernel, settings: { border: 'mirror', flip: index % 2 === 0 } }),
    tags: [TAGS[index % TAGS.length]!],
    notes: index % 3 === 0 ? `Made for the scans of ${1950 + (index % 50)}, with Überzug` : '',
  };
}
