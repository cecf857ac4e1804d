// The inner loops of dense sums, over row buffers of float32. Two rows of the result are summed together: each vector
// that is loaded serves both. The order of the sums is the same for every sample, so that bytes do not depend on its place.
import { madd } from './madd';

/** One row: entries at `addresses`, `count` of them. Float32. */
export function sumRowFloats(out: usize, samples: i32, addresses: usize, weights: usize, count: i32): void {
  if (!ASC_FEATURE_SIMD) {
    for (let i: usize = 0; i < (<usize>samples) << 2; i += 4) {
      let s: f32 = 0;
      for (let t: usize = 0; t < (<usize>count) << 2; t += 4) {
        s += load<f32>(<usize>load<u32>(addresses + t) + i) * load<f32>(weights + t);
      }
      store<f32>(out + i, s);
    }
    return;
  }
  const end = addresses + ((<usize>count) << 2);
  const toWeights = weights - addresses;
  let i: i32 = 0;
  for (; i + 24 <= samples; i += 24) {
    const start = (<usize>i) << 2;
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let s4 = s0;
    let s5 = s0;
    for (let t = addresses; t < end; t += 4) {
      const p = start + load<u32>(t);
      const w = v128.load32_splat(t + toWeights);
      s0 = madd(v128.load(p), w, s0);
      s1 = madd(v128.load(p, 16), w, s1);
      s2 = madd(v128.load(p, 32), w, s2);
      s3 = madd(v128.load(p, 48), w, s3);
      s4 = madd(v128.load(p, 64), w, s4);
      s5 = madd(v128.load(p, 80), w, s5);
    }
    const o = out + start;
    v128.store(o, s0);
    v128.store(o, s1, 16);
    v128.store(o, s2, 32);
    v128.store(o, s3, 48);
    v128.store(o, s4, 64);
    v128.store(o, s5, 80);
  }
  for (; i < samples; i += 4) {
    const start = (<usize>i) << 2;
    let s0 = f32x4.splat(0);
    for (let t = addresses; t < end; t += 4) {
      const p = start + load<u32>(t);
      const w = v128.load32_splat(t + toWeights);
      s0 = madd(v128.load(p), w, s0);
    }
    const o = out + start;
    v128.store(o, s0);
  }
}

/**
 * Two rows: the kernel's `rows` × `entries` over rows + 1 row buffers. `addresses` has one entry after the other for each
 * buffer; `weights` those of one row (for the first and the last buffer, which serve one result row alone), `both` the
 * upper's and the lower's for the buffers between. Float32.
 */
export function sumRowsFloats(
  out: usize,
  lower: usize,
  samples: i32,
  addresses: usize,
  weights: usize,
  both: usize,
  rows: i32,
  entries: i32,
): void {
  const line = (<usize>entries) << 2;
  if (!ASC_FEATURE_SIMD) {
    sumRowFloats(out, samples, addresses, weights, rows * entries);
    sumRowFloats(lower, samples, addresses + line, weights, rows * entries);
    return;
  }
  const middle = addresses + line;
  const last = addresses + <usize>rows * line;
  const lastEnd = last + line;
  let i: i32 = 0;
  for (; i + 12 <= samples; i += 12) {
    const start = (<usize>i) << 2;
    let u0 = f32x4.splat(0);
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
      u0 = madd(v128.load(p), w, u0);
      u1 = madd(v128.load(p, 16), w, u1);
      u2 = madd(v128.load(p, 32), w, u2);
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
      u0 = madd(x0, a, u0);
      u1 = madd(x1, a, u1);
      u2 = madd(x2, a, u2);
      l0 = madd(x0, b, l0);
      l1 = madd(x1, b, l1);
      l2 = madd(x2, b, l2);
    }
    w0 = weights + <usize>(rows - 1) * line;
    for (let t = last; t < lastEnd; t += 4) {
      const p = start + load<u32>(t);
      const w = v128.load32_splat(w0);
      w0 += 4;
      l0 = madd(v128.load(p), w, l0);
      l1 = madd(v128.load(p, 16), w, l1);
      l2 = madd(v128.load(p, 32), w, l2);
    }
    v128.store(out + start, u0);
    v128.store(out + start, u1, 16);
    v128.store(out + start, u2, 32);
    v128.store(lower + start, l0);
    v128.store(lower + start, l1, 16);
    v128.store(lower + start, l2, 32);
  }
  for (; i < samples; i += 4) {
    const start = (<usize>i) << 2;
    let u0 = f32x4.splat(0);
    let l0 = u0;
    let w0 = weights;
    for (let t = addresses; t < middle; t += 4) {
      const p = start + load<u32>(t);
      const w = v128.load32_splat(w0);
      w0 += 4;
      u0 = madd(v128.load(p), w, u0);
    }
    let w2 = both;
    for (let t = middle; t < last; t += 4) {
      const p = start + load<u32>(t);
      const a = v128.load32_splat(w2);
      const b = v128.load32_splat(w2, 4);
      w2 += 8;
      const x0 = v128.load(p);
      u0 = madd(x0, a, u0);
      l0 = madd(x0, b, l0);
    }
    w0 = weights + <usize>(rows - 1) * line;
    for (let t = last; t < lastEnd; t += 4) {
      const p = start + load<u32>(t);
      const w = v128.load32_splat(w0);
      w0 += 4;
      l0 = madd(v128.load(p), w, l0);
    }
    v128.store(out + start, u0);
    v128.store(lower + start, l0);
  }
}
