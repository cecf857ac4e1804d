// The inner loops of weighted rows: out[i] = Σ weight[t] · in[i + offset[t]], in tap order, the same for every sample whatever its
// place in a vector, so that bytes do not depend on the tile. `count` is rounded up to a whole vector; rows are padded for that.
import { madd, madd64 } from './madd';

/** Offsets are in bytes from `base`. */
export function sumTaps32(out: usize, base: usize, count: i32, offsets: usize, weights: usize, taps: i32): void {
  let i: i32 = 0;
  const end = offsets + ((<usize>taps) << 2);
  const toWeights = weights - offsets;
  if (ASC_FEATURE_SIMD) {
    for (; i + 28 <= count; i += 28) {
      const start = base + ((<usize>i) << 2);
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let s4 = s0;
      let s5 = s0;
      let s6 = s0;
      for (let t = offsets; t < end; t += 4) {
        const p = start + load<u32>(t);
        const w = v128.load32_splat(t + toWeights);
        s0 = madd(v128.load(p), w, s0);
        s1 = madd(v128.load(p, 16), w, s1);
        s2 = madd(v128.load(p, 32), w, s2);
        s3 = madd(v128.load(p, 48), w, s3);
        s4 = madd(v128.load(p, 64), w, s4);
        s5 = madd(v128.load(p, 80), w, s5);
        s6 = madd(v128.load(p, 96), w, s6);
      }
      const o = out + ((<usize>i) << 2);
      v128.store(o, s0);
      v128.store(o, s1, 16);
      v128.store(o, s2, 32);
      v128.store(o, s3, 48);
      v128.store(o, s4, 64);
      v128.store(o, s5, 80);
      v128.store(o, s6, 96);
    }
    for (; i < count; i += 4) {
      const start = base + ((<usize>i) << 2);
      let s = f32x4.splat(0);
      for (let t = offsets; t < end; t += 4) {
        s = madd(v128.load(start + load<u32>(t)), v128.load32_splat(t + toWeights), s);
      }
      v128.store(out + ((<usize>i) << 2), s);
    }
  } else {
    for (; i < count; i += 4) {
      const start = base + ((<usize>i) << 2);
      let s0: f32 = 0;
      let s1: f32 = 0;
      let s2: f32 = 0;
      let s3: f32 = 0;
      for (let t = offsets; t < end; t += 4) {
        const p = start + load<u32>(t);
        const w = load<f32>(t + toWeights);
        s0 += load<f32>(p) * w;
        s1 += load<f32>(p, 4) * w;
        s2 += load<f32>(p, 8) * w;
        s3 += load<f32>(p, 12) * w;
      }
      const o = out + ((<usize>i) << 2);
      store<f32>(o, s0);
      store<f32>(o, s1, 4);
      store<f32>(o, s2, 8);
      store<f32>(o, s3, 12);
    }
  }
}

export function sumTaps64(out: usize, base: usize, count: i32, offsets: usize, weights: usize, taps: i32): void {
  let i: i32 = 0;
  const end = offsets + ((<usize>taps) << 2);
  if (ASC_FEATURE_SIMD) {
    for (; i + 14 <= count; i += 14) {
      const start = base + ((<usize>i) << 3);
      let s0 = f64x2.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let s4 = s0;
      let s5 = s0;
      let s6 = s0;
      let weight = weights;
      for (let t = offsets; t < end; t += 4) {
        const p = start + load<u32>(t);
        const w = v128.load64_splat(weight);
        weight += 8;
        s0 = madd64(v128.load(p), w, s0);
        s1 = madd64(v128.load(p, 16), w, s1);
        s2 = madd64(v128.load(p, 32), w, s2);
        s3 = madd64(v128.load(p, 48), w, s3);
        s4 = madd64(v128.load(p, 64), w, s4);
        s5 = madd64(v128.load(p, 80), w, s5);
        s6 = madd64(v128.load(p, 96), w, s6);
      }
      const o = out + ((<usize>i) << 3);
      v128.store(o, s0);
      v128.store(o, s1, 16);
      v128.store(o, s2, 32);
      v128.store(o, s3, 48);
      v128.store(o, s4, 64);
      v128.store(o, s5, 80);
      v128.store(o, s6, 96);
    }
    for (; i < count; i += 2) {
      const start = base + ((<usize>i) << 3);
      let s = f64x2.splat(0);
      let weight = weights;
      for (let t = offsets; t < end; t += 4) {
        s = madd64(v128.load(start + load<u32>(t)), v128.load64_splat(weight), s);
        weight += 8;
      }
      v128.store(out + ((<usize>i) << 3), s);
    }
  } else {
    for (; i < count; i++) {
      const start = base + ((<usize>i) << 3);
      let s: f64 = 0;
      let weight = weights;
      for (let t = offsets; t < end; t += 4) {
        s += load<f64>(start + load<u32>(t)) * load<f64>(weight);
        weight += 8;
      }
      store<f64>(out + ((<usize>i) << 3), s);
    }
  }
}
