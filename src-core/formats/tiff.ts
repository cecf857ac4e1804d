// TIFF: lossless, 8 and 16 bits and 32-bit float, with opacity.
import { startsWith, startsWithText } from './bytes.ts';
import type { Format } from './format.ts';

const SIGNATURES = [
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
  [0x49, 0x49, 0x2b, 0x00],
  [0x4d, 0x4d, 0x00, 0x2b],
] as const;

export const tiff: Format = {
  id: 'tiff',
  label: 'TIFF',
  extensions: ['tif', 'tiff'],
  mediaType: 'image/tiff',
  // Canon's CR2 is a TIFF outside and something else inside.
  matches: (head) => SIGNATURES.some((signature) => startsWith(head, signature)) && !startsWithText(head, 'CR', 8),
  writes: ['f32', 'u16', 'u8'],
  lossless: true,
  opacity: true,
  maxSide: 1_000_000,
  options: [
    {
      kind: 'choice',
      name: 'compression',
      label: 'Compression',
      choices: [
        { value: 'deflate', label: 'Deflate' },
        { value: 'lzw', label: 'LZW' },
        { value: 'none', label: 'None' },
      ],
      default: 'deflate',
    },
  ],
};
