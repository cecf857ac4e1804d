// A module of its own: the instructions that builds differ in, on numbers for which every build must give the same, so
// that the start of the engine can tell by exactness and speed which build to take (src-main/wasm-module.ts).
import { fixedProduct } from './fixed-product';
import { madd } from './madd';
import { truncate } from './truncate';

const FLOATS: usize = 4096;
const SHORTS: usize = 8192;
const BYTES: usize = 2048;

/** Small whole numbers: sums and products of them are exact in float32, fused or not. */
export function prepare(): void {
  for (let i: usize = 0; i < BYTES; i += 4) store<f32>(FLOATS + i, <f32>((<i32>(i * 7) % 61) - 30));
  for (let i: usize = 0; i < BYTES; i += 2) store<i16>(SHORTS + i, <i16>((<i32>(i * 2654435) % 60001) - 30000));
}

export function probe(rounds: i32): f64 {
  let floats = f32x4.splat(0);
  let pairs = i32x4.splat(0);
  let products = i16x8.splat(0);
  for (let round = 0; round < rounds; round++) {
    floats = f32x4.splat(0);
    for (let i: usize = 0; i < BYTES - 64; i += 16) {
      const a = v128.load(FLOATS + i);
      const b = v128.load(FLOATS + i, 48);
      floats = madd(a, b, floats);
      const c = v128.load(SHORTS + i);
      const d = v128.load(SHORTS + i, 32);
      pairs = i32x4.add(pairs, i32x4.dot_i16x8_s(c, d));
      products = i16x8.add(products, fixedProduct(c, d));
    }
    pairs = i32x4.add(pairs, truncate(floats));
  }
  let sum: f64 = 0;
  sum += <f64>f32x4.extract_lane(floats, 0) + <f64>f32x4.extract_lane(floats, 1);
  sum += <f64>f32x4.extract_lane(floats, 2) + <f64>f32x4.extract_lane(floats, 3);
  sum += <f64>i32x4.extract_lane(pairs, 0) + <f64>i32x4.extract_lane(pairs, 1) * 3;
  sum += <f64>i32x4.extract_lane(pairs, 2) * 5 + <f64>i32x4.extract_lane(pairs, 3) * 7;
  sum += <f64>i16x8.extract_lane_s(products, 0) * 11 + <f64>i16x8.extract_lane_s(products, 5) * 13;
  return sum;
}
