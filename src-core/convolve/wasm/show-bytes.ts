// Pixels that are sRGB already, for the screen: every depth becomes u8, grey three channels, and opacity 255 where there is none.

/** `line` has room for a row in u8. */
export function pixelsToRgba(out: usize, from: usize, pixels: i32, channels: i32, depth: i32, line: usize): void {
  let codes = from;
  if (depth != 0) {
    codes = line;
    if (depth == 1) codes16To8(line, from, pixels * channels);
    else floatsTo8(line, from, pixels * channels);
  }
  if (channels == 4) memory.copy(out, codes, (<usize>pixels) << 2);
  else if (channels == 3) colourToRgba(out, codes, pixels);
  else if (channels == 2) greyOpacityToRgba(out, codes, pixels);
  else greyToRgba(out, codes, pixels);
}

/** floor(v / 257 + ½), which is the one quantisation of v / 65535 to 255 levels. */
function codes16To8(out: usize, from: usize, samples: i32): void {
  let i: usize = 0;
  const count = <usize>samples;
  if (ASC_FEATURE_SIMD) {
    for (; i + 16 <= count; i += 16) {
      const a = bytes16(v128.load(from + (i << 1)));
      const b = bytes16(v128.load(from + (i << 1), 16));
      v128.store(out + i, i8x16.narrow_i16x8_u(a, b));
    }
  }
  for (; i < count; i++) {
    store<u8>(out + i, <u8>byte16(load<u16>(from + (i << 1))));
  }
}

/** Codes above 65407 may be taken for 65535, which is the same level. */
export function byte16(code: u32): u32 {
  const raised = min<u32>(65535, code + 128);
  return (raised - (raised >> 8)) >> 8;
}

function bytes16(codes: v128): v128 {
  const raised = i16x8.add_sat_u(codes, i16x8.splat(128));
  return i16x8.shr_u(i16x8.sub(raised, i16x8.shr_u(raised, 8)), 8);
}

function floatsTo8(out: usize, from: usize, samples: i32): void {
  let i: usize = 0;
  const count = <usize>samples;
  if (ASC_FEATURE_SIMD) {
    for (; i + 8 <= count; i += 8) {
      const a = bytesOfFloats(v128.load(from + (i << 2)));
      const b = bytesOfFloats(v128.load(from + (i << 2), 16));
      const words = i16x8.narrow_i32x4_s(a, b);
      v128.store64_lane(out + i, i8x16.narrow_i16x8_u(words, words), 0);
    }
  }
  for (; i < count; i++) store<u8>(out + i, <u8>quantise(load<f32>(from + (i << 2)), 255));
}

/** Four codes; what is not below 0 or above 1 still is after rounding. */
function bytesOfFloats(given: v128): v128 {
  const rest = f32x4.sub(given, given);
  const value = v128.and(given, f32x4.eq(rest, rest));
  const low = rounded(f64x2.promote_low_f32x4(value));
  const high = rounded(f64x2.promote_low_f32x4(i64x2.shuffle(value, value, 1, 1)));
  return i64x2.shuffle(low, high, 0, 2);
}

function rounded(value: v128): v128 {
  const code = f64x2.add(f64x2.mul(value, f64x2.splat(255)), f64x2.splat(0.5));
  return i32x4.trunc_sat_f64x2_s_zero(code);
}

/** SEMANTICS §5: a fraction of full scale to a code; NaN and ±∞ become 0. */
export function quantise(value: f32, max: f64): i32 {
  if (value >= 1) return value == Infinity ? 0 : <i32>max;
  return value > 0 ? <i32>(<f64>value * max + 0.5) : 0;
}

const OPAQUE: u32 = 0xff000000;

function colourToRgba(out: usize, from: usize, pixels: i32): void {
  let i: usize = 0;
  const count = <usize>pixels;
  if (ASC_FEATURE_SIMD) {
    const opaque = i8x16.splat(-1);
    // 16 bytes are read for 12: the last pixels are left to the plain loop.
    for (; i + 6 <= count; i += 4) {
      const codes = v128.load(from + i * 3);
      v128.store(out + (i << 2), i8x16.shuffle(codes, opaque, 0, 1, 2, 16, 3, 4, 5, 16, 6, 7, 8, 16, 9, 10, 11, 16));
    }
  }
  for (; i < count; i++) {
    const p = from + i * 3;
    const code = (<u32>load<u8>(p)) | ((<u32>load<u8>(p, 1)) << 8) | ((<u32>load<u8>(p, 2)) << 16);
    store<u32>(out + (i << 2), code | OPAQUE);
  }
}

function greyToRgba(out: usize, from: usize, pixels: i32): void {
  let i: usize = 0;
  const count = <usize>pixels;
  if (ASC_FEATURE_SIMD) {
    const opaque = i8x16.splat(-1);
    for (; i + 4 <= count; i += 4) {
      const codes = v128.load32_zero(from + i);
      v128.store(out + (i << 2), i8x16.shuffle(codes, opaque, 0, 0, 0, 16, 1, 1, 1, 16, 2, 2, 2, 16, 3, 3, 3, 16));
    }
  }
  for (; i < count; i++) store<u32>(out + (i << 2), (<u32>load<u8>(from + i) * 0x010101) | OPAQUE);
}

function greyOpacityToRgba(out: usize, from: usize, pixels: i32): void {
  let i: usize = 0;
  const count = <usize>pixels;
  if (ASC_FEATURE_SIMD) {
    for (; i + 4 <= count; i += 4) {
      const codes = v128.load64_zero(from + (i << 1));
      v128.store(out + (i << 2), i8x16.shuffle(codes, codes, 0, 0, 0, 1, 2, 2, 2, 3, 4, 4, 4, 5, 6, 6, 6, 7));
    }
  }
  for (; i < count; i++) {
    const p = from + (i << 1);
    store<u32>(out + (i << 2), (<u32>load<u8>(p) * 0x010101) | ((<u32>load<u8>(p, 1)) << 24));
  }
}
