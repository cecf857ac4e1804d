// Work rows weighted by α, in place: two or four samples to a pixel, the last one α, which is brought to its own scale.

/** α times `scale` becomes the weight; a full one leaves the colour exactly as it is. */
export function weighRow(row: usize, count: i32, samples: i32, scale: f64, wide: bool): void {
  if (ASC_FEATURE_SIMD) {
    if (wide) {
      if (samples == 4) weighWide4(row, count, scale);
      else weighWide2(row, count, scale);
    } else {
      let done = 0;
      if (samples == 4) done = weigh4(row, count, <f32>scale);
      else done = weigh2(row, count, <f32>scale);
      if (done < count) weighScalar<f32>(row + ((<usize>done) << 3), count - done, samples, scale);
    }
  } else if (wide) {
    weighScalar<f64>(row, count, samples, scale);
  } else {
    weighScalar<f32>(row, count, samples, scale);
  }
}

function weighScalar<W>(row: usize, count: i32, samples: i32, scale: f64): void {
  for (let i = 0; i < count; i++) {
    const at = row + <usize>(samples - 1) * sizeof<W>();
    const weight = load<W>(at) * <W>scale;
    for (; row < at; row += sizeof<W>()) store<W>(row, load<W>(row) * weight);
    store<W>(at, weight);
    row += sizeof<W>();
  }
}

function weigh4(row: usize, count: i32, scale: f32): i32 {
  const one = f32x4.splat(1);
  const scales = f32x4.splat(scale);
  const end = row + ((<usize>count) << 4);
  for (; row < end; row += 16) {
    const v = v128.load(row);
    const alpha = i32x4.shuffle(i32x4.shuffle(v, v, 3, 3, 3, 3), one, 0, 1, 2, 7);
    v128.store(row, f32x4.mul(v, f32x4.mul(alpha, scales)));
  }
  return count;
}

function weigh2(row: usize, count: i32, scale: f32): i32 {
  const one = f32x4.splat(1);
  const scales = f32x4.splat(scale);
  const end = row + ((<usize>(count & ~1)) << 3);
  for (; row < end; row += 16) {
    const v = v128.load(row);
    const alpha = i32x4.shuffle(i32x4.shuffle(v, v, 1, 1, 3, 3), one, 0, 5, 2, 7);
    v128.store(row, f32x4.mul(v, f32x4.mul(alpha, scales)));
  }
  return count & ~1;
}

function weighWide4(row: usize, count: i32, scale: f64): void {
  const scales = f64x2.splat(scale);
  const end = row + ((<usize>count) << 5);
  for (; row < end; row += 32) {
    const upper = v128.load(row, 16);
    const alpha = f64x2.mul(i64x2.shuffle(upper, upper, 1, 1), scales);
    v128.store(row, f64x2.mul(v128.load(row), alpha));
    v128.store(row, f64x2.mul(upper, i64x2.shuffle(alpha, scales, 0, 2)), 16);
  }
}

function weighWide2(row: usize, count: i32, scale: f64): void {
  const scales = f64x2.splat(scale);
  const end = row + ((<usize>count) << 4);
  for (; row < end; row += 16) {
    const v = v128.load(row);
    const alpha = f64x2.mul(i64x2.shuffle(v, v, 1, 1), scales);
    v128.store(row, f64x2.mul(v, i64x2.shuffle(alpha, scales, 0, 2)));
  }
}
