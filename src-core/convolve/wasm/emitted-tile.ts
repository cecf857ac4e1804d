// A tile by loops made for the kernel (emitted.ts), two rows at once: direct, or over the rows first, on bytes where they
// lie, and then along the two rows of sums which that makes, while they are near.
import { mapCoordinate } from './border';
import { emittedRows, emittedTo } from './emitted';
import * as layout from './emitted-layout';
import * as emitted from './emitted-slots';
import { finishInteger16 } from './finish-integer';
import { resultPixel } from './finish-pixels';
import { border, channels, isCancelled, originX, originY, pointer, reachLeft, reachTop, scratch } from './job';
import { sourcePixel, whole, wholeHeight, wholeWidth } from './job';
import { lineOf } from './lines';
import * as slots from './slots';
import { keepUnticked } from './unticked';

/** Columns near an edge are strips of their own, so that all other rows are read where they lie. */
export function emittedTile(left: i32, top: i32, right: i32, bottom: i32): void {
  const innerLeft = min(max(left, reachLeft - originX), right);
  const innerRight = max(min(right, wholeWidth - whole(slots.REACH_RIGHT) - originX), innerLeft);
  if (left < innerLeft && !emittedStrip(left, top, innerLeft, bottom)) return;
  const width = whole(emitted.STRIP_WIDTH);
  for (let x = innerLeft; x < innerRight; x += width) {
    if (!emittedStrip(x, top, min(x + width, innerRight), bottom)) return;
  }
  if (innerRight < right) emittedStrip(innerRight, top, right, bottom);
}

function emittedStrip(left: i32, top: i32, right: i32, bottom: i32): bool {
  // Of the kernel, and one more for the second row of the result.
  const rows = whole(emitted.ROWS) + 1;
  const table = scratch + pointer(emitted.AT_ROWS);
  const ordered = scratch + pointer(emitted.AT_ORDERED);
  const lines = scratch + pointer(emitted.AT_LINES);
  const between = scratch + pointer(emitted.AT_BETWEEN);
  const nextBetween = between + pointer(emitted.BETWEEN_BYTES);
  const sums = scratch + pointer(emitted.AT_SUMS);
  const nextSums = sums + pointer(emitted.SUM_BYTES);
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
  for (let y = top; y < bottom; y += 2) {
    if (isCancelled()) return false;
    const alone = y + 1 == bottom;
    for (; known < y + rows - <i32>alone; known++) {
      const slot = <usize>((known - top) % rows);
      const row = mapCoordinate(border, originY - reachTop + known, wholeHeight);
      store<u32>(table + (slot << 2), <u32>lineOf(lines + slot * lineBytes, originX + left, row, right - left));
    }
    // A last row has no row below: what is made of the one before is thrown away.
    const first = (y - top) % rows;
    for (let row = 0; row < rows; row++) {
      const wanted = alone ? min(row, rows - 2) : row;
      const slot = first + wanted < rows ? first + wanted : first + wanted - rows;
      store<u32>(ordered + ((<usize>row) << 2), load<u32>(table + ((<usize>slot) << 2)));
    }
    const out = resultPixel(left, y);
    const own = sourcePixel(originX + left, originY + y);
    const nextOut = alone ? nextSums : resultPixel(left, y + 1);
    const nextOwn = alone ? own : sourcePixel(originX + left, originY + y + 1);
    const to = toSums ? sums : out;
    const nextTo = toSums ? nextSums : nextOut;
    if (twoPasses) {
      emittedTo(between, own, nextBetween, own);
      emittedRows(layout.DOWN, ordered, downWeights, constants, withBorder, 2, sums);
      store<u32>(ordered, <u32>between);
      emittedTo(to, own, 0, 0);
      emittedRows(layout.ACROSS, ordered, acrossWeights, constants, samples, bytes, sums);
      if (!alone) {
        store<u32>(ordered, <u32>nextBetween);
        emittedTo(nextTo, nextOwn, 0, 0);
        emittedRows(layout.ACROSS, ordered, acrossWeights, constants, samples, bytes, sums);
      }
    } else {
      emittedTo(to, own, nextTo, nextOwn);
      emittedRows(layout.DOWN, ordered, downWeights, constants, samples, bytes, sums);
    }
    finishRow(toSums, out, sums, own, samples);
    if (!alone) finishRow(toSums, nextOut, nextSums, nextOwn, samples);
  }
  return true;
}

function finishRow(toSums: bool, out: usize, sums: usize, own: usize, samples: i32): void {
  if (toSums) finishInteger16(out, sums, own, samples);
  else keepUnticked(out, own, samples);
}
