// libvips matrix files: "width height scale offset", then one line per row. Correlation, as ours.
import { contentLines } from './delimited.ts';
import { assertSize, type Imported, kernelOfList, readNumber, refuseText } from './imported.ts';

const FORMAT = 'libvips matrix';
const numbersOf = (line: string) =>
  line
    .trim()
    .split(/[\s,;]+/u)
    .filter(Boolean);

/** Tells a matrix file from plain rows of numbers: its first line counts the columns and rows that follow. */
export function looksLikeLibvips(text: string): boolean {
  const [head, ...rows] = contentLines(text);
  if (head === undefined || !/^\s*\d+\s+\d+(?:\s+[-+\d.eE]+(?:\s+[-+\d.eE]+)?)?\s*$/u.test(head)) return false;
  const [columns, count] = numbersOf(head).map(Number);
  return rows.length === count && rows.length > 0 && rows.every((row) => numbersOf(row).length === columns);
}

export function importLibvips(text: string): Imported {
  const [head = '', ...lines] = contentLines(text);
  const [columns = 0, rows = 0, scale = 1, offset = 0] = numbersOf(head).map((part, index) =>
    readNumber(part, FORMAT, `Line 1, number ${index + 1}`),
  );
  assertSize(rows, columns, FORMAT);
  if (scale === 0) refuseText(FORMAT, 'Its scale must be a number other than 0.');
  const weights = lines.flatMap((line, row) =>
    numbersOf(line).map((part, column) => readNumber(part, FORMAT, `Row ${row + 1}, column ${column + 1}`)),
  );
  const notes: string[] = [];
  if (offset !== 0)
    notes.push(`The offset of ${offset} levels of 255 here is a bias of ${Math.round((offset / 255) * 1e4) / 100} %.`);
  return {
    format: FORMAT,
    name: null,
    kernel: kernelOfList(weights, rows, columns, FORMAT),
    settings: {
      ...(scale === 1 ? { normalise: 'none' } : { normalise: 'custom', divisor: scale }),
      bias: offset / 255,
      border: 'clamp',
    },
    notes,
  };
}
