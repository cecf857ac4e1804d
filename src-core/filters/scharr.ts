// Scharr: a gradient smoothed with 3 10 3, the most even over directions. Divided by 4, to look like Sobel.
import { gradientDefinition } from './gradient.ts';

export const scharr = gradientDefinition('scharr', 'Scharr', 10, 3, {
  normalise: 'custom',
  divisor: 4,
  output: 'absolute',
});
