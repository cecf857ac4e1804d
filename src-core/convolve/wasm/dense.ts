// Dense direct sums: every weight of the kernel counts. Rows are loaded once each into a ring of row buffers, in float32
// or, for 8-bit samples under real weights, as pairs of 16-bit integers; two rows of the result are summed at a time.
import { mapCoordinate } from './border';
import * as dense from './dense-slots';
import { sumRowFloats, sumRowsFloats } from './dense-floats';
import { sumRowPairs, sumRowsPairs } from './dense-pairs';
import * as emitted from './emitted-slots';
import { emittedTile } from './emitted-tile';
import { finishPixels } from './finish-pixels';
import { border, channels, isCancelled, number, originX, originY, pointer, reachLeft, reachTop, scratch } from './job';
import { linear, luminance, sourceDepth, weighted, whole, wholeHeight, workChannels } from './job';
import { lineOf } from './lines';
import { loadRow } from './load';
import { pairSamples } from './pair-samples';
import * as slots from './slots';

export function denseTile(left: i32, top: i32, right: i32, bottom: i32): void {
  if (ASC_FEATURE_SIMD && whole(emitted.WAY) != 0) {
    emittedTile(left, top, right, bottom);
    return;
  }
  const width = whole(dense.STRIP_WIDTH);
  for (let x = left; x < right; x += width) {
    if (!denseStrip(x, top, min(x + width, right), bottom)) return;
  }
}

function denseStrip(left: i32, top: i32, right: i32, bottom: i32): bool {
  const rows = whole(dense.ROWS);
  const entries = whole(dense.ENTRIES);
  const weights = pointer(dense.WEIGHTS);
  const both = pointer(dense.BOTH_WEIGHTS);
  const table = scratch + pointer(dense.AT_TABLE);
  const addresses = scratch + pointer(dense.AT_ADDRESSES);
  const sums = scratch + pointer(dense.AT_SUMS);
  const lower = sums + pointer(dense.SUM_BYTES);
  const paired = whole(dense.PAIRED) != 0;
  const scale = <f32>number(dense.SCALE);
  const width = right - left;
  const samples = width * workChannels;
  let known = top;
  for (let y = top; y < bottom; y += 2) {
    const single = y + 1 == bottom;
    const needed = y + rows + (single ? 0 : 1);
    for (; known < needed; known++) {
      if (isCancelled()) return false;
      const row = rowOf(known - top, known, left, width, paired);
      store<u32>(table + ((<usize>((known - top) % (rows + 1))) << 2), <u32>row);
    }
    if (isCancelled()) return false;
    placeEntries(addresses, table, y - top, needed - y, entries);
    if (single) {
      if (paired) sumRowPairs(sums, samples, addresses, weights, rows * entries, scale);
      else sumRowFloats(sums, samples, addresses, weights, rows * entries);
    } else {
      if (paired) sumRowsPairs(sums, lower, samples, addresses, weights, both, rows, entries, scale);
      else sumRowsFloats(sums, lower, samples, addresses, weights, both, rows, entries);
      finishPixels(lower, left, y + 1, width);
    }
    finishPixels(sums, left, y, width);
  }
  return true;
}

/** The address of the work samples of one row: a ring buffer that is filled, or the picture's own float samples. */
function rowOf(place: i32, virtual: i32, left: i32, width: i32, paired: bool): usize {
  const y = mapCoordinate(border, originY - reachTop + virtual, wholeHeight);
  const x = originX + left;
  const pixels = width + reachLeft + whole(slots.REACH_RIGHT);
  const buffer = scratch + pointer(dense.AT_ROWS) + <usize>(place % (whole(dense.ROWS) + 1)) * pointer(dense.ROW_BYTES);
  if (paired) {
    pairSamples(buffer, lineOf(scratch + pointer(dense.AT_LINE), x, y, width), pixels * channels);
  } else if (sourceDepth == 2 && !weighted && !linear && !luminance) {
    return lineOf(buffer, x, y, width);
  } else {
    loadRow(buffer, x - reachLeft, y, pixels);
  }
  return buffer;
}

/** The address of every entry of `buffers` rows from `place` on. */
function placeEntries(addresses: usize, table: usize, place: i32, buffers: i32, entries: i32): void {
  const step = pointer(dense.ENTRY_BYTES);
  const ring = whole(dense.ROWS) + 1;
  let t = addresses;
  for (let row = 0; row < buffers; row++) {
    let at = <usize>load<u32>(table + ((<usize>((place + row) % ring)) << 2));
    for (let entry = 0; entry < entries; entry++) {
      store<u32>(t, <u32>at);
      at += step;
      t += 4;
    }
  }
}
