// What a fast path offers: taps in the form that the module runs, what they cost, and how far they can err.
import type { Plan } from '../engine/types.ts';
import type { Terms } from './terms.ts';

export interface RowTap {
  /** Column of the kernel. */
  readonly column: number;
  readonly weight: number;
}

export interface FinalTap {
  /** Row of the kernel. */
  readonly row: number;
  /** Column of the kernel, or 0 where the row buffers are filtered already. */
  readonly column: number;
  /** Which of the filtered rows; 0 where the taps act on the picture's own rows. */
  readonly group: number;
  readonly weight: number;
}

export interface Proposal {
  readonly method: Plan['method'];
  readonly label: string;
  /** One list per filtered row, none for a direct sum. */
  readonly horizontal: readonly (readonly RowTap[])[];
  /** In row order. */
  readonly final: readonly FinalTap[];
  /** Multiply-adds per sample. */
  readonly cost: number;
  /** Largest number of roundings that one term of the sum goes through. */
  readonly roundings: number;
  /** Σ of the absolute products of the factors: Σ|K| or more. */
  readonly gain: number;
  /** Σ|K − the kernel that these taps add up to|. */
  readonly weightError: number;
  /** Every factor is a whole number, and the taps are the kernel exactly. */
  readonly whole: boolean;
}

/** One fast path: its offer for a call, or null where it does not apply. */
export type Propose = (terms: Terms) => Proposal | null;

export function sizeLabel(rows: number, columns: number): string {
  return `${rows}×${columns}`;
}
