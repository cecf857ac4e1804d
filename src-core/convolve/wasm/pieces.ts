// Rows through transfer curves by quadratic pieces, four samples at once: f32 in, f32 or f64 out. What lies beyond the
// pieces goes by the curve's formula, sample by sample.
import * as curve from './curve-slots';
import { colours, pointer } from './job';
import { curveOf, decode, encode } from './light';
import { madd } from './madd';
import * as slots from './slots';

/** Encoded floats to light; α stays. */
export function decodeRow<W>(out: usize, from: usize, count: i32): void {
  throughPieces<W>(out, from, count, pointer(slots.DECODING), false);
}

/** Light to encoded, in place: to codes, clamped, with the half that rounds, or to floats. */
export function encodeRow(values: usize, count: i32, toCodes: bool): void {
  throughPieces<f32>(values, values, count, pointer(slots.ENCODING), toCodes);
}

function throughPieces<W>(out: usize, from: usize, count: i32, way: usize, clamps: bool): void {
  const t0 = <usize>load<u32>(way, curve.LANE_PIECES);
  const t1 = <usize>load<u32>(way, curve.LANE_PIECES + 4);
  const t2 = <usize>load<u32>(way, curve.LANE_PIECES + 8);
  const t3 = <usize>load<u32>(way, curve.LANE_PIECES + 12);
  const shift = load<i32>(way, curve.SHIFT);
  const lanes = load<i32>(way, curve.LANES);
  for (let left = count; left > 0; left -= lanes) {
    const v = v128.load(from);
    const x = clamps
      ? f32x4.pmin(v128.load(way, curve.ONE), f32x4.pmax(v128.load(way, curve.ZERO), v))
      : v128.and(v, v128.load(way, curve.MAGNITUDE));
    const piece = i32x4.max_s(
      i32x4.sub(i32x4.shr_u(x, shift), v128.load(way, curve.FIRST)),
      v128.load(way, curve.ZERO),
    );
    const at = i32x4.shl(i32x4.min_s(piece, v128.load(way, curve.LAST)), 4);
    const p0 = v128.load(t0 + <usize>i32x4.extract_lane(at, 0));
    const p1 = v128.load(t1 + <usize>i32x4.extract_lane(at, 1));
    const p2 = v128.load(t2 + <usize>i32x4.extract_lane(at, 2));
    const p3 = v128.load(t3 + <usize>i32x4.extract_lane(at, 3));
    const low01 = i32x4.shuffle(p0, p1, 0, 4, 1, 5);
    const low23 = i32x4.shuffle(p2, p3, 0, 4, 1, 5);
    const high01 = i32x4.shuffle(p0, p1, 2, 6, 3, 7);
    const high23 = i32x4.shuffle(p2, p3, 2, 6, 3, 7);
    const into = f32x4.sub(x, v128.and(x, v128.load(way, curve.UPPER)));
    const bent = madd(into, i64x2.shuffle(high01, high23, 0, 2), i64x2.shuffle(low01, low23, 1, 3));
    const straight = f32x4.lt(x, v128.load(way, curve.STRAIGHT_END));
    const line = madd(x, v128.load(way, curve.SLOPE), v128.load(way, curve.OFFSET));
    let start = v128.bitselect(line, i64x2.shuffle(low01, low23, 0, 2), straight);
    let rest = v128.andnot(madd(into, bent, i64x2.shuffle(high01, high23, 1, 3)), straight);
    if (!clamps) {
      const sign = v128.andnot(v, v128.load(way, curve.MAGNITUDE));
      start = v128.xor(start, sign);
      rest = v128.xor(rest, sign);
    }
    const stored = min(left, lanes);
    if (stored == 4) storeFour<W>(out, start, rest);
    else storeSome<W>(out, start, rest, stored);

    const unknown = v128.andnot(v128.load(way, curve.COLOUR), f32x4.lt(x, v128.load(way, curve.LIMIT)));
    if (v128.any_true(unknown)) slowly<W>(out, clamps ? x : v, i32x4.bitmask(unknown), stored, way);
    from += (<usize>lanes) << 2;
    out += <usize>lanes * sizeof<W>();
  }
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
}

function storeOne<W>(out: usize, start: f32, rest: f32): void {
  store<W>(out, <W>start + <W>rest);
}

/** Lanes whose bit is set: sampled curves, light beyond the pieces, NaN. */
function slowly<W>(out: usize, v: v128, bits: i32, count: i32, way: usize): void {
  const decodes = way == pointer(slots.DECODING);
  for (let lane = 0; lane < count; lane++) {
    if (((bits >> lane) & 1) == 0) continue;
    const record = curveOf(colours == 1 ? 0 : lane % 3);
    const value = laneOf(v, lane);
    const result = decodes ? decode(record, value) : encode(record, value);
    store<W>(out + <usize>lane * sizeof<W>(), <W>(result * load<f32>(way, curve.SCALE) + load<f32>(way, curve.HALF)));
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
