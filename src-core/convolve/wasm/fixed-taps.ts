// The inner loop of symmetric sums in fixed point: each pair of taps is added, then multiplied by its weight as a fraction of
// 2^15 and rounded. Four accumulators: eight loads go ahead of them, and all fit V8's fifteen registers.
import { fixedProduct } from './fixed-product';
import { finishRest, quickCodes, storeCodes, sums } from './integer-output';

/** Taps are pairs of addresses, or of offsets from `base`; `middle` is the address of the middle tap, or 0. */
export function foldShorts(
  base: usize,
  count: i32,
  taps: usize,
  weights: usize,
  pairs: i32,
  middle: usize,
  middleWeight: i32,
): void {
  const end = taps + ((<usize>pairs) << 3);
  const quick = quickCodes();
  let i: i32 = 0;
  let done: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    const centre = i16x8.splat(<i16>middleWeight);
    for (; i + 32 <= count; i += 32) {
      const at = (<usize>i) << 1;
      const start = base + at;
      let s0 = i16x8.splat(0);
      let s1 = i16x8.splat(0);
      let s2 = i16x8.splat(0);
      let s3 = i16x8.splat(0);
      if (middle) {
        const p = middle + at;
        s0 = fixedProduct(v128.load(p), centre);
        s1 = fixedProduct(v128.load(p, 16), centre);
        s2 = fixedProduct(v128.load(p, 32), centre);
        s3 = fixedProduct(v128.load(p, 48), centre);
      }
      let w = weights;
      for (let t = taps; t < end; t += 8) {
        const p = start + load<u32>(t);
        const q = start + load<u32>(t, 4);
        const v = v128.load32_splat(w);
        w += 4;
        s0 = i16x8.add(s0, fixedProduct(i16x8.add(v128.load(p), v128.load(q)), v));
        s1 = i16x8.add(s1, fixedProduct(i16x8.add(v128.load(p, 16), v128.load(q, 16)), v));
        s2 = i16x8.add(s2, fixedProduct(i16x8.add(v128.load(p, 32), v128.load(q, 32)), v));
        s3 = i16x8.add(s3, fixedProduct(i16x8.add(v128.load(p, 48), v128.load(q, 48)), v));
      }
      if (quick) {
        storeCodes(i, s0, s1);
        storeCodes(i + 16, s2, s3);
        continue;
      }
      const o = sums + at;
      v128.store(o, s0);
      v128.store(o, s1, 16);
      v128.store(o, s2, 32);
      v128.store(o, s3, 48);
    }
    if (quick) done = i;
    for (; i < count; i += 8) {
      const at = (<usize>i) << 1;
      const start = base + at;
      let s0 = i16x8.splat(0);
      if (middle) {
        const p = middle + at;
        s0 = fixedProduct(v128.load(p), centre);
      }
      let w = weights;
      for (let t = taps; t < end; t += 8) {
        const p = start + load<u32>(t);
        const q = start + load<u32>(t, 4);
        const v = v128.load32_splat(w);
        w += 4;
        s0 = i16x8.add(s0, fixedProduct(i16x8.add(v128.load(p), v128.load(q)), v));
      }
      const o = sums + at;
      v128.store(o, s0);
    }
  } else {
    for (; i < count; i++) {
      const at = (<usize>i) << 1;
      let sum: i32 = middle ? product(<i32>load<i16>(middle + at), middleWeight) : 0;
      let w = weights;
      for (let t = taps; t < end; t += 8) {
        const start = base + at;
        sum += product(
          <i32>load<i16>(start + load<u32>(t)) + <i32>load<i16>(start + load<u32>(t, 4)),
          <i32>load<i16>(w),
        );
        w += 4;
      }
      store<i16>(sums + at, <i16>sum);
    }
  }
  finishRest(done, count);
}

function product(a: i32, b: i32): i32 {
  return (a * b + 0x4000) >> 15;
}
