// Finding and marking what was typed in the command palette: pure, so that ranking is testable.

/** Half-open ranges of characters, ascending and apart. */
export type Ranges = readonly (readonly [number, number])[];

export interface TextMatch {
  readonly score: number;
  readonly ranges: Ranges;
}

const isWordStart = (text: string, index: number): boolean => index === 0 || /[\s(,.:/|–-]/.test(text[index - 1] ?? '');

/** One word of the query in the text: at a word's start, anywhere, or spread over starts and runs; null when it is not there. */
function matchWord(text: string, word: string): TextMatch | null {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (isWordStart(text, at)) return { score: 100 - Math.min(at, 40) * 0.5, ranges: [[at, at + word.length]] };
  }
  const inside = text.indexOf(word);
  if (inside >= 0) return { score: 50 - Math.min(inside, 40) * 0.5, ranges: [[inside, inside + word.length]] };
  return word.length < 2 ? null : matchSpread(text, word);
}

/** Letters in order, each next to the last or at a word's start; a single free jump is allowed. */
function matchSpread(text: string, word: string): TextMatch | null {
  const places: number[] = [];
  let free = 1;
  for (const letter of word) {
    const last = places.at(-1);
    if (last !== undefined && text[last + 1] === letter) {
      places.push(last + 1);
      continue;
    }
    let at = text.indexOf(letter, (last ?? -1) + 1);
    const first = at;
    while (at >= 0 && !isWordStart(text, at)) at = text.indexOf(letter, at + 1);
    if (at < 0) {
      if (first < 0 || free === 0) return null;
      free -= 1;
      at = first;
    }
    places.push(at);
  }
  const ranges: [number, number][] = [];
  for (const at of places) {
    const run = ranges.at(-1);
    if (run && run[1] === at) run[1] = at + 1;
    else ranges.push([at, at + 1]);
  }
  return { score: 20 - ranges.length, ranges };
}

function joinRanges(ranges: readonly (readonly [number, number])[]): Ranges {
  const joined: [number, number][] = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** Every word of the query must be found, in the text or (unmarked, worth less) in a keyword. An empty query matches everything. */
export function matchText(text: string, query: string, keywords: readonly string[] = []): TextMatch | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const plain = text.toLowerCase();
  const ranges: (readonly [number, number])[] = [];
  let score = 0;
  for (const word of words) {
    const found = matchWord(plain, word);
    if (found) {
      score += found.score;
      ranges.push(...found.ranges);
      continue;
    }
    if (!keywords.some((keyword) => keyword.toLowerCase().includes(word))) return null;
    score += 10;
  }
  return { score: words.length === 0 ? 0 : score / words.length, ranges: joinRanges(ranges) };
}

export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** The text cut at the ranges, for marking without markup. */
export function piecesOf(text: string, ranges: Ranges): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

/** Best first, ties in the given order. */
export function rank<T>(
  items: readonly T[],
  query: string,
  textOf: (item: T) => { text: string; keywords?: readonly string[] },
): readonly { item: T; ranges: Ranges }[] {
  return items
    .flatMap((item) => {
      const { text, keywords } = textOf(item);
      const match = matchText(text, query, keywords);
      return match ? [{ item, ranges: match.ranges, score: match.score }] : [];
    })
    .sort((a, b) => b.score - a.score);
}
