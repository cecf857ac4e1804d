// Spreading along the row and leaving as 8-bit codes, in 15-bit fractions: four pixels of four samples at a time. Pictures
// of one sample go four rows at a time, of two samples two, of three with a sample too many.
import { fixedProduct } from './fixed-product';

/** Coarse samples are held in sixty-fourths of a level, with the half of the last rounding in them already. */
const SCALE: f32 = 64;
const HALF: f32 = 32;

/** How many rows of the result go together. */
export function rowsTogether(samples: i32): i32 {
  return samples >= 3 ? 1 : 4 / samples;
}

/** Coarse pixels of one to four rows, `rowBytes` apart, as four 16-bit samples, twice each. */
export function pairCoarse(out: usize, rows: usize, rowBytes: usize, cells: i32, samples: i32): void {
  for (let k = 0; k < cells; k++) {
    let v: v128;
    if (samples >= 3) {
      v = v128.load(rows);
    } else if (samples == 2) {
      v = v128.load64_lane(rows + rowBytes, v128.load64_zero(rows), 1);
    } else {
      v = v128.load32_zero(rows);
      v = v128.load32_lane(rows + rowBytes, v, 1);
      v = v128.load32_lane(rows + 2 * rowBytes, v, 2);
      v = v128.load32_lane(rows + 3 * rowBytes, v, 3);
    }
    v = f32x4.nearest(f32x4.add(f32x4.mul(v, f32x4.splat(SCALE)), f32x4.splat(HALF)));
    const codes = i32x4.trunc_sat_f32x4_s(v);
    v128.store(out, i16x8.narrow_i32x4_s(codes, codes));
    out += 16;
    rows += (<usize>samples) << 2;
  }
}

/**
 * `table`: cells of a period, units of four pixels in it, then two byte offsets for each unit, then at `weights` eight
 * vectors for each unit. `coarse` is the pair of the first cell; three pairs before it are read too.
 */
export function spreadCodes(out: usize, coarse: usize, cells: i32, table: usize): void {
  const period = load<i32>(table);
  const units = load<i32>(table, 4);
  const weights = table + 16 + ((<usize>((units + 1) & ~1)) << 3);
  if (period == 1) spreadWhole(out, coarse, cells, weights, weights + ((<usize>units) << 7));
  else spreadPeriods(out, coarse, (cells + period - 1) / period, period << 4, units, table + 16, weights);
}

/** Cells of a multiple of four pixels: the coarse pixels stay where they are. */
function spreadWhole(out: usize, coarse: usize, cells: i32, weights: usize, end: usize): void {
  for (let k = 0; k < cells; k++) {
    const e0 = v128.load(coarse);
    const e1 = v128.load(coarse - 16);
    const e2 = v128.load(coarse - 32);
    const e3 = v128.load(coarse - 48);
    for (let w = weights; w < end; w += 128) {
      const a = i16x8.add(
        i16x8.add(fixedProduct(e0, v128.load(w)), fixedProduct(e1, v128.load(w, 16))),
        i16x8.add(fixedProduct(e2, v128.load(w, 32)), fixedProduct(e3, v128.load(w, 48))),
      );
      const b = i16x8.add(
        i16x8.add(fixedProduct(e0, v128.load(w, 64)), fixedProduct(e1, v128.load(w, 80))),
        i16x8.add(fixedProduct(e2, v128.load(w, 96)), fixedProduct(e3, v128.load(w, 112))),
      );
      v128.store(out, i8x16.narrow_i16x8_u(i16x8.shr_s(a, 6), i16x8.shr_s(b, 6)));
      out += 16;
    }
    coarse += 16;
  }
}

/** Two pixels of a vector may lie in neighbouring cells: half a pair further on. */
function spreadPeriods(
  out: usize,
  coarse: usize,
  periods: i32,
  periodBytes: usize,
  units: i32,
  offsets: usize,
  weights: usize,
): void {
  const end = offsets + ((<usize>units) << 3);
  for (let k = 0; k < periods; k++) {
    let w = weights;
    for (let o = offsets; o < end; o += 8) {
      const p = coarse + load<u32>(o) - 48;
      const q = coarse + load<u32>(o, 4) - 48;
      const a = i16x8.add(
        i16x8.add(fixedProduct(v128.load(p, 48), v128.load(w)), fixedProduct(v128.load(p, 32), v128.load(w, 16))),
        i16x8.add(fixedProduct(v128.load(p, 16), v128.load(w, 32)), fixedProduct(v128.load(p), v128.load(w, 48))),
      );
      const b = i16x8.add(
        i16x8.add(fixedProduct(v128.load(q, 48), v128.load(w, 64)), fixedProduct(v128.load(q, 32), v128.load(w, 80))),
        i16x8.add(fixedProduct(v128.load(q, 16), v128.load(w, 96)), fixedProduct(v128.load(q), v128.load(w, 112))),
      );
      v128.store(out, i8x16.narrow_i16x8_u(i16x8.shr_s(a, 6), i16x8.shr_s(b, 6)));
      out += 16;
      w += 128;
    }
    coarse += periodBytes;
  }
}

/** `count` pixels to `rows` rows of the result, `stride` apart. Reads up to three pixels beyond the last. */
export function storeCodes(out: usize, stride: usize, pixels: usize, count: i32, rows: i32, samples: i32): void {
  if (samples == 4) {
    memory.copy(out, pixels, (<usize>count) << 2);
    return;
  }
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const v = v128.load(pixels);
    if (samples == 3) {
      const s = i8x16.shuffle(v, v, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0, 0, 0, 0);
      v128.store64_lane(out, s, 0);
      v128.store32_lane(out, s, 2, 8);
      out += 12;
    } else if (samples == 2) {
      const s = i8x16.shuffle(v, v, 0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15);
      v128.store64_lane(out, s, 0);
      if (rows > 1) v128.store64_lane(out + stride, s, 1);
      out += 8;
    } else {
      const s = i8x16.shuffle(v, v, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
      v128.store32_lane(out, s, 0);
      if (rows > 1) v128.store32_lane(out + stride, s, 1);
      if (rows > 2) v128.store32_lane(out + 2 * stride, s, 2);
      if (rows > 3) v128.store32_lane(out + 3 * stride, s, 3);
      out += 4;
    }
    pixels += 16;
  }
  for (; i < count; i++) {
    for (let row = 0; row < rows; row++) {
      for (let c = 0; c < samples; c++) {
        store<u8>(out + <usize>row * stride + <usize>c, load<u8>(pixels + <usize>(row * samples + c)));
      }
    }
    out += <usize>samples;
    pixels += 4;
  }
}
