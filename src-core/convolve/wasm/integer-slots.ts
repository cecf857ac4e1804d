// Parameters of the method that sums 8-bit samples in 16-bit integers (integer.ts).
import { PARAMETERS } from './slots';

/** Pixels of a strip. */
export const STRIP_WIDTH = PARAMETERS;
/** The kernel's rows: so many rows of samples are at hand. */
export const ROWS = PARAMETERS + 1;
/** 1: rows are filtered along the row first and kept as 16-bit sums. */
export const SEPARABLE = PARAMETERS + 2;
/** Taps along the row, by weight: those of 1, of −1, and all others. Byte offsets (u32), weights (i16 pairs, u32). */
export const ACROSS_PLUS = PARAMETERS + 3;
export const ACROSS_MINUS = PARAMETERS + 4;
export const ACROSS_OTHER = PARAMETERS + 5;
export const ACROSS_OFFSETS = PARAMETERS + 6;
export const ACROSS_WEIGHTS = PARAMETERS + 7;
/** Taps over rows in the same order: row of the kernel (u32), byte offset within the row (u32), weights. */
export const DOWN_PLUS = PARAMETERS + 8;
export const DOWN_MINUS = PARAMETERS + 9;
export const DOWN_OTHER = PARAMETERS + 10;
export const DOWN_ROWS = PARAMETERS + 11;
export const DOWN_OFFSETS = PARAMETERS + 12;
export const DOWN_WEIGHTS = PARAMETERS + 13;
/** Bytes of a row of samples with its border, and of a row of sums. */
export const LINE_BYTES = PARAMETERS + 14;
export const SUM_BYTES = PARAMETERS + 15;
/** Offsets in the thread's scratch: addresses of rows and taps, samples with their border, filtered rows, sums. */
export const AT_ROWS = PARAMETERS + 16;
export const AT_TAPS = PARAMETERS + 17;
export const AT_LINES = PARAMETERS + 18;
export const AT_FILTERED = PARAMETERS + 19;
export const AT_SUMS = PARAMETERS + 20;
/** 1 where both filters are five taps that mirror each other; then their three weights (i16 twice each). */
export const FIVE = PARAMETERS + 21;
export const FIVE_ACROSS = PARAMETERS + 22;
export const FIVE_DOWN = PARAMETERS + 23;
