// The inner loops of dense sums over row buffers of pairs: two 16-bit integers, a sample and its right neighbour, that one
// instruction multiplies and adds. Otherwise as dense-floats.ts.

/** One row: entries at `addresses`, `count` of them. Pairs of 16 bits; sums leave as float32, scaled. */
export function sumRowPairs(out: usize, samples: i32, addresses: usize, weights: usize, count: i32, scale: f32): void {
  if (!ASC_FEATURE_SIMD) {
    for (let i: usize = 0; i < (<usize>samples) << 2; i += 4) {
      let s: i32 = 0;
      for (let t: usize = 0; t < (<usize>count) << 2; t += 4) {
        const p = <usize>load<u32>(addresses + t) + i;
        s += <i32>load<i16>(p) * <i32>load<i16>(weights + t) + <i32>load<i16>(p, 2) * <i32>load<i16>(weights + t, 2);
      }
      store<f32>(out + i, <f32>s * scale);
    }
    return;
  }
  const end = addresses + ((<usize>count) << 2);
  const toWeights = weights - addresses;
  const factor = f32x4.splat(scale);
  let i: i32 = 0;
  for (; i + 24 <= samples; i += 24) {
    const start = (<usize>i) << 2;
    let s0 = i32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let s4 = s0;
    let s5 = s0;
    for (let t = addresses; t < end; t += 4) {
      const p = start + load<u32>(t);
      const w = v128.load32_splat(t + toWeights);
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(v128.load(p), w));
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(v128.load(p, 16), w));
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(v128.load(p, 32), w));
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(v128.load(p, 48), w));
      s4 = i32x4.add(s4, i32x4.dot_i16x8_s(v128.load(p, 64), w));
      s5 = i32x4.add(s5, i32x4.dot_i16x8_s(v128.load(p, 80), w));
    }
    const o = out + start;
    v128.store(o, f32x4.mul(f32x4.convert_i32x4_s(s0), factor));
    v128.store(o, f32x4.mul(f32x4.convert_i32x4_s(s1), factor), 16);
    v128.store(o, f32x4.mul(f32x4.convert_i32x4_s(s2), factor), 32);
    v128.store(o, f32x4.mul(f32x4.convert_i32x4_s(s3), factor), 48);
    v128.store(o, f32x4.mul(f32x4.convert_i32x4_s(s4), factor), 64);
    v128.store(o, f32x4.mul(f32x4.convert_i32x4_s(s5), factor), 80);
  }
  for (; i < samples; i += 4) {
    const start = (<usize>i) << 2;
    let s0 = i32x4.splat(0);
    for (let t = addresses; t < end; t += 4) {
      const p = start + load<u32>(t);
      const w = v128.load32_splat(t + toWeights);
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(v128.load(p), w));
    }
    const o = out + start;
    v128.store(o, f32x4.mul(f32x4.convert_i32x4_s(s0), factor));
  }
}

/**
 * Two rows: the kernel's `rows` × `entries` over rows + 1 row buffers. `addresses` has one entry after the other for each
 * buffer; `weights` those of one row (for the first and the last buffer, which serve one result row alone), `both` the
 * upper's and the lower's for the buffers between. Pairs of 16 bits; sums leave as float32, scaled.
 */
