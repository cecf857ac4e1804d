// Parameters of the method that filters symmetrically in 16-bit fixed point (fixed.ts).
import { PARAMETERS } from './slots';

/** Pixels of a strip. */
export const STRIP_WIDTH = PARAMETERS;
/** The kernel's rows: so many filtered rows are at hand. */
export const ROWS = PARAMETERS + 1;
/** Along the row: pairs of taps, their byte offsets (two u32 each) and weights (i16 twice); the middle tap, if any. */
export const ACROSS_PAIRS = PARAMETERS + 2;
export const ACROSS_OFFSETS = PARAMETERS + 3;
export const ACROSS_WEIGHTS = PARAMETERS + 4;
export const ACROSS_MIDDLE = PARAMETERS + 5;
export const ACROSS_MIDDLE_WEIGHT = PARAMETERS + 6;
/** Over the rows: pairs of kernel rows (two u32 each) and weights; the middle row, if any (else −1). */
export const DOWN_PAIRS = PARAMETERS + 7;
export const DOWN_ROWS = PARAMETERS + 8;
export const DOWN_WEIGHTS = PARAMETERS + 9;
export const DOWN_MIDDLE = PARAMETERS + 10;
export const DOWN_MIDDLE_WEIGHT = PARAMETERS + 11;
/** Bytes of a filtered row. */
export const SUM_BYTES = PARAMETERS + 12;
/** Offsets in the thread's scratch. */
export const AT_LINE = PARAMETERS + 13;
export const AT_SAMPLES = PARAMETERS + 14;
export const AT_TAPS = PARAMETERS + 15;
export const AT_FILTERED = PARAMETERS + 16;
export const AT_SUMS = PARAMETERS + 17;

/** Samples and sums have so many bits behind the point: twice the largest still fits 16 bits. */
export const FRACTION_BITS = 6;
