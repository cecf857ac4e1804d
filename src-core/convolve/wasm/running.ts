// Running sums: differences of the kernel have few taps, all of weight 1 or -1; their sums, added up from row to row and
// along the row, are the kernel's. All in whole numbers that wrap around, so that no order of additions shows in a result.
// Rows and columns before a strip count as empty: there every window is empty too, and running sums start from 0.
import { mapCoordinate } from './border';
import { finishInteger16, finishInteger32 } from './finish-integer';
import { finishPixels, resultPixel } from './finish-pixels';
import { border, hasAlpha, isCancelled, law, number, originX, originY, pixelBytes, pointer, scratch } from './job';
import { sourcePixel, whole, wholeHeight, wholeWidth, wide, workChannels } from './job';
import { loadRow } from './load';
import { fixed32, fixed64, loadCodes } from './running-load';
import { runToCodes, sumsToCodes } from './running-codes';
import { addOutliers } from './running-outliers';
import { multiplyCodes } from './running-products';
import { prefix16To32, prefix32, prefix64 } from './running-prefix';
import { addRow16, addRow32, addRow64, floats32, floats64, storeFloats, storeOnes } from './running-rows';
import * as layout from './running-codes-layout';
import * as slots from './running-slots';
import { codes16To32, codes8To16, codes8To32, whole32, whole64 } from './running-taps';

/** The strip at hand. Rows and columns are those of the result buffer. */
let numbers: i32 = 0;
let left: i32 = 0;
let right: i32 = 0;
let top: i32 = 0;
let bottom: i32 = 0;
/** The first row of the picture that counts, and the first for which sums are taken. */
let firstRow: i32 = 0;
let firstStep: i32 = 0;
/** Samples computed per row, and how many of them lie before `left`. */
let samples: i32 = 0;
let margin: i32 = 0;
/** Bytes of a pixel in the row buffers and of a sum from row to row. */
let ringPixel: usize = 0;
let sumBytes: usize = 0;
let down: i32 = 0;
let across: i32 = 0;
/** Some row of the strip holds samples that are summed apart. */
let apart: bool = false;
/** The picture's column under a row buffer's first pixel. */
let firstX: i32 = 0;
/** Chunks of codes from `inPlace` to `inPlaceEnd` read the picture where it lies; row buffers hold what the others read. */
let inPlace: i32 = 0;
let inPlaceEnd: i32 = 0;
/** Of a row buffer, in pixels: where the copy for the first chunks ends, and where that for the last ones begins. */
let copyEnd: i32 = 0;
let copyStart: i32 = 0;

export function runningTile(x0: i32, y0: i32, x1: i32, y1: i32): void {
  numbers = whole(slots.NUMBERS);
  down = whole(slots.DOWN);
  across = whole(slots.ACROSS);
  ringPixel = numbers < slots.WORK_32 ? pixelBytes : (<usize>workChannels) << (numbers == slots.WORK_64 ? 3 : 2);
  sumBytes = numbers == slots.CODES_8_16 ? 2 : numbers == slots.WORK_64 ? 8 : 4;
  const width = whole(slots.STRIP_WIDTH);
  const height = whole(slots.STRIP_HEIGHT);
  for (let y = y0; y < y1; y += height) {
    for (let x = x0; x < x1; x += width) {
      left = x;
      right = min(x + width, x1);
      top = y;
      bottom = min(y + height, y1);
      if (!strip()) return;
    }
  }
}

function strip(): bool {
  const rows = whole(slots.ROWS);
  const anchorRow = whole(slots.ANCHOR_ROW);
  const ring = whole(slots.RING);
  margin = whole(slots.MARGIN_LEFT) * workChannels;
  samples = margin + (right - left + whole(slots.MARGIN_RIGHT)) * workChannels;
  firstRow = top - anchorRow;
  firstStep = down > 0 ? top - rows + 1 : top;
  memory.fill(scratch + pointer(slots.AT_RING), 0, <usize>ring * pointer(slots.ROW_BYTES));
  memory.fill(scratch + pointer(slots.AT_STATES), 0, <usize>down * pointer(slots.STATE_BYTES));
  apart = false;
  findInPlace();
  let loaded = firstRow;
  for (let y = firstStep; y < bottom; y++) {
    for (; loaded < y + rows - anchorRow; loaded++) {
      if (isCancelled()) return false;
      fillRow(loaded, (loaded - firstRow) % ring);
    }
    if (isCancelled()) return false;
    sumRow(y);
  }
  return true;
}

