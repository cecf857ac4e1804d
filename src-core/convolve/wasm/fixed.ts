// Symmetric separable kernels over 8-bit samples in 16-bit fixed point: the two samples at the same distance from the middle
// are added, and one rounded multiplication serves both. Along the row first, then over a ring of filtered rows.
import { mapCoordinate } from './border';
import * as emitted from './emitted-slots';
import { emittedTile } from './emitted-tile';
import { resultPixel } from './finish-pixels';
import * as fixed from './fixed-slots';
import { foldShorts } from './fixed-taps';
import { codesTo, sumsTo } from './integer-output';
import { border, channels, isCancelled, originX, originY, pointer, reachLeft, reachTop, scratch } from './job';
import { sourcePixel, whole, wholeHeight } from './job';
import { lineOf } from './lines';
import * as slots from './slots';

export function fixedTile(left: i32, top: i32, right: i32, bottom: i32): void {
  if (ASC_FEATURE_SIMD && whole(emitted.WAY) != 0) {
    emittedTile(left, top, right, bottom);
    return;
  }
  const width = whole(fixed.STRIP_WIDTH);
  for (let x = left; x < right; x += width) {
    if (!fixedStrip(x, top, min(x + width, right), bottom)) return;
  }
}

function fixedStrip(left: i32, top: i32, right: i32, bottom: i32): bool {
  const rows = whole(fixed.ROWS);
  const taps = scratch + pointer(fixed.AT_TAPS);
  const sums = scratch + pointer(fixed.AT_SUMS);
  const samples = (right - left) * channels;
  const pairs = whole(fixed.DOWN_PAIRS);
  const middle = whole(fixed.DOWN_MIDDLE);
  const weights = pointer(fixed.DOWN_WEIGHTS);
  const middleWeight = whole(fixed.DOWN_MIDDLE_WEIGHT);
  const kernelRows = pointer(fixed.DOWN_ROWS);
  let known = top;
  for (let y = top; y < bottom; y++) {
    for (; known < y + rows; known++) {
      if (isCancelled()) return false;
      filterRow(known - top, left, right, known);
    }
    const place = y - top;
    for (let t: usize = 0; t < (<usize>pairs) << 3; t += 4) {
      store<u32>(taps + t, <u32>rowAt(place + load<i32>(kernelRows + t)));
    }
    codesTo(resultPixel(left, y), sourcePixel(originX + left, originY + y), sums);
    foldShorts(0, samples, taps, weights, pairs, middle < 0 ? 0 : rowAt(place + middle), middleWeight);
  }
  return true;
}

function rowAt(place: i32): usize {
  return scratch + pointer(fixed.AT_FILTERED) + <usize>(place % whole(fixed.ROWS)) * pointer(fixed.SUM_BYTES);
}

function filterRow(place: i32, left: i32, right: i32, virtual: i32): void {
  const y = mapCoordinate(border, originY - reachTop + virtual, wholeHeight);
  const line = lineOf(scratch + pointer(fixed.AT_LINE), originX + left, y, right - left);
  const samples = scratch + pointer(fixed.AT_SAMPLES);
  shiftSamples(samples, line, (right - left + reachLeft + whole(slots.REACH_RIGHT)) * channels);
  const middle = whole(fixed.ACROSS_MIDDLE);
  sumsTo(rowAt(place));
  foldShorts(
    samples,
    (right - left) * channels,
    pointer(fixed.ACROSS_OFFSETS),
    pointer(fixed.ACROSS_WEIGHTS),
    whole(fixed.ACROSS_PAIRS),
    middle < 0 ? 0 : samples + <usize>middle,
    whole(fixed.ACROSS_MIDDLE_WEIGHT),
  );
}

function shiftSamples(out: usize, line: usize, count: i32): void {
  if (ASC_FEATURE_SIMD) {
    for (let i: usize = 0; i < <usize>count; i += 16) {
      const o = out + (i << 1);
      v128.store(o, i16x8.shl(v128.load8x8_u(line + i), fixed.FRACTION_BITS));
      v128.store(o, i16x8.shl(v128.load8x8_u(line + i, 8), fixed.FRACTION_BITS), 16);
    }
  } else {
    for (let i: usize = 0; i < <usize>count; i++) {
      store<i16>(out + (i << 1), <i16>((<i32>load<u8>(line + i)) << fixed.FRACTION_BITS));
    }
  }
}
