// Running sums of float pictures. Every sample is rounded to a multiple of one power of 2 so large that float64 adds them
// without any rounding: no order of additions shows. Rows are samples as they are stored; sums are float64.
// What is no number, and what is too large for that, must have been left out (zeroOutliers).
import { number } from './job';
import * as slots from './running-slots';
import { span } from './running-strip';

/** 1.5 · 2^52 in units of the grid: added to a sample it leaves a multiple of the unit, and the same amount too many. */
const SHIFTER: f64 = 6755399441055744;

function shifterOf(): f64 {
  return SHIFTER / number(slots.SCALE);
}

/** Are there samples beyond the limit, or such that are no numbers? */
export function hasOutliers(from: usize, count: i32): bool {
  const limit = <f32>number(slots.LIMIT);
  const end = from + ((<usize>count) << 2);
  if (ASC_FEATURE_SIMD) {
    const limits = f32x4.splat(limit);
    let within = i32x4.splat(-1);
    for (; from + 16 <= end; from += 16) {
      within = v128.and(within, f32x4.le(f32x4.abs(v128.load(from)), limits));
    }
    if (!i32x4.all_true(within)) return true;
  }
  for (; from < end; from += 4) {
    if (!(abs(load<f32>(from)) <= limit)) return true;
  }
  return false;
}

export function zeroOutliers(at: usize, count: i32): void {
  const limit = <f32>number(slots.LIMIT);
  for (const end = at + ((<usize>count) << 2); at < end; at += 4) {
    if (!(abs(load<f32>(at)) <= limit)) store<f32>(at, 0);
  }
}

/** Σ plus[i] − Σ minus[i] as running-taps.ts has it, in blocks of four samples. */
export function floatsTo64(
  out: usize,
  count: i32,
  plus: usize,
  minus: usize,
  end: usize,
  offset: usize,
  adds: bool,
): void {
  const shifter = shifterOf();
  if (!ASC_FEATURE_SIMD) {
    for (let i: usize = 0; i < <usize>count; i++) {
      const from = offset + (i << 2);
      const at = out + (i << 3);
      let sum = adds ? load<f64>(at) : 0;
      for (let t = plus; t < minus; t += 4) sum += <f64>load<f32>(<usize>load<u32>(t) + from) + shifter - shifter;
      for (let t = minus; t < end; t += 4) sum -= <f64>load<f32>(<usize>load<u32>(t) + from) + shifter - shifter;
      store<f64>(at, sum);
    }
    return;
  }
  if (minus - plus == 4 && end - minus == 4) {
    const a = <usize>load<u32>(plus) + offset;
    const b = <usize>load<u32>(minus) + offset;
    if (adds) changed<i32>(out, count, a, b, shifter);
    else changed<u32>(out, count, a, b, shifter);
    return;
  }
  const shifters = f64x2.splat(shifter);
  for (let i: usize = 0; i < <usize>count; i += 4) {
    const from = offset + (i << 2);
    const o = out + (i << 3);
    let low = adds ? v128.load(o) : f64x2.splat(0);
    let high = adds ? v128.load(o, 16) : f64x2.splat(0);
    for (let t = plus; t < minus; t += 4) {
      const p = <usize>load<u32>(t) + from;
      low = f64x2.add(low, f64x2.sub(shifted(p, shifters), shifters));
      high = f64x2.add(high, f64x2.sub(shifted(p + 8, shifters), shifters));
    }
    for (let t = minus; t < end; t += 4) {
      const p = <usize>load<u32>(t) + from;
      low = f64x2.sub(low, f64x2.sub(shifted(p, shifters), shifters));
      high = f64x2.sub(high, f64x2.sub(shifted(p + 8, shifters), shifters));
    }
    v128.store(o, low);
    v128.store(o, high, 16);
  }
}

function shifted(from: usize, shifters: v128): v128 {
  return f64x2.add(f64x2.promote_low_f32x4(v128.load64_zero(from)), shifters);
}

/** One row of samples enters, one leaves: stored, or (`Adds` is signed) added. What both are shifted by goes away. */
function changed<Adds>(out: usize, count: i32, plus: usize, minus: usize, shifter: f64): void {
  const shifters = f64x2.splat(shifter);
  for (const end = out + ((<usize>count) << 3); out < end; out += 32) {
    let low = f64x2.sub(shifted(plus, shifters), shifted(minus, shifters));
    let high = f64x2.sub(shifted(plus + 8, shifters), shifted(minus + 8, shifters));
    if (isSigned<Adds>()) {
      low = f64x2.add(low, v128.load(out));
      high = f64x2.add(high, v128.load(out, 16));
    }
    v128.store(out, low);
    v128.store(out, high, 16);
    plus += 16;
    minus += 16;
  }
}

/** The last running sum along the row, of `count` samples, times `factor` to stored floats: `carry` as in running-prefix.ts. */
export function runToFloats(out: usize, row: usize, count: i32, channels: i32, carry: usize, factor: f64): void {
  if (span > 0) pixels<u64>(out, row, count, channels, carry, factor);
  else pixels<i64>(out, row, count, channels, carry, factor);
}

