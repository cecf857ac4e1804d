// Whole sums to stored codes, plain tiles in encoded light. ../finish-integer.ts has proven the constants: every sum
// that can occur gives floor(T / d + b + 0.5), clamped.
import * as layout from './finish-integer-layout';
import { fixedProduct } from './fixed-product';
import { pointer, resultDepth } from './job';
import * as slots from './slots';
import { truncate } from './truncate';
import { keepUnticked } from './unticked';

/** `count` samples of 8 bits from 16-bit sums; where the mask is 0 they are copied from the source. */
export function finishInteger16(out: usize, sums: usize, from: usize, count: i32): void {
  codesOf16(out, sums, from, count);
  keepUnticked(out, from, count);
}

/** The same, from anywhere within a pixel: what the mask does not tell is not copied. */
export function codesOf16(out: usize, sums: usize, from: usize, count: i32): void {
  const constants = pointer(slots.FINISH_INTEGER);
  const way = load<i32>(constants, layout.WAY);
  let i: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    if (way == layout.SATURATE) i = saturate(constants, out, sums, from, count);
    else if (way == layout.FIXED) i = fixed(constants, out, sums, from, count);
    else i = float16(constants, out, sums, from, count, way == layout.FLOAT_UNSIGNED);
  }
  const absolute = load<i32>(constants, layout.ABSOLUTE) != 0;
  for (; i < count; i++) {
    const at = <usize>i;
    if (load<u8>(constants + (at & 15), layout.MASK) == 0) {
      store<u8>(out + at, load<u8>(from + at));
      continue;
    }
    let sum = <i32>load<i16>(sums + (at << 1));
    if (absolute) sum = abs(sum);
    if (way == layout.FLOAT_UNSIGNED) sum &= 0xffff;
    store<u8>(
      out + at,
      <u8>min(max(way < layout.FLOAT ? code16(constants, at, sum, way) : code32(constants, at, sum), 0), 255),
    );
  }
}

function code16(constants: usize, index: usize, sum: i32, way: i32): i32 {
  const lane = constants + ((index & 7) << 1);
  const before = sum + <i32>load<i16>(lane, layout.BEFORE);
  if (way == layout.SATURATE) return before;
  const product = (<i32>(<i16>before) * <i32>load<i16>(lane, layout.FACTOR) + 0x4000) >> 15;
  return product + <i32>load<i16>(lane, layout.AFTER);
}

function code32(constants: usize, index: usize, sum: i32): i32 {
  const lane = constants + ((index & 3) << 2);
  const code = <f32>sum * load<f32>(lane, layout.FACTOR_32) + load<f32>(lane, layout.SUMMAND_32);
  return <i32>max<f32>(-1, min<f32>(code, 65536));
}

function code64(constants: usize, index: usize, sum: i32): i32 {
  const lane = constants + ((index & 3) << 3);
  const code = <f64>sum * load<f64>(lane, layout.FACTOR_64) + load<f64>(lane, layout.SUMMAND_64);
  return <i32>max<f64>(-1, min<f64>(code, 65536));
}

function saturate(constants: usize, out: usize, sums: usize, from: usize, count: i32): i32 {
  const before = v128.load(constants, layout.BEFORE);
  const mask = v128.load(constants, layout.MASK);
  const all = i8x16.all_true(mask);
  const absolute = load<i32>(constants, layout.ABSOLUTE) != 0;
  let i: i32 = 0;
  for (; i + 16 <= count; i += 16) {
    const p = sums + ((<usize>i) << 1);
    let a = v128.load(p);
    let b = v128.load(p, 16);
    if (absolute) {
      a = i16x8.abs(a);
      b = i16x8.abs(b);
    }
    let v = i8x16.narrow_i16x8_u(i16x8.add_sat_s(a, before), i16x8.add_sat_s(b, before));
    if (!all) v = v128.bitselect(v, v128.load(from + <usize>i), mask);
    v128.store(out + <usize>i, v);
  }
  return i;
}

function fixed(constants: usize, out: usize, sums: usize, from: usize, count: i32): i32 {
  const before = v128.load(constants, layout.BEFORE);
  const factor = v128.load(constants, layout.FACTOR);
  const after = v128.load(constants, layout.AFTER);
  const mask = v128.load(constants, layout.MASK);
  const all = i8x16.all_true(mask);
  const absolute = load<i32>(constants, layout.ABSOLUTE) != 0;
  let i: i32 = 0;
  for (; i + 16 <= count; i += 16) {
    const p = sums + ((<usize>i) << 1);
    let a = v128.load(p);
    let b = v128.load(p, 16);
    if (absolute) {
      a = i16x8.abs(a);
      b = i16x8.abs(b);
    }
    a = i16x8.add(fixedProduct(i16x8.add(a, before), factor), after);
    b = i16x8.add(fixedProduct(i16x8.add(b, before), factor), after);
    let v = i8x16.narrow_i16x8_u(a, b);
    if (!all) v = v128.bitselect(v, v128.load(from + <usize>i), mask);
    v128.store(out + <usize>i, v);
  }
  return i;
}

