// How sums become samples: byte offsets in the block at FINISH_CONSTANTS (../finish.ts writes it), and what its numbers
// mean. Lanes are four neighbouring work samples unless said otherwise.

/** f32: the first step multiplies by the factor and adds the summand; α of opaque tiles is a factor of 0. */
export const FACTOR = 0;
export const SUMMAND = 16;
/** f64: what the first step of float64 sums divides by and adds. The quick way multiplies instead. */
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
/** f32: full scale of colour, and the α, in that unit, below which nothing shows. */
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
export const FINISH_BYTES = 168;

/** Ways: one step in float32 or float64 · several steps after a first one in float32 or float64. */
export const QUICK = 0;
export const QUICK_64 = 1;
export const STEPS = 2;
export const STEPS_64 = 3;

/** First steps in float32. */
export const PLAIN = 0;
/** P · (S / A), A / S */
export const RATIO = 1;
/** P / A, A / S: right for whole sums whose quotients no rounding can carry over a tie. */
export const QUOTIENT = 2;
/** P + c₀ · (S − A) */
export const PRESERVE = 3;
