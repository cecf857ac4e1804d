// Whole sums straight to stored codes, the last running sum along the row on the way: plain tiles, with SIMD.
// ../running-codes.ts has proven trunc((T + before) · factor) for every sum T that can occur; the running sums begin
// with `before`, so that nothing is left to add.
import { pointer, resultDepth } from './job';
import * as layout from './running-codes-layout';
import * as slots from './running-slots';
import { span } from './running-strip';
import { keepUnticked } from './unticked';

// S: sums of 16 or 32 bits; unsigned ones are those of columns, of which one enters a window and one leaves it.
// Code: i16 where codes of 16 bits are quotients that the remainder puts right.

/** Channels of a pixel as types, so that each count has a loop of its own; `Done`: no sum is left to take. */
type Done = i8;
type One = u8;
type Two = u16;
type Three = f32;
type Four = u32;

/** `count` samples from sums of `S`, after the last running sum along the row; `carry` as in running-prefix.ts.
 * `spare` is memory for what the last vectors write beyond the end. */
export function runToCodes<S>(
  out: usize,
  row: usize,
  from: usize,
  count: i32,
  channels: i32,
  carry: usize,
  spare: usize,
): void {
  if (resultDepth == 0) {
    pixels<S, u8>(out, row, from, count, channels, carry, spare);
  } else if (load<i32>(pointer(slots.QUICK), layout.DIVIDES)) {
    pixels<S, i16>(out, row, from, count, channels, carry, spare);
  } else {
    pixels<S, u16>(out, row, from, count, channels, carry, spare);
  }
  keepUnticked(out, from, count);
}

function pixels<S, Code>(
  out: usize,
  row: usize,
  from: usize,
  count: i32,
  channels: i32,
  carry: usize,
  spare: usize,
): void {
  if (channels == 4) codes<S, Code, Four>(out, row, from, count, carry, spare);
  else if (channels == 3) codes<S, Code, Three>(out, row, from, count, carry, spare);
  else if (channels == 2) codes<S, Code, Two>(out, row, from, count, carry, spare);
  else codes<S, Code, One>(out, row, from, count, carry, spare);
}

/** The same from sums that are complete. */
export function sumsToCodes<S>(out: usize, row: usize, from: usize, count: i32, carry: usize, spare: usize): void {
  if (resultDepth == 0) codes<S, u8, Done>(out, row, from, count, carry, spare);
  else if (load<i32>(pointer(slots.QUICK), layout.DIVIDES)) codes<S, i16, Done>(out, row, from, count, carry, spare);
  else codes<S, u16, Done>(out, row, from, count, carry, spare);
  keepUnticked(out, from, count);
}

function codes<S, Code, Channels>(out: usize, row: usize, from: usize, count: i32, carry: usize, spare: usize): void {
  const step: i32 = isFloat<Channels>() ? 12 : 16;
  const most = count - (count % step);
  vectors<S, Code, Channels>(out, row, from, most, carry);
  if (most == count) return;
  const at = <usize>most;
  const bytes = at * sizeof<Code>();
  const rest = <usize>count * sizeof<Code>() - bytes;
  // Both may end where the memory does.
  memory.copy(spare + 64, from + bytes, rest);
  vectors<S, Code, Channels>(spare, row + at * sizeof<S>(), spare + 64, step, carry);
  memory.copy(out + bytes, spare, rest);
}

