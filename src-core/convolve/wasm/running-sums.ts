// The last running sum along the row on the way to the float32 sums that are finished in steps, of whole numbers of 32 bits
// from row to row: added up in 32 bits, or in float64 where all columns together are more than that.
// `carry` as in running-prefix.ts; `count` is a multiple of the channels.
import { runScalars } from './running-floats';
import { span } from './running-strip';

// Sums: unsigned ones are those of columns, of which one enters a window and one leaves it.

export function runToSums(out: usize, row: usize, count: i32, channels: i32, carry: usize, factor: f32): void {
  if (span > 0) near<u32>(out, row, count, channels, carry, factor);
  else near<i32>(out, row, count, channels, carry, factor);
}

/** Of columns, whose sums are 0 or more: what changes from window to window fits 32 bits. */
export function runFarToSums(out: usize, row: usize, count: i32, channels: i32, carry: usize, factor: f64): void {
  if (ASC_FEATURE_SIMD && channels == 4) farFours(out, row, count, carry, factor);
  else if (ASC_FEATURE_SIMD && channels == 2) farTwos(out, row, count, carry, factor);
  else runScalars<u32, i32, f64, f64>(out, row, count, channels, carry, factor);
}

function near<Sums>(out: usize, row: usize, count: i32, channels: i32, carry: usize, factor: f32): void {
  if (!ASC_FEATURE_SIMD) runScalars<Sums, i32, i32, f32>(out, row, count, channels, carry, factor);
  else if (channels > 2) pixels<Sums>(out, row, count, channels, carry, factor);
  else if (channels == 2) twos<Sums>(out, row, count, carry, factor);
  else ones<Sums>(out, row, count, carry, factor);
}

function changeAt<Sums>(at: usize, enters: usize): v128 {
  return isSigned<Sums>() ? v128.load(at) : i32x4.sub(v128.load(at + enters), v128.load(at));
}

function floats(sum: v128, factors: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(sum), factors);
}

/** Of three channels the fourth lane is the next pixel's first sample, and written over by it. */
function pixels<Sums>(out: usize, row: usize, count: i32, channels: i32, carry: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  const enters = (<usize>span) << 2;
  const step = (<usize>channels) << 2;
  let sum = v128.load(carry);
  for (const end = out + ((<usize>count) << 2); out < end; out += step) {
    sum = i32x4.add(sum, changeAt<Sums>(row, enters));
    v128.store(out, floats(sum, factors));
    row += step;
  }
  v128.store(carry, sum);
}

function twos<Sums>(out: usize, row: usize, count: i32, carry: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  const zero = i32x4.splat(0);
  const enters = (<usize>span) << 2;
  let sum = v128.load64_splat(carry);
  let left = count;
  for (; left >= 4; left -= 4) {
    const v = changeAt<Sums>(row, enters);
    sum = i32x4.add(sum, i32x4.add(v, i64x2.shuffle(zero, v, 0, 2)));
    v128.store(out, floats(sum, factors));
    sum = i64x2.shuffle(sum, sum, 1, 1);
    row += 16;
    out += 16;
  }
  v128.store64_lane(carry, sum, 0);
  runScalars<Sums, i32, i32, f32>(out, row, left, 2, carry, factor);
}

function ones<Sums>(out: usize, row: usize, count: i32, carry: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  const zero = i32x4.splat(0);
  const enters = (<usize>span) << 2;
  let sum = v128.load32_splat(carry);
  let left = count;
  for (; left >= 4; left -= 4) {
    let v = changeAt<Sums>(row, enters);
    v = i32x4.add(v, i32x4.shuffle(zero, v, 0, 4, 5, 6));
    v = i32x4.add(v, i64x2.shuffle(zero, v, 0, 2));
    v128.store(out, floats(i32x4.add(sum, v), factors));
    sum = i32x4.add(sum, i32x4.shuffle(v, v, 3, 3, 3, 3));
    row += 16;
    out += 16;
  }
  v128.store32_lane(carry, sum, 0);
  runScalars<Sums, i32, i32, f32>(out, row, left, 1, carry, factor);
}

function farFours(out: usize, row: usize, count: i32, carry: usize, factor: f64): void {
  const factors = f64x2.splat(factor);
  const enters = (<usize>span) << 2;
  let low = v128.load(carry);
  let high = v128.load(carry, 16);
  for (const end = out + ((<usize>count) << 2); out < end; out += 16) {
    const v = changeAt<u32>(row, enters);
    low = f64x2.add(low, f64x2.convert_low_i32x4_s(v));
    high = f64x2.add(high, f64x2.convert_low_i32x4_s(i64x2.shuffle(v, v, 1, 1)));
    v128.store(out, farFloats(low, high, factors));
    row += 16;
  }
  v128.store(carry, low);
  v128.store(carry, high, 16);
}

function farTwos(out: usize, row: usize, count: i32, carry: usize, factor: f64): void {
  const factors = f64x2.splat(factor);
  const enters = (<usize>span) << 2;
  let sum = v128.load(carry);
  for (const end = out + ((<usize>count) << 2); out < end; out += 8) {
    const v = i32x4.sub(v128.load64_zero(row + enters), v128.load64_zero(row));
    sum = f64x2.add(sum, f64x2.convert_low_i32x4_s(v));
    v128.store64_lane(out, f32x4.demote_f64x2_zero(f64x2.mul(sum, factors)), 0);
    row += 8;
  }
  v128.store(carry, sum);
}

function farFloats(low: v128, high: v128, factors: v128): v128 {
  const a = f32x4.demote_f64x2_zero(f64x2.mul(low, factors));
  const b = f32x4.demote_f64x2_zero(f64x2.mul(high, factors));
  return i64x2.shuffle(a, b, 0, 2);
}
