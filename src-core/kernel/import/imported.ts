// What every importer returns, and the small pieces they share.
import { AppError } from '../../errors.ts';
import type { Settings } from '../../filters/settings.ts';
import { parseNumber } from '../expression.ts';
import { centreOf, MAX_KERNEL_SIDE, type Cell, type Kernel } from '../kernel.ts';

export interface Imported {
  /** "SVG", "libvips matrix", "CSV". */
  readonly format: string;
  readonly name: string | null;
  readonly kernel: Kernel;
  /** What the source says about direction, divisor, bias, border…; what it does not say is absent. */
  readonly settings: Partial<Settings>;
  /** Finished sentences on what was converted. */
  readonly notes: readonly string[];
}

export interface ReadCell {
  readonly value: number;
  readonly expression: string | null;
}

/** MATLAB, ImageMagick and G'MIC centre an even size one cell earlier (SEMANTICS §2). */
export function earlierCentreOf(rows: number, columns: number): Cell {
  return { row: Math.floor((rows - 1) / 2), column: Math.floor((columns - 1) / 2) };
}

export function refuseText(format: string, why: string): never {
  throw new AppError('invalid', `The ${format} kernel could not be read. ${why}`);
}

/** A plain number; anything else says where it stands. */
export function readNumber(text: string, format: string, place: string): number {
  const parsed = parseNumber(text);
  if ('error' in parsed) refuseText(format, `${place}: ${parsed.error}`);
  return parsed.value;
}

/** Called before the numbers are read: a text of millions of them is refused at once. */
export function assertSize(rows: number, columns: number, format: string): void {
  if (!Number.isInteger(rows) || !Number.isInteger(columns) || rows < 1 || columns < 1) {
    refuseText(format, 'Its size must be whole numbers of at least 1.');
  }
  if (rows > MAX_KERNEL_SIDE || columns > MAX_KERNEL_SIDE) {
    const most = `${MAX_KERNEL_SIDE} × ${MAX_KERNEL_SIDE}`;
    refuseText(format, `It has ${rows} × ${columns} cells; the most is ${most}.`);
  }
}

/** The same for rows that were split, but not read. */
export function assertRows(rows: readonly (readonly unknown[])[], format: string): void {
  const longest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (longest === 0) refuseText(format, 'It holds no numbers.');
  assertSize(rows.length, longest, format);
}

/** Builds a kernel from rows of cells of equal length. */
export function kernelOfCells(rows: readonly (readonly ReadCell[])[], format: string, anchor?: Cell): Kernel {
  assertRows(rows, format);
  const columns = rows[0]?.length ?? 0;
  const odd = rows.findIndex((row) => row.length !== columns);
  if (odd >= 0) refuseText(format, `Row ${odd + 1} has ${rows[odd]?.length} numbers, row 1 has ${columns}.`);
  const cells = rows.flat();
  const kernel = {
    rows: rows.length,
    columns,
    weights: cells.map((cell) => cell.value),
    anchor: anchor ?? centreOf(rows.length, columns),
  };
  return cells.some((cell) => cell.expression !== null)
    ? { ...kernel, expressions: cells.map((cell) => cell.expression) }
    : kernel;
}

/** A list of numbers as a kernel of the given shape. */
export function kernelOfList(
  weights: readonly number[],
  rows: number,
  columns: number,
  format: string,
  anchor?: Cell,
): Kernel {
  assertSize(rows, columns, format);
  if (weights.length !== rows * columns)
    refuseText(format, `Expected ${rows * columns} numbers, received ${weights.length}.`);
  const matrix = Array.from({ length: rows }, (_, row) =>
    weights.slice(row * columns, (row + 1) * columns).map((value) => ({ value, expression: null })),
  );
  const kernel = kernelOfCells(matrix, format, anchor);
  const { row, column } = kernel.anchor;
  if (!(row >= 0 && row < rows && column >= 0 && column < columns))
    refuseText(format, 'Its anchor lies outside the kernel.');
  return kernel;
}

/** The letter strip of SEMANTICS §6, because peers swap the names. */
export const STRIPS = {
  clamp: 'aaa│abcdefgh│hhh',
  mirror: 'dcb│abcdefgh│gfe',
  reflect: 'cba│abcdefgh│hgf',
  wrap: 'fgh│abcdefgh│abc',
  constant: 'kkk│abcdefgh│kkk',
} as const;
