// Jobs that move pixels without filtering them: a block of float64 numbers, as slots.ts has it for filters.

/** Pixels come from and go to (the mean of blocks, or RGBA for the screen). */
export const SOURCE = 0;
export const SOURCE_STRIDE = 1;
export const TARGET = 2;
export const TARGET_STRIDE = 3;
export const WIDTH = 4;
export const HEIGHT = 5;
export const CHANNELS = 6;
/** 0 = u8, 1 = u16, 2 = f32. */
export const DEPTH = 7;
/** Rows of the target that a thread takes at a time. */
export const CHUNK_ROWS = 8;
export const CHUNKS = 9;
/** A line of its own for every thread: thread t's starts at LINES + t · LINE_BYTES. */
export const LINES = 10;
export const LINE_BYTES = 11;

/** Shrinking: WIDTH and HEIGHT are the source's; sides of a block. */
export const FACTOR = 12;

/** Showing: WIDTH and HEIGHT are the target's. The parts that fill it, six numbers each: see PART_. */
export const PARTS = 13;
export const PART_COUNT = 14;
/** 0: samples, 0 where they have no valid value, 1: RGBA u8 of sRGB, 2: RGBA u8 through tables, 3: samples as they are. */
export const LOOK = 15;
/** Light of red, green and blue by code (f32), nine f32 of a matrix or 0, and sRGB's bytes by light. */
export const LIGHT_0 = 16;
export const LIGHT_1 = 17;
export const LIGHT_2 = 18;
export const MATRIX = 19;
export const ENCODING = 20;

/** Looking through samples: thread t's tables start at TALLY + t · TALLY_BYTES (tally-layout.ts). */
export const TALLY = 21;
export const TALLY_BYTES = 22;
/** Sorted into so many bins; 0: measured. Floats fall into bin (value − DOMAIN_START) · DOMAIN_SCALE. */
export const BINS = 23;
export const DOMAIN_START = 24;
export const DOMAIN_SCALE = 25;
/** Below and above these a value is out of range; at and beyond the edges it is clipped. */
export const LIMIT_LOW = 26;
export const LIMIT_HIGH = 27;
export const EDGE_LOW = 28;
export const EDGE_HIGH = 29;
/** Shares of red, green and blue in the luminance of encoded values. */
export const LUMINANCE_RED = 30;
export const LUMINANCE_GREEN = 31;
export const LUMINANCE_BLUE = 32;

/** Difference: SOURCE minus SECOND, times GAIN; 1: grey is none, 0: how much; 1: of opacity, 0: of colour. */
export const SECOND = 33;
export const SECOND_STRIDE = 34;
export const GAIN = 35;
export const SIGNED = 36;
export const OF_OPACITY = 37;
export const SLOT_COUNT = 38;

/** Of a part: its pixels, and the rectangle of the target that they fill. */
export const PART_POINTER = 0;
export const PART_STRIDE = 1;
export const PART_X = 2;
export const PART_Y = 3;
export const PART_WIDTH = 4;
export const PART_HEIGHT = 5;
export const PART_FIELDS = 6;

/** Light is looked up in this many steps; the step at black, where sRGB is steepest, is a fifth of a level. */
export const LIGHT_STEPS = 16384;
/** Floats are taken to one of these codes before they are looked up. */
export const FLOAT_CODES = 65535;

/** After the slots, 32-bit integers that threads share, offsets in bytes: these two as in every job. */
export { CANCEL, INVALID } from './slots';
export const CLAIMED = 456;
export const LOW = 460;
export const HIGH = 464;
export const JOB_BYTES = 512;
