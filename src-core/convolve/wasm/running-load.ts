// Rows of whole numbers for running sums: stored codes as they are, or work samples in fixed point; border applied.
import { mapCoordinate } from './border';
import { copyPixel } from './copy-pixel';
import { border, pixelBytes, sourcePixel, wholeWidth, wide } from './job';
import { storeBorder } from './lines';
import * as slots from './slots';

/** Stored pixels, from column `x` on, of a row of the picture, or of the border colour where y < 0. */
export function loadCodes(out: usize, x: i32, y: i32, count: i32): void {
  if (y < 0) {
    for (let i = 0; i < count; i++) storeBorder(out + <usize>i * pixelBytes);
    return;
  }
  const inside = min(max(x, 0), x + count);
  const end = max(min(x + count, wholeWidth), inside);
  loadOutside(out, x, y, inside - x);
  if (inside < end) {
    memory.copy(out + <usize>(inside - x) * pixelBytes, sourcePixel(inside, y), <usize>(end - inside) * pixelBytes);
  }
  loadOutside(out + <usize>(end - x) * pixelBytes, end, y, x + count - end);
}

/** Pixels that all lie beyond one edge. */
function loadOutside(out: usize, x: i32, y: i32, count: i32): void {
  if (count < 1) return;
  if (border != 0) {
    const first = mapCoordinate(border, x, wholeWidth);
    const last = mapCoordinate(border, x + count - 1, wholeWidth);
    // A mirrored run goes back pixel by pixel, unless the picture is so narrow that it turns.
    if ((border == 1 || border == 2) && first - last == count - 1) loadBackwards(out, sourcePixel(first, y), count);
    else for (let i = 0; i < count; i++) loadPixel(out + <usize>i * pixelBytes, x + i, y);
    return;
  }
  // One pixel again and again, twice as many with each copy.
  const bytes = <usize>count * pixelBytes;
  copyPixel(out, sourcePixel(x < 0 ? 0 : wholeWidth - 1, y), pixelBytes);
  for (let done = pixelBytes; done < bytes; done <<= 1) memory.copy(out + done, out, min(done, bytes - done));
}

function loadBackwards(out: usize, from: usize, count: i32): void {
  const bytes = pixelBytes;
  for (let i = 0; i < count; i++) {
    copyPixel(out, from, bytes);
    out += bytes;
    from -= bytes;
  }
}

function loadPixel(out: usize, x: i32, y: i32): void {
  const column = mapCoordinate(border, x, wholeWidth);
  if (column < 0) {
    storeBorder(out);
    return;
  }
  copyPixel(out, sourcePixel(column, y), pixelBytes);
}

/** `count` work samples of `line` times `scale`, rounded; none is so large that 32 bits overflow. */
export function fixed32(out: usize, line: usize, count: i32, scale: f64): void {
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    if (wide) {
      for (; i + 2 <= <usize>count; i += 2) {
        const v = f64x2.nearest(f64x2.mul(v128.load(line + (i << 3)), f64x2.splat(scale)));
        v128.store64_lane(out + (i << 2), i32x4.trunc_sat_f64x2_s_zero(v), 0);
      }
    } else {
      for (; i + 4 <= <usize>count; i += 4) {
        const v = f32x4.nearest(f32x4.mul(v128.load(line + (i << 2)), f32x4.splat(<f32>scale)));
        v128.store(out + (i << 2), i32x4.trunc_sat_f32x4_s(v));
      }
    }
  }
  for (; i < <usize>count; i++) {
    const value = wide ? load<f64>(line + (i << 3)) * scale : <f64>(load<f32>(line + (i << 2)) * <f32>scale);
    store<i32>(out + (i << 2), <i32>nearest(value));
  }
}

/** 1.5 · 2^52: added to a number of up to 51 bits, its last bits hold the number, rounded to a whole one. */
const SHIFTER: f64 = 6755399441055744;

/** As fixed32, into 64 bits. Samples beyond `limit`, and those that are no numbers, become 0; returns whether there are any. */
export function fixed64(out: usize, line: usize, count: i32, scale: f64, limit: f64): bool {
  const shifter = SHIFTER / scale;
  const zero = reinterpret<i64>(shifter);
  let all = true;
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    for (; i + 2 <= <usize>count; i += 2) {
      const v = v128.load(line + (i << 3));
      const within = f64x2.le(f64x2.abs(v), f64x2.splat(limit));
      const whole = i64x2.sub(f64x2.add(v, f64x2.splat(shifter)), i64x2.splat(zero));
      v128.store(out + (i << 3), v128.and(whole, within));
      all = all && i64x2.all_true(within);
    }
  }
  for (; i < <usize>count; i++) {
    const v = load<f64>(line + (i << 3));
    const within = abs(v) <= limit;
    store<i64>(out + (i << 3), within ? reinterpret<i64>(v + shifter) - zero : 0);
    all = all && within;
  }
  return !all;
}
