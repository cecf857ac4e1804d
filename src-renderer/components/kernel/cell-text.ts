// How cells, gutters and the line below the grid put a weight into words.
import type { Cell, Kernel } from '../../../src-core/kernel/kernel.ts';
import { digitsWide, fittedText } from '../../../src-core/explain/number-text.ts';
import { formatValue, formatWeight } from '../../../src-core/kernel/print.ts';
import { weightAt } from '../../../src-core/kernel/edit.ts';
import type { Symmetry } from '../../../src-core/kernel/symmetry.ts';
import { symmetryName } from './symmetry-axes.ts';

/** Rows and columns are counted from the anchor. */
export function offsetText(index: number, anchor: number): string {
  return formatValue(index - anchor);
}

/** CSS pixels of a digit in the widest face, and of one in the small print of more columns than these. */
const DIGIT = 7.7;
const SMALL_DIGIT = 7;
export const MOST_LARGE = 7;

/** How many digits a cell of a grid of `width` CSS pixels has room for. */
export function digitsOf(width: number, columns: number): number {
  return width === 0 ? Infinity : ((width - 1) / columns - 2) / (columns > MOST_LARGE ? SMALL_DIGIT : DIGIT);
}

/** A weight with as many digits as a cell so many digits wide shows, its leading 0 given up last; `≈ 0` where none tell it. */
export function fittedWeight(weight: number, room: number): string {
  const fitted = fittedText(weight, room);
  if (fitted !== null) return fitted;
  if (Math.abs(weight) >= 1) return formatWeight(weight);
  const bare = [2, 1].map((digits) => formatValue(weight, digits).replace(/^(−?)0\./, '$1.'));
  return bare.find((text) => digitsWide(text) <= room) ?? '≈ 0';
}

export function cellName(kernel: Kernel, cell: Cell, divisor: number): string {
  const { anchor } = kernel;
  const weight = weightAt(kernel, cell);
  const name = [
    `row ${offsetText(cell.row, anchor.row)}`,
    `column ${offsetText(cell.column, anchor.column)}`,
    `weight ${formatWeight(weight)}`,
    `effective ${formatValue(weight / divisor)}`,
  ];
  if (cell.row === anchor.row && cell.column === anchor.column) name.push('anchor');
  return name.join(', ');
}

/** Counted from the anchor like the cells: the anchor is row 0, column 0, and the ends tell where it lies. */
export function gridName({ rows, columns, anchor }: Kernel, symmetry: Symmetry = 'none'): string {
  const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
  const ends = (count: number, at: number): string => `${offsetText(0, at)} to ${offsetText(count - 1, at)}`;
  const parts = [
    `Kernel, ${plural(rows, 'row')}, ${plural(columns, 'column')}, anchor row 0, column 0`,
    `rows ${ends(rows, anchor.row)}, columns ${ends(columns, anchor.column)}`,
    ...(symmetry === 'none' ? [] : [`symmetry: ${symmetryName(symmetry).toLowerCase()}`]),
  ];
  return parts.join(', ');
}

/** Which third of the grid a column lies in: what is wider than its cell grows towards the middle. */
export function edgeOf(column: number, columns: number): 'start' | 'centre' | 'end' {
  const middle = (column + 0.5) / columns;
  return middle < 0.35 ? 'start' : middle > 0.65 ? 'end' : 'centre';
}
