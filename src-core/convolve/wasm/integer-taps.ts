// The inner loops of integer sums: out[i] = Σ weight[t] · in[address[t] + i] modulo 2^16. Taps of 1 come first, then those
// of −1, then all others: the first two need no multiplication. Six accumulators: V8 loads ahead of all sums, and more
// would not fit its fifteen registers. Rows are padded: reads and writes of sums may run on to the next whole vector.
import { finishRest, quickCodes, storeCodes, sums } from './integer-output';

/** Of bytes: taps are addresses, or offsets from `base`. */
export function sumBytes(
  base: usize,
  count: i32,
  taps: usize,
  weights: usize,
  plus: i32,
  minus: i32,
  other: i32,
): void {
  const toWeights = weights - taps;
  const plusEnd = taps + ((<usize>plus) << 2);
  const minusEnd = plusEnd + ((<usize>minus) << 2);
  const end = minusEnd + ((<usize>other) << 2);
  const quick = quickCodes();
  let i: i32 = 0;
  let done: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 48 <= count; i += 48) {
      const start = base + <usize>i;
      let s0 = i16x8.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let s4 = s0;
      let s5 = s0;
      let t = taps;
      for (; t < plusEnd; t += 4) {
        const p = start + load<u32>(t);
        s0 = i16x8.add(s0, v128.load8x8_u(p));
        s1 = i16x8.add(s1, v128.load8x8_u(p, 8));
        s2 = i16x8.add(s2, v128.load8x8_u(p, 16));
        s3 = i16x8.add(s3, v128.load8x8_u(p, 24));
        s4 = i16x8.add(s4, v128.load8x8_u(p, 32));
        s5 = i16x8.add(s5, v128.load8x8_u(p, 40));
      }
      for (; t < minusEnd; t += 4) {
        const p = start + load<u32>(t);
        s0 = i16x8.sub(s0, v128.load8x8_u(p));
        s1 = i16x8.sub(s1, v128.load8x8_u(p, 8));
        s2 = i16x8.sub(s2, v128.load8x8_u(p, 16));
        s3 = i16x8.sub(s3, v128.load8x8_u(p, 24));
        s4 = i16x8.sub(s4, v128.load8x8_u(p, 32));
        s5 = i16x8.sub(s5, v128.load8x8_u(p, 40));
      }
      for (; t < end; t += 4) {
        const p = start + load<u32>(t);
        const w = v128.load32_splat(t + toWeights);
        s0 = i16x8.add(s0, i16x8.mul(v128.load8x8_u(p), w));
        s1 = i16x8.add(s1, i16x8.mul(v128.load8x8_u(p, 8), w));
        s2 = i16x8.add(s2, i16x8.mul(v128.load8x8_u(p, 16), w));
        s3 = i16x8.add(s3, i16x8.mul(v128.load8x8_u(p, 24), w));
        s4 = i16x8.add(s4, i16x8.mul(v128.load8x8_u(p, 32), w));
        s5 = i16x8.add(s5, i16x8.mul(v128.load8x8_u(p, 40), w));
      }
      if (quick) {
        storeCodes(i, s0, s1);
        storeCodes(i + 16, s2, s3);
        storeCodes(i + 32, s4, s5);
        continue;
      }
      const o = sums + ((<usize>i) << 1);
      v128.store(o, s0);
      v128.store(o, s1, 16);
      v128.store(o, s2, 32);
      v128.store(o, s3, 48);
      v128.store(o, s4, 64);
      v128.store(o, s5, 80);
    }
    if (quick) done = i;
    for (; i < count; i += 8) {
      const start = base + <usize>i;
      let s0 = i16x8.splat(0);
      let t = taps;
      for (; t < plusEnd; t += 4) {
        const p = start + load<u32>(t);
        s0 = i16x8.add(s0, v128.load8x8_u(p));
      }
      for (; t < minusEnd; t += 4) {
        const p = start + load<u32>(t);
        s0 = i16x8.sub(s0, v128.load8x8_u(p));
      }
      for (; t < end; t += 4) {
        const p = start + load<u32>(t);
        const w = v128.load32_splat(t + toWeights);
        s0 = i16x8.add(s0, i16x8.mul(v128.load8x8_u(p), w));
      }
      const o = sums + ((<usize>i) << 1);
      v128.store(o, s0);
    }
  } else {
    for (; i < count; i++) {
      const start = base + <usize>i;
      let s: i32 = 0;
      let t = taps;
      for (; t < plusEnd; t += 4) s += <i32>load<u8>(start + load<u32>(t));
      for (; t < minusEnd; t += 4) s -= <i32>load<u8>(start + load<u32>(t));
      for (; t < end; t += 4) s += <i32>load<u8>(start + load<u32>(t)) * <i32>load<i16>(t + toWeights);
      store<i16>(sums + ((<usize>i) << 1), <i16>s);
    }
  }
  finishRest(done, count);
}

