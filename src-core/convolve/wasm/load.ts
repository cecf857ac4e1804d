// Source samples into a work row: converted, in the filter's light, weighted by α where the tile asks, border applied.
import { mapCoordinate } from './border';
import { copyPixel } from './copy-pixel';
import * as slots from './slots';
import { alphaUnit, border, channels, colours, hasAlpha, linear, luminance } from './job';
import { blueWeight, greenWeight, pixelBytes, pointer, redWeight, room, sourceDepth, sourceMax } from './job';
import { sourcePixel } from './job';
import { weighted, whole, wholeWidth, wide, workChannels } from './job';
import { colourLanes } from './pixels';
import { CHUNK, STORED, STRAIGHT } from './room';
import { straightRow } from './straight';
import { weighRow } from './weigh';

/** Fills `count` pixels from column `x` on, of a row of the picture, or of the border colour where y < 0. */
export function loadRow(out: usize, x: i32, y: i32, count: i32): void {
  const end = x + count;
  const from = y < 0 ? end : min(end, max(x, 0));
  const to = max(from, min(end, wholeWidth));
  loadOutside(out, x, y, from - x);
  if (from < to) loadPixels(workPixel(out, from - x), sourcePixel(from, y), to - from);
  loadOutside(workPixel(out, to - x), to, y, end - to);
}

function workPixel(row: usize, index: i32): usize {
  return row + ((<usize>(index * workChannels)) << (wide ? 3 : 2));
}

/** Pixels beyond the edge: of the border colour, or put together from where the border says. */
function loadOutside(out: usize, x: i32, y: i32, count: i32): void {
  if (y < 0 || border == 4) {
    for (let i = 0; i < count; i++) storeBorder(workPixel(out, i));
    return;
  }
  const stored = room + STORED;
  for (let start = 0; start < count; start += CHUNK) {
    const pixels = min(CHUNK, count - start);
    for (let i = 0; i < pixels; i++) {
      const column = mapCoordinate(border, x + start + i, wholeWidth);
      copyPixel(stored + <usize>i * pixelBytes, sourcePixel(column, y), pixelBytes);
    }
    loadPixels(workPixel(out, start), stored, pixels);
  }
}

function storeBorder(out: usize): void {
  const colour = pointer(slots.BORDER_COLOUR) + (weighted ? 32 : 0);
  for (let c: usize = 0; c < <usize>workChannels; c++) {
    const value = load<f64>(colour + (c << 3));
    if (wide) store<f64>(out + (c << 3), value);
    else store<f32>(out + (c << 2), <f32>value);
  }
}

function loadPixels(out: usize, from: usize, count: i32): void {
  if (wide) straightWork<f64>(out, from, count);
  else straightWork<f32>(out, from, count);
  // Codes keep their unit where sums are taken in codes; α of a weighted sum of codes may be a fraction all the same.
  if (weighted) weighRow(out, count, workChannels, linear || alphaUnit != 1 ? 1 : 1 / sourceMax, wide);
}

/** Work samples that α does not weigh: colours, or their luminance. */
export function straightWork<W>(out: usize, from: usize, count: i32): void {
  if (luminance) luminanceRow<W>(out, from, count);
  else straightRow<W>(out, from, count);
}

function luminanceRow<W>(out: usize, from: usize, count: i32): void {
  const straight = room + STRAIGHT;
  const red = <W>redWeight;
  const green = <W>greenWeight;
  const blue = <W>blueWeight;
  for (let start = 0; start < count; start += CHUNK) {
    const pixels = min(CHUNK, count - start);
    straightRow<W>(straight, from, pixels);
    let p = straight;
    for (let i = 0; i < pixels; i++) {
      const y = red * load<W>(p) + green * load<W>(p, sizeof<W>()) + blue * load<W>(p, 2 * sizeof<W>());
      store<W>(out, y);
      out += sizeof<W>();
      if (hasAlpha) {
        store<W>(out, load<W>(p, 3 * sizeof<W>()));
        out += sizeof<W>();
      }
      p += <usize>channels * sizeof<W>();
    }
    from += <usize>pixels * pixelBytes;
  }
}

/** Is α full scale in every pixel of the picture's columns x0..x1 and rows y0..y1 (ends included)? */
export function isOpaque(x0: i32, y0: i32, x1: i32, y1: i32): bool {
  for (let y = y0; y <= y1; y++) {
    const row = sourcePixel(x0, y);
    const count = x1 - x0 + 1;
    if (
      !(sourceDepth == 0
        ? opaqueRow<u8>(row, count)
        : sourceDepth == 1
          ? opaqueRow<u16>(row, count)
          : opaqueRow<f32>(row, count))
    ) {
      return false;
    }
  }
  return true;
}

function opaqueRow<T>(row: usize, count: i32): bool {
  const end = row + <usize>count * pixelBytes;
  const alpha = <usize>colours * sizeof<T>();
  if (ASC_FEATURE_SIMD) {
    const mask = alphaBits<T>();
    const full = sizeof<T>() == 4 ? v128.and(mask, f32x4.splat(1)) : mask;
    let differs = i32x4.splat(0);
    for (; row + 16 <= end; row += 16) {
      differs = v128.or(differs, v128.xor(v128.and(v128.load(row), mask), full));
    }
    if (v128.any_true(differs)) return false;
  }
  for (; row < end; row += pixelBytes) {
    if (<f64>load<T>(row + alpha) != sourceMax) return false;
  }
  return true;
}

/** All ones in the bits of α, in a vector of whole pixels. */
function alphaBits<T>(): v128 {
  if (sizeof<T>() == 1) return colours == 3 ? i32x4.splat(<i32>0xff000000) : i16x8.splat(<i16>0xff00);
  if (sizeof<T>() == 2) return colours == 3 ? i64x2.splat(0xffff << 48) : i32x4.splat(<i32>0xffff0000);
  return v128.not(colourLanes(channels));
}

/** The border colour counts as a neighbour where the tile reads beyond the edge. */
export function borderIsOpaque(): bool {
  return border != 4 || whole(slots.BORDER_OPAQUE) != 0;
}
