// The kernel as a value: a matrix of real weights and the cell that lies on the pixel being computed.
import { z } from 'zod';
import { AppError } from '../errors.ts';

export const MAX_KERNEL_SIDE = 257;

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/**
 * A kernel as drawn. `weights` is row-major, rows · columns long. `expressions`, where present, has the same
 * length and keeps what the person typed (`1/9`) beside the number it means; null where nothing was typed.
 */
export interface Kernel {
  readonly rows: number;
  readonly columns: number;
  readonly weights: readonly number[];
  readonly anchor: Cell;
  readonly expressions?: readonly (string | null)[] | undefined;
  /** The formula that made all weights (formula.ts), with its parameters; gone as soon as a weight is changed by hand. */
  readonly formula?: KernelFormula | undefined;
}

export interface KernelFormula {
  readonly text: string;
  readonly values: Readonly<Record<string, number>>;
}

export const formulaSchema = z.strictObject({
  text: z.string().min(1).max(200),
  values: z.record(z.string().max(40), z.number()),
});

const side = z.int().min(1).max(MAX_KERNEL_SIDE);

export const kernelSchema = z
  .strictObject({
    rows: side,
    columns: side,
    weights: z
      .array(z.number())
      .min(1)
      .max(MAX_KERNEL_SIDE ** 2),
    anchor: z.strictObject({ row: z.int().min(0), column: z.int().min(0) }),
    expressions: z.array(z.string().max(200).nullable()).optional(),
    formula: formulaSchema.optional(),
  })
  .refine((k) => k.weights.length === k.rows * k.columns, {
    error: 'weights must hold rows × columns numbers',
    path: ['weights'],
  })
  .refine((k) => k.anchor.row < k.rows && k.anchor.column < k.columns, {
    error: 'the anchor must be a cell of the kernel',
    path: ['anchor'],
  })
  .refine((k) => !k.expressions || k.expressions.length === k.weights.length, {
    error: 'one expression or null per weight',
    path: ['expressions'],
  })
  .refine((k) => k.weights.every((w) => Math.abs(w) <= 3.4028234663852886e38), {
    error: 'a weight overflows float32',
    path: ['weights'],
  });

/** The default anchor, SEMANTICS §2: (⌊rows/2⌋, ⌊columns/2⌋). */
export function centreOf(rows: number, columns: number): Cell {
  return { row: Math.floor(rows / 2), column: Math.floor(columns / 2) };
}

/** Builds a kernel from rows of numbers. Throws `invalid` when rows differ in length or a weight is not finite. */
export function kernelOf(matrix: readonly (readonly number[])[], anchor?: Cell): Kernel {
  const rows = matrix.length;
  const columns = matrix[0]?.length ?? 0;
  if (rows === 0 || columns === 0 || matrix.some((row) => row.length !== columns)) {
    throw new AppError('invalid', 'Expected rows of equal length for a kernel.');
  }
  const weights = matrix.flat();
  if (!weights.every(Number.isFinite))
    throw new AppError('invalid', 'Expected finite numbers for the weights of a kernel.');
  return { rows, columns, weights, anchor: anchor ?? centreOf(rows, columns) };
}
