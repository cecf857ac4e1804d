// A transfer curve as the module reads it: a record of fields of 8 bytes (engine/curves.ts writes it, light.ts reads it).
// Numbers are float64. Addresses are u32, since V8 would convert a float64 again in every turn of a loop that uses it.

/** 0: light = (a·x + b)^g + e from x = d on, c·x + f below · 1: equally spaced samples. */
export const FORM = 0;
export const G = 1;
export const A = 2;
export const B = 3;
export const C = 4;
export const D = 5;
export const E = 6;
export const F = 7;
/** Light at which the straight part ends. */
export const BREAK = 8;
/** Sampled curves: number of samples, and their address (f64). */
export const COUNT = 9;
export const VALUES = 10;
/** Light of every code of an integer source, as f32 and as f64; 0 where nobody asks. */
export const LIGHT_32 = 11;
export const LIGHT_64 = 12;
/** Codes of 8 bits by the upper bits of light as f32. */
export const CODES = 13;
/** What makes a fraction of a code: f64, and f32. */
export const UNIT_64 = 14;
export const UNIT_32 = 15;
export const CURVE_SLOTS = 16;

/**
 * Quadratic pieces: 4 f32 each, at the start, slope, bend, and what f32 left of the first. Octaves have 2^7 pieces, or
 * 2^8 where float64 work samples come of them.
 */
export const PIECE_BITS = 7;
export const FINE_PIECE_BITS = 8;

/**
 * A way through pieces, for four neighbouring samples: constants of 4 lanes each, in bytes. Below STRAIGHT_END (so is α)
 * slope · x + offset; from LIMIT on, and where nothing is below it, the curve's own formula.
 */
export const STRAIGHT_END = 0;
export const SLOPE = 16;
export const OFFSET = 32;
export const LIMIT = 48;
/** i32: what to subtract from the upper bits of a float to find its piece, and the last piece there is. */
export const FIRST = 64;
export const LAST = 80;
/** Bits above those that vary within a piece; all ones in lanes of colour; the bits of a magnitude. */
export const UPPER = 96;
export const COLOUR = 112;
export const MAGNITUDE = 128;
/** f32: nothing, and one. */
export const ZERO = 144;
export const ONE = 160;
/** The pieces of each lane (u32); how many bits vary; how many samples are taken at a time. */
export const LANE_PIECES = 176;
export const SHIFT = 192;
export const LANES = 196;
/** f32: what a slow result is multiplied by, and what is added. */
export const SCALE = 200;
export const HALF = 204;
export const WAY_BYTES = 208;

/** Bits of light as f32, from 2^-24 (LEAST_LIGHT) to 1, less those of 2^-24, without the lowest: the index of its code. */
export const LEAST_LIGHT = 0x33800000;
export const FULL_LIGHT = 0x3f800000;
export const CODE_SHIFT = 12;
