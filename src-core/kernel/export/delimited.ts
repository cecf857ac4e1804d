// CSV and TSV: the weights as a spreadsheet shows them.
import { DEFAULT_SETTINGS } from '../../filters/settings.ts';
import { looksLikeLibvips } from '../import/libvips.ts';
import { parseKernelText } from '../parse.ts';
import { printCsv, printTsv } from '../print.ts';
import { differences, lossNotes, type Exported, type KernelSource, type KernelSyntax } from './exported.ts';

export const csv: KernelSyntax = {
  id: 'csv',
  label: 'CSV',
  extension: 'csv',
  print: (source) => {
    const text = printCsv(source.kernel);
    // `0,5` alone would be one number with a decimal comma; with a blank behind the comma it is two.
    const isPair = source.kernel.rows === 1 && source.kernel.columns === 2;
    return plainText('CSV', source, isPair ? text.replace(',', ', ') : text);
  },
};

export const tsv: KernelSyntax = {
  id: 'tsv',
  label: 'TSV',
  extension: 'tsv',
  print: (source) => plainText('TSV', source, printTsv(source.kernel)),
};

/** Rows of numbers that hold nothing but the weights. */
export function plainText(label: string, source: KernelSource, text: string): Exported {
  const content = `${looksLikeLibvips(text) ? unlikeLibvips(text) : text}\n`;
  return { content, notes: lossNotes(label, differences(source, parseKernelText(content, 'file'), DEFAULT_SETTINGS)) };
}

/** A first row of two numbers that happen to count the columns and rows below would be read as their size. */
function unlikeLibvips(text: string): string {
  return text.replace(/^\d+/u, '$&.0');
}
