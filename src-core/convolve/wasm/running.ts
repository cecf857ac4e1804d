// Running sums: differences of the kernel have few taps, all of weight 1 or -1; their sums, added up from row to row and
// along the row, are the kernel's. All in whole numbers that wrap around, so that no order of additions shows in a result.
// Rows and columns before a strip count as empty: there every window is empty too, and running sums start from 0.
import { mapCoordinate } from './border';
import { border, isCancelled, number, originX, originY, pointer } from './job';
import { scratch, sourcePixel, whole, wholeHeight, wholeWidth, workChannels } from './job';
import { loadRow } from './load';
import { beginRow, finishRow } from './running-finish';
import { floatsTo64, hasOutliers, zeroOutliers } from './running-floats';
import { fixed32, fixed64, loadCodes } from './running-load';
import { lookUp } from './running-light';
import { multiplyCodes } from './running-products';
import { addRow16, addRow32, addRow64 } from './running-rows';
import * as slots from './running-slots';
import { bottom, copyEnd, copyStart, firstRow, firstStep, firstX, inPlace, inPlaceEnd } from './running-strip';
import { down, left, numbers, right, ringPixel, samples, span, sumBytes, top } from './running-strip';
import { keepApart, placeStrip, readRunning } from './running-strip';
import { codes16To32, codes8To16, codes8To32, wholes } from './running-taps';

export function runningTile(x0: i32, y0: i32, x1: i32, y1: i32): void {
  readRunning();
  const width = whole(slots.STRIP_WIDTH);
  const height = whole(slots.STRIP_HEIGHT);
  for (let y = y0; y < y1; y += height) {
    for (let x = x0; x < x1; x += width) {
      placeStrip(x, y, min(x + width, x1), min(y + height, y1));
      if (!strip()) return;
    }
  }
}

function strip(): bool {
  const rows = whole(slots.ROWS);
  const ring = whole(slots.RING);
  memory.fill(scratch + pointer(slots.AT_RING), 0, <usize>ring * pointer(slots.ROW_BYTES));
  memory.fill(scratch + pointer(slots.AT_STATES), 0, <usize>down * pointer(slots.STATE_BYTES));
  let loaded = firstRow;
  for (let y = firstStep; y < bottom; y++) {
    for (; loaded < y + rows - whole(slots.ANCHOR_ROW); loaded++) {
      if (isCancelled()) return false;
      fillRow(loaded, (loaded - firstRow) % ring);
    }
    if (isCancelled()) return false;
    sumRow(y);
  }
  return true;
}

/** One row buffer: what the kernel reads for the strip; what lies left and right of that stays 0. */
function fillRow(row: i32, slot: i32): void {
  const before = whole(slots.MARGIN_LEFT) - whole(slots.FIRST_COLUMN);
  const buffer = scratch + pointer(slots.AT_RING) + <usize>slot * pointer(slots.ROW_BYTES);
  const out = buffer + <usize>before * ringPixel;
  const x = originX + left - whole(slots.ANCHOR_COLUMN);
  const y = mapCoordinate(border, originY + row, wholeHeight);
  const pixels = right - left + whole(slots.COLUMNS) - 1;
  if (numbers < slots.WORK_32) {
    const first = max(0, min(copyEnd - before, pixels));
    const rest = max(copyStart - before, first);
    const parts = y >= 0 && rest < pixels;
    store<u32>(
      scratch + pointer(slots.AT_BASES) + ((<usize>slot) << 2),
      <u32>(y < 0 ? buffer : sourcePixel(firstX, y)),
    );
    loadCodes(out, x, y, parts ? first : pixels);
    if (parts) loadCodes(out + <usize>rest * ringPixel, x + rest, y, pixels - rest);
    if (numbers == slots.FLOATS) leaveOutliers(slot, buffer, out, x, y, pixels);
    return;
  }
  const line = scratch + pointer(slots.AT_LINE);
  const products = pointer(slots.PRODUCTS);
  if (products != 0) {
    loadCodes(line, x, y, pixels);
    multiplyCodes(out, line, pixels, products);
    return;
  }
  const count = pixels * workChannels;
  const light = pointer(slots.LIGHT);
  if (light != 0) {
    loadCodes(line, x, y, pixels);
    lookUp(out, line, count, light);
    return;
  }
  loadRow(line, x, y, pixels);
  if (numbers == slots.WORK_32) {
    fixed32(out, line, count, number(slots.SCALE));
  } else {
    const found = fixed64(out, line, count, number(slots.SCALE), number(slots.LIMIT));
    store<u8>(scratch + pointer(slots.AT_FLAGS) + <usize>slot, <u8>found);
    if (found) keepApart();
  }
}

/** A row of floats some of which must not be summed is copied as a whole, without them. */
function leaveOutliers(slot: i32, buffer: usize, out: usize, x: i32, y: i32, pixels: i32): void {
  // The border colour is none of them; other pixels beyond an edge may be any of the row.
  const near = border == 0 || (x >= 0 && x + pixels <= wholeWidth);
  const from = near ? min(max(x, 0), wholeWidth - 1) : 0;
  const to = near ? max(min(x + pixels, wholeWidth), from + 1) : wholeWidth;
  const found = y >= 0 && hasOutliers(sourcePixel(from, y), (to - from) * workChannels);
  store<u8>(scratch + pointer(slots.AT_FLAGS) + <usize>slot, <u8>found);
  if (!found) return;
  loadCodes(out, x, y, pixels);
  zeroOutliers(out, pixels * workChannels);
  store<u32>(scratch + pointer(slots.AT_BASES) + ((<usize>slot) << 2), <u32>buffer);
  keepApart();
}