/** Which chunks read nothing but pixels of the picture that count. */
function findInPlace(): void {
  const span = whole(slots.LAST_COLUMN) - whole(slots.FIRST_COLUMN);
  const x = originX + left - whole(slots.ANCHOR_COLUMN);
  firstX = x - whole(slots.MARGIN_LEFT) + whole(slots.FIRST_COLUMN);
  const chunkPixels = slots.CHUNK / workChannels;
  const firstPixel = max(x, 0) - firstX;
  const endPixel = min(x + right - left + whole(slots.COLUMNS) - 1, wholeWidth) - firstX;
  inPlace = (firstPixel + chunkPixels - 1) / chunkPixels;
  inPlaceEnd = numbers < slots.WORK_32 ? max((endPixel - span) / chunkPixels, inPlace) : inPlace;
  copyEnd = inPlace * chunkPixels + span;
  copyStart = inPlaceEnd * chunkPixels;
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
    return;
  }
  const line = scratch + pointer(slots.AT_LINE);
  const products = pointer(slots.PRODUCTS);
  if (products != 0) {
    loadCodes(line, x, y, pixels);
    multiplyCodes(out, line, pixels, products);
    return;
  }
  loadRow(line, x, y, pixels);
  const count = pixels * workChannels;
  if (numbers == slots.WORK_32) {
    fixed32(out, line, count, number(slots.SCALE));
  } else {
    const found = fixed64(out, line, count, number(slots.SCALE), number(slots.LIMIT));
    store<u8>(scratch + pointer(slots.AT_FLAGS) + <usize>slot, <u8>found);
    apart = apart || found;
  }
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
  const chunk = scratch + pointer(slots.AT_CHUNK);
  const carry = scratch + pointer(slots.AT_CARRY);
  memory.fill(carry, 0, slots.CARRY_BYTES);
  const quick = ASC_FEATURE_SIMD ? pointer(slots.QUICK) : 0;
  const last = carry + ((<usize>max(across - 1, 0)) << 5);
  if (quick) memory.copy(last, quick + layout.BEFORE, 16);
  for (let i = 0; i < samples; i += slots.CHUNK) {
    const count = min(slots.CHUNK, samples - i);
    const direct = i >= inPlace * slots.CHUNK && i < inPlaceEnd * slots.CHUNK;
    const plus = direct ? bufferedEnd : buffered;
    const minus = plus + (bufferedMinus - buffered);
    let row = down > 0 ? stateRow(0, y) + <usize>i * sumBytes : chunk;
    addTaps(row, count, plus, minus, plus + found, <usize>i * (ringPixel / <usize>workChannels));
    for (let d = 1; d < down; d++) {
      const next = stateRow(d, y) + <usize>i * sumBytes;
      if (numbers == slots.CODES_8_16) addRow16(next, row, count);
      else if (numbers == slots.WORK_64) addRow64(next, row, count);
      else addRow32(next, row, count);
      row = next;
    }
    if (y < top) continue;
    let bytes = sumBytes;
    for (let a = quick ? 1 : 0; a < across; a++) {
      row = prefix(chunk, row, bytes, count, carry, a - (quick ? 1 : 0));
      if (bytes == 2) bytes = 4;
    }
    if (quick) quickChunk(row, bytes, i, count, y, last);
    else finishChunk(row, bytes, i, count, y);
  }
}

/** The next running sum along the row, in a chunk of its own. */
function prefix(chunk: usize, row: usize, bytes: usize, count: i32, carry: usize, index: i32): usize {
  const out = chunk + <usize>(index + 1) * slots.CHUNK_BYTES;
  const from = carry + ((<usize>index) << 5);
  if (bytes == 2) prefix16To32(out, row, count, workChannels, from);
  else if (bytes == 8) prefix64(out, row, count, workChannels, from);
  else prefix32(out, row, count, workChannels, from);
  return out;
}

