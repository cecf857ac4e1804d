import { describe, expect, it } from 'vitest';
import { matchText, piecesOf, rank } from '../../../src-renderer/components/chrome/palette-search.ts';

const marked = (text: string, query: string, keywords?: string[]) => {
  const match = matchText(text, query, keywords);
  return (
    match &&
    piecesOf(text, match.ranges)
      .filter((piece) => piece.marked)
      .map((piece) => piece.text)
  );
};

describe('palette search', () => {
  it('marks the typed letters at the start of a word', () => {
    expect(marked('Normalise kernel to sum 1', 'nor')).toEqual(['Nor']);
    expect(marked('Emboss north-west', 'nor')).toEqual(['nor']);
    expect(marked('Emboss north-west', 'we')).toEqual(['we']);
  });

  it('finds letters spread over word starts', () => {
    expect(marked('Open kernel or recipe…', 'okr')).toEqual(['O', 'k', 'r']);
    expect(marked('Open kernel or recipe…', 'nor')).toEqual(['n', 'or']);
  });

  it('wants every word of the query, in any order', () => {
    expect(marked('Rotate kernel 90°', 'kernel rot')).toEqual(['Rot', 'kernel']);
    expect(marked('Rotate kernel 90°', 'kernel zebra')).toBeNull();
  });

  it('finds by keyword without marking anything', () => {
    expect(marked('Gaussian', 'smooth', ['blur', 'smooth'])).toEqual([]);
    expect(marked('Gaussian', 'smooth', ['blur'])).toBeNull();
  });

  it('puts word starts before insides, insides before spread letters, and keywords last', () => {
    const names = ['Save a copy', 'Unsharp', 'Sharpen', 'Show all', 'Crisp'];
    const found = rank(names, 'sha', (text) => ({ text, ...(text === 'Crisp' ? { keywords: ['sharpness'] } : {}) }));
    expect(found.map(({ item }) => item)).toEqual(['Sharpen', 'Unsharp', 'Show all', 'Crisp']);
  });

  it('keeps the given order for an empty query and loses no letter when cutting', () => {
    expect(rank(['b', 'a'], ' ', (text) => ({ text })).map(({ item }) => item)).toEqual(['b', 'a']);
    const match = matchText('Kirsch north', 'ki no');
    expect(
      piecesOf('Kirsch north', match?.ranges ?? [])
        .map((piece) => piece.text)
        .join(''),
    ).toBe('Kirsch north');
  });
});
