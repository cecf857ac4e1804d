// What is out of range, in words.
import type { PixelMarks } from '../../../src-core/inspection.ts';
import type { MarkKind, Marks } from '../../picture/marks.ts';

const WORDS: Readonly<Record<MarkKind, string>> = { below: 'below 0', above: 'above 1', invalid: 'without a value' };

/** "1,204 px below 0" */
export function countText(kind: MarkKind, count: number): string {
  return `${count.toLocaleString('en')} px ${WORDS[kind]}`;
}

/** The kinds that are worth a word: both ends of the range always, what has no value only where there is some. */
export function kindsOf({ invalid }: PixelMarks): readonly MarkKind[] {
  return invalid > 0 ? ['below', 'above', 'invalid'] : ['below', 'above'];
}

/** For those who do not see it: "in view 1,204 px below 0, 88 px above 1". */
export function marksText({ pixels, exact, whole }: Pick<Marks, 'pixels' | 'exact' | 'whole'>): string {
  const counts = kindsOf(pixels).map((kind) => countText(kind, pixels[kind]));
  return `${exact ? '' : 'about '}${whole ? '' : 'in view '}${counts.join(', ')}`;
}

/** UI.md, words 10. */
export function invalidPixelsText(count: number): string {
  return count === 1
    ? '1 pixel had no valid value and was set to 0.'
    : `${count.toLocaleString('en')} pixels had no valid value and were set to 0.`;
}
