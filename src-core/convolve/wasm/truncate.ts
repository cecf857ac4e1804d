// Float32 to whole numbers of 32 bits, for codes: exact from -2^31 to 65536, clamped above, something below 0 below.

/** NaN gives something that is not above 0. */
export function truncate(v: v128): v128 {
  // One instruction where the machine may choose what lies out of range; nothing above the largest code gets there.
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_trunc_f32x4_s(f32x4.pmin(v, f32x4.splat(65536)));
  return i32x4.trunc_sat_f32x4_s(v);
}
