// Whole weights on 8-bit samples, summed in 16-bit integers: eight samples to a vector, and exact as long as the last sum
// fits, since what wraps on the way wraps back. Rows are read where they lie; only rows that touch the border are copied.
import { mapCoordinate } from './border';
import * as emitted from './emitted-slots';
import { emittedTile } from './emitted-tile';
import { resultPixel } from './finish-pixels';
import { border, channels, isCancelled, originX, originY, pointer, reachLeft, reachTop, scratch } from './job';
import { sourcePixel, whole, wholeHeight } from './job';
import { lineOf } from './lines';
import * as integer from './integer-slots';
import { codesTo, sumsTo } from './integer-output';
import { sumFiveBytes, sumFiveShorts } from './integer-five';
import { sumBytes, sumShorts } from './integer-taps';

let lineBytes: usize = 0;

export function integerTile(left: i32, top: i32, right: i32, bottom: i32): void {
  if (ASC_FEATURE_SIMD && whole(emitted.WAY) != 0) {
    emittedTile(left, top, right, bottom);
    return;
  }
  const width = whole(integer.STRIP_WIDTH);
  lineBytes = pointer(integer.LINE_BYTES);
  for (let x = left; x < right; x += width) {
    const end = min(x + width, right);
    const kept = whole(integer.SEPARABLE) != 0 ? separableStrip(x, top, end, bottom) : directStrip(x, top, end, bottom);
    if (!kept) return;
  }
}

/** The address of the samples that output column `left` needs of kernel row `row` for output row y. */
function sampleRow(left: i32, right: i32, virtual: i32, slot: i32): usize {
  const y = mapCoordinate(border, originY - reachTop + virtual, wholeHeight);
  const buffer = scratch + pointer(integer.AT_LINES) + <usize>slot * lineBytes;
  return lineOf(buffer, originX + left, y, right - left);
}

function directStrip(left: i32, top: i32, right: i32, bottom: i32): bool {
  const rows = whole(integer.ROWS);
  const table = scratch + pointer(integer.AT_ROWS);
  const taps = scratch + pointer(integer.AT_TAPS);
  const sums = scratch + pointer(integer.AT_SUMS);
  const samples = (right - left) * channels;
  const plus = whole(integer.DOWN_PLUS);
  const minus = whole(integer.DOWN_MINUS);
  const other = whole(integer.DOWN_OTHER);
  const weights = pointer(integer.DOWN_WEIGHTS);
  let known = top;
  for (let y = top; y < bottom; y++) {
    if (isCancelled()) return false;
    for (; known < y + rows; known++) {
      const slot = (known - top) % rows;
      store<u32>(table + ((<usize>slot) << 2), <u32>sampleRow(left, right, known, slot));
    }
    placeTaps(taps, table, (y - top) % rows, rows, plus + minus + other);
    codesTo(resultPixel(left, y), sourcePixel(originX + left, originY + y), sums);
    sumBytes(0, samples, taps, weights, plus, minus, other);
  }
  return true;
}

function separableStrip(left: i32, top: i32, right: i32, bottom: i32): bool {
  const rows = whole(integer.ROWS);
  const table = scratch + pointer(integer.AT_ROWS);
  const taps = scratch + pointer(integer.AT_TAPS);
  const sums = scratch + pointer(integer.AT_SUMS);
  const filtered = scratch + pointer(integer.AT_FILTERED);
  const sumRow = pointer(integer.SUM_BYTES);
  const samples = (right - left) * channels;
  const acrossOffsets = pointer(integer.ACROSS_OFFSETS);
  const acrossWeights = pointer(integer.ACROSS_WEIGHTS);
  const acrossPlus = whole(integer.ACROSS_PLUS);
  const acrossMinus = whole(integer.ACROSS_MINUS);
  const acrossOther = whole(integer.ACROSS_OTHER);
  const plus = whole(integer.DOWN_PLUS);
  const minus = whole(integer.DOWN_MINUS);
  const other = whole(integer.DOWN_OTHER);
  const weights = pointer(integer.DOWN_WEIGHTS);
  for (let slot = 0; slot < rows; slot++) {
    store<u32>(table + ((<usize>slot) << 2), <u32>(filtered + <usize>slot * sumRow));
  }
  const five = whole(integer.FIVE) != 0;
  const step = <usize>channels;
  let known = top;
  for (let y = top; y < bottom; y++) {
    for (; known < y + rows; known++) {
      if (isCancelled()) return false;
      const p = sampleRow(left, right, known, 0);
      sumsTo(filtered + <usize>((known - top) % rows) * sumRow);
      if (five) {
        sumFiveBytes(samples, p, p + step, p + 2 * step, p + 3 * step, p + 4 * step, pointer(integer.FIVE_ACROSS));
      } else {
        sumBytes(p, samples, acrossOffsets, acrossWeights, acrossPlus, acrossMinus, acrossOther);
      }
    }
    codesTo(resultPixel(left, y), sourcePixel(originX + left, originY + y), sums);
    const place = y - top;
    if (five) {
      const row = filtered;
      sumFiveShorts(
        samples,
        row + <usize>(place % 5) * sumRow,
        row + <usize>((place + 1) % 5) * sumRow,
        row + <usize>((place + 2) % 5) * sumRow,
        row + <usize>((place + 3) % 5) * sumRow,
        row + <usize>((place + 4) % 5) * sumRow,
        pointer(integer.FIVE_DOWN),
      );
    } else {
      placeTaps(taps, table, place % rows, rows, plus + minus + other);
      sumShorts(samples, taps, weights, plus, minus, other);
    }
  }
  return true;
}

/** Addresses of the taps over rows where the kernel's first row has place `first` in the table. */
function placeTaps(taps: usize, table: usize, first: i32, rows: i32, count: i32): void {
  const kernelRows = pointer(integer.DOWN_ROWS);
  const within = pointer(integer.DOWN_OFFSETS);
  for (let t: usize = 0; t < (<usize>count) << 2; t += 4) {
    let row = first + load<i32>(kernelRows + t);
    if (row >= rows) row -= rows;
    store<u32>(taps + t, load<u32>(table + ((<usize>row) << 2)) + load<u32>(within + t));
  }
}
