// JPEG: lossy, 8 bits, no opacity.
import { startsWith } from './bytes.ts';
import type { Format } from './format.ts';

export const jpeg: Format = {
  id: 'jpeg',
  label: 'JPEG',
  extensions: ['jpg', 'jpeg', 'jpe', 'jfif'],
  mediaType: 'image/jpeg',
  matches: (head) => startsWith(head, [0xff, 0xd8, 0xff]),
  writes: ['u8'],
  lossless: false,
  opacity: false,
  maxSide: 65_500,
  options: [
    { kind: 'number', name: 'quality', label: 'Quality', min: 1, max: 100, default: 90 },
    {
      kind: 'choice',
      name: 'chroma',
      label: 'Chroma',
      choices: [
        { value: '4:4:4', label: '4:4:4 full colour detail' },
        { value: '4:2:0', label: '4:2:0 smaller file' },
      ],
      default: '4:4:4',
    },
    { kind: 'switch', name: 'progressive', label: 'Progressive', default: false },
  ],
};