/** Whole sums but for the last one along the row to codes; what lies left of the strip is only summed. */
function quickChunk(row: usize, bytes: usize, i: i32, count: i32, y: i32, carry: usize): void {
  const from = min(max(i, margin), i + count);
  const to = max(min(i + count, margin + (right - left) * workChannels), from);
  if (across > 0 && i < from) {
    const spare = scratch + pointer(slots.AT_SUMS);
    if (bytes == 2) prefix16To32(spare, row, from - i, workChannels, carry);
    else prefix32(spare, row, from - i, workChannels, carry);
  }
  if (from == to) return;
  const x = left + (from - margin) / workChannels;
  const out = resultPixel(x, y);
  const source = sourcePixel(originX + x, originY + y);
  const spare = scratch + pointer(slots.AT_SUMS);
  row += <usize>(from - i) * bytes;
  if (across == 0) {
    if (bytes == 2) sumsToCodes<i16>(out, row, source, to - from, carry, spare);
    else sumsToCodes<i32>(out, row, source, to - from, carry, spare);
  } else if (bytes == 2) {
    runToCodes<i16>(out, row, source, to - from, workChannels, carry, spare);
  } else {
    runToCodes<i32>(out, row, source, to - from, workChannels, carry, spare);
  }
}

/** Where the running sums of row y begin: sums that move with each row stay where they are in memory, the row moves. */
function stateRow(index: i32, y: i32): usize {
  const start = scratch + pointer(slots.AT_STATES) + <usize>index * pointer(slots.STATE_BYTES);
  const shift = whole(slots.SHIFT + index);
  const pixels = shift == 0 ? 0 : shift > 0 ? bottom - 1 - y : y - firstStep;
  return start + <usize>(pixels * workChannels) * sumBytes;
}

function addTaps(out: usize, count: i32, plus: usize, minus: usize, end: usize, offset: usize): void {
  const adds = down > 0;
  if (numbers == slots.CODES_8_16) codes8To16(out, count, plus, minus, end, offset, adds);
  else if (numbers == slots.CODES_8_32) codes8To32(out, count, plus, minus, end, offset, adds);
  else if (numbers == slots.CODES_16_32) codes16To32(out, count, plus, minus, end, offset, adds);
  else if (numbers == slots.WORK_32) whole32(out, count, plus, minus, end, offset, adds);
  else whole64(out, count, plus, minus, end, offset, adds);
}

/** Whole sums of `bytes` each, of samples i.. of row y, to the result as far as they lie in the strip. */
function finishChunk(row: usize, bytes: usize, i: i32, count: i32, y: i32): void {
  const from = max(i, margin);
  const to = min(i + count, margin + (right - left) * workChannels);
  if (from >= to) return;
  const x = left + (from - margin) / workChannels;
  const length = to - from;
  row += <usize>(from - i) * bytes;
  const bits = whole(slots.FINISH_BITS);
  if (bits == 16) {
    finishInteger16(resultPixel(x, y), row, sourcePixel(originX + x, originY + y), length);
    return;
  }
  if (bits == 32) {
    finishInteger32(resultPixel(x, y), row, sourcePixel(originX + x, originY + y), length);
    return;
  }
  const sums = scratch + pointer(slots.AT_SUMS);
  const factor = number(slots.FACTOR);
  if (bits == 64 && !apart) {
    const out = resultPixel(x, y);
    storeFloats(out, row, length, factor);
    if (hasAlpha && law != 0) storeOnes(out, length / workChannels);
    return;
  }
  if (wide) {
    if (bytes == 2) floats64<i16>(sums, row, length, factor);
    else if (bytes == 4) floats64<i32>(sums, row, length, factor);
    else floats64<i64>(sums, row, length, factor);
    if (apart) {
      addOutliers(sums, x, y, length / workChannels, scratch + pointer(slots.AT_FLAGS), firstRow);
    }
  } else if (bytes == 2) {
    floats32<i16>(sums, row, length, <f32>factor);
  } else {
    floats32<i32>(sums, row, length, <f32>factor);
  }
  finishPixels(sums, x, y, length / workChannels);
}
