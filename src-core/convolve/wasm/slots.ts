// The job: a block of float64 numbers through which the engine tells every thread what to do. Read by both sides.

export const SOURCE = 0;
export const SOURCE_STRIDE = 1;
/** Depths: 0 = u8, 1 = u16, 2 = f32. */
export const SOURCE_DEPTH = 2;
export const CHANNELS = 3;
/** The source buffer holds this part of the picture. */
export const WINDOW_X = 4;
export const WINDOW_Y = 5;
export const WINDOW_WIDTH = 6;
export const WINDOW_HEIGHT = 7;
/** The picture: borders act at its edges. */
export const WHOLE_WIDTH = 8;
export const WHOLE_HEIGHT = 9;
/** 0 clamp, 1 mirror, 2 reflect, 3 wrap, 4 constant. */
export const BORDER = 10;
export const RESULT = 11;
export const RESULT_STRIDE = 12;
export const RESULT_DEPTH = 13;
/** The picture's coordinate under the result buffer's first pixel. */
export const ORIGIN_X = 14;
export const ORIGIN_Y = 15;
export const RESULT_WIDTH = 16;
export const RESULT_HEIGHT = 17;
/** The part of the result buffer that is filtered; the rest is copied (`keep`). */
export const FILTER_LEFT = 18;
export const FILTER_TOP = 19;
export const FILTER_RIGHT = 20;
export const FILTER_BOTTOM = 21;
export const TILE_WIDTH = 22;
export const TILE_HEIGHT = 23;
export const TILE_COLUMNS = 24;
export const TILE_COUNT = 25;
/** How far the kernel reads left, right and up, in pixels. */
export const REACH_LEFT = 26;
export const REACH_RIGHT = 27;
export const REACH_TOP = 28;
export const REACH_BOTTOM = 29;
/** Samples per pixel in the work buffers: the channels, or luminance (and α). */
export const WORK_CHANNELS = 30;
/** 0: taps act on the loaded rows. 1 or 2: each loaded row first becomes that many filtered rows. */
export const GROUPS = 31;
/** Taps of the horizontal filters: sample offsets (u32), weights as f32 and as f64; group 1 follows group 0. */
export const HORIZONTAL_COUNT_0 = 32;
export const HORIZONTAL_COUNT_1 = 33;
export const HORIZONTAL_OFFSETS = 34;
export const HORIZONTAL_WEIGHTS_32 = 35;
export const HORIZONTAL_WEIGHTS_64 = 36;
/** Taps of the last step: row of the kernel (u32), sample offset within the row buffer (u32), weights. */
export const FINAL_COUNT = 37;
export const FINAL_ROWS = 38;
export const FINAL_OFFSETS = 39;
export const FINAL_WEIGHTS_32 = 40;
export const FINAL_WEIGHTS_64 = 41;
/** 0 plain, 1 premultiplied, 2 preserve. */
export const LAW = 42;
/** Bit c is set when channel c is written, else it is copied. */
export const TICKS = 43;
export const LUMINANCE = 44;
export const LINEAR = 45;
/** 0 clamp, 1 absolute, 2 signed, 3 minmax. */
export const OUTPUT = 46;
export const AMOUNT = 47;
export const DIVISOR = 48;
/** Bias of colour, in colour units. */
export const BIAS = 49;
/** S in the arithmetic of the sums, so that an opaque neighbourhood sums to exactly this. */
export const SUM = 50;
/** Full scale of colour, and of α where colour is weighted by it. */
export const COLOUR_UNIT = 51;
export const ALPHA_UNIT = 52;
export const RANGE_LOW = 53;
export const RANGE_HIGH = 54;
/** Float64 sums (1) or float32 (0), for plain tiles and for tiles weighted by α. */
export const WIDE_PLAIN = 55;
export const WIDE_WEIGHTED = 56;
/** 0 general · 1 float32 multiply-add · 2 float64 divide · 3 from linear light · 4 luminance: how plain tiles become samples. */
export const FINISH = 57;
/** 4 lanes of f32 factor, 4 of f32 summand, 4 of f64 divisor, 4 of f64 summand, 16 bytes of mask. */
export const FINISH_CONSTANTS = 58;
/** Border colour in work units: 4 f64 for plain tiles, 4 f64 weighted by α. */
export const BORDER_COLOUR = 59;
export const BORDER_OPAQUE = 60;
/** Curve records of red, green, blue (light.ts). */
export const CURVE_0 = 61;
export const CURVE_1 = 62;
export const CURVE_2 = 63;
export const LUMINANCE_RED = 64;
export const LUMINANCE_GREEN = 65;
export const LUMINANCE_BLUE = 66;
/** 1: nothing is written; the extremes of the values are found for `minmax`. */
export const MEASURE = 67;
/** Nothing is filtered; the source is copied. */
export const COPY = 68;
/** Scratch of thread t starts at SCRATCH + t · SCRATCH_BYTES; the rest are offsets in it. */
export const SCRATCH = 69;
export const SCRATCH_BYTES = 70;
export const SCRATCH_ROW_SLOTS = 71;
export const SCRATCH_OFFSETS = 72;
export const SCRATCH_LINE = 73;
export const SCRATCH_SUMS = 74;
export const SCRATCH_ROWS = 75;
/** Samples from one row buffer to the next, and from one group's part to the next. */
export const ROW_STRIDE = 76;
export const GROUP_STRIDE = 77;
/** Constants of finish-integer.ts (finish-integer-layout.ts). */
export const FINISH_INTEGER = 78;
export const SLOT_COUNT = 79;

/** After the slots, 32-bit integers that threads share: offsets in bytes. */
export const CANCEL = 640;
export const CLAIMED = 644;
export const LOW = 648;
export const HIGH = 652;
export const INVALID = 656;
/** Then minimum and maximum (f64 each) per thread. */
export const RANGES = 704;
export const MAX_THREADS = 64;
export const JOB_BYTES = 1728;
