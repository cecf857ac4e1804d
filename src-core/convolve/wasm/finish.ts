// Sums to stored samples in one step: plain tiles in encoded light whose only switches are the bias and which channels
// are written. v · factor + summand in float32 or float64, then truncation; the constants are proven where the plan is exact.
import * as finish from './finish-slots';
import { job, keptInvalid, pointer, resultDepth } from './job';
import * as slots from './slots';
import { storeVector } from './store';
import { truncate } from './truncate';
import { keepUnticked } from './unticked';

/** `samples` of a row, from float32 sums (`W` = f32) or float64 ones. */
export function finishRow<W>(out: usize, sums: usize, from: usize, samples: i32): void {
  if (resultDepth == 0) finish8<W>(out, sums, from, samples);
  else if (resultDepth == 1) finish16<W>(out, sums, from, samples);
  else finish32<W>(out, sums, from, samples);
  keepUnticked(out, from, samples);
}

/** Four codes as i32, not yet clamped: truncation is the floor from 0 up, and what is below is clamped. */
function codesAt<W>(sums: usize, constants: usize, keep: v128): v128 {
  if (sizeof<W>() == 4) {
    return code(v128.load(sums), keep, v128.load(constants, finish.FACTOR), v128.load(constants, finish.SUMMAND));
  }
  const low = f64x2.mul(v128.load(sums), v128.load(constants, finish.DIVISOR_64));
  const high = f64x2.mul(v128.load(sums, 16), v128.load(constants + 16, finish.DIVISOR_64));
  return i64x2.shuffle(
    i32x4.trunc_sat_f64x2_s_zero(f64x2.add(low, v128.load(constants, finish.SUMMAND_64))),
    i32x4.trunc_sat_f64x2_s_zero(f64x2.add(high, v128.load(constants + 16, finish.SUMMAND_64))),
    0,
    2,
  );
}

/** What is left of a float32 sum: its magnitude where the output is absolute. */
function keptBits(constants: usize): v128 {
  return i32x4.splat(load<i32>(constants, finish.ABSOLUTE) ? 0x7fffffff : -1);
}

function finish8<W>(out: usize, sums: usize, from: usize, samples: i32): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const mask = v128.load(constants, finish.MASK);
  const all = i8x16.all_true(mask);
  const keep = keptBits(constants);
  const whole = all && sizeof<W>() == 4 ? samples & ~15 : 0;
  finishBytes(out, sums, constants, keep, whole);
  sums += <usize>whole * sizeof<W>();
  from += <usize>whole;
  out += <usize>whole;
  for (let left = samples - whole; left > 0; left -= 16) {
    const a = codesAt<W>(sums, constants, keep);
    const b = codesAt<W>(sums + 4 * sizeof<W>(), constants, keep);
    const c = codesAt<W>(sums + 8 * sizeof<W>(), constants, keep);
    const d = codesAt<W>(sums + 12 * sizeof<W>(), constants, keep);
    let v = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
    if (!all) v = v128.bitselect(v, v128.load(from), mask);
    if (left >= 16) v128.store(out, v);
    else storeVector(out, v, left);
    sums += 16 * sizeof<W>();
    from += 16;
    out += 16;
  }
}

function finish16<W>(out: usize, sums: usize, from: usize, samples: i32): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const mask = v128.load(constants, finish.MASK);
  const all = i8x16.all_true(mask);
  const keep = keptBits(constants);
  const whole = all && sizeof<W>() == 4 ? samples & ~15 : 0;
  finishWords(out, sums, constants, keep, whole);
  sums += <usize>whole * sizeof<W>();
  from += (<usize>whole) << 1;
  out += (<usize>whole) << 1;
  for (let left = samples - whole; left > 0; left -= 8) {
    const a = codesAt<W>(sums, constants, keep);
    const b = codesAt<W>(sums + 4 * sizeof<W>(), constants, keep);
    let v = i16x8.narrow_i32x4_u(a, b);
    if (!all) v = v128.bitselect(v, v128.load(from), mask);
    if (left >= 8) v128.store(out, v);
    else storeVector(out, v, left << 1);
    sums += 8 * sizeof<W>();
    from += 16;
    out += 16;
  }
}

/** Sixteen at a time, all of them written, with the constants at hand. */
function finishBytes(out: usize, sums: usize, constants: usize, keep: v128, samples: i32): void {
  const factor = v128.load(constants, finish.FACTOR);
  const summand = v128.load(constants, finish.SUMMAND);
  const end = out + <usize>samples;
  for (; out < end; out += 16) {
    const a = code(v128.load(sums), keep, factor, summand);
    const b = code(v128.load(sums, 16), keep, factor, summand);
    const c = code(v128.load(sums, 32), keep, factor, summand);
    const d = code(v128.load(sums, 48), keep, factor, summand);
    v128.store(out, i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d)));
    sums += 64;
  }
}

