// AVIF: lossy or lossless, 8 bits, or 10 and 12 from a 16-bit picture, with opacity.
import { brandsOf } from './bytes.ts';
import type { Format } from './format.ts';

export const avif: Format = {
  id: 'avif',
  label: 'AVIF',
  extensions: ['avif'],
  mediaType: 'image/avif',
  matches: (head) => brandsOf(head).some((brand) => brand === 'avif' || brand === 'avis'),
  writes: ['u16', 'u8'],
  lossless: false,
  opacity: true,
  maxSide: 16_384,
  options: [
    { kind: 'number', name: 'quality', label: 'Quality', min: 1, max: 100, default: 65 },
    { kind: 'switch', name: 'lossless', label: 'Lossless', default: false },
    { kind: 'number', name: 'effort', label: 'Effort', min: 0, max: 9, default: 2 },
    {
      kind: 'choice',
      name: 'bits',
      label: 'From 16 bits',
      choices: [
        { value: '10', label: '10 bits' },
        { value: '12', label: '12 bits' },
      ],
      default: '10',
    },
  ],
};
