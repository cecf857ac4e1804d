// The last step: float32 values, or codes, to stored samples. Where the mask is 0 and where α comes out as 0
// under the premultiplied law, what is kept shows instead.
import { channels, colours, job, keptInvalid, pointer, resultDepth, room, ticks } from './job';
import * as finish from './finish-slots';
import { alphaOf, colourLanes } from './pixels';
import { LAST } from './room';
import * as slots from './slots';
import { truncate } from './truncate';
import { keepUnticked } from './unticked';

/** `values` are floats that the last step scales; `kept` has the result's depth. */
export function storeRow(out: usize, values: usize, kept: usize, count: i32): void {
  const samples = count * channels;
  if (resultDepth == 0) store8(out, values, kept, samples);
  else if (resultDepth == 1) store16(out, values, kept, samples);
  else store32(out, values, kept, samples);
  keepUnticked(out, kept, samples);
}

/** Colours whose α is 0, as pixels of 2, 4 or 8 bytes of codes; nothing where α does not decide. */
function hiddenCodes(v: v128, hides: bool): v128 {
  if (!hides) return i32x4.splat(0);
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
export function storeVector(out: usize, v: v128, bytes: i32): void {
  if (bytes >= 16) {
    v128.store(out, v);
    return;
  }
  const last = room + LAST;
  v128.store(last, v);
  memory.copy(out, last, bytes);
}

/** Codes of 8 bits that are ready. */
export function storeCodes(out: usize, codes: usize, kept: usize, count: i32): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const mask = v128.load(constants, finish.MASK);
  const hides = load<i32>(constants, finish.HIDES) != 0;
  const samples = count * channels;
  for (let i = 0; i < samples; i += 16) {
    const v = v128.load(codes + <usize>i);
    const written = v128.andnot(mask, hiddenCodes(v, hides));
    storeVector(out + <usize>i, v128.bitselect(v, v128.load(kept + <usize>i), written), samples - i);
  }
  keepUnticked(out, kept, samples);
}

function store8(out: usize, values: usize, kept: usize, samples: i32): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const mask = v128.load(constants, finish.MASK);
  const scale = v128.load32_splat(constants, finish.SCALE);
  const half = v128.load32_splat(constants, finish.HALF);
  const hides = load<i32>(constants, finish.HIDES) != 0;
  for (let left = samples; left > 0; left -= 16) {
    const a = truncate(f32x4.add(f32x4.mul(v128.load(values), scale), half));
    const b = truncate(f32x4.add(f32x4.mul(v128.load(values, 16), scale), half));
    const c = truncate(f32x4.add(f32x4.mul(v128.load(values, 32), scale), half));
    const d = truncate(f32x4.add(f32x4.mul(v128.load(values, 48), scale), half));
    const v = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
    const written = v128.andnot(mask, hiddenCodes(v, hides));
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
  const hides = load<i32>(constants, finish.HIDES) != 0;
  for (let left = samples << 1; left > 0; left -= 16) {
    const a = truncate(f32x4.add(f32x4.mul(v128.load(values), scale), half));
    const b = truncate(f32x4.add(f32x4.mul(v128.load(values, 16), scale), half));
    const v = i16x8.narrow_i32x4_u(a, b);
    const written = v128.andnot(mask, hiddenCodes(v, hides));
    storeVector(out, v128.bitselect(v, v128.load(kept), written), left);
    values += 32;
    kept += 16;
    out += 16;
  }
}

/** NaN and ±∞ become 0, counted where they would have been written. */
function store32(out: usize, values: usize, kept: usize, samples: i32): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const mask = v128.load(constants, finish.MASK);
  const scale = v128.load32_splat(constants, finish.SCALE);
  const hides = load<i32>(constants, finish.HIDES) != 0;
  const colourful = colourLanes(channels);
  const below = f32x4.splat(1e-6);
  const stays = i32x4.splat(keptInvalid);
  for (let i = 0; i < samples; i += 4) {
    const left = samples - i;
    const value = v128.load(values);
    const v = f32x4.mul(value, scale);
    let written = mask;
    if (hides) {
      const alpha = channels == 4 ? alphaOf<v128>(v) : alphaOf<f64>(v);
      written = v128.andnot(mask, v128.and(f32x4.lt(alpha, below), colourful));
    }
    const difference = f32x4.sub(v, v);
    const finite = f32x4.eq(difference, difference);
    if (!i32x4.all_true(finite)) countInvalid(v128.andnot(written, finite), i, min(left, 4));
    storeVector(out, v128.bitselect(v128.and(v, v128.or(finite, stays)), v128.load(kept), written), left << 2);
    values += 16;
    kept += 16;
    out += 16;
  }
}

/** Of four samples, the first of them number `from`: those whose lane is set and whose channel is written. */
function countInvalid(invalid: v128, from: i32, count: i32): void {
  const lanes = i32x4.bitmask(invalid);
  for (let i = 0; i < count; i++) {
    if ((lanes >> i) & (ticks >> ((from + i) % channels)) & 1) atomic.add<i32>(job + slots.INVALID, 1);
  }
}
