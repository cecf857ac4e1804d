// SVG: read only, drawn at its own size.
import { asciiOf } from './bytes.ts';
import type { Format } from './format.ts';

/** How much may stand before the root element: declaration, comments, doctype. */
const HEAD_LENGTH = 4096;

export const svg: Format = {
  id: 'svg',
  label: 'SVG',
  extensions: ['svg'],
  mediaType: 'image/svg+xml',
  matches: (head) => {
    const text = asciiOf(head, 0, HEAD_LENGTH).replace(/^\?{3}/, '');
    return /^\s*</.test(text) && /<(?:\w+:)?svg[\s>/]/.test(text) && !/<html[\s>]/i.test(text);
  },
  writes: [],
  lossless: true,
  opacity: true,
  maxSide: 32_767,
  options: [],
};
