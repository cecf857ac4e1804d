// Looks for opacity below full scale: one find is enough.
import { claimChunk, countInvalid, pointer, readPixelJob, stop, whole } from './pixel-job';
import * as slots from './pixel-slots';
import { rowsAreOpaque } from './shrink-rows';

/** Counts what it finds as invalid: the engine only asks whether there was any. */
export function scan(job: usize, thread: i32): void {
  readPixelJob(job, thread);
  const stride = pointer(slots.SOURCE_STRIDE);
  const chunkRows = whole(slots.CHUNK_ROWS);
  for (let chunk = claimChunk(); chunk >= 0; chunk = claimChunk()) {
    const top = chunk * chunkRows;
    const rows = min(chunkRows, whole(slots.HEIGHT) - top);
    const from = pointer(slots.SOURCE) + <usize>top * stride;
    if (rowsAreOpaque(from, stride, rows, whole(slots.WIDTH), whole(slots.CHANNELS), whole(slots.DEPTH))) continue;
    countInvalid(1);
    stop();
  }
}
