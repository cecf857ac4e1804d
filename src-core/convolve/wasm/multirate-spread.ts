// Spreading along the row: out[step · k + phase] = Σ weight[phase][i] · in[k − i], a cell of `step` pixels at a time.
import { madd } from './madd';

/**
 * Weights: for each vector of a cell one vector for each of `meet` cells, 4 or 6. A vector holds four pixels of one sample,
 * two of two, one of three (and a sample too many) or four: writes run on beyond the end by up to three samples.
 */
export function spreadRow(
  out: usize,
  coarse: usize,
  cells: i32,
  step: i32,
  samples: i32,
  weights: usize,
  meet: i32,
): void {
  if (ASC_FEATURE_SIMD) {
    if (samples == 1) spreadCells<f32>(out, coarse, cells, (step + 3) >> 2, step << 2, 16, 4, weights, meet);
    else if (samples == 2) spreadCells<f64>(out, coarse, cells, (step + 1) >> 1, step << 3, 16, 8, weights, meet);
    else if (samples == 3) spreadCells<v128>(out, coarse, cells, step, step * 12, 12, 12, weights, meet);
    else spreadCells<v128>(out, coarse, cells, step, step << 4, 16, 16, weights, meet);
  } else {
    spreadSlowly(out, coarse, cells, step, samples, weights, meet);
  }
}

/** A coarse pixel in all places of a vector. */
function splat<T>(at: usize): v128 {
  if (sizeof<T>() == 4) return v128.load32_splat(at);
  if (sizeof<T>() == 8) return v128.load64_splat(at);
  return v128.load(at);
}

function spreadCells<T>(
  out: usize,
  coarse: usize,
  cells: i32,
  vectors: i32,
  cellBytes: i32,
  advance: usize,
  pixel: usize,
  weights: usize,
  meet: i32,
): void {
  const end = weights + ((<usize>(vectors * meet)) << 4);
  for (let k = 0; k < cells; k++) {
    let o = out;
    const e0 = splat<T>(coarse);
    const e1 = splat<T>(coarse - pixel);
    const e2 = splat<T>(coarse - 2 * pixel);
    const e3 = splat<T>(coarse - 3 * pixel);
    if (meet == 4) {
      for (let w = weights; w < end; w += 64) {
        let sum = f32x4.mul(e3, v128.load(w, 48));
        sum = madd(e2, v128.load(w, 32), sum);
        sum = madd(e1, v128.load(w, 16), sum);
        v128.store(o, madd(e0, v128.load(w), sum));
        o += advance;
      }
    } else {
      const e4 = splat<T>(coarse - 4 * pixel);
      const e5 = splat<T>(coarse - 5 * pixel);
      for (let w = weights; w < end; w += 96) {
        let sum = f32x4.mul(e5, v128.load(w, 80));
        sum = madd(e4, v128.load(w, 64), sum);
        sum = madd(e3, v128.load(w, 48), sum);
        sum = madd(e2, v128.load(w, 32), sum);
        sum = madd(e1, v128.load(w, 16), sum);
        v128.store(o, madd(e0, v128.load(w), sum));
        o += advance;
      }
    }
    coarse += pixel;
    out += cellBytes;
  }
}

function spreadSlowly(out: usize, coarse: usize, cells: i32, step: i32, samples: i32, weights: usize, meet: i32): void {
  const lanes = samples == 3 ? 3 : 4;
  for (let k = 0; k < cells; k++) {
    for (let place = 0; place < step * samples; place++) {
      const weight = weights + ((<usize>((place / lanes) * meet * 4 + (place % lanes))) << 2);
      const from = coarse + ((<usize>(place % samples)) << 2);
      let sum: f32 = 0;
      for (let i: usize = 0; i < <usize>meet; i++) {
        sum += load<f32>(weight + (i << 4)) * load<f32>(from - i * ((<usize>samples) << 2));
      }
      store<f32>(out, sum);
      out += 4;
    }
    coarse += (<usize>samples) << 2;
  }
}
