// Matrices as Python and MATLAB write them.
import { DEFAULT_SETTINGS } from '../../filters/settings.ts';
import { importLiteral } from '../import/literal.ts';
import type { Kernel } from '../kernel.ts';
import { printMatlab, printPython } from '../print.ts';
import { differences, lossNotes, type KernelSyntax } from './exported.ts';

function literal(id: string, label: string, extension: string, print: (kernel: Kernel) => string): KernelSyntax {
  return {
    id,
    label,
    extension,
    print: (source) => {
      const content = `${print(source.kernel)}\n`;
      const lost = differences(source, importLiteral(content), DEFAULT_SETTINGS);
      return { content, notes: lossNotes(`the ${label} literal`, lost) };
    },
  };
}

export const python = literal('python', 'Python', 'py', (kernel) => `kernel = ${printPython(kernel)}`);
export const matlab = literal('matlab', 'MATLAB', 'm', (kernel) => `kernel = ${printMatlab(kernel)};`);
