// Rows through transfer curves by quadratic pieces, four samples at once: f32 in, f32 or f64 out. Lanes of α only change
// their scale. What lies beyond the pieces goes by the curve's formula, sample by sample.
import * as curve from './curve-slots';
import { channels, colours } from './job';
import { colourLanes } from './pixels';
import { curveOf, curveTable, decode, encode } from './light';
import { madd } from './madd';

/** Encoded floats to light. */
export function decodeRow<W>(out: usize, from: usize, count: i32): void {
  throughPieces<W>(out, from, count, curve.DECODE, 1, 0, false);
}

/** Light to encoded, in place: to codes up to `largest`, clamped, with the half that rounds; 1 means floats. */
export function encodeRow(values: usize, count: i32, largest: f32): void {
  const codes = largest != 1;
  throughPieces<f32>(values, values, count, curve.ENCODE, largest, codes ? 0.5 : 0, codes);
}

function throughPieces<W>(out: usize, from: usize, count: i32, which: i32, scale: f32, half: f32, clamps: bool): void {
  const t0 = curveTable(curveOf(0), which);
  const t1 = colours == 1 ? t0 : curveTable(curveOf(1), which);
  const t2 = colours == 1 ? t0 : curveTable(curveOf(2), which);
  const t3 = t0;
  // Three colours with curves of their own are taken pixel by pixel, else four samples whatever they are.
  const lanes = channels == 3 && !(t0 == t1 && t1 == t2) ? 3 : 4;
  const colourful = colourLanes(channels);
  const end = fourOf(t0, t1, t2, curve.STRAIGHT_END);
  const slope = fourOf(t0, t1, t2, curve.SLOPE);
  const offset = fourOf(t0, t1, t2, curve.OFFSET);
  const limit = fourOf(t0, t1, t2, curve.LIMIT);
  const first = fourOf(t0, t1, t2, curve.FIRST);
  const last = fourOf(t0, t1, t2, curve.LAST);
  const shift = load<i32>(t0, curve.SHIFT);
  const upper = i32x4.splat(-1 << shift);
  for (let left = count; left > 0; left -= lanes) {
    const v = v128.load(from);
    const x = clamps ? f32x4.pmin(f32x4.splat(1), f32x4.pmax(f32x4.splat(0), v)) : v128.and(v, i32x4.splat(0x7fffffff));
    const piece = i32x4.min_s(i32x4.max_s(i32x4.sub(i32x4.shr_u(x, shift), first), i32x4.splat(0)), last);
    const at = i32x4.shl(piece, 4);
    const p0 = v128.load(t0 + <usize>i32x4.extract_lane(at, 0), curve.PIECES);
    const p1 = v128.load(t1 + <usize>i32x4.extract_lane(at, 1), curve.PIECES);
    const p2 = v128.load(t2 + <usize>i32x4.extract_lane(at, 2), curve.PIECES);
    const p3 = v128.load(t3 + <usize>i32x4.extract_lane(at, 3), curve.PIECES);
    const low01 = i32x4.shuffle(p0, p1, 0, 4, 1, 5);
    const low23 = i32x4.shuffle(p2, p3, 0, 4, 1, 5);
    const high01 = i32x4.shuffle(p0, p1, 2, 6, 3, 7);
    const high23 = i32x4.shuffle(p2, p3, 2, 6, 3, 7);
    const into = f32x4.sub(x, v128.and(x, upper));
    const bent = madd(into, i64x2.shuffle(high01, high23, 0, 2), i64x2.shuffle(low01, low23, 1, 3));
    let rest = madd(into, bent, i64x2.shuffle(high01, high23, 1, 3));
    let start = i64x2.shuffle(low01, low23, 0, 2);

    const pieced = v128.andnot(colourful, f32x4.lt(x, end));
    start = v128.bitselect(start, madd(x, slope, offset), pieced);
    rest = v128.and(rest, pieced);
    if (!clamps) {
      const sign = v128.and(v, i32x4.splat(<i32>0x80000000));
      start = v128.xor(start, sign);
      rest = v128.xor(rest, sign);
    }
    start = v128.bitselect(start, madd(v, f32x4.splat(scale), f32x4.splat(half)), colourful);
    if (lanes == 4 && left >= 4) storeFour<W>(out, start, rest);
    else storeSome<W>(out, start, rest, min(left, lanes));

    const unknown = v128.andnot(colourful, f32x4.lt(x, limit));
    if (v128.any_true(unknown)) slowly<W>(out, x, v, i32x4.bitmask(unknown), min(left, lanes), which, scale, half);
    from += (<usize>lanes) << 2;
    out += <usize>lanes * sizeof<W>();
  }
}

/** A constant of the tables in four lanes; the fourth is the first of the next pixel, or α. */
function fourOf(t0: usize, t1: usize, t2: usize, offset: usize): v128 {
  const v = i32x4.replace_lane(v128.load32_splat(t0 + offset), 1, load<i32>(t1 + offset));
  return i32x4.replace_lane(v, 2, load<i32>(t2 + offset));
}

function storeFour<W>(out: usize, start: v128, rest: v128): void {
  if (sizeof<W>() == 4) {
    v128.store(out, f32x4.add(start, rest));
  } else {
    v128.store(out, f64x2.add(f64x2.promote_low_f32x4(start), f64x2.promote_low_f32x4(rest)));
    const upperStart = i64x2.shuffle(start, start, 1, 1);
    const upperRest = i64x2.shuffle(rest, rest, 1, 1);
    v128.store(out, f64x2.add(f64x2.promote_low_f32x4(upperStart), f64x2.promote_low_f32x4(upperRest)), 16);
  }
}

function storeSome<W>(out: usize, start: v128, rest: v128, count: i32): void {
  storeOne<W>(out, f32x4.extract_lane(start, 0), f32x4.extract_lane(rest, 0));
  if (count > 1) storeOne<W>(out + sizeof<W>(), f32x4.extract_lane(start, 1), f32x4.extract_lane(rest, 1));
  if (count > 2) storeOne<W>(out + 2 * sizeof<W>(), f32x4.extract_lane(start, 2), f32x4.extract_lane(rest, 2));
  if (count > 3) storeOne<W>(out + 3 * sizeof<W>(), f32x4.extract_lane(start, 3), f32x4.extract_lane(rest, 3));
}

function storeOne<W>(out: usize, start: f32, rest: f32): void {
  store<W>(out, <W>start + <W>rest);
}

/** Lanes whose bit is set: sampled curves, light beyond the pieces, NaN. `x` is what is left of `v` to encode. */
function slowly<W>(out: usize, x: v128, v: v128, bits: i32, count: i32, which: i32, scale: f32, half: f32): void {
  for (let lane = 0; lane < count; lane++) {
    if (((bits >> lane) & 1) == 0) continue;
    const record = curveOf(colours == 1 ? 0 : lane % 3);
    const value = scale == 1 ? laneOf(v, lane) : laneOf(x, lane);
    const result = which == curve.DECODE ? decode(record, value) : encode(record, value);
    store<W>(out + <usize>lane * sizeof<W>(), <W>(result * <f64>scale + <f64>half));
  }
}

function laneOf(v: v128, lane: i32): f32 {
  return lane == 0
    ? f32x4.extract_lane(v, 0)
    : lane == 1
      ? f32x4.extract_lane(v, 1)
      : lane == 2
        ? f32x4.extract_lane(v, 2)
        : f32x4.extract_lane(v, 3);
}
