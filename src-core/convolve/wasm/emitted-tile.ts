// A tile by loops made for the kernel (emitted.ts), two rows at once: direct, or over the rows first, on bytes where they
// lie, and then along the two rows of sums which that makes, while they are near.
import { mapCoordinate } from './border';
import { emittedRows, emittedTo } from './emitted';
import { gatherWindows, placeColumns, windowsOf } from './emitted-edges';
import * as layout from './emitted-layout';
import * as emitted from './emitted-slots';
import * as finish from './finish-slots';
import { checkFloats } from './finish';
import { finishPixels, resultPixel } from './finish-pixels';
import {
  alphaUnit,
  border,
  hasAlpha,
  isCancelled,
  law,
  originX,
  originY,
  pixelBytes,
  pointer,
  reachLeft,
  reachTop,
  scratch,
} from './job';
import { sourcePixel, weighted, whole, wholeHeight, wholeWidth, workChannels } from './job';
import { lineOf } from './lines';
import { loadRow } from './load';
import { pairSamples } from './pair-samples';
import { storeOnes } from './running-rows';
import * as slots from './slots';
import { keepUnticked } from './unticked';

/** Where rows are read where they lie, columns near an edge are made apart. */
export function emittedTile(left: i32, top: i32, right: i32, bottom: i32): void {
  if (weighted && whole(emitted.WAY) >= emitted.FLOATS) sumOpacity();
  let innerLeft = left;
  let innerRight = right;
  if (whole(emitted.WAY) <= emitted.FLOATS) {
    innerLeft = min(max(left, reachLeft - originX), right);
    innerRight = max(min(right, wholeWidth - whole(slots.REACH_RIGHT) - originX), innerLeft);
  }
  const width = whole(emitted.STRIP_WIDTH);
  for (let x = innerLeft; x < innerRight; x += width) {
    if (!emittedStrip(x, top, min(x + width, innerRight), bottom)) return;
  }
  // Last, when the rows are near.
  emittedEdges(left, innerLeft, innerRight, right, top, bottom);
}

/**
 * Columns left..innerLeft and innerRight..right, whose rows would be too short for the loops. What they read of each source
 * row is put together in a window, and the windows of many rows one after the other are one long row: those of even source
 * rows and those of odd ones, for two rows of the result at once.
 */
function emittedEdges(left: i32, innerLeft: i32, innerRight: i32, right: i32, top: i32, bottom: i32): void {
  const before = innerLeft - left;
  const after = right - innerRight;
  if (before + after == 0) return;
  const reach = reachLeft + whole(slots.REACH_RIGHT);
  const second = before > 0 ? before + reach : 0;
  const window = second + (after > 0 ? after + reach : 0);
  const windowBytes = <usize>window * pixelBytes;
  const columns = scratch + pointer(emitted.AT_EDGE_COLUMNS);
  placeColumns(columns, originX + left - reachLeft, second);
  placeColumns(columns + ((<usize>second) << 2), originX + innerRight - reachLeft, window - second);
  const rows = whole(emitted.ROWS);
  const ordered = scratch + pointer(emitted.AT_ORDERED);
  for (let row = 0; row <= rows; row++) {
    store<u32>(ordered + ((<usize>row) << 2), <u32>windowsOf(row, windowBytes));
  }
  const own = windowsOf(reachTop, windowBytes) + <usize>reachLeft * pixelBytes;
  const nextOwn = windowsOf(reachTop + 1, windowBytes) + <usize>reachLeft * pixelBytes;
  const sums = scratch + pointer(emitted.AT_SUMS);
  const sumBytes = pointer(emitted.SUM_BYTES);
  const sampleBytes: i32 = whole(emitted.WAY) == emitted.CODES ? 1 : 4;
  const sumWindow = <usize>(window * workChannels * sampleBytes);
  const most = whole(emitted.EDGE_ROWS);
  for (let y = top; y < bottom; y += most) {
    if (isCancelled()) return;
    const count = min(most, bottom - y);
    gatherWindows(columns, window, originY - reachTop + y, count + rows - 1);
    sumRows(ordered, sums, own, sums + sumBytes, nextOwn, ((count + 1) >> 1) * window - reach, false);
    for (let row = 0; row < count; row++) {
      const from = sums + <usize>(row & 1) * sumBytes + <usize>(row >> 1) * sumWindow;
      if (before > 0) finishEdge(from, left, y + row, before);
      if (after > 0) finishEdge(from + <usize>(second * workChannels * sampleBytes), innerRight, y + row, after);
    }
  }
}

