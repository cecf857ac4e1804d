// Products of 16-bit numbers taken as fractions of 2^15, rounded.

/** No factor is -32768, so both instructions give the same on every machine. */
export function fixedProduct(a: v128, b: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i16x8.relaxed_q15mulr_s(a, b);
  return i16x8.q15mulr_sat_s(a, b);
}
