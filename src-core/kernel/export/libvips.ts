// libvips matrix files: "width height scale offset", then the rows. Correlation about the middle cell.
import { DEFAULT_SETTINGS } from '../../filters/settings.ts';
import { importLibvips } from '../import/libvips.ts';
import { divisorOf } from '../normalise.ts';
import { plainNumber } from '../print.ts';
import { rowsOf } from '../turn.ts';
import { correlationOf, differences, lossNotes, type KernelSyntax } from './exported.ts';

const LEVELS = 255;

export const libvips: KernelSyntax = {
  id: 'libvips',
  label: 'libvips matrix',
  extension: 'mat',
  print: (source) => {
    const { settings } = source;
    const kernel = correlationOf(source);
    const head = [kernel.columns, kernel.rows, divisorOf(source.kernel, settings), settings.bias * LEVELS];
    const lines = [head, ...rowsOf(kernel)].map((line) => line.map(plainNumber).join(' '));
    const content = `${lines.join('\n')}\n`;
    const notes: string[] = [];
    if (settings.flip) notes.push('Turned by 180°, because libvips does not flip.');
    if (settings.bias !== 0) notes.push('The bias is an offset in levels of 255.');
    return {
      content,
      notes: [...notes, ...lossNotes('libvips', differences(source, importLibvips(content), DEFAULT_SETTINGS))],
    };
  },
};
