// Parameters of loops that were made for a kernel (emitted-tile.ts), beside those of the method that would do without.
import { PARAMETERS } from './slots';

/**
 * How they end: there are none, they give codes, or they give sums in float32: of the picture's samples, of rows that are
 * loaded, or of samples in pairs.
 */
export const WAY = PARAMETERS + 30;
export const CODES = 1;
export const FLOATS = 2;
export const LOADED_FLOATS = 3;
export const PAIRS = 4;
/** Pixels of a strip, rows of the kernel, and whether a second loop goes along the sums of the first. */
export const STRIP_WIDTH = PARAMETERS + 31;
export const ROWS = PARAMETERS + 32;
export const TWO_PASSES = PARAMETERS + 33;
export const DOWN_WEIGHTS = PARAMETERS + 34;
export const ACROSS_WEIGHTS = PARAMETERS + 35;
/** Bytes of a row of samples with its border. */
export const LINE_BYTES = PARAMETERS + 36;
/** Offsets in the thread's scratch: addresses of rows as they come, and in the kernel's order; copies of rows that touch
 * the border; two rows of sums between the passes, and two of the result. */
export const AT_ROWS = PARAMETERS + 37;
export const AT_ORDERED = PARAMETERS + 38;
export const AT_LINES = PARAMETERS + 39;
export const AT_BETWEEN = PARAMETERS + 40;
export const AT_SUMS = PARAMETERS + 41;
/** From one of the two rows to the other. */
export const BETWEEN_BYTES = PARAMETERS + 42;
export const SUM_BYTES = PARAMETERS + 43;
/** Room for two steps of rows that are shorter. */
export const AT_SPARE = PARAMETERS + 44;
/** A copy of a row from which pairs are made. */
export const AT_LINE = PARAMETERS + 45;
/** Float32 sums are the result's samples, and written there. */
export const STORES = PARAMETERS + 46;
/** Pixels that go through all loops at once, bytes of a sample that they read, and the address of one row for the second. */
export const CHUNK_WIDTH = PARAMETERS + 47;
export const SAMPLE_BYTES = PARAMETERS + 48;
export const AT_ROW = PARAMETERS + 49;
/** The number of the plan's first function among those of the job. */
export const FUNCTIONS = PARAMETERS + 50;
/** Rows of the result whose pixels at the edges are made at once, the columns that those read, and what is read there. */
export const EDGE_ROWS = PARAMETERS + 51;
export const AT_EDGE_COLUMNS = PARAMETERS + 52;
export const AT_EDGE_SAMPLES = PARAMETERS + 53;
/** From the windows of even rows to those of odd ones. */
export const EDGE_BYTES = PARAMETERS + 54;
