// Counts the samples of a rectangle of floats that have no valid value: NaN and ±∞ (SEMANTICS §5).
import { claimChunk, countInvalid, isStopped, pointer, readPixelJob, whole } from './pixel-job';
import * as slots from './pixel-slots';

export function invalid(job: usize, thread: i32): void {
  readPixelJob(job, thread);
  const stride = pointer(slots.SOURCE_STRIDE);
  const chunkRows = whole(slots.CHUNK_ROWS);
  const samples = whole(slots.WIDTH) * whole(slots.CHANNELS);
  for (let chunk = claimChunk(); chunk >= 0; chunk = claimChunk()) {
    const end = min((chunk + 1) * chunkRows, whole(slots.HEIGHT));
    for (let y = chunk * chunkRows; y < end; y++) {
      countInvalid(invalidAmong(pointer(slots.SOURCE) + <usize>y * stride, <usize>samples));
      if (isStopped()) return;
    }
  }
}

function invalidAmong(from: usize, count: usize): i32 {
  let invalid: i32 = 0;
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    let valid = i32x4.splat(0);
    for (; i + 4 <= count; i += 4) {
      const given = v128.load(from + (i << 2));
      // x − x is NaN for NaN and ±∞.
      const rest = f32x4.sub(given, given);
      valid = i32x4.sub(valid, f32x4.eq(rest, rest));
    }
    const low = i32x4.extract_lane(valid, 0) + i32x4.extract_lane(valid, 1);
    invalid = <i32>i - (low + i32x4.extract_lane(valid, 2) + i32x4.extract_lane(valid, 3));
  }
  for (; i < count; i++) if (!isFinite(load<f32>(from + (i << 2)))) invalid += 1;
  return invalid;
}
