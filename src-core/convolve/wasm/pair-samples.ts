// 8-bit samples as pairs of 16-bit numbers, for sums that take two columns at a time.
import { channels } from './job';

/** Each 8-bit sample with its right neighbour of the same channel. */
export function pairSamples(out: usize, line: usize, count: i32): void {
  const next = line + <usize>channels;
  if (!ASC_FEATURE_SIMD) {
    for (let i: usize = 0; i < <usize>count; i++) {
      store<u32>(out + (i << 2), (<u32>load<u8>(line + i)) | ((<u32>load<u8>(next + i)) << 16));
    }
    return;
  }
  for (let i: usize = 0; i < <usize>count; i += 8) {
    const a = v128.load8x8_u(line + i);
    const b = v128.load8x8_u(next + i);
    const o = out + (i << 2);
    v128.store(o, i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(o, i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15), 16);
  }
}
