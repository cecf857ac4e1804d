// Decimation along the row: out[k] = Σ weight[i] · in[step · k + i], pixel by pixel, four coarse pixels at a time.
import { madd } from './madd';

/**
 * Weights lie as the vectors of a pixel's samples need them: four pixels of one sample to a vector, two of two, one of
 * three (and a sample too many) or four. `vectors` is even. Reads and writes run on beyond the end by less than four cells.
 */
export function shrinkRow(
  out: usize,
  line: usize,
  cells: i32,
  step: i32,
  samples: i32,
  weights: usize,
  vectors: i32,
): void {
  if (ASC_FEATURE_SIMD) shrinkFours(out, line, cells, step, samples, weights, vectors);
  else shrinkSlowly(out, line, cells, step, samples, weights, vectors);
}

function shrinkFours(out: usize, line: usize, cells: i32, step: i32, samples: i32, weights: usize, vectors: i32): void {
  const cell = (<usize>(step * samples)) << 2;
  const advance: usize = samples == 3 ? 12 : 16;
  const end = weights + ((<usize>vectors) << 4);
  for (let k = 0; k < cells; k += 4) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let p = line;
    for (let w = weights; w < end; w += 32) {
      const q = p + 2 * cell;
      const w0 = v128.load(w);
      a = madd(v128.load(p), w0, a);
      b = madd(v128.load(p + cell), w0, b);
      c = madd(v128.load(q), w0, c);
      d = madd(v128.load(q + cell), w0, d);
      const w1 = v128.load(w, 16);
      p += advance;
      const r = p + 2 * cell;
      a = madd(v128.load(p), w1, a);
      b = madd(v128.load(p + cell), w1, b);
      c = madd(v128.load(r), w1, c);
      d = madd(v128.load(r + cell), w1, d);
      p += advance;
    }
    if (samples >= 3) {
      const o: usize = advance;
      v128.store(out, a);
      v128.store(out + o, b);
      v128.store(out + 2 * o, c);
      v128.store(out + 3 * o, d);
      out += 4 * o;
    } else if (samples == 2) {
      v128.store(out, f32x4.add(i64x2.shuffle(a, b, 0, 2), i64x2.shuffle(a, b, 1, 3)));
      v128.store(out, f32x4.add(i64x2.shuffle(c, d, 0, 2), i64x2.shuffle(c, d, 1, 3)), 16);
      out += 32;
    } else {
      const ab = f32x4.add(i32x4.shuffle(a, b, 0, 2, 4, 6), i32x4.shuffle(a, b, 1, 3, 5, 7));
      const cd = f32x4.add(i32x4.shuffle(c, d, 0, 2, 4, 6), i32x4.shuffle(c, d, 1, 3, 5, 7));
      v128.store(out, f32x4.add(i32x4.shuffle(ab, cd, 0, 2, 4, 6), i32x4.shuffle(ab, cd, 1, 3, 5, 7)));
      out += 16;
    }
    line += 4 * cell;
  }
}

function shrinkSlowly(
  out: usize,
  line: usize,
  cells: i32,
  step: i32,
  samples: i32,
  weights: usize,
  vectors: i32,
): void {
  const lanes = samples == 3 ? 3 : 4;
  for (let k = 0; k < cells; k++) {
    for (let c = 0; c < samples; c++) {
      let sum: f32 = 0;
      for (let v = 0; v < vectors; v++) {
        for (let lane = c; lane < lanes; lane += samples) {
          sum +=
            load<f32>(weights + ((<usize>(4 * v + lane)) << 2)) * load<f32>(line + ((<usize>(lanes * v + lane)) << 2));
        }
      }
      store<f32>(out + ((<usize>(k * samples + c)) << 2), sum);
    }
    line += (<usize>(step * samples)) << 2;
  }
}
