// Fills a rectangle from parts of pictures: samples as they are, or as RGBA u8 for the screen.
import { claimChunk, countInvalid, isStopped, line, pointer, readPixelJob, whole } from './pixel-job';
import * as slots from './pixel-slots';
import { pixelsToRgba } from './show-bytes';
import { readLight, showThroughLight } from './show-light';

export function show(job: usize, thread: i32): void {
  readPixelJob(job, thread);
  const look = whole(slots.LOOK);
  if (look == 2) readLight();
  const height = whole(slots.HEIGHT);
  const chunkRows = whole(slots.CHUNK_ROWS);
  const parts = pointer(slots.PARTS);
  for (let chunk = claimChunk(); chunk >= 0; chunk = claimChunk()) {
    const top = chunk * chunkRows;
    const bottom = min(height, top + chunkRows);
    for (let part: usize = 0; part < pointer(slots.PART_COUNT); part++) {
      showPart(parts + ((part * slots.PART_FIELDS) << 3), top, bottom, look);
      if (isStopped()) return;
    }
  }
}

/** What the part fills of the target's rows from `top` to `bottom`. */
function showPart(part: usize, top: i32, bottom: i32, look: i32): void {
  const stride = <usize>(<u32>load<f64>(part, slots.PART_STRIDE * 8));
  const x = <usize>(<u32>load<f64>(part, slots.PART_X * 8));
  const partTop = <i32>load<f64>(part, slots.PART_Y * 8);
  const width = <i32>load<f64>(part, slots.PART_WIDTH * 8);
  const first = max(top, partTop);
  const end = min(bottom, partTop + <i32>load<f64>(part, slots.PART_HEIGHT * 8));
  const channels = whole(slots.CHANNELS);
  const depth = whole(slots.DEPTH);
  const targetStride = pointer(slots.TARGET_STRIDE);
  const targetPixel: usize = look == 0 || look == 3 ? (<usize>channels) << depth : 4;
  let from = <usize>(<u32>load<f64>(part, slots.PART_POINTER * 8)) + <usize>max(0, first - partTop) * stride;
  let out = pointer(slots.TARGET) + <usize>first * targetStride + x * targetPixel;
  for (let y = first; y < end; y++) {
    if (look == 2) showThroughLight(out, from, width, channels, depth);
    else if (look == 1) pixelsToRgba(out, from, width, channels, depth, line);
    else if (depth == 2 && look == 0) copyFloats(out, from, width * channels);
    else memory.copy(out, from, (<usize>(width * channels)) << depth);
    out += targetStride;
    from += stride;
  }
}

/** NaN and ±∞ become 0 and are counted (SEMANTICS §5). */
function copyFloats(out: usize, from: usize, samples: i32): void {
  let invalid: i32 = 0;
  let i: usize = 0;
  const count = <usize>samples;
  if (ASC_FEATURE_SIMD) {
    let valid = i32x4.splat(0);
    for (; i + 4 <= count; i += 4) {
      const given = v128.load(from + (i << 2));
      const rest = f32x4.sub(given, given);
      const isValid = f32x4.eq(rest, rest);
      v128.store(out + (i << 2), v128.and(given, isValid));
      valid = i32x4.sub(valid, isValid);
    }
    invalid =
      <i32>i -
      (i32x4.extract_lane(valid, 0) +
        i32x4.extract_lane(valid, 1) +
        i32x4.extract_lane(valid, 2) +
        i32x4.extract_lane(valid, 3));
  }
  for (; i < count; i++) {
    const value = load<f32>(from + (i << 2));
    const isValid = isFinite(value);
    if (!isValid) invalid += 1;
    store<f32>(out + (i << 2), isValid ? value : 0);
  }
  countInvalid(invalid);
}
