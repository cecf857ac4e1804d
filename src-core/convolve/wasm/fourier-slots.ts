// Parameters of the method that multiplies spectra (fourier.ts).
import { PARAMETERS } from './slots';

/** Numbers of a transform along the row and along the column. */
export const ROW_LENGTH = PARAMETERS;
export const COLUMN_LENGTH = PARAMETERS + 1;
/** Pixels of a transform that are results. A block is two of them side by side. */
export const VALID_WIDTH = PARAMETERS + 2;
export const VALID_HEIGHT = PARAMETERS + 3;
export const KERNEL_COLUMNS = PARAMETERS + 4;
export const KERNEL_ROWS = PARAMETERS + 5;
/** The kernel's weights (f64, row by row), and 1 / (ROW_LENGTH · COLUMN_LENGTH). */
export const WEIGHTS = PARAMETERS + 6;
export const SCALE = PARAMETERS + 7;
/** Twiddles (fft.ts) of the picture's transforms, and as f64 for the kernel's. */
export const ROW_TWIDDLES = PARAMETERS + 8;
export const COLUMN_TWIDDLES = PARAMETERS + 9;
export const ROW_TWIDDLES_64 = PARAMETERS + 10;
export const COLUMN_TWIDDLES_64 = PARAMETERS + 11;
/** The kernel's transformed rows: real parts (f64) of all, then imaginary parts. */
export const KERNEL_LINES = PARAMETERS + 12;
/** The kernel's spectrum, column by column, in the permuted order of fft.ts. */
export const SPECTRUM = PARAMETERS + 13;
/** 1: sums are whole numbers, and rounded to them. */
export const ROUNDS = PARAMETERS + 14;
/** Lanes that lie side by side where lanes are blocks; the others lie below them. */
export const LANES_ACROSS = PARAMETERS + 15;
/** Offsets in the thread's scratch. */
export const AT_RING = PARAMETERS + 16;
export const AT_TABLES = PARAMETERS + 17;
export const AT_COLUMNS = PARAMETERS + 18;
export const AT_LINES = PARAMETERS + 19;
export const AT_REAL = PARAMETERS + 20;
export const AT_IMAGINARY = PARAMETERS + 21;
export const LINE_BYTES = PARAMETERS + 22;

/** Behind each transformed row, so that those of a column lie in different sets of the cache. */
export const GAP_BYTES = 64;

/** Rows of the kernel, then columns of its spectrum, that one tile of the preparatory phases transforms. */
export const PREPARED_ROWS = 16;
export const PREPARED_COLUMNS = 32;