function finishEdge(sums: usize, x: i32, y: i32, pixels: i32): void {
  const way = whole(emitted.WAY);
  const stores = whole(emitted.STORES) != 0;
  const samples = pixels * workChannels;
  const out = resultPixel(x, y);
  if (way == emitted.CODES || stores) memory.copy(out, sums, (<usize>samples) << (stores ? 2 : 0));
  if (stores) storedRow(out, samples);
  else if (way == emitted.FLOATS) finishPixels(sums, x, y, pixels);
  else keepUnticked(out, sourcePixel(originX + x, originY + y), samples);
}

/** S as these loops sum it, so that an opaque neighbourhood has exactly that: of a row of ones, by every thread the same. */
function sumOpacity(): void {
  const rows = whole(emitted.ROWS) + 1;
  const ones = scratch + pointer(emitted.AT_LINES);
  const count = layout.STEP + (reachLeft + whole(slots.REACH_RIGHT)) * workChannels;
  for (let i = 0; i < count; i++) store<f32>(ones + ((<usize>i) << 2), <f32>alphaUnit);
  const ordered = scratch + pointer(emitted.AT_ORDERED);
  for (let row = 0; row < rows; row++) store<u32>(ordered + ((<usize>row) << 2), <u32>ones);
  const sums = scratch + pointer(emitted.AT_SPARE);
  sumRows(ordered, sums, 0, sums + 4 * layout.STEP, 0, layout.STEP / workChannels, true);
  const sum = load<f32>(sums);
  const constants = pointer(slots.FINISH_CONSTANTS);
  store<f32>(constants, <f32>(<f64>sum / alphaUnit), finish.SUM_32);
  store<f32>(constants, sum, finish.OPAQUE_SUM_32);
  store<f64>(constants, <f64>sum / alphaUnit, finish.SUM_64);
  store<f64>(constants, <f64>sum, finish.OPAQUE_SUM_64);
}

function emittedStrip(left: i32, top: i32, right: i32, bottom: i32): bool {
  // Of the kernel, and one more for the second row of the result.
  const rows = whole(emitted.ROWS) + 1;
  const table = scratch + pointer(emitted.AT_ROWS);
  const ordered = scratch + pointer(emitted.AT_ORDERED);
  const lines = scratch + pointer(emitted.AT_LINES);
  const lineBytes = pointer(emitted.LINE_BYTES);
  const pixels = right - left + reachLeft + whole(slots.REACH_RIGHT);
  const way = whole(emitted.WAY);
  const single = scratch + pointer(emitted.AT_LINE);
  const width = whole(emitted.CHUNK_WIDTH);
  const chunkBytes = <u32>(width * workChannels * whole(emitted.SAMPLE_BYTES));
  let known = top;
  for (let y = top; y < bottom; y += 2) {
    if (isCancelled()) return false;
    const alone = y + 1 == bottom;
    for (; known < y + rows - <i32>alone; known++) {
      const slot = <usize>((known - top) % rows);
      const row = mapCoordinate(border, originY - reachTop + known, wholeHeight);
      let line = lines + slot * lineBytes;
      if (way == emitted.LOADED_FLOATS) loadRow(line, originX + left - reachLeft, row, pixels);
      else if (way != emitted.PAIRS) line = lineOf(line, originX + left, row, right - left);
      else pairSamples(line, lineOf(single, originX + left, row, right - left), pixels * workChannels);
      store<u32>(table + (slot << 2), <u32>line);
    }
    // A last row has no row below: what is made of the one before is thrown away.
    const first = (y - top) % rows;
    for (let row = 0; row < rows; row++) {
      const wanted = alone ? min(row, rows - 2) : row;
      const slot = first + wanted < rows ? first + wanted : first + wanted - rows;
      store<u32>(ordered + ((<usize>row) << 2), load<u32>(table + ((<usize>slot) << 2)));
    }
    // What lies between two loops stays in the nearest cache: a chunk goes through all of them before the next.
    for (let x = left; x < right; x += width) {
      twoRows(ordered, x, min(x + width, right), y, alone);
      for (let at = ordered; at < ordered + ((<usize>rows) << 2); at += 4) store<u32>(at, load<u32>(at) + chunkBytes);
    }
  }
  return true;
}

