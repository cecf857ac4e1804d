// NaN and ±∞ of float pictures: decimated as 0, so that they do not spread, and set in every result that has one of them
// under its own taps, which is all that the exact sum would do with them.
import { mapCoordinate } from './border';
import { border, originX, originY, pointer, scratch, whole, wholeHeight } from './job';
import { workChannels } from './job';
import { loadRow } from './load';
import * as multirate from './multirate-slots';

/** A tile's columns with the kernel's reach, the next row to look at, and the last that had something to find. */
let first: i32 = 0;
let pixels: i32 = 0;
let nextRow: i32 = 0;
let lastFound: i32 = 0;
let active: bool = false;

/** Samples of row y that are not finite become 0, and the row is marked. */
export function dropInvalid(line: usize, count: i32, y: i32): void {
  let found = false;
  let i: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 4 <= count; i += 4) {
      const at = line + ((<usize>i) << 2);
      const v = v128.load(at);
      // v - v is 0 for every finite number and NaN for the rest.
      const finite = f32x4.eq(f32x4.sub(v, v), f32x4.splat(0));
      if (i32x4.all_true(finite)) continue;
      found = true;
      v128.store(at, v128.and(v, finite));
    }
  }
  for (; i < count; i++) {
    const at = line + ((<usize>i) << 2);
    if (isFinite(load<f32>(at))) continue;
    found = true;
    store<f32>(at, 0);
  }
  if (found && y >= 0) store<u8>(pointer(multirate.NOT_FINITE) + <usize>y, 1);
}

export function beginInvalid(left: i32, top: i32, right: i32, bottom: i32): void {
  const marks = pointer(multirate.NOT_FINITE);
  active = false;
  if (marks == 0) return;
  const reach = whole(multirate.KERNEL_Y);
  nextRow = originY + top - reach;
  for (let y = nextRow; y < originY + bottom + reach && !active; y++) active = isMarked(y);
  if (!active) return;
  first = originX + left - whole(multirate.KERNEL_X);
  pixels = right - left + 2 * whole(multirate.KERNEL_X);
  lastFound = i32.MIN_VALUE;
  const rows = scratch + pointer(multirate.AT_FOUND);
  for (let i = 0; i < pixels * workChannels; i++) store<i32>(rows + ((<usize>i) << 2), i32.MIN_VALUE);
}

function isMarked(y: i32): bool {
  const row = mapCoordinate(border, y, wholeHeight);
  return row >= 0 && load<u8>(pointer(multirate.NOT_FINITE) + <usize>row) != 0;
}

/** Sums of row y of the result that a sample which is not finite belongs to become NaN. */
export function markInvalid(sums: usize, y: i32): void {
  if (!active) return;
  const reach = whole(multirate.KERNEL_Y);
  for (; nextRow <= originY + y + reach; nextRow++) if (isMarked(nextRow)) findInvalid(nextRow);
  const oldest = originY + y - reach;
  if (lastFound < oldest) return;
  const rows = scratch + pointer(multirate.AT_FOUND);
  const across = 2 * whole(multirate.KERNEL_X);
  for (let c = 0; c < workChannels; c++) {
    let near = i32.MIN_VALUE;
    for (let i = 0; i < pixels; i++) {
      if (load<i32>(rows + ((<usize>(i * workChannels + c)) << 2)) >= oldest) near = i;
      if (near < i - across || i < across) continue;
      store<f32>(sums + ((<usize>((i - across) * workChannels + c)) << 2), NaN);
    }
  }
}

/** Writes down, for every sample of a row that is not finite, that this row had it. */
function findInvalid(y: i32): void {
  const line = scratch + pointer(multirate.AT_SEARCHED);
  const rows = scratch + pointer(multirate.AT_FOUND);
  loadRow(line, first, mapCoordinate(border, y, wholeHeight), pixels);
  for (let i: usize = 0; i < (<usize>(pixels * workChannels)) << 2; i += 4) {
    if (isFinite(load<f32>(line + i))) continue;
    store<i32>(rows + i, y);
    lastFound = y;
  }
}
