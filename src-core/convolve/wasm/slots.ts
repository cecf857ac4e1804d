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
/** How far the kernel reads on each side, in pixels. */
export const REACH_LEFT = 22;
export const REACH_RIGHT = 23;
export const REACH_TOP = 24;
export const REACH_BOTTOM = 25;
/** Samples per pixel in the work buffers: the channels, or luminance (and α). */
export const WORK_CHANNELS = 26;
/** 0 plain, 1 premultiplied, 2 preserve. */
export const LAW = 27;
/** Bit c is set when channel c is written, else it is copied. */
export const TICKS = 28;
export const LUMINANCE = 29;
export const LINEAR = 30;
/** 0 clamp, 1 absolute, 2 signed, 3 minmax. */
export const OUTPUT = 31;
export const AMOUNT = 32;
/** Bias of colour, in colour units. */
export const BIAS = 33;
/** Full scale of colour. */
export const COLOUR_UNIT = 34;
export const RANGE_LOW = 35;
export const RANGE_HIGH = 36;
export const BORDER_OPAQUE = 37;
/** Curve records of red, green, blue (light.ts). */
export const CURVE_0 = 38;
export const CURVE_1 = 39;
export const CURVE_2 = 40;
export const LUMINANCE_RED = 41;
export const LUMINANCE_GREEN = 42;
export const LUMINANCE_BLUE = 43;
/** 1: nothing is written; the extremes of the values are found for `minmax`. */
export const MEASURE = 44;
/** Nothing is filtered; the source is copied. */
export const COPY = 45;
/** Scratch of thread t starts at SCRATCH + t · SCRATCH_BYTES. */
export const SCRATCH = 46;
export const SCRATCH_BYTES = 47;
/** How plans are chosen: 0 the plain one everywhere · 1 the weighted one everywhere · 2 tile by tile, by its own α ·
 * 3 for the whole picture, by the α of the whole source, which a first phase looks at. */
export const OPACITY = 48;
export const THREADS = 49;
/** Where in a thread's scratch the room of rows on their way in and out starts (room.ts). */
export const ROOM = 52;
/** Ways through the pieces of curves (curve-slots.ts): floats to light, and light to what is stored. */
export const DECODING = 53;
export const ENCODING = 54;
/** 1: floats without a valid value stay what they are, so that they can be found; they are counted all the same. */
export const KEEP_INVALID = 55;
/** Plan blocks: tiles whose neighbourhood is opaque (or whose law needs no α), and tiles weighted by α. */
export const PLAIN = 50;
export const WEIGHTED = 51;
export const SLOT_COUNT = 56;

/** From here on slots lie in the plan block that serves the tile at hand: number, whole and pointer know. */
export const PLAN = 128;
/** Which method computes the sums (tile.ts). */
export const METHOD = 128;
/** Preparatory phases of the method, and how many tiles each has. */
export const PHASES = 129;
export const PHASE_TILES = 130; // 130, 131, 132
/** Tiles in which threads claim the result; the first may begin left of and above the result buffer. */
export const TILE_WIDTH = 133;
export const TILE_HEIGHT = 134;
export const TILE_X = 135;
export const TILE_Y = 136;
export const TILE_COLUMNS = 137;
export const TILE_COUNT = 138;
/** Float64 sums (1) or float32 (0). */
export const WIDE = 139;
/** Full scale of α where colour is weighted by it. */
export const ALPHA_UNIT = 140;
export const DIVISOR = 141;
/** S in the arithmetic of the sums, so that an opaque neighbourhood sums to exactly this. */
export const SUM = 142;
/** How sums become samples (finish-slots.ts). */
export const FINISH_CONSTANTS = 144;
/** Border colour in work units: 4 f64 for plain tiles, 4 f64 weighted by α. */
export const BORDER_COLOUR = 145;
/** Constants of finish-integer.ts (finish-integer-layout.ts). */
export const FINISH_INTEGER = 146;
/** From here on the method's own parameters (its -slots.ts). */
export const PARAMETERS = 150;
export const PLAN_SLOTS = 80;

/** After the job's slots, 32-bit integers that threads share: offsets in bytes. */
export const CANCEL = 448;
export const INVALID = 452;
/** 1 when a sample of α was found below full scale. */
export const TRANSPARENT = 456;
/** Four counters of each phase: claimed, from the first tile, from the last, done. */
export const COUNTERS = 512;
export const COUNTER_BYTES = 16;
/** Then minimum and maximum (f64 each) per thread. */
export const RANGES = 640;
export const MAX_THREADS = 64;
export const JOB_BYTES = 1664;
