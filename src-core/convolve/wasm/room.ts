// Room of each thread in which rows are put together on their way in and out, chunk by chunk. Offsets in bytes; the
// vectors of a chunk's end reach a little beyond it. Read by both sides.

/** Pixels of a chunk. */
export const CHUNK = 128;
const FLOATS = CHUNK * 16 + 64;

/** Stored pixels of a border. */
export const STORED = 0;
/** Straight work samples on their way in, f32 or f64; values of float64 on their way out. */
export const STRAIGHT = STORED + FLOATS;
/** On the way out, in float32: values, brightness before it becomes colour, the pixels' own straight samples. */
export const VALUES = STRAIGHT + 2 * FLOATS;
export const BRIGHTNESS = VALUES + FLOATS;
export const OWN = BRIGHTNESS + FLOATS;
/** Their own straight work samples, f32 or f64, as the first step asks for them. */
export const SELF = OWN + FLOATS;
/** What is copied where nothing is written, in the result's depth. */
export const KEPT = SELF + 2 * FLOATS;
/** Codes of 8 bits. */
export const CODES = KEPT + FLOATS;
/** The last vector of a row; places of codes on their way. */
export const LAST = CODES + FLOATS;
export const ROOM_BYTES = LAST + 128;
