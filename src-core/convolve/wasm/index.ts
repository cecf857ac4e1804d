// The module's one entry: a thread works on a job until no tile is left or the job is cancelled.
import { highest, lowest, resetExtremes } from './general';
import { isCancelled, readJob, whole } from './job';
import { readOutput } from './output';
import * as slots from './slots';
import { processTile } from './tile';

/**
 * Threads claim tiles one at a time, even ones from the first tile on, odd ones from the last back: their rows
 * lie apart, and whoever is done early takes what is left in the middle.
 */
export function run(block: usize, thread: i32): void {
  readJob(block, thread);
  readOutput();
  resetExtremes();
  const total = whole(slots.TILE_COUNT);
  const fromEnd = (thread & 1) == 1;
  while (!isCancelled() && atomic.add<i32>(block + slots.CLAIMED, 1) < total) {
    const place = atomic.add<i32>(block + (fromEnd ? slots.HIGH : slots.LOW), 1);
    processTile(fromEnd ? total - 1 - place : place);
  }
  const range = block + slots.RANGES + ((<usize>thread) << 4);
  store<f64>(range, lowest);
  store<f64>(range, highest, 8);
}