/** Columns left..right of row y of the result and of the row below, if there is one; `rows` tells where their samples lie. */
function twoRows(rows: usize, left: i32, right: i32, y: i32, alone: bool): void {
  const way = whole(emitted.WAY);
  const stores = whole(emitted.STORES) != 0;
  const toSums = way != emitted.CODES && !stores;
  const samples = (right - left) * workChannels;
  const sums = scratch + pointer(emitted.AT_SUMS);
  const nextSums = sums + pointer(emitted.SUM_BYTES);
  const out = resultPixel(left, y);
  const own = sourcePixel(originX + left, originY + y);
  const nextOut = alone ? nextSums : resultPixel(left, y + 1);
  const nextOwn = alone ? own : sourcePixel(originX + left, originY + y + 1);
  sumRows(rows, toSums ? sums : out, own, toSums ? nextSums : nextOut, nextOwn, right - left, alone);
  if (stores) {
    storedRow(out, samples);
    if (!alone) storedRow(nextOut, samples);
  } else if (way >= emitted.FLOATS) {
    finishPixels(sums, left, y, right - left);
    if (!alone) finishPixels(nextSums, left, y + 1, right - left);
  } else {
    keepUnticked(out, own, samples);
    if (!alone) keepUnticked(nextOut, nextOwn, samples);
  }
}

function sumRows(rows: usize, to: usize, own: usize, nextTo: usize, nextOwn: usize, pixels: i32, alone: bool): void {
  const way = whole(emitted.WAY);
  const constants = pointer(slots.FINISH_INTEGER);
  const spare = scratch + pointer(emitted.AT_SPARE);
  const downWeights = pointer(emitted.DOWN_WEIGHTS);
  const samples = pixels * workChannels;
  const sumBytes: usize = way >= emitted.FLOATS ? 4 : 2;
  const bytes: usize = way >= emitted.FLOATS ? 4 : 1;
  if (whole(emitted.TWO_PASSES) == 0) {
    emittedTo(to, own, nextTo, nextOwn);
    emittedRows(layout.DOWN, rows, downWeights, constants, samples, bytes, spare);
    return;
  }
  const acrossWeights = pointer(emitted.ACROSS_WEIGHTS);
  const between = scratch + pointer(emitted.AT_BETWEEN);
  const nextBetween = between + pointer(emitted.BETWEEN_BYTES);
  const row = scratch + pointer(emitted.AT_ROW);
  const withBorder = (pixels + reachLeft + whole(slots.REACH_RIGHT)) * workChannels;
  emittedTo(between, own, nextBetween, own);
  emittedRows(layout.DOWN, rows, downWeights, constants, withBorder, sumBytes, spare);
  store<u32>(row, <u32>between);
  emittedTo(to, own, 0, 0);
  emittedRows(layout.ACROSS, row, acrossWeights, constants, samples, bytes, spare);
  if (alone) return;
  store<u32>(row, <u32>nextBetween);
  emittedTo(nextTo, nextOwn, 0, 0);
  emittedRows(layout.ACROSS, row, acrossWeights, constants, samples, bytes, spare);
}

function storedRow(out: usize, samples: i32): void {
  checkFloats(out, samples);
  if (hasAlpha && law != 0) storeOnes(out, samples / workChannels);
}
