// The inner loops: out[i] = Σ weight[t] · in[i + offset[t]], in tap order, the same for every sample whatever its
// place in a vector, so that bytes do not depend on the tile. `count` is rounded up to 4; rows are padded for that.

/** Offsets are in bytes from `base`. */
export function sumTaps32(out: usize, base: usize, count: i32, offsets: usize, weights: usize, taps: i32): void {
  let i: i32 = 0;
  const end = offsets + ((<usize>taps) << 2);
  const toWeights = weights - offsets;
  if (ASC_FEATURE_SIMD) {
    for (; i + 32 <= count; i += 32) {
      const start = base + ((<usize>i) << 2);
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let s4 = s0;
      let s5 = s0;
      let s6 = s0;
      let s7 = s0;
      for (let t = offsets; t < end; t += 4) {
        const p = start + load<u32>(t);
        const w = v128.load32_splat(t + toWeights);
        s0 = f32x4.add(s0, f32x4.mul(v128.load(p), w));
        s1 = f32x4.add(s1, f32x4.mul(v128.load(p, 16), w));
        s2 = f32x4.add(s2, f32x4.mul(v128.load(p, 32), w));
        s3 = f32x4.add(s3, f32x4.mul(v128.load(p, 48), w));
        s4 = f32x4.add(s4, f32x4.mul(v128.load(p, 64), w));
        s5 = f32x4.add(s5, f32x4.mul(v128.load(p, 80), w));
        s6 = f32x4.add(s6, f32x4.mul(v128.load(p, 96), w));
        s7 = f32x4.add(s7, f32x4.mul(v128.load(p, 112), w));
      }
      const o = out + ((<usize>i) << 2);
      v128.store(o, s0);
      v128.store(o, s1, 16);
      v128.store(o, s2, 32);
      v128.store(o, s3, 48);
      v128.store(o, s4, 64);
      v128.store(o, s5, 80);
      v128.store(o, s6, 96);
      v128.store(o, s7, 112);
    }
    for (; i < count; i += 4) {
      const start = base + ((<usize>i) << 2);
      let s = f32x4.splat(0);
      for (let t = offsets; t < end; t += 4) {
        s = f32x4.add(s, f32x4.mul(v128.load(start + load<u32>(t)), v128.load32_splat(t + toWeights)));
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
    for (; i + 16 <= count; i += 16) {
      const start = base + ((<usize>i) << 3);
      let s0 = f64x2.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let s4 = s0;
      let s5 = s0;
      let s6 = s0;
      let s7 = s0;
      let weight = weights;
      for (let t = offsets; t < end; t += 4) {
        const p = start + load<u32>(t);
        const w = v128.load64_splat(weight);
        weight += 8;
        s0 = f64x2.add(s0, f64x2.mul(v128.load(p), w));
        s1 = f64x2.add(s1, f64x2.mul(v128.load(p, 16), w));
        s2 = f64x2.add(s2, f64x2.mul(v128.load(p, 32), w));
        s3 = f64x2.add(s3, f64x2.mul(v128.load(p, 48), w));
        s4 = f64x2.add(s4, f64x2.mul(v128.load(p, 64), w));
        s5 = f64x2.add(s5, f64x2.mul(v128.load(p, 80), w));
        s6 = f64x2.add(s6, f64x2.mul(v128.load(p, 96), w));
        s7 = f64x2.add(s7, f64x2.mul(v128.load(p, 112), w));
      }
      const o = out + ((<usize>i) << 3);
      v128.store(o, s0);
      v128.store(o, s1, 16);
      v128.store(o, s2, 32);
      v128.store(o, s3, 48);
      v128.store(o, s4, 64);
      v128.store(o, s5, 80);
      v128.store(o, s6, 96);
      v128.store(o, s7, 112);
    }
  }
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
