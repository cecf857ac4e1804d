// Parameters of the method of dense sums (dense.ts).
import { PARAMETERS } from './slots';

/** Pixels of a strip. */
export const STRIP_WIDTH = PARAMETERS;
/** The kernel's rows, and entries (columns, or pairs of columns) of each. */
export const ROWS = PARAMETERS + 1;
export const ENTRIES = PARAMETERS + 2;
/** 1: entries are pairs of 16-bit weights on pairs of neighbouring 8-bit samples; else float32. */
export const PAIRED = PARAMETERS + 3;
/** What a sum of pairs is multiplied by (f32). */
export const SCALE = PARAMETERS + 4;
/** Entries row by row, 4 bytes each; then, for two rows at a time, the weights of the upper and of the lower. */
export const WEIGHTS = PARAMETERS + 5;
export const BOTH_WEIGHTS = PARAMETERS + 6;
/** Bytes from one row buffer to the next, from one entry to the next within a row, and of a row of sums. */
export const ROW_BYTES = PARAMETERS + 7;
export const ENTRY_BYTES = PARAMETERS + 8;
export const SUM_BYTES = PARAMETERS + 9;
/** Offsets in the thread's scratch: addresses of rows, stored samples with their border, addresses of entries, sums, row buffers. */
export const AT_TABLE = PARAMETERS + 14;
export const AT_LINE = PARAMETERS + 10;
export const AT_ADDRESSES = PARAMETERS + 11;
export const AT_SUMS = PARAMETERS + 12;
export const AT_ROWS = PARAMETERS + 13;
