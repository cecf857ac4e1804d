// Vectors of float32 work samples with α: `P` is as large as a pixel, v128 for four samples, f64 for two of two.

/** α of each sample's own pixel. */
export function alphaOf<P>(v: v128): v128 {
  return sizeof<P>() == 16 ? i32x4.shuffle(v, v, 3, 3, 3, 3) : i32x4.shuffle(v, v, 1, 1, 3, 3);
}

export function withAlpha<P>(colours: v128, alphas: v128): v128 {
  return sizeof<P>() == 16 ? i32x4.shuffle(colours, alphas, 0, 1, 2, 7) : i32x4.shuffle(colours, alphas, 0, 5, 2, 7);
}

/** All ones where a sample is a colour, for so many channels; without α all four are. */
export function colourLanes(samples: i32): v128 {
  if (samples == 4) return i32x4(-1, -1, -1, 0);
  if (samples == 2) return i32x4(-1, 0, -1, 0);
  return i32x4.splat(-1);
}
