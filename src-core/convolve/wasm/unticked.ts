// Channels that are copied where a mask of 16 bytes does not fit: pixels of three samples.
import { channels, resultDepth, ticks } from './job';

/** After `count` samples were written, those of channels without a tick become the source's again. */
export function keepUnticked(out: usize, from: usize, count: i32): void {
  if (channels != 3 || ticks == 7) return;
  for (let c = 0; c < 3; c++) {
    if ((ticks >> c) & 1) continue;
    if (resultDepth == 0) copyEveryThird<u8>(out, from, c, count);
    else if (resultDepth == 1) copyEveryThird<u16>(out, from, c, count);
    else copyEveryThird<u32>(out, from, c, count);
  }
}

function copyEveryThird<T>(out: usize, from: usize, first: i32, count: i32): void {
  for (let i = <usize>first; i < <usize>count; i += 3) store<T>(out + i * sizeof<T>(), load<T>(from + i * sizeof<T>()));
}
