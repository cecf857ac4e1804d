// Loops that ../emit made for the kernel's structure, called through the table: the thread has put them there before the job.
import { STEP } from './emitted-layout';
import { FUNCTIONS } from './emitted-slots';
import { whole } from './job';

let first: i32 = 0;

export function useTable(place: i32): void {
  first = place;
}

/** Where a row of the result goes, and the source's samples that masked channels keep. */
let out: usize = 0;
let own: usize = 0;
let nextOut: usize = 0;
let nextOwn: usize = 0;

/** The next rows are made at `to`, or two at once. */
export function emittedTo(to: usize, from: usize, nextTo: usize, nextFrom: usize): void {
  out = to;
  own = from;
  nextOut = nextTo;
  nextOwn = nextFrom;
}

/**
 * Rows of sums: `rows` is the address of their rows' addresses. The last step ends with the row; a row that is shorter than
 * a step is made as long in `spare`, over samples that nobody asked for.
 */
export function emittedRows(
  which: i32,
  rows: usize,
  weights: usize,
  constants: usize,
  count: i32,
  sampleBytes: usize,
  spare: usize,
): void {
  const index = <u32>(first + whole(FUNCTIONS) + which);
  if (count >= STEP) {
    call_indirect<void>(index, rows, weights, constants, count, out, own, nextOut, nextOwn);
    return;
  }
  const nextSpare = spare + 4 * STEP;
  call_indirect<void>(index, rows, weights, constants, STEP, spare, own, nextSpare, nextOwn);
  memory.copy(out, spare, <usize>count * sampleBytes);
  if (nextOut) memory.copy(nextOut, nextSpare, <usize>count * sampleBytes);
}
