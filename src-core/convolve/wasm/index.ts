// The module's entries. `run`, which filters: a thread works on a job, phase after phase, until no tile is left or the job is cancelled.
import { highest, lowest, resetExtremes } from './extremes';
import { isCancelled, readJob, usePlan, whole } from './job';
import * as slots from './slots';
import { prepareTile, processTile, scanCount, scanRows } from './tile';

export { difference } from './difference';
export { useTable } from './emitted';
export { invalid } from './invalid';
export { mark } from './mark';
export { scan } from './scan';
export { show } from './show';
export { shrink } from './shrink';
export { tally } from './tally';

const SCAN = -2;
const RESULT = -1;
/** Waiting threads look at the cancel flag this often. */
const WAIT_NS = 1_000_000;

export function run(block: usize, thread: i32): void {
  readJob(block, thread);
  resetExtremes();
  let phase = 0;
  const opacity = whole(slots.OPACITY);
  let isWeighted = opacity == 1;
  if (opacity == 3) {
    share(block, thread, phase++, SCAN, scanCount());
    isWeighted = atomic.load<i32>(block + slots.TRANSPARENT) != 0;
  }
  // Where each tile chooses for itself, both plans are made ready.
  for (let pass = opacity == 2 ? 1 : 0; pass >= 0; pass--) {
    usePlan(pass == 1 || isWeighted);
    const phases = whole(slots.PHASES);
    for (let prepared = 0; prepared < phases; prepared++) {
      share(block, thread, phase++, prepared, whole(slots.PHASE_TILES + prepared));
    }
  }
  share(block, thread, phase, RESULT, whole(slots.TILE_COUNT));
  const range = block + slots.RANGES + ((<usize>thread) << 4);
  store<f64>(range, lowest);
  store<f64>(range, highest, 8);
}

/**
 * Threads claim tiles one at a time, even ones from the first tile on, odd ones from the last back: their rows
 * lie apart, and whoever is done early takes what is left in the middle. All but the last phase end for all threads
 * together.
 */
function share(block: usize, thread: i32, phase: i32, work: i32, total: i32): void {
  const counters = block + slots.COUNTERS + <usize>(phase * slots.COUNTER_BYTES);
  const end = counters + (thread & 1 ? 8 : 4);
  const done = counters + 12;
  while (!isCancelled() && atomic.add<i32>(counters, 1) < total) {
    const place = atomic.add<i32>(end, 1);
    const index = thread & 1 ? total - 1 - place : place;
    if (work == SCAN) scanRows(index);
    else if (work == RESULT) processTile(index);
    else prepareTile(work, index);
    if (work != RESULT && atomic.add<i32>(done, 1) == total - 1) atomic.notify(done, -1);
  }
  if (work == RESULT) return;
  for (let known = atomic.load<i32>(done); known < total && !isCancelled(); known = atomic.load<i32>(done)) {
    atomic.wait<i32>(done, known, WAIT_NS);
  }
}
