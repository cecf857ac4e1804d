// The mean of every factor × factor block of pixels, colour weighted by opacity. The rows of a block are summed into a
// line first, column by column, then the columns of the line. Blocks cut off by the edges average what there is.
import { claimChunk, isStopped, line, pointer, readPixelJob, whole } from './pixel-job';
import * as slots from './pixel-slots';
import { addRows16, addRows32, addRows64, addWeightedRows, rowsAreOpaque } from './shrink-rows';
import { halveLine16, halveLine32, meanOfPairs16 } from './shrink-pairs';

let factor: i32 = 1;
let channels: usize = 1;
let depth: i32 = 0;
/** Where a row of blocks is summed. */
let sums: usize = 0;

/** A line of a job sums so many samples at once that they stay in the first cache. */
export const SEGMENT_SAMPLES = 4096;

export function shrink(job: usize, thread: i32): void {
  readPixelJob(job, thread);
  beginShrink(whole(slots.FACTOR), whole(slots.CHANNELS), whole(slots.DEPTH), line);
  const width = whole(slots.WIDTH);
  const height = whole(slots.HEIGHT);
  const chunkRows = whole(slots.CHUNK_ROWS);
  const rows = (height + factor - 1) / factor;
  for (let chunk = claimChunk(); chunk >= 0; chunk = claimChunk()) {
    const end = min(rows, (chunk + 1) * chunkRows);
    for (let y = chunk * chunkRows; y < end; y++) {
      const from = pointer(slots.SOURCE) + <usize>(y * factor) * pointer(slots.SOURCE_STRIDE);
      const out = pointer(slots.TARGET) + <usize>y * pointer(slots.TARGET_STRIDE);
      shrinkRow(out, from, pointer(slots.SOURCE_STRIDE), min(factor, height - y * factor), width);
      if (isStopped()) return;
    }
  }
}

/** What the rows to come have in common; `room` for the sums of `lineBytes` (engine/pixel-work.ts). */
export function beginShrink(blockSide: i32, pixelChannels: i32, sampleDepth: i32, room: usize): void {
  factor = blockSide;
  channels = <usize>pixelChannels;
  depth = sampleDepth;
  sums = room;
}

/** One row of blocks: `rows` rows of `width` pixels. */
export function shrinkRow(out: usize, from: usize, stride: usize, rows: i32, width: i32): void {
  const blocks = max(1, SEGMENT_SAMPLES / (factor * <i32>channels));
  const bytes = channels << depth;
  for (let x = 0; x < width; x += blocks * factor) {
    shrinkSegment(out, from, stride, rows, min(blocks * factor, width - x));
    out += <usize>blocks * bytes;
    from += <usize>(blocks * factor) * bytes;
  }
}

function shrinkSegment(out: usize, from: usize, stride: usize, rows: i32, width: i32): void {
  const samples = width * <i32>channels;
  const hasAlpha = (channels & 1) == 0;
  if (depth == 2 || (hasAlpha && !rowsAreOpaque(from, stride, rows, width, <i32>channels, depth))) {
    if (hasAlpha) addWeightedRows(sums, from, stride, rows, width, <i32>channels, depth);
    else addRows64(sums, from, stride, rows, samples);
    finishBlocks<f64>(out, sums, rows, width, hasAlpha);
  } else if (depth == 0 && factor <= 16) {
    addRows16(sums, from, stride, rows, samples);
    shrinkCodes<u16>(out, rows, width);
  } else if (factor <= 256) {
    if (depth == 0) addRows32<u8>(sums, from, stride, rows, samples);
    else addRows32<u16>(sums, from, stride, rows, samples);
    shrinkCodes<u32>(out, rows, width);
  } else {
    // Larger sums than 32 bits hold.
    addWeightedRows(sums, from, stride, rows, width, <i32>channels, depth, false);
    finishBlocks<f64>(out, sums, rows, width, false);
  }
}

/** Whole numbers of opaque pixels; factors that are powers of two fold the line in halves. */
function shrinkCodes<S>(out: usize, rows: i32, width: i32): void {
  const blocks = width / factor;
  const isPower = (factor & (factor - 1)) == 0;
  if (!ASC_FEATURE_SIMD || !isPower || factor == 1 || rows < factor || blocks == 0) {
    finishBlocks<S>(out, sums, rows, width, false);
    return;
  }
  const rest = width - blocks * factor;
  // The block that the edge cuts off stands behind the others, before they are folded.
  if (rest > 0) {
    const at = <usize>(blocks * factor) * channels;
    finishBlocks<S>(out + ((<usize>blocks * channels) << depth), sums + at * sizeof<S>(), rows, rest, false);
  }
  let pixels = blocks * factor;
  const last = sizeof<S>() == 2 ? 2 : 1;
  for (let side = factor; side > last; side >>= 1) {
    pixels >>= 1;
    if (sizeof<S>() == 2) halveLine16(sums, pixels, <i32>channels);
    else halveLine32(sums, pixels, <i32>channels);
  }
  const shift = 2 * (31 - clz(factor));
  if (sizeof<S>() == 2) meanOfPairs16(out, sums, blocks, <i32>channels, shift);
  else storeMeans(out, sums, blocks * <i32>channels, shift);
}

function storeMeans(out: usize, from: usize, samples: i32, shift: i32): void {
  const half: u32 = 1 << (shift - 1);
  for (let i: usize = 0; i < <usize>samples; i++) {
    const mean = (load<u32>(from + (i << 2)) + half) >> shift;
    if (depth == 0) store<u8>(out + i, <u8>mean);
    else store<u16>(out + (i << 1), <u16>mean);
  }
}

/** The columns of the line, block by block. A block without opacity has no colour: 0. */
function finishBlocks<S>(out: usize, from: usize, rows: i32, width: i32, weighted: bool): void {
  const pixel = channels * sizeof<S>();
  const half: f64 = depth == 2 ? 0 : 0.5;
  const colours = weighted ? channels - 1 : channels;
  for (let x = 0; x < width; x += factor) {
    const columns = min(factor, width - x);
    const count = <f64>rows * <f64>columns;
    const opacity = weighted ? sumOf<S>(from + colours * sizeof<S>(), columns, pixel) : 0;
    const share = weighted ? opacity : count;
    for (let c: usize = 0; c < colours; c++) {
      const sum = sumOf<S>(from + c * sizeof<S>(), columns, pixel);
      storeMean(out + (c << depth), share == 0 ? 0 : sum / share + half);
    }
    if (weighted) storeMean(out + (colours << depth), opacity / count + half);
    out += channels << depth;
    from += <usize>columns * pixel;
  }
}

function sumOf<S>(from: usize, columns: i32, pixel: usize): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < columns; i++) {
    sum += <f64>load<S>(from);
    from += pixel;
  }
  return sum;
}

function storeMean(out: usize, mean: f64): void {
  if (depth == 0) store<u8>(out, <u8>mean);
  else if (depth == 1) store<u16>(out, <u16>mean);
  else store<f32>(out, <f32>mean);
}
