// The one door from sums to the result: picks the finish that the plan and the tile ask for.
import { finishRow } from './finish';
import { finishLightRow } from './finish-light';
import { finishLuminanceRow } from './finish-luminance';
import { generalRow } from './general';
import * as slots from './slots';
import { originX, originY, pointer, resultPixelBytes, sourcePixel, weighted, whole, workChannels } from './job';

export function resultPixel(x: i32, y: i32): usize {
  return pointer(slots.RESULT) + <usize>y * pointer(slots.RESULT_STRIDE) + <usize>x * resultPixelBytes;
}

/** `count` pixels from (left, y) of the result buffer; `sums` holds workChannels samples each, f32 or f64 by `wide`. */
export function finishPixels(sums: usize, left: i32, y: i32, count: i32): void {
  const finish = weighted || whole(slots.MEASURE) != 0 ? 0 : whole(slots.FINISH);
  const out = resultPixel(left, y);
  const from = sourcePixel(originX + left, originY + y);
  if (finish == 0) generalRow(out, sums, from, count);
  else if (finish == 3) finishLightRow(out, sums, from, count);
  else if (finish == 4) finishLuminanceRow(out, sums, from, count);
  else finishRow(out, sums, from, count * workChannels);
}
