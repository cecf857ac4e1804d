// Stored samples to float32 or float64 as they are: codes stay codes.

export function convertSamples(out: usize, from: usize, count: i32, depth: i32, wide: bool): void {
  if (wide) {
    if (depth == 0) codes8To64(out, from, count);
    else if (depth == 1) codes16To64(out, from, count);
    else floats32To64(out, from, count);
  } else if (depth == 0) {
    codes8To32(out, from, count);
  } else if (depth == 1) {
    codes16To32(out, from, count);
  } else {
    memory.copy(out, from, (<usize>count) << 2);
  }
}

function widen<T, W>(out: usize, from: usize, start: i32, count: i32): void {
  for (let i: usize = <usize>start; i < <usize>count; i++) {
    store<W>(out + i * sizeof<W>(), <W>load<T>(from + i * sizeof<T>()));
  }
}

function floats32To64(out: usize, from: usize, count: i32): void {
  let i: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 2 <= count; i += 2) {
      v128.store(out + ((<usize>i) << 3), f64x2.promote_low_f32x4(v128.load64_zero(from + ((<usize>i) << 2))));
    }
  }
  widen<f32, f64>(out, from, i, count);
}

function codes8To32(out: usize, from: usize, count: i32): void {
  let i: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 16 <= count; i += 16) {
      const codes = v128.load(from + <usize>i);
      const low = i16x8.extend_low_i8x16_u(codes);
      const high = i16x8.extend_high_i8x16_u(codes);
      const o = out + ((<usize>i) << 2);
      v128.store(o, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(low)));
      v128.store(o, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(low)), 16);
      v128.store(o, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(high)), 32);
      v128.store(o, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(high)), 48);
    }
  }
  widen<u8, f32>(out, from, i, count);
}

function codes16To32(out: usize, from: usize, count: i32): void {
  let i: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 8 <= count; i += 8) {
      const codes = v128.load(from + ((<usize>i) << 1));
      const o = out + ((<usize>i) << 2);
      v128.store(o, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(codes)));
      v128.store(o, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(codes)), 16);
    }
  }
  widen<u16, f32>(out, from, i, count);
}

function codes8To64(out: usize, from: usize, count: i32): void {
  let i: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 8 <= count; i += 8) {
      const codes = i16x8.extend_low_i8x16_u(v128.load64_zero(from + <usize>i));
      storeDoubles(out + ((<usize>i) << 3), codes);
    }
  }
  widen<u8, f64>(out, from, i, count);
}

function codes16To64(out: usize, from: usize, count: i32): void {
  let i: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 8 <= count; i += 8) {
      storeDoubles(out + ((<usize>i) << 3), v128.load(from + ((<usize>i) << 1)));
    }
  }
  widen<u16, f64>(out, from, i, count);
}

/** Eight codes of 16 bits. */
function storeDoubles(out: usize, codes: v128): void {
  const low = i32x4.extend_low_i16x8_u(codes);
  const high = i32x4.extend_high_i16x8_u(codes);
  v128.store(out, f64x2.convert_low_i32x4_s(low));
  v128.store(out, f64x2.convert_low_i32x4_s(upper(low)), 16);
  v128.store(out, f64x2.convert_low_i32x4_s(high), 32);
  v128.store(out, f64x2.convert_low_i32x4_s(upper(high)), 48);
}

function upper(v: v128): v128 {
  return i64x2.shuffle(v, v, 1, 1);
}
