// Rows of whole numbers: added to another row, and turned into the float sums that finishPixels takes.
// Up to OVERRUN samples beyond `count` may be read and written.

import { resultPixelBytes } from './job';

export function addRow16(out: usize, from: usize, count: i32): void {
  if (ASC_FEATURE_SIMD) {
    for (let at: usize = 0; at < (<usize>count) << 1; at += 16) {
      v128.store(out + at, i16x8.add(v128.load(out + at), v128.load(from + at)));
    }
  } else {
    add<i16>(out, from, count);
  }
}

export function addRow32(out: usize, from: usize, count: i32): void {
  if (ASC_FEATURE_SIMD) {
    for (let at: usize = 0; at < (<usize>count) << 2; at += 16) {
      v128.store(out + at, i32x4.add(v128.load(out + at), v128.load(from + at)));
    }
  } else {
    add<i32>(out, from, count);
  }
}

export function addRow64<T>(out: usize, from: usize, count: i32): void {
  add<T>(out, from, count);
}

function add<T>(out: usize, from: usize, count: i32): void {
  const end = <usize>count * sizeof<T>();
  for (let at: usize = 0; at < end; at += sizeof<T>()) store<T>(out + at, load<T>(out + at) + load<T>(from + at));
}

/** out = plus − minus: what sums of columns change by from window to window. */
export function differRow<T>(out: usize, plus: usize, minus: usize, count: i32): void {
  const end = <usize>count * sizeof<T>();
  if (ASC_FEATURE_SIMD) {
    for (let at: usize = 0; at < end; at += 16) {
      v128.store(out + at, v128.sub<T>(v128.load(plus + at), v128.load(minus + at)));
    }
  } else {
    for (let at: usize = 0; at < end; at += sizeof<T>()) {
      store<T>(out + at, load<T>(plus + at) - load<T>(minus + at));
    }
  }
}

/** Float32 sums of 16- or 32-bit ones. */
export function floats32<T>(out: usize, from: usize, count: i32, factor: f32): void {
  if (ASC_FEATURE_SIMD) {
    for (let i: usize = 0; i < <usize>count; i += 4) {
      const at = from + i * sizeof<T>();
      const v = sizeof<T>() == 2 ? v128.load16x4_s(at) : v128.load(at);
      v128.store(out + (i << 2), f32x4.mul(f32x4.convert_i32x4_s(v), f32x4.splat(factor)));
    }
  } else {
    for (let i: usize = 0; i < <usize>count; i++) {
      store<f32>(out + (i << 2), <f32>load<T>(from + i * sizeof<T>()) * factor);
    }
  }
}

/** Float64 sums of 16-, 32- or 64-bit ones, or of such as are float64 already. */
export function floats64<T>(out: usize, from: usize, count: i32, factor: f64): void {
  let i: usize = 0;
  if (ASC_FEATURE_SIMD && sizeof<T>() > 2) {
    for (; i < <usize>count; i += 2) {
      const at = from + i * sizeof<T>();
      const v = sizeof<T>() == 4 ? f64x2.convert_low_i32x4_s(v128.load64_zero(at)) : floats<T>(at);
      v128.store(out + (i << 3), f64x2.mul(v, f64x2.splat(factor)));
    }
  }
  for (; i < <usize>count; i++) store<f64>(out + (i << 3), <f64>load<T>(from + i * sizeof<T>()) * factor);
}

/** 64-bit sums (i64 or f64) to samples of a float result; the proposal knows that all are finite. */
export function storeFloats<T>(out: usize, from: usize, count: i32, factor: f64): void {
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    const factors = f64x2.splat(factor);
    for (; i + 4 <= <usize>count; i += 4) {
      const low = f64x2.mul(floats<T>(from + (i << 3)), factors);
      const high = f64x2.mul(floats<T>(from + (i << 3) + 16), factors);
      const v = i64x2.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
      v128.store(out + (i << 2), v);
    }
  }
  for (; i < <usize>count; i++) store<f32>(out + (i << 2), <f32>(<f64>load<T>(from + (i << 3)) * factor));
}

/** α of tiles that are opaque and stay so. */
export function storeOnes(out: usize, count: i32): void {
  for (let i = 0; i < count; i++) store<f32>(out + <usize>(i + 1) * resultPixelBytes - 4, 1);
}

function floats<T>(at: usize): v128 {
  return isFloat<T>() ? v128.load(at) : converted(v128.load(at));
}

/**
 * Two whole numbers of 64 bits as float64, rounded once: their halves become the last bits of 2^52 and, with the sign
 * turned into an offset of 2^31, of 2^84. What that adds, 2^84 + 2^63 + 2^52, is taken away again.
 */
function converted(v: v128): v128 {
  const low = v128.or(v128.and(v, i64x2.splat(0xffffffff)), i64x2.splat(0x4330000000000000));
  const high = v128.xor(i64x2.shr_u(v, 32), i64x2.splat(0x4530000080000000));
  return f64x2.add(f64x2.sub(high, i64x2.splat(0x4530000080100000)), low);
}