function float16(constants: usize, out: usize, sums: usize, from: usize, count: i32, unsigned: bool): i32 {
  const factor = v128.load(constants, layout.FACTOR_32);
  const summand = v128.load(constants, layout.SUMMAND_32);
  const mask = v128.load(constants, layout.MASK);
  const all = i8x16.all_true(mask);
  const absolute = load<i32>(constants, layout.ABSOLUTE) != 0;
  let i: i32 = 0;
  for (; i + 16 <= count; i += 16) {
    const p = sums + ((<usize>i) << 1);
    let a = v128.load(p);
    let b = v128.load(p, 16);
    if (absolute) {
      a = i16x8.abs(a);
      b = i16x8.abs(b);
    }
    let a0: v128, a1: v128, b0: v128, b1: v128;
    if (unsigned) {
      a0 = i32x4.extend_low_i16x8_u(a);
      a1 = i32x4.extend_high_i16x8_u(a);
      b0 = i32x4.extend_low_i16x8_u(b);
      b1 = i32x4.extend_high_i16x8_u(b);
    } else {
      a0 = i32x4.extend_low_i16x8_s(a);
      a1 = i32x4.extend_high_i16x8_s(a);
      b0 = i32x4.extend_low_i16x8_s(b);
      b1 = i32x4.extend_high_i16x8_s(b);
    }
    a0 = codes(a0, factor, summand);
    a1 = codes(a1, factor, summand);
    b0 = codes(b0, factor, summand);
    b1 = codes(b1, factor, summand);
    let v = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a0, a1), i16x8.narrow_i32x4_s(b0, b1));
    if (!all) v = v128.bitselect(v, v128.load(from + <usize>i), mask);
    v128.store(out + <usize>i, v);
  }
  return i;
}

function codes(sums: v128, factor: v128, summand: v128): v128 {
  return truncate(f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(sums), factor), summand));
}

/** `count` samples of 8 or 16 bits from 32-bit sums. */
export function finishInteger32(out: usize, sums: usize, from: usize, count: i32): void {
  if (load<i32>(pointer(slots.FINISH_INTEGER), layout.WAY) == layout.DOUBLE) finish32<f64>(out, sums, from, count);
  else finish32<f32>(out, sums, from, count);
}

function finish32<F>(out: usize, sums: usize, from: usize, count: i32): void {
  const constants = pointer(slots.FINISH_INTEGER);
  const absolute = load<i32>(constants, layout.ABSOLUTE) != 0;
  let i: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    if (resultDepth == 0) i = wide8<F>(constants, out, sums, from, count, absolute);
    else i = wide16<F>(constants, out, sums, from, count, absolute);
  }
  for (; i < count; i++) {
    const at = <usize>i;
    const kept = load<u8>(constants + ((at << resultDepth) & 15), layout.MASK) == 0;
    let sum = load<i32>(sums + (at << 2));
    if (absolute) sum = abs(sum);
    const code = max(sizeof<F>() == 8 ? code64(constants, at, sum) : code32(constants, at, sum), 0);
    if (resultDepth == 0) store<u8>(out + at, kept ? load<u8>(from + at) : <u8>min(code, 255));
    else store<u16>(out + (at << 1), kept ? load<u16>(from + (at << 1)) : <u16>min(code, 65535));
  }
  keepUnticked(out, from, count);
}

function wide8<F>(constants: usize, out: usize, sums: usize, from: usize, count: i32, absolute: bool): i32 {
  const mask = v128.load(constants, layout.MASK);
  const all = i8x16.all_true(mask);
  let i: i32 = 0;
  for (; i + 16 <= count; i += 16) {
    const p = sums + ((<usize>i) << 2);
    let v = i8x16.narrow_i16x8_u(
      i16x8.narrow_i32x4_s(wideCodes<F>(constants, p, absolute), wideCodes<F>(constants, p + 16, absolute)),
      i16x8.narrow_i32x4_s(wideCodes<F>(constants, p + 32, absolute), wideCodes<F>(constants, p + 48, absolute)),
    );
    if (!all) v = v128.bitselect(v, v128.load(from + <usize>i), mask);
    v128.store(out + <usize>i, v);
  }
  return i;
}

function wide16<F>(constants: usize, out: usize, sums: usize, from: usize, count: i32, absolute: bool): i32 {
  const mask = v128.load(constants, layout.MASK);
  const all = i8x16.all_true(mask);
  let i: i32 = 0;
  for (; i + 8 <= count; i += 8) {
    const at = (<usize>i) << 1;
    const p = sums + (at << 1);
    let v = i16x8.narrow_i32x4_u(wideCodes<F>(constants, p, absolute), wideCodes<F>(constants, p + 16, absolute));
    if (!all) v = v128.bitselect(v, v128.load(from + at), mask);
    v128.store(out + at, v);
  }
  return i;
}

function wideCodes<F>(constants: usize, p: usize, absolute: bool): v128 {
  let v = v128.load(p);
  if (absolute) v = i32x4.abs(v);
  if (sizeof<F>() == 4)
    return codes(v, v128.load(constants, layout.FACTOR_32), v128.load(constants, layout.SUMMAND_32));
  const low = f64x2.mul(f64x2.convert_low_i32x4_s(v), v128.load(constants, layout.FACTOR_64));
  const upper = f64x2.convert_low_i32x4_s(i64x2.shuffle(v, v, 1, 1));
  const high = f64x2.mul(upper, v128.load(constants + 16, layout.FACTOR_64));
  return i64x2.shuffle(
    i32x4.trunc_sat_f64x2_s_zero(f64x2.add(low, v128.load(constants, layout.SUMMAND_64))),
    i32x4.trunc_sat_f64x2_s_zero(f64x2.add(high, v128.load(constants + 16, layout.SUMMAND_64))),
    0,
    2,
  );
}
