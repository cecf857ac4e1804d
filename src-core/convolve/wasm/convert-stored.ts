// Stored pixels in another depth, unfiltered: floor(v · max + 0.5) and clamped, or a fraction as float; what is not a
// number becomes 0.
import { channels, pixelBytes, resultDepth, resultMax, sourceDepth, sourceMax } from './job';

/** Pixels that are not filtered at all: copied, or converted to the result's depth. */
export function copyPixels(out: usize, from: usize, count: i32): void {
  if (sourceDepth == resultDepth) memory.copy(out, from, <usize>count * pixelBytes);
  else if (sourceDepth == 0) fromDepth<u8>(out, from, count * channels);
  else if (sourceDepth == 1) fromDepth<u16>(out, from, count * channels);
  else fromDepth<f32>(out, from, count * channels);
}

function fromDepth<S>(out: usize, from: usize, samples: i32): void {
  if (resultDepth == 0) convert<S, u8>(out, from, samples);
  else if (resultDepth == 1) convert<S, u16>(out, from, samples);
  else convert<S, f32>(out, from, samples);
}

function convert<S, R>(out: usize, from: usize, samples: i32): void {
  const end = out + <usize>samples * sizeof<R>();
  if (ASC_FEATURE_SIMD) {
    const last = end - 4 * sizeof<R>();
    for (; out <= last; out += 4 * sizeof<R>()) {
      convertFour<S, R>(out, from);
      from += 4 * sizeof<S>();
    }
  }
  for (; out < end; out += sizeof<R>()) {
    const value = <f64>load<S>(from) / sourceMax;
    if (isFloat<R>()) store<R>(out, <R>value);
    else if (isFinite(value)) store<R>(out, <R>(<i32>min(resultMax, max<f64>(0, value * resultMax + 0.5))));
    else store<R>(out, 0);
    from += sizeof<S>();
  }
}

function convertFour<S, R>(out: usize, from: usize): void {
  const v = loadFour<S>(from);
  const unit = f64x2.splat(sourceMax);
  const low = f64x2.div(doublesOf<S>(v), unit);
  const high = f64x2.div(doublesOf<S>(i64x2.shuffle(v, v, 1, 1)), unit);
  if (isFloat<R>()) {
    const floats = i64x2.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
    v128.store(out, floats);
  } else {
    const codes = i64x2.shuffle(codesOf(low), codesOf(high), 0, 2);
    const shorts = i16x8.narrow_i32x4_u(codes, codes);
    if (sizeof<R>() == 2) v128.store64_lane(out, shorts, 0);
    else v128.store32_lane(out, i8x16.narrow_i16x8_u(shorts, shorts), 0);
  }
}

/** As i32, or f32. */
function loadFour<S>(from: usize): v128 {
  if (sizeof<S>() == 4) return v128.load(from);
  const codes = sizeof<S>() == 2 ? v128.load64_zero(from) : i16x8.extend_low_i8x16_u(v128.load32_zero(from));
  return i32x4.extend_low_i16x8_u(codes);
}

function doublesOf<S>(v: v128): v128 {
  return isFloat<S>() ? f64x2.promote_low_f32x4(v) : f64x2.convert_low_i32x4_s(v);
}

function codesOf(fractions: v128): v128 {
  const finite = f64x2.eq(f64x2.sub(fractions, fractions), f64x2.splat(0));
  const codes = f64x2.add(f64x2.mul(fractions, f64x2.splat(resultMax)), f64x2.splat(0.5));
  return i32x4.trunc_sat_f64x2_s_zero(v128.and(codes, finite));
}
