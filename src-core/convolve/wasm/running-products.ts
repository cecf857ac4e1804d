// Codes of 8 bits with α to whole numbers of 32 bits: each colour, or its light, times the code of α, and α's code times
// what stands for full opacity. ../running-products.ts makes the tables.
import { channels } from './job';

/** `tables`: addresses of the light of red, green and blue, or 0 for the codes themselves; then full opacity. */
export function multiplyCodes(out: usize, codes: usize, count: i32, tables: usize): void {
  if (load<u32>(tables) == 0) encoded(out, codes, count);
  else lit(out, codes, count, tables);
}

/** Full opacity is 1. */
function encoded(out: usize, codes: usize, count: i32): void {
  const end = codes + <usize>(count * channels);
  if (ASC_FEATURE_SIMD) {
    const one = i16x8.splat(1);
    for (; codes + 8 <= end; codes += 8) {
      const v = v128.load8x8_u(codes);
      const alphas =
        channels == 4 ? i16x8.shuffle(v, one, 3, 3, 3, 8, 7, 7, 7, 8) : i16x8.shuffle(v, one, 1, 8, 3, 8, 5, 8, 7, 8);
      const products = i16x8.mul(v, alphas);
      v128.store(out, i32x4.extend_low_i16x8_u(products));
      v128.store(out, i32x4.extend_high_i16x8_u(products), 16);
      out += 32;
    }
  }
  const last = <usize>(channels - 1);
  for (; codes < end; codes += last + 1) {
    const alpha = <i32>load<u8>(codes + last);
    for (let channel: usize = 0; channel < last; channel++) {
      store<i32>(out, <i32>load<u8>(codes + channel) * alpha);
      out += 4;
    }
    store<i32>(out, alpha);
    out += 4;
  }
}

function lit(out: usize, codes: usize, count: i32, tables: usize): void {
  const red = load<u32>(tables);
  const green = load<u32>(tables, 4);
  const blue = load<u32>(tables, 8);
  const full = load<i32>(tables, 12);
  if (channels == 4) {
    for (const end = codes + ((<usize>count) << 2); codes < end; codes += 4) {
      const alpha = <i32>load<u8>(codes, 3);
      store<i32>(out, lightAt(red, codes) * alpha);
      store<i32>(out, lightAt(green, codes + 1) * alpha, 4);
      store<i32>(out, lightAt(blue, codes + 2) * alpha, 8);
      store<i32>(out, full * alpha, 12);
      out += 16;
    }
  } else {
    for (const end = codes + ((<usize>count) << 1); codes < end; codes += 2) {
      const alpha = <i32>load<u8>(codes, 1);
      store<i32>(out, lightAt(red, codes) * alpha);
      store<i32>(out, full * alpha, 4);
      out += 8;
    }
  }
}

function lightAt(table: u32, code: usize): i32 {
  return load<i32>(<usize>table + ((<usize>load<u8>(code)) << 2));
}
