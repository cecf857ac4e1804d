// WebP: lossy or lossless, 8 bits, with opacity.
import { startsWithText } from './bytes.ts';
import type { Format } from './format.ts';

export const webp: Format = {
  id: 'webp',
  label: 'WebP',
  extensions: ['webp'],
  mediaType: 'image/webp',
  matches: (head) => startsWithText(head, 'RIFF') && startsWithText(head, 'WEBP', 8),
  writes: ['u8'],
  lossless: false,
  opacity: true,
  maxSide: 16_383,
  options: [
    { kind: 'number', name: 'quality', label: 'Quality', min: 1, max: 100, default: 85 },
    { kind: 'switch', name: 'lossless', label: 'Lossless', default: false },
    { kind: 'number', name: 'effort', label: 'Effort', min: 0, max: 6, default: 4 },
  ],
};