function vectors<S, Code, Channels>(out: usize, row: usize, from: usize, count: i32, carry: usize): void {
  const constants = pointer(slots.QUICK);
  const factor32 = v128.load(constants, layout.FACTOR_32);
  const low64 = v128.load(constants, layout.FACTOR_64);
  const high64 = v128.load(constants, layout.FACTOR_64 + 16);
  const divisor = v128.load(constants, layout.DIVISOR);
  const lowHalves = v128.load(constants, layout.LOW_HALVES);
  const written = v128.load(constants, layout.WRITTEN);
  const constant = v128.load(constants, layout.CONSTANT);
  const keeps = load<i32>(constants, layout.KEEPS);
  const zero = i32x4.splat(0);
  const enters = <usize>span * sizeof<S>();
  let sum = v128.load(carry);
  const order = v128.load(constants, layout.PIXELS);
  const step: usize = isFloat<Channels>() ? 12 : 16;
  for (let i: usize = 0; i < <usize>count; i += step) {
    const p = row + i * sizeof<S>();
    const q = p + enters;
    const next = (isFloat<Channels>() ? 3 : 4) * sizeof<S>();
    let a = four<S>(p, q);
    let b = four<S>(p + next, q + next);
    let c = four<S>(p + 2 * next, q + 2 * next);
    let d = four<S>(p + 3 * next, q + 3 * next);
    if (isFloat<Channels>() || sizeof<Channels>() == 4) {
      a = i32x4.add(a, sum);
      b = i32x4.add(b, a);
      c = i32x4.add(c, b);
      d = i32x4.add(d, c);
      sum = d;
    } else if (isSigned<Channels>()) {
      a = i32x4.add(a, sum);
      b = i32x4.add(b, sum);
      c = i32x4.add(c, sum);
      d = i32x4.add(d, sum);
    } else {
      // Sums within the four vectors first, so that from one round to the next only one addition waits for another.
      if (sizeof<Channels>() == 1) {
        a = i32x4.add(a, i32x4.shuffle(zero, a, 0, 4, 5, 6));
        b = i32x4.add(b, i32x4.shuffle(zero, b, 0, 4, 5, 6));
        c = i32x4.add(c, i32x4.shuffle(zero, c, 0, 4, 5, 6));
        d = i32x4.add(d, i32x4.shuffle(zero, d, 0, 4, 5, 6));
      }
      a = i32x4.add(a, i64x2.shuffle(zero, a, 0, 2));
      b = i32x4.add(b, i64x2.shuffle(zero, b, 0, 2));
      c = i32x4.add(c, i64x2.shuffle(zero, c, 0, 2));
      d = i32x4.add(d, i64x2.shuffle(zero, d, 0, 2));
      b = i32x4.add(b, last<Channels>(a));
      d = i32x4.add(d, last<Channels>(c));
      const half = last<Channels>(b);
      a = i32x4.add(a, sum);
      b = i32x4.add(b, sum);
      sum = i32x4.add(sum, half);
      c = i32x4.add(c, sum);
      const whole = last<Channels>(d);
      d = i32x4.add(d, sum);
      sum = i32x4.add(sum, whole);
    }
    const at = i * sizeof<Code>();
    const o = out + at;
    if (sizeof<Code>() == 1) {
      const low = i16x8.narrow_i32x4_s(quick32(a, factor32), quick32(b, factor32));
      const high = i16x8.narrow_i32x4_s(quick32(c, factor32), quick32(d, factor32));
      let v = i8x16.narrow_i16x8_u(low, high);
      if (isFloat<Channels>()) {
        v = inOrder(v, order);
        if (i + 16 <= <usize>count) {
          // What is written beyond the twelve is the next ones'.
          v128.store(o, v);
        } else {
          v128.store64_lane(o, v, 0);
          v128.store32_lane(o, v, 2, 8);
        }
      } else {
        if (keeps == 1) v = v128.or(v128.and(v, written), constant);
        else if (keeps == 2) v = v128.bitselect(v, v128.load(from + at), written);
        v128.store(o, v);
      }
    } else {
      let v: v128;
      let w: v128;
      if (isSigned<Code>()) {
        v = quotients(a, b, factor32, divisor, lowHalves);
        w = quotients(c, d, factor32, divisor, lowHalves);
      } else {
        v = i16x8.narrow_i32x4_u(quick64(a, low64, high64), quick64(b, low64, high64));
        w = i16x8.narrow_i32x4_u(quick64(c, low64, high64), quick64(d, low64, high64));
      }
      if (isFloat<Channels>()) {
        v = inOrder(v, order);
        w = inOrder(w, order);
        v128.store(o, v);
        if (i + 16 <= <usize>count) {
          v128.store(o, w, 12);
        } else {
          v128.store64_lane(o, w, 0, 12);
          v128.store32_lane(o, w, 2, 20);
        }
      } else {
        if (keeps == 1) {
          v = v128.or(v128.and(v, written), constant);
          w = v128.or(v128.and(w, written), constant);
        } else if (keeps == 2) {
          v = v128.bitselect(v, v128.load(from + at), written);
          w = v128.bitselect(w, v128.load(from + at, 16), written);
        }
        v128.store(o, v);
        v128.store(o, w, 16);
      }
    }
  }
  if (!isSigned<Channels>() || isFloat<Channels>()) v128.store(carry, sum);
}

/** Four sums, or what they change by where the columns at `enters` enter. */
function four<S>(leaves: usize, enters: usize): v128 {
  if (isSigned<S>()) return sizeof<S>() == 2 ? v128.load16x4_s(leaves) : v128.load(leaves);
  return i32x4.sub(v128.load(enters), v128.load(leaves));
}

/** Bytes as `order` has them, which all lie in the vector: kept in memory, since V8 makes constants anew in every round. */
function inOrder(v: v128, order: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? i8x16.relaxed_swizzle(v, order) : i8x16.swizzle(v, order);
}

/** The last pixel's sums in all lanes. */
function last<Channels>(v: v128): v128 {
  return sizeof<Channels>() == 1 ? i32x4.shuffle(v, v, 3, 3, 3, 3) : i64x2.shuffle(v, v, 1, 1);
}

/** The proof keeps products below 2^31: where they are negative the code is clamped to 0 all the same. */
function quick32(v: v128, factor: v128): v128 {
  const product = f32x4.mul(f32x4.convert_i32x4_s(v), factor);
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_trunc_f32x4_s(product);
  return i32x4.trunc_sat_f32x4_s(product);
}

/** Codes of 16 bits, each the estimate or one less: where it is too large the remainder, in its last 16 bits, is negative. */
function quotients(v: v128, w: v128, factor: v128, divisor: v128, lowHalves: v128): v128 {
  const code = i16x8.narrow_i32x4_u(quick32(v, factor), quick32(w, factor));
  const sum = i16x8.narrow_i32x4_u(v128.and(v, lowHalves), v128.and(w, lowHalves));
  const remainder = i16x8.sub(sum, i16x8.mul(code, divisor));
  return i16x8.add(code, i16x8.shr_s(remainder, 15));
}

function quick64(v: v128, low: v128, high: v128): v128 {
  const first = f64x2.mul(f64x2.convert_low_i32x4_s(v), low);
  const second = f64x2.mul(f64x2.convert_low_i32x4_s(i64x2.shuffle(v, v, 1, 1)), high);
  if (ASC_FEATURE_RELAXED_SIMD) {
    return i64x2.shuffle(i32x4.relaxed_trunc_f64x2_s_zero(first), i32x4.relaxed_trunc_f64x2_s_zero(second), 0, 2);
  }
  return i64x2.shuffle(i32x4.trunc_sat_f64x2_s_zero(first), i32x4.trunc_sat_f64x2_s_zero(second), 0, 2);
}
