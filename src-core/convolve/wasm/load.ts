// Source samples into a work row: converted, in the filter's light, weighted by α where the tile asks, border applied.
import { mapCoordinate } from './border';
import { convertSamples } from './convert';
import * as slots from './slots';
import { alphaUnit, border, channels, colours, hasAlpha, linear, luminance } from './job';
import { blueWeight, greenWeight, pixelBytes, pointer, redWeight, sourceDepth, sourceMax, sourcePixel } from './job';
import { weighted, whole, wholeWidth, wide, workChannels } from './job';
import { codesOf, curveOf, decodeSample } from './light';

/** Fills `count` pixels from column `x` on, of a row of the picture, or of the border colour where y < 0. */
export function loadRow(out: usize, x: i32, y: i32, count: i32): void {
  const pixel = (<usize>workChannels) << (wide ? 3 : 2);
  if (y < 0) {
    for (let i = 0; i < count; i++) storeBorder(out + <usize>i * pixel);
    return;
  }
  const inside = max(x, 0);
  const end = min(x + count, wholeWidth);
  if (inside < end) loadPixels(out + <usize>(inside - x) * pixel, sourcePixel(inside, y), end - inside);
  for (let i = x; i < x + count; i++) {
    if (i == inside && inside < end) i = end;
    if (i >= x + count) break;
    const at = out + <usize>(i - x) * pixel;
    const column = mapCoordinate(border, i, wholeWidth);
    if (column < 0) storeBorder(at);
    else loadPixels(at, sourcePixel(column, y), 1);
  }
}

function storeBorder(out: usize): void {
  const colour = pointer(slots.BORDER_COLOUR) + (weighted ? 32 : 0);
  for (let c: usize = 0; c < <usize>workChannels; c++) storeWork(out, c, load<f64>(colour + (c << 3)));
}

function storeWork(out: usize, index: usize, value: f64): void {
  if (wide) store<f64>(out + (index << 3), value);
  else store<f32>(out + (index << 2), <f32>value);
}

function loadPixels(out: usize, from: usize, count: i32): void {
  if (!weighted && !luminance && !linear) {
    convertSamples(out, from, count * channels, sourceDepth, wide);
  } else if (sourceDepth == 0) {
    if (linear && !weighted && !luminance) lightCodes<u8>(out, from, count);
    else loadGeneral<u8>(out, from, count);
  } else if (sourceDepth == 1) {
    if (linear && !weighted && !luminance) lightCodes<u16>(out, from, count);
    else loadGeneral<u16>(out, from, count);
  } else {
    loadGeneral<f32>(out, from, count);
  }
}

/** Codes to light through the table, channel by channel; α becomes a fraction. */
function lightCodes<T>(out: usize, from: usize, count: i32): void {
  for (let c = 0; c < channels; c++) {
    const p = from + <usize>c * sizeof<T>();
    if (c < colours) {
      const codes = codesOf(curveOf(c));
      if (wide) throughTable<T, f64>(out + ((<usize>c) << 3), p, count, codes);
      else throughTable<T, f32>(out + ((<usize>c) << 2), p, count, codes);
    } else {
      for (let i: usize = 0; i < <usize>count; i++) {
        storeWork(out, <usize>c + i * <usize>channels, <f64>load<T>(p + i * pixelBytes) / sourceMax);
      }
    }
  }
}

function throughTable<T, W>(out: usize, from: usize, count: i32, codes: usize): void {
  const step = <usize>channels * sizeof<W>();
  const pixel = <usize>channels * sizeof<T>();
  for (let i = 0; i < count; i++) {
    store<W>(out, <W>load<f64>(codes + ((<usize>load<T>(from)) << 3)));
    out += step;
    from += pixel;
  }
}

function loadGeneral<T>(out: usize, from: usize, count: i32): void {
  const size = sizeof<T>();
  // Codes keep their unit where sums are taken in codes; α of a weighted sum of codes may be a fraction all the same.
  const alphaScale = weighted ? (alphaUnit == 1 ? sourceMax : 1) : linear ? sourceMax : 1;
  const curve0 = linear ? curveOf(0) : 0;
  const curve1 = linear ? curveOf(1) : 0;
  const curve2 = linear ? curveOf(2) : 0;
  let o: usize = 0;
  for (let i = 0; i < count; i++) {
    const alpha = hasAlpha ? <f64>load<T>(from + <usize>colours * size) / alphaScale : 1;
    let red = <f64>load<T>(from);
    if (linear) red = decodeSample(curve0, red);
    const weight = weighted ? alpha : 1;
    if (colours == 1) {
      storeWork(out, o, weighted ? red * weight : red);
      o++;
    } else {
      let green = <f64>load<T>(from + size);
      let blue = <f64>load<T>(from + size * 2);
      if (linear) {
        green = decodeSample(curve1, green);
        blue = decodeSample(curve2, blue);
      }
      if (luminance) {
        const y = redWeight * red + greenWeight * green + blueWeight * blue;
        storeWork(out, o, weighted ? y * weight : y);
        o++;
      } else {
        storeWork(out, o, weighted ? red * weight : red);
        storeWork(out, o + 1, weighted ? green * weight : green);
        storeWork(out, o + 2, weighted ? blue * weight : blue);
        o += 3;
      }
    }
    if (hasAlpha) storeWork(out, o++, alpha);
    from += pixelBytes;
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
  let i: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    if (sizeof<T>() == 1 && channels == 4) {
      let all = i32x4.splat(-1);
      for (; i + 4 <= count; i += 4) all = v128.and(all, v128.load(row + ((<usize>i) << 2)));
      if (!i32x4.all_true(i32x4.eq(v128.or(all, i32x4.splat(0x00ffffff)), i32x4.splat(-1)))) return false;
    }
  }
  let p = row + <usize>i * pixelBytes + <usize>colours * sizeof<T>();
  for (; i < count; i++) {
    if (<f64>load<T>(p) != sourceMax) return false;
    p += pixelBytes;
  }
  return true;
}

/** The border colour counts as a neighbour where the tile reads beyond the edge. */
export function borderIsOpaque(): bool {
  return border != 4 || whole(slots.BORDER_OPAQUE) != 0;
}
