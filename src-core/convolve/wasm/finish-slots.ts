// How sums become samples: byte offsets in the block at FINISH_CONSTANTS (../finish.ts writes it), and what its numbers
// mean. Lanes are four neighbouring work samples unless said otherwise.

/** f32: the first step multiplies by the factor and adds the summand; α of opaque tiles is a factor of 0. */
export const FACTOR = 0;
export const SUMMAND = 16;
/** f64: what the first step in float64 divides by, or multiplies by, and adds. */
export const DIVISOR_64 = 32;
export const SUMMAND_64 = 64;
/** 16 bytes of stored samples: where 0, the source's are kept. */
export const MASK = 96;
/** f32, one number each: the last step, from values to codes before truncation or to floats. */
export const SCALE = 112;
export const HALF = 116;
/** f32: S and S · (full scale of α), as the sums give them over an opaque neighbourhood. */
export const SUM_32 = 120;
export const OPAQUE_SUM_32 = 124;
/** f32: full scale of colour, and the α among the values below which nothing shows. */
export const UNIT_32 = 128;
export const HIDDEN_BELOW = 132;
/** f32: what is added to a mapped colour, after its absolute value was taken where ABSOLUTE is not 0 (i32). */
export const SHIFT = 136;
export const ABSOLUTE = 140;
/** i32: the way, and the first step in float32. */
export const WAY = 144;
export const LAW_32 = 148;
/** i32, 0 or 1: values of the first step in float32 are mapped · that in float64 blends and rounds as well as maps. */
export const MAPS = 152;
export const COMPLETE_64 = 156;
/** i32, 0 or 1: no value that can occur is NaN or infinite. */
export const FINITE = 160;
/** i32, 0 or 1: some sample may be kept as it is. */
export const KEEPS = 164;
/** i32, 0 or 1: the lanes of DIVISOR_64 are factors. */
export const MULTIPLIES_64 = 168;
/**
 * f64, one number each, loaded where a loop needs it: S, S · (full scale of α), full scale of α, of colour, and of the
 * result, colour over α, what is left of the divisor, the bias, the amount and the rest of it, and the α below which
 * nothing shows.
 */
export const SUM_64 = 176;
export const OPAQUE_SUM_64 = 184;
export const ALPHA_UNIT_64 = 192;
export const UNIT_64 = 200;
export const MAX_64 = 208;
export const RISE_64 = 216;
export const REST_DIVISOR_64 = 224;
export const BIAS_64 = 232;
export const AMOUNT_64 = 240;
export const REST_64 = 248;
export const HIDDEN_BELOW_64 = 256;
export const HALF_64 = 264;
/** f32: the amount and the rest of it. */
export const AMOUNT_32 = 272;
export const REST_32 = 276;
/** i32, 0 or 1: where α comes out as 0 the pixel's own colour is kept; a blend has seen to that itself. */
export const HIDES = 284;
/** i32, 0 or 1: REST_DIVISOR_64 is its own reciprocal, to multiply by. */
export const MULTIPLIES_REST_64 = 280;
/** i32: S of whole sums. */
export const WHOLE_SUM = 172;
/** Of 12 samples on end, 64 bits each: all ones where it is a colour · a colour that counts for `minmax`. */
export const COLOUR_64 = 288;
export const COUNTS_64 = 384;
export const FINISH_BYTES = 480;

/** Ways: one step in float32 or float64 · several steps after a first one in float32 or float64 · one step from sums that are
 * light, or become light by factor and summand, to codes of 8 bits. */
export const QUICK = 0;
export const QUICK_64 = 1;
export const STEPS = 2;
export const STEPS_64 = 3;
export const LIGHT = 4;
export const SCALED_LIGHT = 5;

/** First steps in float32. */
export const PLAIN = 0;
/** P · (S / A), A / S */
export const RATIO = 1;
/** P / A, A / S: right for whole sums whose quotients no rounding can carry over a tie. */
export const QUOTIENT = 2;
/** P + c₀ · (S − A) */
export const PRESERVE = 3;
/** P / A, A / S of whole numbers of 32 bits, rounded by what remains. */
export const WHOLE = 4;
