// After minus before for the screen, RGBA u8: grey where nothing changed, or black and the amount alone.
import { claimChunk, isStopped, number, pointer, readPixelJob, whole } from './pixel-job';
import * as slots from './pixel-slots';

/** Levels of the screen for one of the picture's. */
let gain: f64 = 1;
let isSigned: bool = true;

export function difference(job: usize, thread: i32): void {
  readPixelJob(job, thread);
  const depth = whole(slots.DEPTH);
  const full: f64 = depth == 0 ? 255 : depth == 1 ? 65535 : 1;
  gain = (number(slots.GAIN) * 255) / full;
  isSigned = whole(slots.SIGNED) != 0;
  const height = whole(slots.HEIGHT);
  const chunkRows = whole(slots.CHUNK_ROWS);
  for (let chunk = claimChunk(); chunk >= 0; chunk = claimChunk()) {
    const end = min(height, (chunk + 1) * chunkRows);
    for (let y = chunk * chunkRows; y < end; y++) {
      const out = pointer(slots.TARGET) + <usize>y * pointer(slots.TARGET_STRIDE);
      const after = pointer(slots.SOURCE) + <usize>y * pointer(slots.SOURCE_STRIDE);
      const before = pointer(slots.SECOND) + <usize>y * pointer(slots.SECOND_STRIDE);
      if (depth == 0) differenceRow<u8>(out, after, before);
      else if (depth == 1) differenceRow<u16>(out, after, before);
      else differenceRow<f32>(out, after, before);
      if (isStopped()) return;
    }
  }
}

function differenceRow<T>(out: usize, after: usize, before: usize): void {
  const channels = <usize>whole(slots.CHANNELS);
  const pixel = channels * sizeof<T>();
  const opacity = (channels - 1) * sizeof<T>();
  const single = whole(slots.OF_OPACITY) != 0;
  const first: usize = single ? opacity : 0;
  const step: usize = single || channels < 3 ? 0 : sizeof<T>();
  const end = out + ((<usize>whole(slots.WIDTH)) << 2);
  for (; out < end; out += 4) {
    for (let c: usize = 0; c < 3; c++) {
      const at = first + c * step;
      store<u8>(out + c, codeOf(<f64>load<T>(after + at) - <f64>load<T>(before + at)));
    }
    store<u8>(out, 255, 3);
    after += pixel;
    before += pixel;
  }
}

/** Both ways the ends of the scale stand for a difference of full scale / gain. */
function codeOf(amount: f64): u8 {
  const levels = isSigned ? 127.5 + amount * gain * 0.5 : abs(amount) * gain;
  if (!isFinite(levels)) return isSigned ? 128 : 0;
  return <u8>(<i32>floor(min<f64>(255, max<f64>(0, levels)) + 0.5));
}
