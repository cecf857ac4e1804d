// A tile by loops made for the kernel (emitted.ts), two rows at once: direct, or over the rows first, on bytes where they
// lie, and then along the two rows of sums which that makes, while they are near.
import { mapCoordinate } from './border';
import { emittedRows, emittedTo } from './emitted';
import * as layout from './emitted-layout';
import * as emitted from './emitted-slots';
import { finishInteger16 } from './finish-integer';
import { finishPixels, resultPixel } from './finish-pixels';
import { border, isCancelled, originX, originY, pointer, reachLeft, reachTop, scratch } from './job';
import { sourcePixel, whole, wholeHeight, wholeWidth, workChannels } from './job';
import { lineOf } from './lines';
import { loadRow } from './load';
import { pairSamples } from './pair-samples';
import * as slots from './slots';
import { keepUnticked } from './unticked';

/** Where rows are read where they lie, columns near an edge are strips of their own. */
export function emittedTile(left: i32, top: i32, right: i32, bottom: i32): void {
  let innerLeft = left;
  let innerRight = right;
  if (whole(emitted.WAY) <= emitted.FLOATS) {
    innerLeft = min(max(left, reachLeft - originX), right);
    innerRight = max(min(right, wholeWidth - whole(slots.REACH_RIGHT) - originX), innerLeft);
  }
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
  const spare = scratch + pointer(emitted.AT_SPARE);
  const lineBytes = pointer(emitted.LINE_BYTES);
  const twoPasses = whole(emitted.TWO_PASSES) != 0;
  const downWeights = pointer(emitted.DOWN_WEIGHTS);
  const acrossWeights = pointer(emitted.ACROSS_WEIGHTS);
  const constants = pointer(slots.FINISH_INTEGER);
  const samples = (right - left) * workChannels;
  const pixels = right - left + reachLeft + whole(slots.REACH_RIGHT);
  const withBorder = pixels * workChannels;
  const way = whole(emitted.WAY);
  const toSums = way != emitted.CODES;
  const loads = way == emitted.LOADED_FLOATS;
  const pairs = way == emitted.PAIRS;
  const single = scratch + pointer(emitted.AT_LINE);
  const sumBytes: usize = way >= emitted.FLOATS ? 4 : 2;
  const bytes: usize = toSums ? sumBytes : 1;
  let known = top;
  for (let y = top; y < bottom; y += 2) {
    if (isCancelled()) return false;
    const alone = y + 1 == bottom;
    for (; known < y + rows - <i32>alone; known++) {
      const slot = <usize>((known - top) % rows);
      const row = mapCoordinate(border, originY - reachTop + known, wholeHeight);
      let line = lines + slot * lineBytes;
      if (loads) loadRow(line, originX + left - reachLeft, row, pixels);
      else if (pairs) pairSamples(line, lineOf(single, originX + left, row, right - left), withBorder);
      else line = lineOf(line, originX + left, row, right - left);
      store<u32>(table + (slot << 2), <u32>line);
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
      emittedRows(layout.DOWN, ordered, downWeights, constants, withBorder, sumBytes, spare);
      store<u32>(ordered, <u32>between);
      emittedTo(to, own, 0, 0);
      emittedRows(layout.ACROSS, ordered, acrossWeights, constants, samples, bytes, spare);
      if (!alone) {
        store<u32>(ordered, <u32>nextBetween);
        emittedTo(nextTo, nextOwn, 0, 0);
        emittedRows(layout.ACROSS, ordered, acrossWeights, constants, samples, bytes, spare);
      }
    } else {
      emittedTo(to, own, nextTo, nextOwn);
      emittedRows(layout.DOWN, ordered, downWeights, constants, samples, bytes, spare);
    }
    if (way >= emitted.FLOATS) {
      finishPixels(sums, left, y, right - left);
      if (!alone) finishPixels(nextSums, left, y + 1, right - left);
    } else {
      finishRow(toSums, out, sums, own, samples);
      if (!alone) finishRow(toSums, nextOut, nextSums, nextOwn, samples);
    }
  }
  return true;
}

function finishRow(toSums: bool, out: usize, sums: usize, own: usize, samples: i32): void {
  if (toSums) finishInteger16(out, sums, own, samples);
  else keepUnticked(out, own, samples);
}
