// The last step: float32 values (or whole numbers) to stored samples. Where the mask is 0 and where α comes out as 0
// under the premultiplied law, what is kept shows instead.
import { channels, colours, law, pointer, resultDepth, room, weighted } from './job';
import * as finish from './finish-slots';
import { alphaOf, colourLanes } from './pixels';
import { LAST } from './room';
import * as slots from './slots';
import { truncate } from './truncate';
import { keepUnticked } from './unticked';

/** `values` are codes as i32 (`whole`), else floats that the last step scales. `kept` has the result's depth. */
export function storeRow(out: usize, values: usize, kept: usize, count: i32, whole: bool): void {
  const samples = count * channels;
  if (resultDepth == 0) store8(out, values, kept, samples, whole);
  else if (resultDepth == 1) store16(out, values, kept, samples);
  else store32(out, values, kept, samples);
  keepUnticked(out, kept, samples);
}

/** Colours whose α is 0, as pixels of 2, 4 or 8 bytes of codes; nothing where α does not decide. */
function hiddenCodes(v: v128): v128 {
  if (law != 1 || !weighted) return i32x4.splat(0);
  const bytes = channels << resultDepth;
  if (bytes == 2) {
    const alpha = i16x8.splat(<i16>0xff00);
    return v128.andnot(i16x8.eq(v128.and(v, alpha), i16x8.splat(0)), alpha);
  }
  if (bytes == 8) {
    const alpha = i64x2.splat(0xffff << 48);
    return v128.andnot(i64x2.eq(v128.and(v, alpha), i64x2.splat(0)), alpha);
  }
  const alpha = i32x4.splat(colours == 1 ? <i32>0xffff0000 : <i32>0xff000000);
  return v128.andnot(i32x4.eq(v128.and(v, alpha), i32x4.splat(0)), alpha);
}

/** One vector of results: the whole of it, or the samples that are left of a row. */
export function storeVector(out: usize, v: v128, bytes: usize): void {
  if (bytes >= 16) {
    v128.store(out, v);
    return;
  }
  const last = room + LAST;
  v128.store(last, v);
  memory.copy(out, last, bytes);
}

function store8(out: usize, values: usize, kept: usize, samples: i32, whole: bool): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const mask = v128.load(constants, finish.MASK);
  const scale = v128.load32_splat(constants, finish.SCALE);
  const half = v128.load32_splat(constants, finish.HALF);
  for (let left = <usize>samples; <isize>left > 0; left -= 16) {
    let a = v128.load(values);
    let b = v128.load(values, 16);
    let c = v128.load(values, 32);
    let d = v128.load(values, 48);
    if (!whole) {
      a = truncate(f32x4.add(f32x4.mul(a, scale), half));
      b = truncate(f32x4.add(f32x4.mul(b, scale), half));
      c = truncate(f32x4.add(f32x4.mul(c, scale), half));
      d = truncate(f32x4.add(f32x4.mul(d, scale), half));
    }
    const v = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
    const written = v128.andnot(mask, hiddenCodes(v));
    storeVector(out, v128.bitselect(v, v128.load(kept), written), left);
    values += 64;
    kept += 16;
    out += 16;
  }
}

function store16(out: usize, values: usize, kept: usize, samples: i32): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const mask = v128.load(constants, finish.MASK);
  const scale = v128.load32_splat(constants, finish.SCALE);
  const half = v128.load32_splat(constants, finish.HALF);
  for (let left = (<usize>samples) << 1; <isize>left > 0; left -= 16) {
    const a = truncate(f32x4.add(f32x4.mul(v128.load(values), scale), half));
    const b = truncate(f32x4.add(f32x4.mul(v128.load(values, 16), scale), half));
    const v = i16x8.narrow_i32x4_u(a, b);
    const written = v128.andnot(mask, hiddenCodes(v));
    storeVector(out, v128.bitselect(v, v128.load(kept), written), left);
    values += 32;
    kept += 16;
    out += 16;
  }
}

function store32(out: usize, values: usize, kept: usize, samples: i32): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const mask = v128.load(constants, finish.MASK);
  const scale = v128.load32_splat(constants, finish.SCALE);
  const hides = law == 1 && weighted;
  const colourful = colourLanes(channels);
  const below = f32x4.splat(1e-6);
  for (let left = (<usize>samples) << 2; <isize>left > 0; left -= 16) {
    const v = f32x4.mul(v128.load(values), scale);
    let written = mask;
    if (hides) {
      const alpha = channels == 4 ? alphaOf<v128>(v) : alphaOf<f64>(v);
      written = v128.andnot(mask, v128.and(f32x4.lt(alpha, below), colourful));
    }
    storeVector(out, v128.bitselect(v, v128.load(kept), written), left);
    values += 16;
    kept += 16;
    out += 16;
  }
}
