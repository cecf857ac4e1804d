// One tile of the result. Source rows are loaded once each (through the border), filtered along the row where the
// plan is separable, kept in row buffers, and the last taps are taken across those buffers.
import { highestRead, lowestRead, mapCoordinate } from './border';
import { finishRow } from './finish';
import { finishLightRow } from './finish-light';
import { finishLuminanceRow } from './finish-luminance';
import { copyPixels, generalRow } from './general';
import { borderIsOpaque, isOpaque, loadRow } from './load';
import * as slots from './slots';
import { beginTile, border, isCancelled, law, originX, originY, pointer, resultPixelBytes, scratch } from './job';
import { sourcePixel, tileWidth, tileX, weighted, whole, wholeHeight, wholeWidth, wide, windowHeight } from './job';
import { windowY, workChannels } from './job';
import { sumTaps32, sumTaps64 } from './taps';

let usedRows: i32 = 0;

export function processTile(index: i32): void {
  const columns = whole(slots.TILE_COLUMNS);
  const x0 = (index % columns) * whole(slots.TILE_WIDTH);
  const y0 = (index / columns) * whole(slots.TILE_HEIGHT);
  const x1 = min(x0 + whole(slots.TILE_WIDTH), whole(slots.RESULT_WIDTH));
  const y1 = min(y0 + whole(slots.TILE_HEIGHT), whole(slots.RESULT_HEIGHT));
  const left = max(x0, whole(slots.FILTER_LEFT));
  const right = min(x1, whole(slots.FILTER_RIGHT));
  const top = max(y0, whole(slots.FILTER_TOP));
  const bottom = min(y1, whole(slots.FILTER_BOTTOM));
  const filters = left < right && top < bottom && whole(slots.COPY) == 0;
  if (filters) filterTile(left, top, right, bottom);
  if (whole(slots.MEASURE) != 0) return;
  for (let y = y0; y < y1; y++) {
    if (!filters || y < top || y >= bottom) {
      copyRun(x0, x1, y);
    } else {
      copyRun(x0, left, y);
      copyRun(right, x1, y);
    }
  }
}

function resultPixel(x: i32, y: i32): usize {
  return pointer(slots.RESULT) + <usize>y * pointer(slots.RESULT_STRIDE) + <usize>x * resultPixelBytes;
}

function copyRun(x0: i32, x1: i32, y: i32): void {
  if (x0 < x1) copyPixels(resultPixel(x0, y), sourcePixel(originX + x0, originY + y), x1 - x0);
}

function filterTile(left: i32, top: i32, right: i32, bottom: i32): void {
  beginTile(originX + left, right - left, law != 0 && !tileIsOpaque(left, top, right, bottom));
  usedRows = 0;
  memory.fill(scratch + pointer(slots.SCRATCH_ROW_SLOTS), 0xff, (<usize>(windowHeight + 1)) << 2);

  const taps = whole(slots.FINAL_COUNT);
  const rows = scratch + pointer(slots.SCRATCH_ROWS);
  const offsets = scratch + pointer(slots.SCRATCH_OFFSETS);
  const sums = scratch + pointer(slots.SCRATCH_SUMS);
  const finish = weighted || whole(slots.MEASURE) != 0 ? 0 : whole(slots.FINISH);
  const samples = tileWidth * workChannels;
  for (let y = top; y < bottom; y++) {
    if (!placeTaps(originY + y, taps, offsets)) return;
    if (wide) sumTaps64(sums, rows, samples, offsets, pointer(slots.FINAL_WEIGHTS_64), taps);
    else sumTaps32(sums, rows, samples, offsets, pointer(slots.FINAL_WEIGHTS_32), taps);
    const out = resultPixel(left, y);
    const from = sourcePixel(tileX, originY + y);
    if (finish == 0) generalRow(out, sums, from, tileWidth);
    else if (finish == 3) finishLightRow(out, sums, from, tileWidth);
    else if (finish == 4) finishLuminanceRow(out, sums, from, tileWidth);
    else finishRow(out, sums, from, samples);
    if (isCancelled()) return;
  }
}

