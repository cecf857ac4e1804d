// Parameters of the method that sums weighted rows (rows.ts).
import { PARAMETERS } from './slots';

/** Pixels of a strip: its row buffers stay in a near cache. */
export const STRIP_WIDTH = PARAMETERS;
/** How many row buffers there are: the kernel's rows. */
export const RING = PARAMETERS + 1;
/** 0: taps act on the loaded rows. 1 or 2: each loaded row first becomes that many filtered rows. */
export const GROUPS = PARAMETERS + 2;
/** Taps of the horizontal filters: byte offsets (u32), weights as f32 or f64; group 1 follows group 0. */
export const HORIZONTAL_COUNT_0 = PARAMETERS + 3;
export const HORIZONTAL_COUNT_1 = PARAMETERS + 4;
export const HORIZONTAL_OFFSETS = PARAMETERS + 5;
export const HORIZONTAL_WEIGHTS = PARAMETERS + 6;
/** Taps of the last step: row of the kernel (u32), byte offset within the row buffer (u32), weights. */
export const FINAL_COUNT = PARAMETERS + 7;
export const FINAL_ROWS = PARAMETERS + 8;
export const FINAL_OFFSETS = PARAMETERS + 9;
export const FINAL_WEIGHTS = PARAMETERS + 10;
/** Bytes from one row buffer to the next, and from one group's part to the next. */
export const ROW_BYTES = PARAMETERS + 11;
export const GROUP_BYTES = PARAMETERS + 12;
/** Offsets in the thread's scratch. */
export const AT_OFFSETS = PARAMETERS + 13;
export const AT_LINE = PARAMETERS + 14;
export const AT_SUMS = PARAMETERS + 15;
export const AT_ROWS = PARAMETERS + 16;