function finishWords(out: usize, sums: usize, constants: usize, keep: v128, samples: i32): void {
  const factor = v128.load(constants, finish.FACTOR);
  const summand = v128.load(constants, finish.SUMMAND);
  const end = out + ((<usize>samples) << 1);
  for (; out < end; out += 32) {
    const a = code(v128.load(sums), keep, factor, summand);
    const b = code(v128.load(sums, 16), keep, factor, summand);
    const c = code(v128.load(sums, 32), keep, factor, summand);
    const d = code(v128.load(sums, 48), keep, factor, summand);
    v128.store(out, i16x8.narrow_i32x4_u(a, b));
    v128.store(out, i16x8.narrow_i32x4_u(c, d), 16);
    sums += 64;
  }
}

function code(sum: v128, keep: v128, factor: v128, summand: v128): v128 {
  return truncate(f32x4.add(f32x4.mul(v128.and(sum, keep), factor), summand));
}

function finish32<W>(out: usize, sums: usize, from: usize, samples: i32): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const mask = v128.load(constants, finish.MASK);
  const stays = i32x4.splat(keptInvalid);
  const all = i8x16.all_true(mask);
  let invalid: i32 = 0;
  let left = samples;
  while (left > 0) {
    if (all && left >= 16) {
      const done = finishFinite<W>(out, sums, constants, left);
      left -= done;
      sums += <usize>done * sizeof<W>();
      from += (<usize>done) << 2;
      out += (<usize>done) << 2;
      if (left <= 0) break;
    }
    let v = floatsAt<W>(sums, constants);
    // v − v is 0 for every finite number and NaN for the rest.
    const finite = f32x4.eq(f32x4.sub(v, v), f32x4.splat(0));
    const dropped = v128.andnot(mask, finite);
    if (v128.any_true(dropped)) invalid += popcnt<i32>(i32x4.bitmask(dropped) & ((1 << min(left, 4)) - 1));
    v = v128.bitselect(v128.and(v, v128.or(finite, stays)), v128.load(from), mask);
    if (left >= 4) v128.store(out, v);
    else storeVector(out, v, left << 2);
    left -= 4;
    sums += 4 * sizeof<W>();
    from += 16;
    out += 16;
  }
  if (invalid) atomic.add<i32>(job + slots.INVALID, invalid);
}

/** Float sums that are the result's samples already: those that are no finite numbers count, and become 0 if they must. */
export function checkFloats(out: usize, samples: i32): void {
  const end = out + ((<usize>samples) << 2);
  if (ASC_FEATURE_SIMD) {
    const zero = f32x4.splat(0);
    for (; out + 64 <= end; out += 64) {
      const a = v128.load(out);
      const b = v128.load(out, 16);
      const c = v128.load(out, 32);
      const d = v128.load(out, 48);
      const ab = f32x4.add(f32x4.sub(a, a), f32x4.sub(b, b));
      const cd = f32x4.add(f32x4.sub(c, c), f32x4.sub(d, d));
      if (!i32x4.all_true(f32x4.eq(f32x4.add(ab, cd), zero))) break;
    }
  }
  let invalid: i32 = 0;
  for (; out < end; out += 4) {
    const v = load<f32>(out);
    if (v - v == 0) continue;
    invalid++;
    if (keptInvalid == 0) store<f32>(out, 0);
  }
  if (invalid) atomic.add<i32>(job + slots.INVALID, invalid);
}

/** Sixteen samples at a time, all of them written, up to the first that is not finite; returns how many were done. */
function finishFinite<W>(out: usize, sums: usize, constants: usize, samples: i32): i32 {
  const zero = f32x4.splat(0);
  let done = 0;
  for (; done + 16 <= samples; done += 16) {
    const a = floatsAt<W>(sums, constants);
    const b = floatsAt<W>(sums + 4 * sizeof<W>(), constants);
    const c = floatsAt<W>(sums + 8 * sizeof<W>(), constants);
    const d = floatsAt<W>(sums + 12 * sizeof<W>(), constants);
    const ab = f32x4.add(f32x4.sub(a, a), f32x4.sub(b, b));
    const cd = f32x4.add(f32x4.sub(c, c), f32x4.sub(d, d));
    if (!i32x4.all_true(f32x4.eq(f32x4.add(ab, cd), zero))) break;
    v128.store(out, a);
    v128.store(out, b, 16);
    v128.store(out, c, 32);
    v128.store(out, d, 48);
    sums += 16 * sizeof<W>();
    out += 64;
  }
  return done;
}

function floatsAt<W>(sums: usize, constants: usize): v128 {
  if (sizeof<W>() == 4) {
    const v = f32x4.mul(v128.load(sums), v128.load(constants, finish.FACTOR));
    return f32x4.add(v, v128.load(constants, finish.SUMMAND));
  }
  const low = f64x2.mul(v128.load(sums), v128.load(constants, finish.DIVISOR_64));
  const high = f64x2.mul(v128.load(sums, 16), v128.load(constants + 16, finish.DIVISOR_64));
  return i64x2.shuffle(
    f32x4.demote_f64x2_zero(f64x2.add(low, v128.load(constants, finish.SUMMAND_64))),
    f32x4.demote_f64x2_zero(f64x2.add(high, v128.load(constants + 16, finish.SUMMAND_64))),
    0,
    2,
  );
}