/** Byte offsets of the last taps for one row of the picture; makes the row buffers that are missing. */
function placeTaps(y: i32, taps: i32, offsets: usize): bool {
  const kernelRows = pointer(slots.FINAL_ROWS);
  const within = pointer(slots.FINAL_OFFSETS);
  const first = y - whole(slots.REACH_TOP);
  const shift: usize = wide ? 3 : 2;
  const rowBytes = pointer(slots.ROW_STRIDE) << shift;
  let before: i32 = -1;
  let rowStart: usize = 0;
  for (let t: usize = 0; t < <usize>taps; t++) {
    const row = load<i32>(kernelRows + (t << 2));
    if (row != before) {
      before = row;
      const slot = rowBuffer(mapCoordinate(border, first + row, wholeHeight));
      if (slot < 0) return false;
      rowStart = <usize>slot * rowBytes;
    }
    store<u32>(offsets + (t << 2), <u32>(rowStart + ((<usize>load<u32>(within + (t << 2))) << shift)));
  }
  return true;
}

/** The buffer that holds a row of the picture (-1: of the border colour); -1 when the job was cancelled. */
function rowBuffer(y: i32): i32 {
  const entry = scratch + pointer(slots.SCRATCH_ROW_SLOTS) + ((<usize>(y < 0 ? windowHeight : y - windowY)) << 2);
  const known = load<i32>(entry);
  if (known >= 0) return known;
  if (isCancelled()) return -1;
  const slot = usedRows++;
  store<i32>(entry, slot);

  const shift: usize = wide ? 3 : 2;
  const out = scratch + pointer(slots.SCRATCH_ROWS) + <usize>slot * (pointer(slots.ROW_STRIDE) << shift);
  const reachLeft = whole(slots.REACH_LEFT);
  const pixels = tileWidth + reachLeft + whole(slots.REACH_RIGHT);
  const groups = whole(slots.GROUPS);
  if (groups == 0) {
    loadRow(out, tileX - reachLeft, y, pixels);
    return slot;
  }
  const line = scratch + pointer(slots.SCRATCH_LINE);
  loadRow(line, tileX - reachLeft, y, pixels);
  let start: usize = 0;
  for (let group = 0; group < groups; group++) {
    const taps = whole(slots.HORIZONTAL_COUNT_0 + group);
    const to = out + ((<usize>group * pointer(slots.GROUP_STRIDE)) << shift);
    const offsets = pointer(slots.HORIZONTAL_OFFSETS) + (start << 2);
    const samples = tileWidth * workChannels;
    if (wide) {
      // Offsets are kept for float32; a second list, after the first, is for float64.
      const total = <usize>(whole(slots.HORIZONTAL_COUNT_0) + whole(slots.HORIZONTAL_COUNT_1));
      const weights = pointer(slots.HORIZONTAL_WEIGHTS_64) + (start << 3);
      sumTaps64(to, line, samples, offsets + (total << 2), weights, taps);
    } else {
      sumTaps32(to, line, samples, offsets, pointer(slots.HORIZONTAL_WEIGHTS_32) + (start << 2), taps);
    }
    start += taps;
  }
  return slot;
}

function tileIsOpaque(left: i32, top: i32, right: i32, bottom: i32): bool {
  const x0 = originX + left - whole(slots.REACH_LEFT);
  const x1 = originX + right - 1 + whole(slots.REACH_RIGHT);
  const y0 = originY + top - whole(slots.REACH_TOP);
  const y1 = originY + bottom - 1 + whole(slots.REACH_BOTTOM);
  const outside = x0 < 0 || y0 < 0 || x1 >= wholeWidth || y1 >= wholeHeight;
  if (outside && !borderIsOpaque()) return false;
  return isOpaque(
    lowestRead(border, x0, x1, wholeWidth),
    lowestRead(border, y0, y1, wholeHeight),
    highestRead(border, x0, x1, wholeWidth),
    highestRead(border, y0, y1, wholeHeight),
  );
}
