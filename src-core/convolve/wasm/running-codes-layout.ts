// Constants of wasm/running-codes.ts: byte offsets in the block at QUICK. Read by both sides.

/** 4 lanes of i32: the running sums begin with them. */
export const BEFORE = 0;
/** 4 lanes of f32, and of f64 for codes of 16 bits. */
export const FACTOR_32 = 16;
export const FACTOR_64 = 32;
/** 16 bytes: where 0, the sample is not computed. */
export const WRITTEN = 64;
/** 16 bytes of such samples where they are the same everywhere: α of opaque tiles. */
export const CONSTANT = 80;
/** i32: 0 all samples are computed · 1 the others are CONSTANT · 2 the others are copied. */
export const KEEPS = 96;
/** 16 bytes: where in four vectors of three samples and a spare one, narrowed, the samples are; the spare ones last. */
export const PIXELS = 112;
/** 8 lanes of i16, and 4 lanes of i32 that keep their low half: for divisors that are whole numbers of 15 bits. */
export const DIVISOR = 128;
export const LOW_HALVES = 144;
/** i32: 1 where codes of 16 bits are quotients in 32 bits that their remainder puts right · 0 where in float64. */
export const DIVIDES = 160;
export const LAYOUT_BYTES = 176;
