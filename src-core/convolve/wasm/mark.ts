// How many pixels of every block of factor × factor have a sample below the limits, above them, or without a valid
// value: three u16 numbers a block, which stop at the largest.
import { claimChunk, isStopped, number, pointer, readPixelJob, whole } from './pixel-job';
import * as slots from './pixel-slots';

let low: f32 = 0;
let high: f32 = 0;

export function mark(job: usize, thread: i32): void {
  readPixelJob(job, thread);
  low = <f32>number(slots.LIMIT_LOW);
  high = <f32>number(slots.LIMIT_HIGH);
  const factor = whole(slots.FACTOR);
  const width = whole(slots.WIDTH);
  const height = whole(slots.HEIGHT);
  const stride = pointer(slots.SOURCE_STRIDE);
  const targetStride = pointer(slots.TARGET_STRIDE);
  const chunkRows = whole(slots.CHUNK_ROWS);
  const rows = (height + factor - 1) / factor;
  for (let chunk = claimChunk(); chunk >= 0; chunk = claimChunk()) {
    const end = min(rows, (chunk + 1) * chunkRows);
    for (let y = chunk * chunkRows; y < end; y++) {
      const out = pointer(slots.TARGET) + <usize>y * targetStride;
      memory.fill(out, 0, targetStride);
      const last = min(height, (y + 1) * factor);
      for (let row = y * factor; row < last; row++) {
        markRow(out, pointer(slots.SOURCE) + <usize>row * stride, width, factor);
      }
      if (isStopped()) return;
    }
  }
}

function markRow(out: usize, from: usize, width: i32, factor: i32): void {
  const channels = whole(slots.CHANNELS);
  const pixel = (<usize>channels) << 2;
  for (let x = 0; x < width; x += factor) {
    const end = from + <usize>min(factor, width - x) * pixel;
    if (!isInRange(from, end)) markBlock(out, from, end, channels);
    from = end;
    out += 6;
  }
}

/** Nearly every block is: it is looked at four samples at a time. */
function isInRange(from: usize, end: usize): bool {
  if (ASC_FEATURE_SIMD) {
    const least = f32x4.splat(low);
    const most = f32x4.splat(high);
    for (; from + 16 <= end; from += 16) {
      const v = v128.load(from);
      if (!i32x4.all_true(v128.and(f32x4.ge(v, least), f32x4.le(v, most)))) return false;
    }
  }
  for (; from < end; from += 4) {
    const v = load<f32>(from);
    if (!(v >= low && v <= high)) return false;
  }
  return true;
}

function markBlock(out: usize, from: usize, end: usize, channels: i32): void {
  while (from < end) {
    let marks = 0;
    for (let c = 0; c < channels; c++, from += 4) {
      const v = load<f32>(from);
      if (!isFinite(v)) marks |= 4;
      else if (v < low) marks |= 1;
      else if (v > high) marks |= 2;
    }
    for (let kind: usize = 0; kind < 3; kind++) {
      if (((marks >> (<i32>kind)) & 1) == 0) continue;
      const at = out + (kind << 1);
      const known = load<u16>(at);
      if (known < 0xffff) store<u16>(at, known + 1);
    }
  }
}
