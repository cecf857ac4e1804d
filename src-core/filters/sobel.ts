// Sobel: a gradient smoothed with 1 2 1. Signed, so that both slopes of an edge show.
import { gradientDefinition } from './gradient.ts';

export const sobel = gradientDefinition('sobel', 'Sobel', 2, 1, { output: 'signed' });
