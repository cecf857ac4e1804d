// Finds kept kernels by name, tags, notes and size. The words are cut up once; a search only compares beginnings.
import type { Kept } from './entry.ts';

export interface LibraryIndex {
  /** All tags, the most used first. */
  readonly tags: readonly string[];
  /** By name; those whose name or tags match before those whose notes do. Every tag of `tags` has to be there. */
  find(text: string, tags?: ReadonlySet<string>): readonly Kept[];
}

interface Indexed {
  readonly kept: Kept;
  readonly named: readonly string[];
  /** The words of the notes, a blank before each; made when a search first comes to the notes. */
  noted: string | null;
}

/** "Kernel 10" stands behind "Kernel 9". */
const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function createIndex(kernels: readonly Kept[]): LibraryIndex {
  const indexed = kernels
    .map((kept): Indexed => {
      const { name, tags, rows, columns, summary } = kept;
      return {
        kept,
        named: wordsOf(`${name} ${tags.join(' ')} ${rows}x${columns} ${rows}×${columns} ${summary}`),
        noted: null,
      };
    })
    .sort((a, b) => byName.compare(a.kept.name, b.kept.name) || (a.kept.id < b.kept.id ? -1 : 1));
  return {
    tags: countedTags(kernels),
    find(text, tags = new Set()) {
      // `5 × 5` is one word, as `5x5` is.
      const wanted = wordsOf(text.replace(/(\d)\s*[x×*]\s*(\d)/giu, '$1x$2'));
      const first: Kept[] = [];
      const second: Kept[] = [];
      for (const each of indexed) {
        const { kept, named } = each;
        if (tags.size > 0 && ![...tags].every((tag) => kept.tags.includes(tag))) continue;
        if (wanted.every((word) => startsSome(named, word))) first.push(kept);
        else {
          const noted = (each.noted ??= ` ${plain(kept.notes)}`);
          if (wanted.every((word) => startsSome(named, word) || noted.includes(` ${word}`))) second.push(kept);
        }
      }
      return [...first, ...second];
    },
  };
}

function countedTags(kernels: readonly Kept[]): string[] {
  const counts = new Map<string, number>();
  for (const { tags } of kernels) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || byName.compare(a[0], b[0])).map(([tag]) => tag);
}

const startsSome = (words: readonly string[], word: string): boolean =>
  words.some((candidate) => candidate.startsWith(word));

const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}×.]+/gu, ' ');

const wordsOf = (text: string): string[] => plain(text).split(' ').filter(Boolean);
