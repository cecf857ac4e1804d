// Constants of wasm/finish-integer.ts: byte offsets in the block at FINISH_INTEGER, and its ways. Read by both sides.

/** 8 lanes of i16: added to the sum, multiplied (Q15, rounded), added to the product. */
export const BEFORE = 0;
export const FACTOR = 16;
export const AFTER = 32;
/** 4 lanes of f32. */
export const FACTOR_32 = 48;
export const SUMMAND_32 = 64;
/** 4 lanes of f64. */
export const FACTOR_64 = 80;
export const SUMMAND_64 = 112;
/** 16 bytes: where 0, the source's sample is copied. */
export const MASK = 144;
/** i32: one of the ways below. */
export const WAY = 160;
/** i32: 1 takes the absolute value of the sum first. */
export const ABSOLUTE = 164;
export const LAYOUT_BYTES = 168;

/** clamp(T + before) */
export const SATURATE = 0;
/** clamp(round((T + before) · factor / 2^15) + after) */
export const FIXED = 1;
/** clamp(trunc(T · factor + summand)) in float32, 16-bit sums with a sign or without. */
export const FLOAT = 2;
export const FLOAT_UNSIGNED = 3;
/** The same in float64. */
export const DOUBLE = 4;
