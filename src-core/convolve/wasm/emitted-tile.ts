// A tile by loops made for the kernel (emitted.ts): direct, or over the rows first, on bytes where they lie, and then along
// the one row of sums which that makes, while it is near.
import { mapCoordinate } from './border';
import { emittedRow } from './emitted';
import * as layout from './emitted-layout';
import * as emitted from './emitted-slots';
import { finishInteger16 } from './finish-integer';
import { resultPixel } from './finish-pixels';
import { border, channels, isCancelled, originX, originY, pointer, reachLeft, reachTop, scratch } from './job';
import { sourcePixel, whole, wholeHeight } from './job';
import { lineOf } from './lines';
import * as slots from './slots';
import { keepUnticked } from './unticked';

export function emittedTile(left: i32, top: i32, right: i32, bottom: i32): void {
  const width = whole(emitted.STRIP_WIDTH);
  for (let x = left; x < right; x += width) {
    if (!emittedStrip(x, top, min(x + width, right), bottom)) return;
  }
}

function emittedStrip(left: i32, top: i32, right: i32, bottom: i32): bool {
  const rows = whole(emitted.ROWS);
  const table = scratch + pointer(emitted.AT_ROWS);
  const ordered = scratch + pointer(emitted.AT_ORDERED);
  const lines = scratch + pointer(emitted.AT_LINES);
  const between = scratch + pointer(emitted.AT_BETWEEN);
  const sums = scratch + pointer(emitted.AT_SUMS);
  const lineBytes = pointer(emitted.LINE_BYTES);
  const twoPasses = whole(emitted.TWO_PASSES) != 0;
  const downWeights = pointer(emitted.DOWN_WEIGHTS);
  const acrossWeights = pointer(emitted.ACROSS_WEIGHTS);
  const constants = pointer(slots.FINISH_INTEGER);
  const samples = (right - left) * channels;
  const withBorder = (right - left + reachLeft + whole(slots.REACH_RIGHT)) * channels;
  const toSums = whole(emitted.WAY) == emitted.SUMS;
  const bytes: usize = toSums ? 2 : 1;
  let known = top;
  for (let y = top; y < bottom; y++) {
    if (isCancelled()) return false;
    for (; known < y + rows; known++) {
      const slot = <usize>((known - top) % rows);
      const row = mapCoordinate(border, originY - reachTop + known, wholeHeight);
      store<u32>(table + (slot << 2), <u32>lineOf(lines + slot * lineBytes, originX + left, row, right - left));
    }
    const first = (y - top) % rows;
    for (let row = 0; row < rows; row++) {
      const slot = first + row < rows ? first + row : first + row - rows;
      store<u32>(ordered + ((<usize>row) << 2), load<u32>(table + ((<usize>slot) << 2)));
    }
    const out = resultPixel(left, y);
    const own = sourcePixel(originX + left, originY + y);
    const to = toSums ? sums : out;
    if (twoPasses) {
      emittedRow(layout.DOWN, between, own, ordered, downWeights, constants, withBorder, 2, sums);
      store<u32>(ordered, <u32>between);
      emittedRow(layout.ACROSS, to, own, ordered, acrossWeights, constants, samples, bytes, sums);
    } else {
      emittedRow(layout.DOWN, to, own, ordered, downWeights, constants, samples, bytes, sums);
    }
    if (toSums) finishInteger16(out, sums, own, samples);
    else keepUnticked(out, own, samples);
  }
  return true;
}
