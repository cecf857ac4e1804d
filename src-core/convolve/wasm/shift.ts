// A kernel of one tap that changes no value: stored samples are copied from where the tap lies, through the border.
import { mapCoordinate } from './border';
import { resultPixel } from './finish-pixels';
import {
  border,
  channels,
  isCancelled,
  job,
  keptInvalid,
  originX,
  originY,
  resultDepth,
  whole,
  wholeHeight,
} from './job';
import { loadCodes } from './running-load';
import * as shift from './shift-slots';
import * as slots from './slots';

export function shiftTile(left: i32, top: i32, right: i32, bottom: i32): void {
  const x = originX + left + whole(shift.RIGHT);
  const y = originY + whole(shift.DOWN);
  for (let row = top; row < bottom; row++) {
    if (isCancelled()) return;
    const out = resultPixel(left, row);
    loadCodes(out, x, mapCoordinate(border, y + row, wholeHeight), right - left);
    if (resultDepth == 2) clearInvalid(out, (right - left) * channels);
  }
}

/** SEMANTICS §5: what is no number becomes 0, and is counted. */
function clearInvalid(out: usize, count: i32): void {
  let invalid = 0;
  let at = out;
  const end = out + ((<usize>count) << 2);
  while (at < end) {
    if (ASC_FEATURE_SIMD && at + 16 <= end) {
      const v = v128.load(at);
      // v - v is 0 for every finite number and NaN for the rest.
      if (i32x4.all_true(f32x4.eq(f32x4.sub(v, v), f32x4.splat(0)))) {
        at += 16;
        continue;
      }
    }
    if (!isFinite(load<f32>(at))) {
      if (keptInvalid == 0) store<f32>(at, 0);
      invalid++;
    }
    at += 4;
  }
  if (invalid) atomic.add<i32>(job + slots.INVALID, invalid);
}