/** Of sums of 16 bits: taps are addresses. */
export function sumShorts(count: i32, taps: usize, weights: usize, plus: i32, minus: i32, other: i32): void {
  const toWeights = weights - taps;
  const plusEnd = taps + ((<usize>plus) << 2);
  const minusEnd = plusEnd + ((<usize>minus) << 2);
  const end = minusEnd + ((<usize>other) << 2);
  const quick = quickCodes();
  let i: i32 = 0;
  let done: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 48 <= count; i += 48) {
      const start = (<usize>i) << 1;
      let s0 = i16x8.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let s4 = s0;
      let s5 = s0;
      let t = taps;
      for (; t < plusEnd; t += 4) {
        const p = start + load<u32>(t);
        s0 = i16x8.add(s0, v128.load(p));
        s1 = i16x8.add(s1, v128.load(p, 16));
        s2 = i16x8.add(s2, v128.load(p, 32));
        s3 = i16x8.add(s3, v128.load(p, 48));
        s4 = i16x8.add(s4, v128.load(p, 64));
        s5 = i16x8.add(s5, v128.load(p, 80));
      }
      for (; t < minusEnd; t += 4) {
        const p = start + load<u32>(t);
        s0 = i16x8.sub(s0, v128.load(p));
        s1 = i16x8.sub(s1, v128.load(p, 16));
        s2 = i16x8.sub(s2, v128.load(p, 32));
        s3 = i16x8.sub(s3, v128.load(p, 48));
        s4 = i16x8.sub(s4, v128.load(p, 64));
        s5 = i16x8.sub(s5, v128.load(p, 80));
      }
      for (; t < end; t += 4) {
        const p = start + load<u32>(t);
        const w = v128.load32_splat(t + toWeights);
        s0 = i16x8.add(s0, i16x8.mul(v128.load(p), w));
        s1 = i16x8.add(s1, i16x8.mul(v128.load(p, 16), w));
        s2 = i16x8.add(s2, i16x8.mul(v128.load(p, 32), w));
        s3 = i16x8.add(s3, i16x8.mul(v128.load(p, 48), w));
        s4 = i16x8.add(s4, i16x8.mul(v128.load(p, 64), w));
        s5 = i16x8.add(s5, i16x8.mul(v128.load(p, 80), w));
      }
      if (quick) {
        storeCodes(i, s0, s1);
        storeCodes(i + 16, s2, s3);
        storeCodes(i + 32, s4, s5);
        continue;
      }
      const o = sums + ((<usize>i) << 1);
      v128.store(o, s0);
      v128.store(o, s1, 16);
      v128.store(o, s2, 32);
      v128.store(o, s3, 48);
      v128.store(o, s4, 64);
      v128.store(o, s5, 80);
    }
    if (quick) done = i;
    for (; i < count; i += 8) {
      const start = (<usize>i) << 1;
      let s0 = i16x8.splat(0);
      let t = taps;
      for (; t < plusEnd; t += 4) {
        const p = start + load<u32>(t);
        s0 = i16x8.add(s0, v128.load(p));
      }
      for (; t < minusEnd; t += 4) {
        const p = start + load<u32>(t);
        s0 = i16x8.sub(s0, v128.load(p));
      }
      for (; t < end; t += 4) {
        const p = start + load<u32>(t);
        const w = v128.load32_splat(t + toWeights);
        s0 = i16x8.add(s0, i16x8.mul(v128.load(p), w));
      }
      const o = sums + ((<usize>i) << 1);
      v128.store(o, s0);
    }
  } else {
    for (; i < count; i++) {
      const start = (<usize>i) << 1;
      let s: i32 = 0;
      let t = taps;
      for (; t < plusEnd; t += 4) s += <i32>load<i16>(start + load<u32>(t));
      for (; t < minusEnd; t += 4) s -= <i32>load<i16>(start + load<u32>(t));
      for (; t < end; t += 4) s += <i32>load<i16>(start + load<u32>(t)) * <i32>load<i16>(t + toWeights);
      store<i16>(sums + ((<usize>i) << 1), <i16>s);
    }
  }
  finishRest(done, count);
}
