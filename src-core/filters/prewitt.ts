// Prewitt: a gradient smoothed with 1 1 1.
import { gradientDefinition } from './gradient.ts';

export const prewitt = gradientDefinition('prewitt', 'Prewitt', 1, 1, { output: 'absolute' });
