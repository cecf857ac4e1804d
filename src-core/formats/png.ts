// PNG: lossless, 8 and 16 bits, with opacity.
import { startsWith } from './bytes.ts';
import type { Format } from './format.ts';

export const png: Format = {
  id: 'png',
  label: 'PNG',
  extensions: ['png', 'apng'],
  mediaType: 'image/png',
  matches: (head) => startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  writes: ['u16', 'u8'],
  lossless: true,
  opacity: true,
  maxSide: 1_000_000,
  options: [{ kind: 'number', name: 'compression', label: 'Compression', min: 0, max: 9, default: 6 }],
};
