// Parameters of the multirate method (multirate.ts): decimated by splines, filtered on a coarse grid, spread again.
import { PARAMETERS } from './slots';

/** Per axis: pixels of a coarse cell, length of the spline, radius of the coarse filter, cells that meet in a pixel. */
export const STEP_X = PARAMETERS;
export const LENGTH_X = PARAMETERS + 1;
export const RADIUS_X = PARAMETERS + 2;
export const MEET_X = PARAMETERS + 3;
export const STEP_Y = PARAMETERS + 4;
export const LENGTH_Y = PARAMETERS + 5;
export const RADIUS_Y = PARAMETERS + 6;
export const MEET_Y = PARAMETERS + 7;
/** Rows of codes that are summed in 16-bit integers to one row first: 2, 3 or 4; 1: rows are loaded as they are. */
export const ROW_STEP = PARAMETERS + 8;
/** Weights of the spline along the row, f32, each as often as a vector needs; vectors of it, and bytes from one to the next. */
export const SHRINK_WEIGHTS = PARAMETERS + 9;
export const SHRINK_VECTORS = PARAMETERS + 10;
/** Spline over rows (of ROW_STEP rows each), f32, and its length. */
export const ROWS_WEIGHTS = PARAMETERS + 11;
export const ROWS_LENGTH = PARAMETERS + 12;
/** The coarse filters, f32; byte offsets (u32) of the taps along the row. */
export const FILTER_X = PARAMETERS + 13;
export const OFFSETS_X = PARAMETERS + 14;
export const FILTER_Y = PARAMETERS + 15;
/** Weights of spreading over rows: STEP_Y lists of MEET_Y f32. */
export const SPREAD_Y = PARAMETERS + 16;
/** Weights of spreading along the row: for each vector of a cell, one vector of f32 for each of 4 or 6 cells. */
export const SPREAD_X = PARAMETERS + 17;
/** The same as 15-bit fractions for four pixels of four samples at a time; 0: results take the general way out. */
export const SPREAD_CODES = PARAMETERS + 18;
/** Coarse samples that all tiles share: filtered along the row. 0: every tile computes its own. */
export const COARSE = PARAMETERS + 19;
export const COARSE_LEFT = PARAMETERS + 20;
export const COARSE_TOP = PARAMETERS + 21;
export const COARSE_COLUMNS = PARAMETERS + 22;
export const COARSE_ROWS = PARAMETERS + 23;
export const COARSE_BYTES = PARAMETERS + 24;
/** Coarse rows of a preparatory tile. */
export const BAND_ROWS = PARAMETERS + 25;
/** A byte for each row of the source: does it hold anything but finite numbers? 0: it cannot. */
export const NOT_FINITE = PARAMETERS + 26;
/** The kernel's own reach, which NaN and ±∞ must not leave. */
export const KERNEL_X = PARAMETERS + 27;
export const KERNEL_Y = PARAMETERS + 28;
/** How many coarse pixels the tables of SPREAD_X look at: 4 or 6. */
export const SPREAD_MEET = PARAMETERS + 29;
/** Bytes of a row of coarse samples in scratch, those of a decimated row included. */
export const NARROW_BYTES = PARAMETERS + 30;
/** Offsets in the thread's scratch. */
export const AT_COARSE = PARAMETERS + 31;
export const AT_LINE = PARAMETERS + 32;
export const AT_LINE_SUMS = PARAMETERS + 33;
export const AT_CODES = PARAMETERS + 34;
export const AT_NARROW = PARAMETERS + 35;
export const AT_ROW = PARAMETERS + 36;
export const AT_OFFSETS = PARAMETERS + 37;
export const AT_FILTERED = PARAMETERS + 38;
export const AT_PAIRS = PARAMETERS + 39;
export const AT_FOUND = PARAMETERS + 40;
export const AT_SEARCHED = PARAMETERS + 41;

/** Bytes of zeros before a row that is spread. */
export const LEAD = 96;
