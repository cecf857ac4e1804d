// Codes of 8 bits with α to whole numbers of 32 bits: light of each colour times the code of α, and α's code times full
// light. ../running-products.ts makes the tables.
import { channels } from './job';

/** `tables`: addresses of the light of red, green and blue, then full light. */
export function multiplyCodes(out: usize, codes: usize, count: i32, tables: usize): void {
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
