// GIF: read only, the first frame.
import { startsWithText } from './bytes.ts';
import type { Format } from './format.ts';

export const gif: Format = {
  id: 'gif',
  label: 'GIF',
  extensions: ['gif'],
  mediaType: 'image/gif',
  matches: (head) => startsWithText(head, 'GIF87a') || startsWithText(head, 'GIF89a'),
  writes: [],
  lossless: true,
  opacity: true,
  maxSide: 65_535,
  options: [],
};
