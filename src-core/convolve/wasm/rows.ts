// Sums of weighted rows, in float: each source row is loaded once (through the border), filtered along the row where the
// plan is separable, and kept in a ring of row buffers over which the last taps are taken. Strips of columns keep the
// ring in a near cache.
import { mapCoordinate } from './border';
import * as emitted from './emitted-slots';
import { emittedTile } from './emitted-tile';
import { finishPixels } from './finish-pixels';
import { loadRow } from './load';
import * as rows from './rows-slots';
import {
  border,
  isCancelled,
  originX,
  originY,
  pointer,
  reachLeft,
  reachTop,
  scratch,
  whole,
  wholeHeight,
} from './job';
import { wide, workChannels } from './job';
import * as slots from './slots';
import { sumTaps32, sumTaps64 } from './taps';

export function rowsTile(left: i32, top: i32, right: i32, bottom: i32): void {
  if (ASC_FEATURE_SIMD && whole(emitted.WAY) != 0) {
    emittedTile(left, top, right, bottom);
    return;
  }
  const width = whole(rows.STRIP_WIDTH);
  for (let x = left; x < right; x += width) {
    if (!rowsStrip(x, top, min(x + width, right), bottom)) return;
  }
}

function rowsStrip(left: i32, top: i32, right: i32, bottom: i32): bool {
  const ring = whole(rows.RING);
  const taps = whole(rows.FINAL_COUNT);
  const buffers = scratch + pointer(rows.AT_ROWS);
  const offsets = scratch + pointer(rows.AT_OFFSETS);
  const sums = scratch + pointer(rows.AT_SUMS);
  const rowBytes = pointer(rows.ROW_BYTES);
  const weights = pointer(rows.FINAL_WEIGHTS);
  const samples = (right - left) * workChannels;
  const firstRow = originY - reachTop;
  let loaded = top;
  for (let y = top; y < bottom; y++) {
    for (; loaded < y + ring; loaded++) {
      if (isCancelled()) return false;
      const row = mapCoordinate(border, firstRow + loaded, wholeHeight);
      fillRow(buffers + <usize>((loaded - top) % ring) * rowBytes, originX + left, row, right - left);
    }
    if (isCancelled()) return false;
    placeTaps(offsets, taps, (y - top) % ring, ring, rowBytes);
    if (wide) sumTaps64(sums, buffers, samples, offsets, weights, taps);
    else sumTaps32(sums, buffers, samples, offsets, weights, taps);
    finishPixels(sums, left, y, right - left);
  }
  return true;
}

/** Byte offsets of the last taps where the kernel's first row lies in ring buffer `first`. */
function placeTaps(offsets: usize, taps: i32, first: i32, ring: i32, rowBytes: usize): void {
  const kernelRows = pointer(rows.FINAL_ROWS);
  const within = pointer(rows.FINAL_OFFSETS);
  for (let t: usize = 0; t < (<usize>taps) << 2; t += 4) {
    let row = first + load<i32>(kernelRows + t);
    if (row >= ring) row -= ring;
    store<u32>(offsets + t, <u32>(<usize>row * rowBytes) + load<u32>(within + t));
  }
}

/** One row buffer: `width` pixels from picture column x of row y (-1: of the border colour), and the kernel's reach. */
function fillRow(out: usize, x: i32, y: i32, width: i32): void {
  const pixels = width + reachLeft + whole(slots.REACH_RIGHT);
  const groups = whole(rows.GROUPS);
  if (groups == 0) {
    loadRow(out, x - reachLeft, y, pixels);
    return;
  }
  const line = scratch + pointer(rows.AT_LINE);
  loadRow(line, x - reachLeft, y, pixels);
  const samples = width * workChannels;
  let start: usize = 0;
  for (let group = 0; group < groups; group++) {
    const taps = whole(rows.HORIZONTAL_COUNT_0 + group);
    const to = out + <usize>group * pointer(rows.GROUP_BYTES);
    const offsets = pointer(rows.HORIZONTAL_OFFSETS) + (start << 2);
    const weights = pointer(rows.HORIZONTAL_WEIGHTS);
    if (wide) sumTaps64(to, line, samples, offsets, weights + (start << 3), taps);
    else sumTaps32(to, line, samples, offsets, weights + (start << 2), taps);
    start += taps;
  }
}
