// Sums to stored samples, the quick way: plain tiles in encoded light, many samples at once.
// FINISH 1: float32 v · factor + summand · FINISH 2: float64 v / divisor + summand, then the output's mapping and the
// blend with the source, operation by operation as the reference writes it.
import * as slots from './slots';
import { blend, blends, mapOutput, outputMode, rangeLow, rangeSpan, shown, shownAll, shownOwn } from './output';
import { pointer, resultDepth, resultMax, colourUnit, whole, wide, job } from './job';

// Byte offsets in FINISH_CONSTANTS.
const FACTOR = 0;
const SUMMAND = 16;
const DIVISOR_64 = 32;
const SUMMAND_64 = 64;
const MASK = 96;

/** Exactly what a lane of the float32 finish does. */
export function finishOne(sum: f32, lane: i32): f32 {
  const at = pointer(slots.FINISH_CONSTANTS) + ((<usize>(lane & 3)) << 2);
  return sum * load<f32>(at, FACTOR) + load<f32>(at, SUMMAND);
}

function finishWide(sum: f64, lane: i32, from: usize): f64 {
  const at = pointer(slots.FINISH_CONSTANTS) + ((<usize>(lane & 3)) << 3);
  return blend(mapOutput(sum / load<f64>(at, DIVISOR_64) + load<f64>(at, SUMMAND_64)), ownAt(from, lane));
}

/** `count` samples; lanes whose mask is 0 are copied from the source, which then has the result's depth. */
export function finishRow(out: usize, sums: usize, from: usize, count: i32): void {
  const narrow = whole(slots.FINISH) == 1;
  let i: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    if (resultDepth == 0) i = finish8(out, sums, from, count, narrow);
    else if (resultDepth == 1) i = finish16(out, sums, from, count, narrow);
    else i = finish32(out, sums, from, count, narrow);
  }
  finishTail(out, sums, from, i, count, narrow);
}

function finishTail(out: usize, sums: usize, from: usize, start: i32, count: i32, narrow: bool): void {
  const mask = pointer(slots.FINISH_CONSTANTS) + MASK;
  for (let i = start; i < count; i++) {
    const index = <usize>i;
    const kept = load<u8>(mask + (((<usize>i) << resultDepth) & 15)) == 0;
    if (resultDepth == 2) {
      if (kept) {
        store<f32>(out + (index << 2), load<f32>(from + (index << 2)));
        continue;
      }
      let value: f32 = narrow
        ? finishOne(load<f32>(sums + (index << 2)), i)
        : <f32>(finishWide(sumAt(sums, index), i, from) / colourUnit);
      if (!isFinite(value)) {
        atomic.add<i32>(job + slots.INVALID, 1);
        value = 0;
      }
      store<f32>(out + (index << 2), value);
      continue;
    }
    const value: f64 = narrow
      ? <f64>finishOne(load<f32>(sums + (index << 2)), i)
      : finishWide(sumAt(sums, index), i, from) + 0.5;
    const code = value > 0 ? <i32>min(value, resultMax) : 0;
    if (resultDepth == 0) store<u8>(out + index, kept ? load<u8>(from + index) : <u8>code);
    else store<u16>(out + (index << 1), kept ? load<u16>(from + (index << 1)) : <u16>code);
  }
}

/** A blend is asked for only where the source has the result's depth. */
function ownAt(from: usize, index: i32): f64 {
  if (!blends) return 0;
  const at = from + ((<usize>index) << resultDepth);
  return resultDepth == 0 ? <f64>load<u8>(at) : resultDepth == 1 ? <f64>load<u16>(at) : <f64>load<f32>(at);
}

function sumAt(sums: usize, index: usize): f64 {
  return wide ? load<f64>(sums + (index << 3)) : <f64>load<f32>(sums + (index << 2));
}

/** Four codes as i32, not yet clamped. */
function wideCodes(sums: usize, from: usize, i: i32, constants: usize): v128 {
  const half = f64x2.splat(0.5);
  // Truncation is the floor from 0 up; below, everything clamps to 0 all the same.
  const low = i32x4.trunc_sat_f64x2_s_zero(f64x2.add(wideValue(sums, from, i, 0, constants), half));
  const high = i32x4.trunc_sat_f64x2_s_zero(f64x2.add(wideValue(sums, from, i, 2, constants), half));
  return i64x2.shuffle(low, high, 0, 2);
}

function wideValue(sums: usize, from: usize, i: i32, lane: usize, constants: usize): v128 {
  const at = <usize>i + lane;
  const v = wide ? v128.load(sums + (at << 3)) : f64x2.promote_low_f32x4(v128.load64_zero(sums + (at << 2)));
  const c = constants + (lane << 3);
  const mapped = mapPair(f64x2.add(f64x2.div(v, v128.load(c, DIVISOR_64)), v128.load(c, SUMMAND_64)));
  return blends ? blendPair(mapped, ownPair(from, at)) : mapped;
}