/** `Sums`: unsigned ones are those of columns, of which one enters a window and one leaves it. */
function pixels<Sums>(out: usize, row: usize, count: i32, channels: i32, carry: usize, factor: f64): void {
  if (!ASC_FEATURE_SIMD) runScalars<Sums, f64, f64, f64>(out, row, count, channels, carry, factor);
  else if (channels == 4) fours<Sums>(out, row, count, carry, factor);
  else if (channels == 3) threes<Sums>(out, row, count, carry, factor);
  else if (channels == 2) twos<Sums>(out, row, count, carry, factor);
  else ones<Sums>(out, row, count, carry, factor);
}

function change<Sums>(at: usize, enters: usize): v128 {
  return isSigned<Sums>() ? v128.load(at) : f64x2.sub(v128.load(at + enters), v128.load(at));
}

function floats(low: v128, high: v128, factors: v128): v128 {
  const a = f32x4.demote_f64x2_zero(f64x2.mul(low, factors));
  const b = f32x4.demote_f64x2_zero(f64x2.mul(high, factors));
  return i64x2.shuffle(a, b, 0, 2);
}

function fours<Sums>(out: usize, row: usize, count: i32, carry: usize, factor: f64): void {
  const factors = f64x2.splat(factor);
  const enters = (<usize>span) << 3;
  let low = v128.load(carry);
  let high = v128.load(carry, 16);
  for (const end = out + ((<usize>count) << 2); out < end; out += 16) {
    low = f64x2.add(low, change<Sums>(row, enters));
    high = f64x2.add(high, change<Sums>(row + 16, enters));
    v128.store(out, floats(low, high, factors));
    row += 32;
  }
  v128.store(carry, low);
  v128.store(carry, high, 16);
}

/** A pixel is a vector and a half; the spare half is the next pixel's first sample, and written over by it. */
function threes<Sums>(out: usize, row: usize, count: i32, carry: usize, factor: f64): void {
  const factors = f64x2.splat(factor);
  const enters = (<usize>span) << 3;
  let low = v128.load(carry);
  let high = v128.load(carry, 16);
  const last = out + ((<usize>(count - 3)) << 2);
  for (; out <= last; out += 12) {
    low = f64x2.add(low, change<Sums>(row, enters));
    high = f64x2.add(high, change<Sums>(row + 16, enters));
    const v = floats(low, high, factors);
    if (out < last) {
      v128.store(out, v);
    } else {
      v128.store64_lane(out, v, 0);
      v128.store32_lane(out, v, 2, 8);
    }
    row += 24;
  }
  v128.store(carry, low);
  v128.store(carry, high, 16);
}

function twos<Sums>(out: usize, row: usize, count: i32, carry: usize, factor: f64): void {
  const factors = f64x2.splat(factor);
  const enters = (<usize>span) << 3;
  let sum = v128.load(carry);
  for (const end = out + ((<usize>count) << 2); out < end; out += 8) {
    sum = f64x2.add(sum, change<Sums>(row, enters));
    v128.store64_lane(out, f32x4.demote_f64x2_zero(f64x2.mul(sum, factors)), 0);
    row += 16;
  }
  v128.store(carry, sum);
}

function ones<Sums>(out: usize, row: usize, count: i32, carry: usize, factor: f64): void {
  const factors = f64x2.splat(factor);
  const zero = f64x2.splat(0);
  const enters = (<usize>span) << 3;
  let sum = v128.load64_splat(carry);
  let left = count;
  for (; left >= 4; left -= 4) {
    const a = change<Sums>(row, enters);
    const b = change<Sums>(row + 16, enters);
    const low = f64x2.add(a, i64x2.shuffle(zero, a, 0, 2));
    const high = f64x2.add(f64x2.add(b, i64x2.shuffle(zero, b, 0, 2)), i64x2.shuffle(low, low, 1, 1));
    v128.store(out, floats(f64x2.add(sum, low), f64x2.add(sum, high), factors));
    sum = f64x2.add(sum, i64x2.shuffle(high, high, 1, 1));
    row += 32;
    out += 16;
  }
  v128.store64_lane(carry, sum, 0);
  runScalars<Sums, f64, f64, f64>(out, row, left, 1, carry, factor);
}

/** Sums `S` from row to row, or of columns, added up along the row as `T`, times `factor` as floats: without vectors. */
export function runScalars<Sums, S, T, F>(
  out: usize,
  row: usize,
  count: i32,
  channels: i32,
  carry: usize,
  factor: F,
): void {
  const enters = <usize>span * sizeof<S>();
  for (let c: usize = 0; c < <usize>channels; c++) {
    let sum = load<T>(carry + c * sizeof<T>());
    for (let i = c; i < <usize>count; i += <usize>channels) {
      const at = row + i * sizeof<S>();
      sum += <T>(isSigned<Sums>() ? load<S>(at) : load<S>(at + enters) - load<S>(at));
      store<f32>(out + (i << 2), <f32>(<F>sum * factor));
    }
    store<T>(carry + c * sizeof<T>(), sum);
  }
}
