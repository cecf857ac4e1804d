// Where 16-bit sums go: out as they are for another step, or at once as codes where that takes a few instructions
// (finish-integer.ts).
import { codesOf16 } from './finish-integer';
import * as layout from './finish-integer-layout';
import { fixedProduct } from './fixed-product';
import { pointer } from './job';
import * as slots from './slots';
import { keepUnticked } from './unticked';

/** Where sums go: as 16 bits to `sums`, or as codes to `codes` with the samples that masked channels keep at `from`. */
export let sums: usize = 0;
let codes: usize = 0;
let from: usize = 0;
let constants: usize = 0;

/** For sums that another step reads. */
export function sumsTo(out: usize): void {
  sums = out;
  codes = 0;
}

/** For a row of the result; `scratch` holds a row of sums. */
export function codesTo(out: usize, own: usize, scratch: usize): void {
  sums = scratch;
  from = own;
  constants = pointer(slots.FINISH_INTEGER);
  codes = out;
}

export function quickCodes(): bool {
  return codes != 0 && load<i32>(constants, layout.WAY) <= layout.FIXED && load<i32>(constants, layout.ABSOLUTE) == 0;
}

/** Sixteen sums as codes, by saturation or a fixed-point factor. */
export function storeCodes(i: usize, a: v128, b: v128): void {
  const before = v128.load(constants, layout.BEFORE);
  if (load<i32>(constants, layout.WAY) == layout.SATURATE) {
    a = i16x8.add_sat_s(a, before);
    b = i16x8.add_sat_s(b, before);
  } else {
    const factor = v128.load(constants, layout.FACTOR);
    const after = v128.load(constants, layout.AFTER);
    a = i16x8.add(fixedProduct(i16x8.add(a, before), factor), after);
    b = i16x8.add(fixedProduct(i16x8.add(b, before), factor), after);
  }
  const mask = v128.load(constants, layout.MASK);
  v128.store(codes + i, v128.bitselect(i8x16.narrow_i16x8_u(a, b), v128.load(from + i), mask));
}

/** What the whole blocks left over, and all of it where codes take more steps. */
export function finishRest(done: i32, count: i32): void {
  if (codes == 0) return;
  const at = <usize>done;
  if (done < count) codesOf16(codes + at, sums + (at << 1), from + at, count - done);
  keepUnticked(codes, from, count);
}
