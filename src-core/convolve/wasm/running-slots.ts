// Parameters of the method of running sums (running.ts).
import { PARAMETERS } from './slots';

/** What rows hold and in which whole numbers they are summed: one of the numbers below. */
export const NUMBERS = PARAMETERS;
/** Largest strip that the scratch has room for, in pixels. */
export const STRIP_WIDTH = PARAMETERS + 1;
export const STRIP_HEIGHT = PARAMETERS + 2;
/** The kernel without empty rows and columns at its sides, and its anchor in there (which may lie outside). */
export const ROWS = PARAMETERS + 3;
export const COLUMNS = PARAMETERS + 4;
export const ANCHOR_ROW = PARAMETERS + 5;
export const ANCHOR_COLUMN = PARAMETERS + 6;
/** Columns of the differences' taps, from the kernel's first on: FIRST is 0 or less. */
export const FIRST_COLUMN = PARAMETERS + 7;
export const LAST_COLUMN = PARAMETERS + 8;
/** Taps of weight 1, then of weight -1: (row, column) as i32 each, in row order. */
export const PLUS = PARAMETERS + 9;
export const MINUS = PARAMETERS + 10;
export const TAPS = PARAMETERS + 11;
/** Running sums from row to row: how many, and by how many columns each moves to the right per row (-1, 0, 1). */
export const DOWN = PARAMETERS + 12;
export const SHIFT = PARAMETERS + 13; // 13, 14, 15
/** Running sums along the row: 0, 1 or 2. */
export const ACROSS = PARAMETERS + 16;
/** Columns computed beyond the strip, where running sums start from an empty window. */
export const MARGIN_LEFT = PARAMETERS + 17;
export const MARGIN_RIGHT = PARAMETERS + 18;
/** Row buffers, and bytes from one to the next. */
export const RING = PARAMETERS + 19;
export const ROW_BYTES = PARAMETERS + 20;
/** A work sample times SCALE is its whole number; a whole sum times FACTOR is the sum that is finished. */
export const SCALE = PARAMETERS + 21;
export const FACTOR = PARAMETERS + 22;
/** Work samples beyond this, and those that are no numbers, are kept out of the running sums; 0 where there are none. */
export const LIMIT = PARAMETERS + 23;
/** The kernel's weights as sums take them (f64, row by row), for samples that are kept out. */
export const WEIGHTS = PARAMETERS + 24;
/** 0: by finishPixels · 16 or 32: whole sums of so many bits by finish-integer.ts · 64: straight to a float result. */
export const FINISH_BITS = PARAMETERS + 25;
/** Constants of running-codes.ts, or 0: how builds with SIMD make codes of whole sums. */
export const QUICK = PARAMETERS + 35;
/** Tables of running-products.ts, or 0: how work samples of 32 bits are made. */
export const PRODUCTS = PARAMETERS + 36;
/** Tables of running-light.ts, or 0. */
export const LIGHT = PARAMETERS + 39;
/** Offset in the thread's scratch: for each row buffer the address of its first pixel in the picture. */
export const AT_BASES = PARAMETERS + 37;
/** Columns from the one that leaves a window to the one that enters it, whose sums taps then take; 0 where taps take what
 * changes along the row. */
export const SPAN = PARAMETERS + 38;
/** Sums of columns, in 32 bits, are added up along the row in float64. */
export const FAR = PARAMETERS + 40;
/** Sums of 32 bits are finished as whole numbers. */
export const WHOLE = PARAMETERS + 41;
/** Offsets in the thread's scratch; sums from row to row lie STATE_BYTES apart. */
export const AT_RING = PARAMETERS + 26;
export const AT_FLAGS = PARAMETERS + 27;
export const AT_STATES = PARAMETERS + 28;
export const STATE_BYTES = PARAMETERS + 29;
export const AT_ADDRESSES = PARAMETERS + 30;
export const AT_LINE = PARAMETERS + 31;
export const AT_CARRY = PARAMETERS + 32;
export const AT_CHUNK = PARAMETERS + 33;
export const AT_SUMS = PARAMETERS + 34;

/** Codes of 8 bits, summed in 16 or in 32 bits. */
export const CODES_8_16 = 0;
export const CODES_8_32 = 1;
/** Codes of 16 bits, summed in 32. */
export const CODES_16_32 = 2;
/** Float samples as they are stored, summed in float64 as multiples of 1 / SCALE. */
export const FLOATS = 3;
/** Work samples in fixed point of 32 or 64 bits. */
export const WORK_32 = 4;
export const WORK_64 = 5;

/** Samples that pass through all steps while they are in the nearest cache: whole vectors, blocks and pixels. */
export const CHUNK = 2880;
/** What inner loops make at a time are parts of so many samples. */
export const BLOCK = 64;
/** Samples that are read from copies of a row near its ends are whole parts of so many: whole blocks and pixels. */
export const PART = 192;
/** What inner loops may read and write beyond the end of a row. */
export const OVERRUN = 64;
/** From one step's chunk to the next one's, in bytes: one of taps and one for each running sum along the row. */
export const CHUNK_BYTES = 46592;
export const CARRY_BYTES = 64;
/** Taps of one sign that 16 bits can take of 8-bit codes. */
export const GROUP = 128;
