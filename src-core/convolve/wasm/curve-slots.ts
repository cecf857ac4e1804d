// A transfer curve as the module reads it: a record of float64 numbers (engine/curves.ts writes it, light.ts reads it).

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
/** Pieces of the curved part each way: address, and a block of constants (below). */
export const DECODE = 13;
export const ENCODE = 14;
/** Codes of 8 bits by the upper bits of light as f32. */
export const CODES = 15;
export const CURVE_SLOTS = 16;

/**
 * Pieces: constants, then per piece 4 f32: at its start, slope, bend, and what f32 left of the first. Octaves have 2^6
 * pieces, or 2^8 where float64 work samples come of them. Below STRAIGHT_END slope · x + offset; from LIMIT on, and
 * where nothing is below it, the curve's own formula.
 */
export const PIECE_BITS = 6;
export const FINE_PIECE_BITS = 8;
export const STRAIGHT_END = 0;
export const SLOPE = 4;
export const OFFSET = 8;
export const LIMIT = 12;
/** i32: what to subtract from the upper bits of a float to find its piece, and the last piece there is. */
export const FIRST = 16;
export const LAST = 20;
/** i32: how many of the lowest bits tell floats of a piece apart. */
export const SHIFT = 24;
export const PIECES = 64;

/** Bits of light as f32, from 2^-24 (LEAST_LIGHT) to 1, less those of 2^-24, without the lowest: the index of its code. */
export const LEAST_LIGHT = 0x33800000;
export const FULL_LIGHT = 0x3f800000;
export const CODE_SHIFT = 12;
