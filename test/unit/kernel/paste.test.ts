// What is pasted reads as the same file would, and a decimal comma as a point (§14).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src-core/filters/settings.ts';
import { KERNEL_SYNTAXES } from '../../../src-core/kernel/export/index.ts';
import { parseKernelText } from '../../../src-core/kernel/parse.ts';
import { plainNumber } from '../../../src-core/kernel/print.ts';
import { rowsOf } from '../../../src-core/kernel/turn.ts';
import { FIXED, kernels } from './arbitraries.ts';

describe.each(KERNEL_SYNTAXES.filter(({ id }) => id !== 'npy'))('$label on the clipboard', ({ id, print }) => {
  it('reads as from a file, with other ends of lines and blanks around it too', () => {
    const around = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.replaceAll('\n', '\r\n'),
      (text: string) => `\n${text}\n\n`,
    );
    fc.assert(
      fc.property(kernels(6), around, (kernel, change) => {
        // `0,5` alone is one number with a decimal comma where a cell was copied.
        fc.pre(id !== 'csv' || kernel.rows * kernel.columns !== 2);
        const { content } = print({ name: 'x', kernel, settings: DEFAULT_SETTINGS });
        expect(parseKernelText(change(content as string))).toEqual(parseKernelText(content as string, 'file'));
      }),
      FIXED,
    );
  });
});

describe.each([
  ['tabs', '\t'],
  ['semicolons', ';'],
  ['blanks', ' '],
])('numbers with decimal commas between %s', (_, separator) => {
  it('are the same numbers, and it is said', () => {
    const several = kernels(6).filter(({ columns }) => columns > 1);
    fc.assert(
      fc.property(several, (kernel) => {
        const written = rowsOf(kernel).map((row) => row.map((weight) => plainNumber(weight).replace('.', ',')));
        const text = written.map((row) => row.join(separator)).join('\n');
        const read = parseKernelText(text);
        expect([read.kernel.rows, read.kernel.columns]).toEqual([kernel.rows, kernel.columns]);
        expect(read.kernel.weights).toEqual(kernel.weights.map((weight) => weight + 0));
        expect(read.notes.join().includes('Commas were read as decimal signs')).toBe(text.includes(','));
      }),
      FIXED,
    );
  });
});
