// A chunk of a row's sums to the result: what is left of the running sums along the row, and how whole sums end.
import { finishInteger16, finishInteger32 } from './finish-integer';
import { finishPixels, resultPixel } from './finish-pixels';
import {
  hasAlpha,
  law,
  number,
  originX,
  originY,
  pointer,
  scratch,
  sourcePixel,
  whole,
  wide,
  workChannels,
} from './job';
import { runToCodes, sumsToCodes } from './running-codes';
import * as layout from './running-codes-layout';
import { runToFloats } from './running-floats';
import { addOutliers } from './running-outliers';
import { prefix16To32, prefix32, prefix64 } from './running-prefix';
import { differRow, floats32, floats64, storeFloats, storeOnes } from './running-rows';
import * as slots from './running-slots';
import { runFarToSums, runToSums } from './running-sums';
import { across, apart, firstRow, left, margin, numbers, right, span, sumBytes } from './running-strip';

/** Before the first chunk of a row. */
export function beginRow(): void {
  const carry = scratch + pointer(slots.AT_CARRY);
  memory.fill(carry, 0, slots.CARRY_BYTES);
  const quick = ASC_FEATURE_SIMD ? pointer(slots.QUICK) : 0;
  if (quick) memory.copy(carryOf(max(across - 1, 0)), quick + layout.BEFORE, 16);
}

/** `count` samples of row y from sample i on, whose sums from row to row are at `row`. */
export function finishRow(row: usize, i: i32, count: i32, y: i32): void {
  // The last sum along the row is taken on the way to the result.
  const summed = toSums();
  const quick = summed || toFloats() || (ASC_FEATURE_SIMD && pointer(slots.QUICK) != 0);
  const chunk = scratch + pointer(slots.AT_CHUNK);
  let bytes = sumBytes;
  if (span > 0 && !quick) {
    differ(chunk, row + <usize>span * sumBytes, row, count);
    row = chunk;
  }
  for (let a = quick ? 1 : 0; a < across; a++) {
    const index = a - (quick ? 1 : 0);
    const out = chunk + <usize>(index + 1) * slots.CHUNK_BYTES;
    prefix(out, row, bytes, count, carryOf(index));
    row = out;
    if (bytes == 2) bytes = 4;
  }
  if (summed) summedChunk(row, i, count, y);
  else if (quick) quickChunk(row, bytes, i, count, y);
  else finishChunk(row, bytes, i, count, y);
}

/** Sums of floats become a float result, and only the scale lies between. */
function toFloats(): bool {
  return numbers == slots.FLOATS && whole(slots.FINISH_BITS) == 64 && !apart && across > 0;
}

/** Whole numbers of 32 bits become the float32 sums that are finished in steps. */
function toSums(): bool {
  return numbers == slots.WORK_32 && !wide && across > 0 && whole(slots.FINISH_BITS) == 0 && whole(slots.WHOLE) == 0;
}

/** What a running sum along the row has come to. */
function carryOf(index: i32): usize {
  return scratch + pointer(slots.AT_CARRY) + ((<usize>index) << 5);
}

function prefix(out: usize, row: usize, bytes: usize, count: i32, carry: usize): void {
  if (bytes == 2) prefix16To32(out, row, count, workChannels, carry);
  else if (numbers == slots.FLOATS) prefix64<f64>(out, row, count, workChannels, carry);
  else if (bytes == 8) prefix64<i64>(out, row, count, workChannels, carry);
  else prefix32(out, row, count, workChannels, carry);
}

function differ(out: usize, plus: usize, minus: usize, count: i32): void {
  if (numbers == slots.FLOATS) differRow<f64>(out, plus, minus, count);
  else differRow<i32>(out, plus, minus, count);
}

/** Sums but for the last one along the row to codes or floats; what lies left of the strip is only summed. */
function quickChunk(row: usize, bytes: usize, i: i32, count: i32, y: i32): void {
  const from = min(max(i, margin), i + count);
  const to = max(min(i + count, margin + (right - left) * workChannels), from);
  const carry = carryOf(max(across - 1, 0));
  const spare = scratch + pointer(slots.AT_SUMS);
  if (across > 0 && i < from) {
    let changes = row;
    if (span > 0) {
      changes = scratch + pointer(slots.AT_CHUNK);
      differ(changes, row + <usize>span * sumBytes, row, from - i);
    }
    prefix(spare, changes, bytes, from - i, carry);
  }
  if (from == to) return;
  const x = left + (from - margin) / workChannels;
  const out = resultPixel(x, y);
  const source = sourcePixel(originX + x, originY + y);
  row += <usize>(from - i) * bytes;
  if (numbers == slots.FLOATS) {
    runToFloats(out, row, to - from, workChannels, carry, number(slots.FACTOR));
    if (hasAlpha && law != 0) storeOnes(out, (to - from) / workChannels);
  } else if (ASC_FEATURE_SIMD) {
    toCodes(out, row, source, bytes, to - from, carry, spare);
  }
}

/** As quickChunk, by way of float32 sums. */
function summedChunk(row: usize, i: i32, count: i32, y: i32): void {
  const from = min(max(i, margin), i + count);
  const to = max(min(i + count, margin + (right - left) * workChannels), from);
  const sums = scratch + pointer(slots.AT_SUMS);
  runTo(sums, row, from - i);
  if (from == to) return;
  runTo(sums, row + ((<usize>(from - i)) << 2), to - from);
  finishPixels(sums, left + (from - margin) / workChannels, y, (to - from) / workChannels);
}

function runTo(sums: usize, row: usize, count: i32): void {
  const carry = carryOf(across - 1);
  const factor = number(slots.FACTOR);
  if (whole(slots.FAR) != 0) runFarToSums(sums, row, count, workChannels, carry, factor);
  else runToSums(sums, row, count, workChannels, carry, <f32>factor);
}

function toCodes(out: usize, row: usize, source: usize, bytes: usize, count: i32, carry: usize, spare: usize): void {
  if (across == 0) {
    if (bytes == 2) sumsToCodes<i16>(out, row, source, count, carry, spare);
    else sumsToCodes<i32>(out, row, source, count, carry, spare);
  } else if (span > 0) {
    runToCodes<u32>(out, row, source, count, workChannels, carry, spare);
  } else if (bytes == 2) {
    runToCodes<i16>(out, row, source, count, workChannels, carry, spare);
  } else {
    runToCodes<i32>(out, row, source, count, workChannels, carry, spare);
  }
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
  if (whole(slots.WHOLE) != 0) {
    finishPixels(row, x, y, length / workChannels);
    return;
  }
  const sums = scratch + pointer(slots.AT_SUMS);
  const factor = number(slots.FACTOR);
  if (bits == 64 && !apart) {
    const out = resultPixel(x, y);
    if (numbers == slots.FLOATS) storeFloats<f64>(out, row, length, factor);
    else storeFloats<i64>(out, row, length, factor);
    if (hasAlpha && law != 0) storeOnes(out, length / workChannels);
    return;
  }
  if (wide) {
    if (bytes == 2) floats64<i16>(sums, row, length, factor);
    else if (bytes == 4) floats64<i32>(sums, row, length, factor);
    else if (numbers == slots.FLOATS) floats64<f64>(sums, row, length, factor);
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
