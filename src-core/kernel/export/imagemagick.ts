// ImageMagick's user-defined kernels for -morphology Convolve, which flips and does not divide.
import { DEFAULT_SETTINGS } from '../../filters/settings.ts';
import { importImagemagick } from '../import/imagemagick.ts';
import type { Kernel } from '../kernel.ts';
import { divisorOf } from '../normalise.ts';
import { plainNumber } from '../print.ts';
import { rowsOf, turned } from '../turn.ts';
import { differences, lossNotes, type KernelSyntax } from './exported.ts';

/** `3x3+1+1: 0,-1,0 -1,5,-1 0,-1,0` */
export function imagemagickText(kernel: Kernel): string {
  const { rows, columns, anchor } = kernel;
  const body = rowsOf(kernel).map((row) => row.map(plainNumber).join(','));
  return `${columns}x${rows}+${anchor.column}+${anchor.row}: ${body.join(' ')}`;
}

export const imagemagick: KernelSyntax = {
  id: 'imagemagick',
  label: 'ImageMagick',
  extension: 'txt',
  print: (source) => {
    const divisor = divisorOf(source.kernel, source.settings);
    const kernel = source.settings.flip ? source.kernel : turned(source.kernel);
    const weights = kernel.weights.map((weight) => weight / divisor);
    const content = `${imagemagickText({ ...kernel, weights })}\n`;
    const notes: string[] = [];
    if (!source.settings.flip) notes.push('Turned by 180°, because ImageMagick’s Convolve flips.');
    if (divisor !== 1)
      notes.push(`The weights were divided by ${plainNumber(divisor)}, because ImageMagick has no divisor.`);
    return {
      content,
      notes: [
        ...notes,
        ...lossNotes('ImageMagick’s text', differences(source, importImagemagick(content), DEFAULT_SETTINGS)),
      ],
    };
  },
};
