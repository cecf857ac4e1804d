// CSV, TSV, spreadsheet paste and ImageJ text: rows of numbers, whatever stands between them.
import { isExpression, parseNumber } from '../expression.ts';
import { assertRows, type Imported, kernelOfCells, type ReadCell, refuseText } from './imported.ts';

/** A whole file, or what was copied: perhaps one cell. */
export type TextOrigin = 'file' | 'clipboard';
type Separator = '\t' | ';' | ',' | ' ';
const NAMES: Readonly<Record<Separator, string>> = { '\t': 'TSV', ';': 'CSV', ',': 'CSV', ' ': 'text' };

/** Lines with `#`, `%` or `//` in front are comments. */
export function contentLines(text: string): string[] {
  return text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n?|\n/u)
    .filter((line) => line.trim() !== '' && !/^\s*(?:#|%|\/\/)/u.test(line));
}

export function importDelimited(text: string, origin: TextOrigin): Imported {
  const lines = contentLines(text);
  assertRows(
    lines.map((line) => [line]),
    'text',
  );
  const separator = separatorOf(lines, origin);
  const format = NAMES[separator];
  let emptyCells = 0;
  let decimalCommas = false;
  const fields = lines.map((line) => fieldsOf(line, separator));
  assertRows(fields, format);
  const rows = fields.map((line, row) =>
    line.map((field, column): ReadCell => {
      if (field === '') {
        emptyCells++;
        return { value: 0, expression: null };
      }
      if (separator !== ',' && field.includes(',')) decimalCommas = true;
      const parsed = parseNumber(field);
      if ('error' in parsed) refuseText(format, `Row ${row + 1}, column ${column + 1}: ${parsed.error}`);
      return { value: parsed.value, expression: isExpression(field) ? parsed.source : null };
    }),
  );
  const notes: string[] = [];
  if (decimalCommas) notes.push('Commas were read as decimal signs.');
  if (emptyCells > 0)
    notes.push(emptyCells === 1 ? 'One empty cell was read as 0.' : `${emptyCells} empty cells were read as 0.`);
  return { format, name: null, kernel: kernelOfCells(rows, format), settings: {}, notes };
}

function separatorOf(lines: readonly string[], origin: TextOrigin): Separator {
  const some = (pattern: RegExp) => lines.some((line) => pattern.test(line));
  if (some(/\S\t|\t\S/u)) return '\t';
  if (some(/;/u)) return ';';
  if (!some(/,/u)) return ' ';
  // `0,5 1,5`: blanks stand between the numbers, never beside the commas. A lone `0,5` is one number. A lone
  // `-1,1` is one where a cell was copied, and two where it is a whole file.
  const number = origin === 'file' ? /^\s*[-−+]?0*,\d+\s*$/u : /^\s*[-−+]?\d*,\d+\s*$/u;
  const lone = lines.length === 1 && number.test(lines[0] ?? '');
  const blanksSeparate = some(/\S\s+\S/u) && !some(/,\s|\s,|[\d.],[^,\s]*,/u);
  return lone || blanksSeparate ? ' ' : ',';
}

function fieldsOf(line: string, separator: Separator): string[] {
  if (separator === ' ') return line.trim().split(/\s+/u);
  const fields = line.split(separator).map((field) =>
    field
      .trim()
      .replace(/^"(.*)"$/u, '$1')
      .trim(),
  );
  // ImageJ and others end lines with their separator.
  if (separator !== '\t' && fields.length > 1 && fields.at(-1) === '') fields.pop();
  return fields;
}
