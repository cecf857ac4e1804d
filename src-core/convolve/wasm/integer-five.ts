// Five taps that mirror each other, without a loop over them: the binomial and its like are what people blur most. Otherwise
// as integer-taps.ts.
import { finishRest, quickCodes, storeCodes, sums } from './integer-output';

/** Of bytes: out[i] = w0 · (a[i] + e[i]) + w1 · (b[i] + d[i]) + w2 · c[i]. */
export function sumFiveBytes(count: i32, a: usize, b: usize, c: usize, d: usize, e: usize, weights: usize): void {
  const quick = quickCodes();
  let i: i32 = 0;
  let done: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    const outer = v128.load32_splat(weights);
    const inner = v128.load32_splat(weights, 4);
    const middle = v128.load32_splat(weights, 8);
    for (; i + 16 <= count; i += 16) {
      const at = <usize>i;
      const s0 = i16x8.add(
        i16x8.add(
          i16x8.mul(i16x8.add(v128.load8x8_u(a + at), v128.load8x8_u(e + at)), outer),
          i16x8.mul(i16x8.add(v128.load8x8_u(b + at), v128.load8x8_u(d + at)), inner),
        ),
        i16x8.mul(v128.load8x8_u(c + at), middle),
      );
      const s1 = i16x8.add(
        i16x8.add(
          i16x8.mul(i16x8.add(v128.load8x8_u(a + at, 8), v128.load8x8_u(e + at, 8)), outer),
          i16x8.mul(i16x8.add(v128.load8x8_u(b + at, 8), v128.load8x8_u(d + at, 8)), inner),
        ),
        i16x8.mul(v128.load8x8_u(c + at, 8), middle),
      );
      if (quick) {
        storeCodes(i, s0, s1);
        continue;
      }
      const o = sums + ((<usize>i) << 1);
      v128.store(o, s0);
      v128.store(o, s1, 16);
    }
    if (quick) done = i;
    for (; i < count; i += 8) {
      const at = <usize>i;
      const s = i16x8.add(
        i16x8.add(
          i16x8.mul(i16x8.add(v128.load8x8_u(a + at), v128.load8x8_u(e + at)), outer),
          i16x8.mul(i16x8.add(v128.load8x8_u(b + at), v128.load8x8_u(d + at)), inner),
        ),
        i16x8.mul(v128.load8x8_u(c + at), middle),
      );
      v128.store(sums + ((<usize>i) << 1), s);
    }
  } else {
    const outer = <i32>load<i16>(weights);
    const inner = <i32>load<i16>(weights, 4);
    const middle = <i32>load<i16>(weights, 8);
    for (; i < count; i++) {
      const at = <usize>i;
      const s =
        outer * (<i32>load<u8>(a + at) + <i32>load<u8>(e + at)) +
        inner * (<i32>load<u8>(b + at) + <i32>load<u8>(d + at)) +
        middle * <i32>load<u8>(c + at);
      store<i16>(sums + ((<usize>i) << 1), <i16>s);
    }
  }
  finishRest(done, count);
}

/** Of sums of 16 bits: out[i] = w0 · (a[i] + e[i]) + w1 · (b[i] + d[i]) + w2 · c[i]. */
export function sumFiveShorts(count: i32, a: usize, b: usize, c: usize, d: usize, e: usize, weights: usize): void {
  const quick = quickCodes();
  let i: i32 = 0;
  let done: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    const outer = v128.load32_splat(weights);
    const inner = v128.load32_splat(weights, 4);
    const middle = v128.load32_splat(weights, 8);
    for (; i + 16 <= count; i += 16) {
      const at = (<usize>i) << 1;
      const s0 = i16x8.add(
        i16x8.add(
          i16x8.mul(i16x8.add(v128.load(a + at), v128.load(e + at)), outer),
          i16x8.mul(i16x8.add(v128.load(b + at), v128.load(d + at)), inner),
        ),
        i16x8.mul(v128.load(c + at), middle),
      );
      const s1 = i16x8.add(
        i16x8.add(
          i16x8.mul(i16x8.add(v128.load(a + at, 16), v128.load(e + at, 16)), outer),
          i16x8.mul(i16x8.add(v128.load(b + at, 16), v128.load(d + at, 16)), inner),
        ),
        i16x8.mul(v128.load(c + at, 16), middle),
      );
      if (quick) {
        storeCodes(i, s0, s1);
        continue;
      }
      const o = sums + ((<usize>i) << 1);
      v128.store(o, s0);
      v128.store(o, s1, 16);
    }
    if (quick) done = i;
    for (; i < count; i += 8) {
      const at = (<usize>i) << 1;
      const s = i16x8.add(
        i16x8.add(
          i16x8.mul(i16x8.add(v128.load(a + at), v128.load(e + at)), outer),
          i16x8.mul(i16x8.add(v128.load(b + at), v128.load(d + at)), inner),
        ),
        i16x8.mul(v128.load(c + at), middle),
      );
      v128.store(sums + ((<usize>i) << 1), s);
    }
  } else {
    const outer = <i32>load<i16>(weights);
    const inner = <i32>load<i16>(weights, 4);
    const middle = <i32>load<i16>(weights, 8);
    for (; i < count; i++) {
      const at = (<usize>i) << 1;
      const s =
        outer * (<i32>load<i16>(a + at) + <i32>load<i16>(e + at)) +
        inner * (<i32>load<i16>(b + at) + <i32>load<i16>(d + at)) +
        middle * <i32>load<i16>(c + at);
      store<i16>(sums + ((<usize>i) << 1), <i16>s);
    }
  }
  finishRest(done, count);
}
