// Fourier transforms in place, forward into a permuted order and back from it. A length is 4 or 8 times a power of 4.
// `twiddles`: for each step longer than 8, from the shortest on, three turns for each number of a quarter (../twiddles.ts).
import { Butterfly } from './butterflies';
import { Lanes } from './lanes';

/** How many twiddles (as numbers) the steps up to `length` take. */
export function twiddleCount(length: i32): usize {
  let count: usize = 0;
  for (; length > 8; length >>= 2) count += <usize>(length >> 2) * 6;
  return count;
}

/** 4 or 8: what the steps of radix 4 leave. */
export function innermost(length: i32): i32 {
  while (length > 8) length >>= 2;
  return length;
}

/** The whole transform of `length` numbers, of which the steps longer than `from` are done. */
export function forward<V, T>(data: usize, length: i32, from: i32, twiddles: usize): void {
  forwardSteps<V, T>(data, length, from, twiddles);
  if (innermost(length) == 4) fours<V, T>(data, length);
  else eights<V, T>(data, length);
}

export function forwardSteps<V, T>(data: usize, length: i32, from: i32, twiddles: usize): void {
  const end = data + <usize>length * 2 * sizeof<V>();
  let w = twiddles + twiddleCount(from) * sizeof<T>();
  for (let step = from; step > 8; step >>= 2) {
    const quarter = <usize>(step >> 2) * 2 * sizeof<V>();
    w -= <usize>(step >> 2) * 6 * sizeof<T>();
    let block = data;
    do {
      let p = block;
      let turn = w;
      const stop = block + quarter;
      do {
        const p1 = p + quarter;
        const p2 = p1 + quarter;
        const p3 = p2 + quarter;
        Butterfly.split<V, T>(
          load<V>(p),
          load<V>(p, sizeof<V>()),
          load<V>(p1),
          load<V>(p1, sizeof<V>()),
          load<V>(p2),
          load<V>(p2, sizeof<V>()),
          load<V>(p3),
          load<V>(p3, sizeof<V>()),
          p,
          p1,
          p2,
          p3,
          turn,
        );
        turn += 6 * sizeof<T>();
        p += 2 * sizeof<V>();
      } while (p < stop);
      block += quarter << 2;
    } while (block < end);
  }
}

/** The steps longer than 8 and no longer than `to`, on the way back. */
export function inverseSteps<V, T>(data: usize, length: i32, to: i32, twiddles: usize): void {
  const end = data + <usize>length * 2 * sizeof<V>();
  let w = twiddles;
  for (let step = innermost(length) << 2; step <= to; step <<= 2) {
    const quarter = <usize>(step >> 2) * 2 * sizeof<V>();
    let block = data;
    do {
      let p = block;
      let turn = w;
      const stop = block + quarter;
      do {
        const p1 = p + quarter;
        const p2 = p1 + quarter;
        const p3 = p2 + quarter;
        Butterfly.join<V, T>(p, p1, p2, p3, turn, p, p1, p2, p3, 0);
        turn += 6 * sizeof<T>();
        p += 2 * sizeof<V>();
      } while (p < stop);
      block += quarter << 2;
    } while (block < end);
    w += <usize>(step >> 2) * 6 * sizeof<T>();
  }
}

function fours<V, T>(data: usize, length: i32): void {
  const end = data + <usize>length * 2 * sizeof<V>();
  do {
    Butterfly.four<V, T>(data, false);
    data += 8 * sizeof<V>();
  } while (data < end);
}

function eights<V, T>(data: usize, length: i32): void {
  const end = data + <usize>length * 2 * sizeof<V>();
  const half = Lanes.splat<V, T>(<T>Math.SQRT1_2);
  do {
    Butterfly.eight<V, T>(data, false, half);
    data += 16 * sizeof<V>();
  } while (data < end);
}

/** The first step back: fours or eights, undone. */
export function inverseInnermost<V, T>(data: usize, length: i32): void {
  const end = data + <usize>length * 2 * sizeof<V>();
  if (innermost(length) == 4) {
    do {
      Butterfly.four<V, T>(data, true);
      data += 8 * sizeof<V>();
    } while (data < end);
  } else {
    const half = Lanes.splat<V, T>(<T>Math.SQRT1_2);
    do {
      Butterfly.eight<V, T>(data, true, half);
      data += 16 * sizeof<V>();
    } while (data < end);
  }
}
