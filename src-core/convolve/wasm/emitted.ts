// Loops that ../emit made for the kernel's structure, called through the table: the thread has put them there before the job.
import { STEP } from './emitted-layout';

let first: i32 = 0;

export function useTable(place: i32): void {
  first = place;
}

/**
 * One row of sums: `rows` is the address of its rows' addresses. The last step ends with the row; a row that is shorter than
 * a step is made as long in `spare`, over samples that nobody asked for.
 */
export function emittedRow(
  which: i32,
  out: usize,
  own: usize,
  rows: usize,
  weights: usize,
  constants: usize,
  count: i32,
  sampleBytes: usize,
  spare: usize,
): void {
  if (count >= STEP) {
    call_indirect<void>(<u32>(first + which), out, own, rows, weights, constants, count);
    return;
  }
  call_indirect<void>(<u32>(first + which), spare, own, rows, weights, constants, STEP);
  memory.copy(out, spare, <usize>count * sampleBytes);
}