export function sumRowsPairs(
  out: usize,
  lower: usize,
  samples: i32,
  addresses: usize,
  weights: usize,
  both: usize,
  rows: i32,
  entries: i32,
  scale: f32,
): void {
  const line = (<usize>entries) << 2;
  if (!ASC_FEATURE_SIMD) {
    sumRowPairs(out, samples, addresses, weights, rows * entries, scale);
    sumRowPairs(lower, samples, addresses + line, weights, rows * entries, scale);
    return;
  }
  const middle = addresses + line;
  const last = addresses + <usize>rows * line;
  const lastEnd = last + line;
  const factor = f32x4.splat(scale);
  let i: i32 = 0;
  for (; i + 12 <= samples; i += 12) {
    const start = (<usize>i) << 2;
    let u0 = i32x4.splat(0);
    let u1 = u0;
    let u2 = u0;
    let l0 = u0;
    let l1 = u0;
    let l2 = u0;
    let w0 = weights;
    for (let t = addresses; t < middle; t += 4) {
      const p = start + load<u32>(t);
      const w = v128.load32_splat(w0);
      w0 += 4;
      u0 = i32x4.add(u0, i32x4.dot_i16x8_s(v128.load(p), w));
      u1 = i32x4.add(u1, i32x4.dot_i16x8_s(v128.load(p, 16), w));
      u2 = i32x4.add(u2, i32x4.dot_i16x8_s(v128.load(p, 32), w));
    }
    let w2 = both;
    for (let t = middle; t < last; t += 4) {
      const p = start + load<u32>(t);
      const a = v128.load32_splat(w2);
      const b = v128.load32_splat(w2, 4);
      w2 += 8;
      const x0 = v128.load(p);
      const x1 = v128.load(p, 16);
      const x2 = v128.load(p, 32);
      u0 = i32x4.add(u0, i32x4.dot_i16x8_s(x0, a));
      u1 = i32x4.add(u1, i32x4.dot_i16x8_s(x1, a));
      u2 = i32x4.add(u2, i32x4.dot_i16x8_s(x2, a));
      l0 = i32x4.add(l0, i32x4.dot_i16x8_s(x0, b));
      l1 = i32x4.add(l1, i32x4.dot_i16x8_s(x1, b));
      l2 = i32x4.add(l2, i32x4.dot_i16x8_s(x2, b));
    }
    w0 = weights + <usize>(rows - 1) * line;
    for (let t = last; t < lastEnd; t += 4) {
      const p = start + load<u32>(t);
      const w = v128.load32_splat(w0);
      w0 += 4;
      l0 = i32x4.add(l0, i32x4.dot_i16x8_s(v128.load(p), w));
      l1 = i32x4.add(l1, i32x4.dot_i16x8_s(v128.load(p, 16), w));
      l2 = i32x4.add(l2, i32x4.dot_i16x8_s(v128.load(p, 32), w));
    }
    v128.store(out + start, f32x4.mul(f32x4.convert_i32x4_s(u0), factor));
    v128.store(out + start, f32x4.mul(f32x4.convert_i32x4_s(u1), factor), 16);
    v128.store(out + start, f32x4.mul(f32x4.convert_i32x4_s(u2), factor), 32);
    v128.store(lower + start, f32x4.mul(f32x4.convert_i32x4_s(l0), factor));
    v128.store(lower + start, f32x4.mul(f32x4.convert_i32x4_s(l1), factor), 16);
    v128.store(lower + start, f32x4.mul(f32x4.convert_i32x4_s(l2), factor), 32);
  }
  for (; i < samples; i += 4) {
    const start = (<usize>i) << 2;
    let u0 = i32x4.splat(0);
    let l0 = u0;
    let w0 = weights;
    for (let t = addresses; t < middle; t += 4) {
      const p = start + load<u32>(t);
      const w = v128.load32_splat(w0);
      w0 += 4;
      u0 = i32x4.add(u0, i32x4.dot_i16x8_s(v128.load(p), w));
    }
    let w2 = both;
    for (let t = middle; t < last; t += 4) {
      const p = start + load<u32>(t);
      const a = v128.load32_splat(w2);
      const b = v128.load32_splat(w2, 4);
      w2 += 8;
      const x0 = v128.load(p);
      u0 = i32x4.add(u0, i32x4.dot_i16x8_s(x0, a));
      l0 = i32x4.add(l0, i32x4.dot_i16x8_s(x0, b));
    }
    w0 = weights + <usize>(rows - 1) * line;
    for (let t = last; t < lastEnd; t += 4) {
      const p = start + load<u32>(t);
      const w = v128.load32_splat(w0);
      w0 += 4;
      l0 = i32x4.add(l0, i32x4.dot_i16x8_s(v128.load(p), w));
    }
    v128.store(out + start, f32x4.mul(f32x4.convert_i32x4_s(u0), factor));
    v128.store(lower + start, f32x4.mul(f32x4.convert_i32x4_s(l0), factor));
  }
}
