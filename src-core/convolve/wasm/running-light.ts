// Codes of 8 bits to light in whole numbers of 32 bits. ../running-light.ts makes the tables.
import { channels } from './job';
import { lights } from './straight';

/** `count` samples, a whole number of pixels; `tables`: addresses of those of four neighbouring samples. Up to 12 more are
 * read and written. */
export function lookUp(out: usize, codes: usize, count: i32, tables: usize): void {
  const first = <usize>load<u32>(tables);
  const second = <usize>load<u32>(tables, 4);
  const third = <usize>load<u32>(tables, 8);
  const fourth = <usize>load<u32>(tables, 12);
  const end = codes + <usize>count;
  if (!ASC_FEATURE_SIMD) {
    for (let i: usize = 0; i < <usize>count; i++) {
      const table = <usize>load<u32>(tables + ((i % <usize>channels) << 2));
      store<i32>(out + (i << 2), load<i32>(table + ((<usize>load<u8>(codes + i)) << 2)));
    }
  } else if (channels == 3) {
    for (; codes < end; codes += 12) {
      v128.store(out, lights<u8>(first, second, third, first, codes));
      v128.store(out, lights<u8>(second, third, first, second, codes + 4), 16);
      v128.store(out, lights<u8>(third, first, second, third, codes + 8), 32);
      out += 48;
    }
  } else {
    for (; codes < end; codes += 4) {
      v128.store(out, lights<u8>(first, second, third, fourth, codes));
      out += 16;
    }
  }
}