function ownPair(from: usize, index: usize): v128 {
  if (resultDepth == 2) return f64x2.promote_low_f32x4(v128.load64_zero(from + (index << 2)));
  const p = from + (index << resultDepth);
  const low = resultDepth == 0 ? <i32>load<u8>(p) : <i32>load<u16>(p);
  const high = resultDepth == 0 ? <i32>load<u8>(p, 1) : <i32>load<u16>(p, 2);
  return f64x2.convert_low_i32x4_s(i32x4.replace_lane(i32x4.splat(low), 1, high));
}

function blendPair(v: v128, own: v128): v128 {
  const sum = f64x2.add(f64x2.mul(f64x2.splat(shown), v), f64x2.mul(f64x2.splat(shownOwn), own));
  // Dividing by 1 changes nothing but the time it takes.
  return shownAll == 1 ? sum : f64x2.div(sum, f64x2.splat(shownAll));
}

function mapPair(v: v128): v128 {
  if (outputMode == 0) return v;
  if (outputMode == 1) return f64x2.abs(v);
  const unit = f64x2.splat(colourUnit);
  if (outputMode == 2) return f64x2.add(v, f64x2.splat(0.5 * colourUnit));
  if (rangeSpan == 0) return f64x2.splat(0);
  const share = f64x2.div(f64x2.sub(f64x2.div(v, unit), f64x2.splat(rangeLow)), f64x2.splat(rangeSpan));
  return f64x2.mul(share, unit);
}

function finish8(out: usize, sums: usize, from: usize, count: i32, narrow: bool): i32 {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const factor = v128.load(constants, FACTOR);
  const summand = v128.load(constants, SUMMAND);
  const mask = v128.load(constants, MASK);
  const all = i8x16.all_true(mask);
  let i: i32 = 0;
  for (; i + 16 <= count; i += 16) {
    let a: v128;
    let b: v128;
    let c: v128;
    let d: v128;
    if (narrow) {
      // Written out: four calls would cost a third of a small kernel's time.
      const p = sums + ((<usize>i) << 2);
      a = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(v128.load(p), factor), summand));
      b = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(v128.load(p, 16), factor), summand));
      c = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(v128.load(p, 32), factor), summand));
      d = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(v128.load(p, 48), factor), summand));
    } else {
      a = wideCodes(sums, from, i, constants);
      b = wideCodes(sums, from, i + 4, constants);
      c = wideCodes(sums, from, i + 8, constants);
      d = wideCodes(sums, from, i + 12, constants);
    }
    let v = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
    if (!all) v = v128.bitselect(v, v128.load(from + <usize>i), mask);
    v128.store(out + <usize>i, v);
  }
  return i;
}

function finish16(out: usize, sums: usize, from: usize, count: i32, narrow: bool): i32 {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const factor = v128.load(constants, FACTOR);
  const summand = v128.load(constants, SUMMAND);
  const mask = v128.load(constants, MASK);
  const all = i8x16.all_true(mask);
  let i: i32 = 0;
  for (; i + 8 <= count; i += 8) {
    let a: v128;
    let b: v128;
    if (narrow) {
      const p = sums + ((<usize>i) << 2);
      a = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(v128.load(p), factor), summand));
      b = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(v128.load(p, 16), factor), summand));
    } else {
      a = wideCodes(sums, from, i, constants);
      b = wideCodes(sums, from, i + 4, constants);
    }
    const at = (<usize>i) << 1;
    let v = i16x8.narrow_i32x4_u(a, b);
    if (!all) v = v128.bitselect(v, v128.load(from + at), mask);
    v128.store(out + at, v);
  }
  return i;
}

function finish32(out: usize, sums: usize, from: usize, count: i32, narrow: bool): i32 {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const mask = v128.load(constants, MASK);
  const all = i8x16.all_true(mask);
  const unit = f64x2.splat(colourUnit);
  let invalid: i32 = 0;
  let i: i32 = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    let v: v128;
    if (narrow) {
      v = f32x4.add(f32x4.mul(v128.load(sums + at), v128.load(constants, FACTOR)), v128.load(constants, SUMMAND));
    } else {
      const low = f32x4.demote_f64x2_zero(f64x2.div(wideValue(sums, from, i, 0, constants), unit));
      const high = f32x4.demote_f64x2_zero(f64x2.div(wideValue(sums, from, i, 2, constants), unit));
      v = i64x2.shuffle(low, high, 0, 2);
    }
    // v - v is 0 for every finite number and NaN for the rest.
    const finite = f32x4.eq(f32x4.sub(v, v), f32x4.splat(0));
    if (!i32x4.all_true(v128.or(finite, v128.not(mask)))) {
      invalid += popcnt<i32>(i32x4.bitmask(v128.andnot(mask, finite)));
    }
    v = v128.and(v, finite);
    if (!all) v = v128.bitselect(v, v128.load(from + at), mask);
    v128.store(out + at, v);
  }
  if (invalid) atomic.add<i32>(job + slots.INVALID, invalid);
  return i;
}
