// What GLSL and WGSL share: where a coordinate beyond the edge is read, and what a shader alone cannot do.
import type { Border, Output } from '../../filters/settings.ts';
import { FULL, type Abilities } from './snippet.ts';

/** One pass cannot know the minimum and maximum of the whole picture. */
export const SHADER: Omit<Abilities, 'peer'> = { ...FULL, outputs: ['clamp', 'absolute', 'signed'] };

/** The output rule on the sum `v`. */
export const MAPPED: Readonly<Record<Output, string>> = {
  clamp: 'v',
  absolute: 'abs(v)',
  signed: 'v + 0.5',
  minmax: 'v',
};

/** Constant arrays of a shader are compiled in; drivers give up at some thousands of numbers. */
export const MOST_WEIGHTS = 1024;

export const MANY_WEIGHTS =
  'With so many weights some drivers refuse the array: put them into a texture of one channel of 32-bit floats then.';

/** `i` and `n` are the index and the length; `mod` gives the remainder that is never negative. */
export function wrapped(border: Border, mod: (a: string, b: string) => string): string {
  switch (border) {
    case 'mirror':
      return `n == 1 ? 0 : n - 1 - abs(n - 1 - ${mod('i', '(2 * n - 2)')})`;
    case 'reflect':
      return `min(${mod('i', '(2 * n)')}, 2 * n - 1 - ${mod('i', '(2 * n)')})`;
    case 'wrap':
      return mod('i', 'n');
    case 'constant':
    case 'clamp':
    case 'crop':
    case 'keep':
      return 'clamp(i, 0, n - 1)';
  }
}
