// A job that moves pixels: its numbers, and how threads share its rows out.
import * as slots from './pixel-slots';

let block: usize = 0;
let fromEnd: bool = false;
let chunks: i32 = 0;
/** This thread's own line. */
export let line: usize = 0;

export function readPixelJob(job: usize, thread: i32): void {
  block = job;
  fromEnd = (thread & 1) == 1;
  chunks = whole(slots.CHUNKS);
  line = pointer(slots.LINES) + <usize>thread * pointer(slots.LINE_BYTES);
}

export function number(slot: i32): f64 {
  return load<f64>(block + ((<usize>slot) << 3));
}

export function whole(slot: i32): i32 {
  return <i32>number(slot);
}

export function pointer(slot: i32): usize {
  return <usize>(<u32>number(slot));
}

export function isStopped(): bool {
  return atomic.load<i32>(block + slots.CANCEL) != 0;
}

/** For all threads. */
export function stop(): void {
  atomic.store<i32>(block + slots.CANCEL, 1);
}

export function countInvalid(count: i32): void {
  if (count > 0) atomic.add<i32>(block + slots.INVALID, count);
}

/** The next chunk of rows for this thread, -1 when none is left: even threads from the top, odd ones from the bottom. */
export function claimChunk(): i32 {
  if (isStopped() || atomic.add<i32>(block + slots.CLAIMED, 1) >= chunks) return -1;
  const place = atomic.add<i32>(block + (fromEnd ? slots.HIGH : slots.LOW), 1);
  return fromEnd ? chunks - 1 - place : place;
}
