// Wide smooth kernels: rows and columns are decimated by splines, filtered on the coarse grid along the row and over
// rows, and spread again by the same splines. The grid is anchored at the picture's first pixel. Coarse samples are shared
// by all tiles where memory allows, after a preparatory phase; else each tile makes its own.
import { finishPixels, resultPixel } from './finish-pixels';
import { isCancelled, originX, originY, pointer, scratch, whole, workChannels } from './job';
import { shrinkRegion } from './multirate-grid';
import { beginInvalid, markInvalid } from './multirate-invalid';
import * as multirate from './multirate-slots';
import { spreadRow } from './multirate-spread';
import { pairCoarse, rowsTogether, spreadCodes, storeCodes } from './multirate-spread-codes';
import * as slots from './slots';
import { sumTaps32 } from './taps';

/** The coarse samples that the tile at hand reads: its first column, and the first row there is. */
let coarse: usize = 0;
let coarseBytes: usize = 0;
let coarseTop: i32 = 0;
/** Coarse columns that meet in the tile. Filtered over rows: a ring that holds those that meet in a row, and the next. */
let columns: i32 = 0;
let ringTop: i32 = 0;
let nextFiltered: i32 = 0;

/** A band of the coarse rows that all tiles share. */
export function prepareMultirate(index: i32): void {
  const band = whole(multirate.BAND_ROWS);
  const first = index * band;
  const bytes = pointer(multirate.COARSE_BYTES);
  shrinkRegion(
    pointer(multirate.COARSE) + <usize>first * bytes,
    bytes,
    whole(multirate.COARSE_LEFT),
    whole(multirate.COARSE_TOP) + first,
    whole(multirate.COARSE_COLUMNS),
    min(band, whole(multirate.COARSE_ROWS) - first),
  );
}

export function multirateTile(left: i32, top: i32, right: i32, bottom: i32): void {
  const stepX = whole(multirate.STEP_X);
  const stepY = whole(multirate.STEP_Y);
  const radius = whole(multirate.RADIUS_Y);
  const before = whole(multirate.MEET_X) - 1;
  const firstCell = (originX + left) / stepX;
  const cells = (originX + right - 1) / stepX - firstCell + 1;
  columns = cells + before;
  ringTop = (originY + top) / stepY - whole(multirate.MEET_Y) + 1;
  nextFiltered = ringTop;
  coarseBytes = pointer(multirate.COARSE_BYTES);
  if (pointer(multirate.COARSE) != 0) {
    const from = firstCell - before - whole(multirate.COARSE_LEFT);
    coarse = pointer(multirate.COARSE) + ((<usize>(from * workChannels)) << 2);
    coarseTop = whole(multirate.COARSE_TOP);
  } else {
    coarse = scratch + pointer(multirate.AT_COARSE);
    coarseTop = ringTop - radius;
    const rows = (originY + bottom - 1) / stepY + radius + 1 - coarseTop;
    if (!shrinkRegion(coarse, coarseBytes, firstCell - before, coarseTop, columns, rows)) return;
  }
  const skipped = originX + left - firstCell * stepX;
  if (ASC_FEATURE_SIMD && whole(multirate.SPREAD_CODES) != 0) {
    leaveAsCodes(left, top, right, bottom, cells, skipped);
  } else {
    leaveAsSums(left, top, right, bottom, cells, skipped);
  }
}

function leaveAsSums(left: i32, top: i32, right: i32, bottom: i32, cells: i32, skipped: i32): void {
  const step = whole(multirate.STEP_X);
  const row = scratch + pointer(multirate.AT_ROW) + multirate.LEAD;
  // Spreading looks at a fixed number of coarse pixels, the first of them with no weight.
  memory.fill(scratch + pointer(multirate.AT_ROW), 0, multirate.LEAD);
  const from = row + ((<usize>((columns - cells) * workChannels)) << 2);
  const line = scratch + pointer(multirate.AT_LINE);
  const sums = step == 1 ? row : line + ((<usize>(skipped * workChannels)) << 2);
  const meet = whole(multirate.SPREAD_MEET);
  beginInvalid(left, top, right, bottom);
  for (let y = top; y < bottom; y++) {
    if (!spreadDown(row, y)) return;
    if (step > 1) spreadRow(line, from, cells, step, workChannels, pointer(multirate.SPREAD_X), meet);
    markInvalid(sums, y);
    finishPixels(sums, left, y, right - left);
  }
}

function leaveAsCodes(left: i32, top: i32, right: i32, bottom: i32, cells: i32, skipped: i32): void {
  const together = rowsTogether(workChannels);
  const row = scratch + pointer(multirate.AT_ROW);
  const rowBytes = pointer(multirate.NARROW_BYTES);
  const pairs = scratch + pointer(multirate.AT_PAIRS) + multirate.LEAD;
  memory.fill(scratch + pointer(multirate.AT_PAIRS), 0, multirate.LEAD);
  const from = pairs + ((<usize>(columns - cells)) << 4);
  const pixels = scratch + pointer(multirate.AT_LINE);
  const stride = pointer(slots.RESULT_STRIDE);
  for (let y = top; y < bottom; y += together) {
    const rows = min(together, bottom - y);
    for (let j = 0; j < rows; j++) if (!spreadDown(row + <usize>j * rowBytes, y + j)) return;
    pairCoarse(pairs, row, rowBytes, columns, workChannels);
    spreadCodes(pixels, from, cells, pointer(multirate.SPREAD_CODES));
    const shown = pixels + ((<usize>skipped) << 2);
    storeCodes(resultPixel(left, y), stride, shown, right - left, rows, workChannels);
  }
}

/** Row y of the result, still coarse along itself; false when the job was cancelled. */
function spreadDown(out: usize, y: i32): bool {
  if (isCancelled()) return false;
  const step = whole(multirate.STEP_Y);
  const meet = whole(multirate.MEET_Y);
  const ring = scratch + pointer(multirate.AT_FILTERED);
  const bytes = pointer(multirate.NARROW_BYTES);
  const offsets = scratch + pointer(multirate.AT_OFFSETS);
  const cell = (originY + y) / step;
  const phase = (originY + y) % step;
  for (; nextFiltered <= cell; nextFiltered++) {
    filterDown(step == 1 ? out : ring + <usize>((nextFiltered - ringTop) % meet) * bytes, nextFiltered);
  }
  if (step == 1) return true;
  const taps = (whole(multirate.LENGTH_Y) - phase + step - 1) / step;
  for (let i = 0; i < taps; i++) {
    store<u32>(offsets + ((<usize>i) << 2), <u32>(<usize>((cell - i - ringTop) % meet) * bytes));
  }
  const weights = pointer(multirate.SPREAD_Y) + ((<usize>(phase * meet)) << 2);
  sumTaps32(out, ring, columns * workChannels, offsets, weights, taps);
  return true;
}

/** A coarse row filtered over rows. */
function filterDown(out: usize, row: i32): void {
  const radius = whole(multirate.RADIUS_Y);
  const offsets = scratch + pointer(multirate.AT_OFFSETS);
  const taps = 2 * radius + 1;
  for (let t = 0; t < taps; t++) {
    store<u32>(offsets + ((<usize>t) << 2), <u32>(<usize>(row - radius + t - coarseTop) * coarseBytes));
  }
  sumTaps32(out, coarse, columns * workChannels, offsets, pointer(multirate.FILTER_Y), taps);
}