/**
 * Addresses of the taps of one sign for row y, in row buffers or `direct` in the picture; those in rows that count as empty
 * are left out. Returns their end.
 */
function placeTaps(out: usize, taps: usize, count: i32, y: i32, direct: bool): usize {
  const ring = whole(slots.RING);
  const rowBytes = pointer(slots.ROW_BYTES);
  const buffers = scratch + pointer(slots.AT_RING);
  const bases = scratch + pointer(slots.AT_BASES);
  const firstColumn = whole(slots.FIRST_COLUMN);
  const start = y - whole(slots.ANCHOR_ROW) - firstRow;
  for (let t = taps; t < taps + ((<usize>count) << 3); t += 8) {
    const row = start + load<i32>(t);
    if (row < 0) continue;
    const slot = <usize>(row % ring);
    const base = direct ? <usize>load<u32>(bases + (slot << 2)) : buffers + slot * rowBytes;
    store<u32>(out, <u32>(base + <usize>(load<i32>(t, 4) - firstColumn) * ringPixel));
    out += 4;
  }
  return out;
}

function sumRow(y: i32): void {
  const plusCount = whole(slots.PLUS);
  const taps = pointer(slots.TAPS);
  const minusCount = whole(slots.MINUS);
  const minusTaps = taps + ((<usize>plusCount) << 3);
  const buffered = scratch + pointer(slots.AT_ADDRESSES);
  const bufferedMinus = placeTaps(buffered, taps, plusCount, y, false);
  const bufferedEnd = placeTaps(bufferedMinus, minusTaps, minusCount, y, false);
  const found = bufferedEnd - buffered;
  if (inPlace < inPlaceEnd) {
    placeTaps(placeTaps(bufferedEnd, taps, plusCount, y, true), minusTaps, minusCount, y, true);
  }
  if (y >= top) beginRow();
  const chunk = scratch + pointer(slots.AT_CHUNK);
  for (let i = 0, summed = 0; i < samples; i += slots.CHUNK) {
    const ahead = min((i + slots.CHUNK + span + slots.BLOCK - 1) & -slots.BLOCK, samples + span);
    while (summed < ahead) {
      const direct = summed >= inPlace && summed < inPlaceEnd;
      const count = min(direct ? inPlaceEnd : summed < inPlace ? inPlace : ahead, ahead) - summed;
      const plus = direct ? bufferedEnd : buffered;
      const row = down > 0 ? stateRow(0, y) + <usize>summed * sumBytes : chunk + <usize>(summed - i) * sumBytes;
      const offset = <usize>summed * (ringPixel / <usize>workChannels);
      addTaps(row, count, plus, plus + (bufferedMinus - buffered), plus + found, offset);
      for (let d = 1; d < down; d++) addRow(stateRow(d, y), stateRow(d - 1, y), summed, count);
      summed += count;
    }
    if (y < top) continue;
    const row = down > 0 ? stateRow(down - 1, y) + <usize>i * sumBytes : chunk;
    finishRow(row, i, min(slots.CHUNK, samples - i), y);
  }
}

/** Where the running sums of row y begin: sums that move with each row stay where they are in memory, the row moves. */
function stateRow(index: i32, y: i32): usize {
  const start = scratch + pointer(slots.AT_STATES) + <usize>index * pointer(slots.STATE_BYTES);
  const shift = whole(slots.SHIFT + index);
  const pixels = shift == 0 ? 0 : shift > 0 ? bottom - 1 - y : y - firstStep;
  return start + <usize>(pixels * workChannels) * sumBytes;
}

/** `count` sums of a row to those of another, from sample i on. */
function addRow(out: usize, from: usize, i: i32, count: i32): void {
  const offset = <usize>i * sumBytes;
  if (numbers == slots.CODES_8_16) addRow16(out + offset, from + offset, count);
  else if (numbers == slots.WORK_64) addRow64<i64>(out + offset, from + offset, count);
  else if (numbers == slots.FLOATS) addRow64<f64>(out + offset, from + offset, count);
  else addRow32(out + offset, from + offset, count);
}

function addTaps(out: usize, count: i32, plus: usize, minus: usize, end: usize, offset: usize): void {
  const adds = down > 0;
  if (numbers == slots.CODES_8_16) codes8To16(out, count, plus, minus, end, offset, adds);
  else if (numbers == slots.CODES_8_32) codes8To32(out, count, plus, minus, end, offset, adds);
  else if (numbers == slots.CODES_16_32) codes16To32(out, count, plus, minus, end, offset, adds);
  else if (numbers == slots.FLOATS) floatsTo64(out, count, plus, minus, end, offset, adds);
  else if (numbers == slots.WORK_32) wholes<i32>(out, count, plus, minus, end, offset, adds);
  else wholes<i64>(out, count, plus, minus, end, offset, adds);
}
