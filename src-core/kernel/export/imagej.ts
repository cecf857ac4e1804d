// ImageJ's Convolver (Process › Filters › Convolve…): rows of numbers with blanks between them.
import { rowsOf } from '../turn.ts';
import { plainNumber } from '../print.ts';
import { plainText } from './delimited.ts';
import { correlationOf, type KernelSyntax } from './exported.ts';

export const imagej: KernelSyntax = {
  id: 'imagej',
  label: 'ImageJ text',
  extension: 'txt',
  print: (source) => {
    const kernel = correlationOf(source);
    const text = rowsOf(kernel)
      .map((row) => row.map(plainNumber).join(' '))
      .join('\n');
    const drawn = { ...source, kernel, settings: { ...source.settings, flip: false } };
    const { content, notes } = plainText('ImageJ text', drawn, text);
    const conversions: string[] = [];
    if (source.settings.flip) conversions.push('Turned by 180°, because ImageJ does not flip.');
    if (kernel.rows % 2 === 0 || kernel.columns % 2 === 0)
      conversions.push('ImageJ takes kernels with odd numbers of rows and columns only.');
    return { content, notes: [...conversions, ...notes] };
  },
};
