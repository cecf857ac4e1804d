// Decimation of 8-bit rows by the spline of four boxes, in 16-bit integers: exact, and the quickest first step down the
// rows. A group of `step` rows adds to three sums under way, and one of them is complete. Steps 2 and 3; 4 is 2 of 2.
import { mapCoordinate } from './border';
import { border, channels, pointer, sourcePixel, wholeHeight } from './job';
import * as slots from './slots';

/** Leftmost picture column of the rows, and how many samples they have. */
let left: i32 = 0;
let samples: i32 = 0;
let step: i32 = 0;
/** Rows beyond this one are not there to be read; they touch nothing that is used. */
let lastRow: i32 = 0;
let group: i32 = 0;
/** The two sums under way of every eight samples, side by side; once more for pairs of pairs. */
let under: usize = 0;
let underPairs: usize = 0;
let firstPair: usize = 0;
let secondPair: usize = 0;
let borderRow: usize = 0;

/** `room`: 13 bytes for each sample and 16 more. */
export function beginCodes(room: usize, x: i32, columns: i32, rowStep: i32, last: i32): void {
  left = x;
  samples = columns * channels;
  step = rowStep;
  lastRow = last;
  const stride = (<usize>samples + 15) & ~(<usize>7);
  under = room;
  underPairs = under + stride * 4;
  firstPair = underPairs + stride * 4;
  secondPair = firstPair + stride * 2;
  borderRow = secondPair + stride * 2;
  if (border != 4) return;
  const colour = pointer(slots.BORDER_COLOUR);
  for (let i = 0; i < samples; i++) {
    store<u8>(borderRow + <usize>i, <u8>load<f64>(colour + ((<usize>(i % channels)) << 3)));
  }
}

/** The next sums are those whose first row is `index` · step; `out` is written to. */
export function startCodes(out: usize, index: i32): void {
  if (step == 4) {
    group = 2 * index;
    sumGroup(out);
    sumGroup(out);
  } else {
    group = index;
  }
  nextCodes(out);
  nextCodes(out);
}

/** Sums of 4 · step − 3 rows as u16; the next call's rows start `step` further down. */
export function nextCodes(out: usize): void {
  if (step != 4) {
    sumGroup(out);
    return;
  }
  sumGroup(firstPair);
  sumGroup(secondPair);
  sumTwo<u16>(out, underPairs, firstPair, secondPair);
}

function sumGroup(out: usize): void {
  if (step == 3) {
    const y = group * 3;
    sumThree(out, rowOf(y), rowOf(y + 1), rowOf(y + 2));
  } else {
    const y = group * 2;
    sumTwo<u8>(out, under, rowOf(y), rowOf(y + 1));
  }
  group++;
}

function rowOf(y: i32): usize {
  const row = mapCoordinate(border, min(y, lastRow), wholeHeight);
  return row < 0 ? borderRow : sourcePixel(left, row);
}

/** 1 4 6 4 1: the first row of a group closes the oldest sum. Reads up to 7 samples beyond the end. */
function sumTwo<T>(out: usize, state: usize, row0: usize, row1: usize): void {
  const size = sizeof<T>();
  for (let i: usize = 0; i < <usize>samples; i += 8) {
    if (ASC_FEATURE_SIMD) {
      const x0 = size == 1 ? v128.load_ext<u8>(row0 + i) : v128.load(row0 + (i << 1));
      const x1 = size == 1 ? v128.load_ext<u8>(row1 + i) : v128.load(row1 + (i << 1));
      const four = i16x8.shl(x1, 2);
      const six = i16x8.add(i16x8.shl(x0, 2), i16x8.shl(x0, 1));
      v128.store(out + (i << 1), i16x8.add(v128.load(state, 16), x0));
      v128.store(state, i16x8.add(v128.load(state), i16x8.add(six, four)), 16);
      v128.store(state, i16x8.add(x0, four));
    } else {
      for (let lane: usize = 0; lane < 8; lane++) {
        const at = state + (lane << 1);
        const x0 = <u32>load<T>(row0 + (i + lane) * size);
        const x1 = <u32>load<T>(row1 + (i + lane) * size);
        store<u16>(out + ((i + lane) << 1), <u16>(<u32>load<u16>(at, 16) + x0));
        store<u16>(at, <u16>(<u32>load<u16>(at) + 6 * x0 + 4 * x1), 16);
        store<u16>(at, <u16>(x0 + 4 * x1));
      }
    }
    state += 32;
  }
}

/** 1 4 10 16 19 16 10 4 1. */
function sumThree(out: usize, row0: usize, row1: usize, row2: usize): void {
  let state = under;
  for (let i: usize = 0; i < <usize>samples; i += 8) {
    if (ASC_FEATURE_SIMD) {
      const x0 = v128.load_ext<u8>(row0 + i);
      const x1 = v128.load_ext<u8>(row1 + i);
      const x2 = v128.load_ext<u8>(row2 + i);
      const four = i16x8.shl(x1, 2);
      const ten = i16x8.splat(10);
      const closing = i16x8.add(i16x8.add(i16x8.mul(x0, ten), four), x2);
      const opening = i16x8.add(i16x8.add(x0, four), i16x8.mul(x2, ten));
      const between = i16x8.add(i16x8.shl(i16x8.add(x0, x2), 4), i16x8.mul(x1, i16x8.splat(19)));
      v128.store(out + (i << 1), i16x8.add(v128.load(state, 16), closing));
      v128.store(state, i16x8.add(v128.load(state), between), 16);
      v128.store(state, opening);
    } else {
      for (let lane: usize = 0; lane < 8; lane++) {
        const at = state + (lane << 1);
        const x0 = <u32>load<u8>(row0 + i + lane);
        const x1 = <u32>load<u8>(row1 + i + lane);
        const x2 = <u32>load<u8>(row2 + i + lane);
        store<u16>(out + ((i + lane) << 1), <u16>(<u32>load<u16>(at, 16) + 10 * x0 + 4 * x1 + x2));
        store<u16>(at, <u16>(<u32>load<u16>(at) + 16 * (x0 + x2) + 19 * x1), 16);
        store<u16>(at, <u16>(x0 + 4 * x1 + 10 * x2));
      }
    }
    state += 32;
  }
}
