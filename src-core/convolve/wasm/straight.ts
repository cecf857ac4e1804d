// Stored pixels to straight work samples in the filter's light: f32 or f64, every channel, α a code in encoded light and
// a fraction in linear light.
import { convertSamples } from './convert';
import * as curve from './curve-slots';
import { channels, colours, hasAlpha, linear, pixelBytes, sourceDepth, sourceMax } from './job';
import { curveOf, curveTable, decode } from './light';
import { decodeRow } from './pieces';

export function straightRow<W>(out: usize, from: usize, count: i32): void {
  if (!linear) convertSamples(out, from, count * channels, sourceDepth, sizeof<W>() == 8);
  else if (sourceDepth == 0) lightOfCodes<u8, W>(out, from, count);
  else if (sourceDepth == 1) lightOfCodes<u16, W>(out, from, count);
  else if (ASC_FEATURE_SIMD) decodeRow<W>(out, from, count * channels);
  else lightOfFloats<W>(out, from, count);
}

function lightOfCodes<T, W>(out: usize, from: usize, count: i32): void {
  const table = sizeof<W>() == 8 ? curve.LIGHT_64 : curve.LIGHT_32;
  const red = curveTable(curveOf(0), table);
  const green = colours == 1 ? red : curveTable(curveOf(1), table);
  const blue = colours == 1 ? red : curveTable(curveOf(2), table);
  // A full code times this is exactly 1.
  const unit: W = <W>(1 / sourceMax);
  const end = from + <usize>count * pixelBytes;
  const last = <usize>(channels - 1);
  for (; from < end; from += pixelBytes) {
    store<W>(out, lightOf<T, W>(red, from));
    if (colours == 3) {
      store<W>(out, lightOf<T, W>(green, from + sizeof<T>()), sizeof<W>());
      store<W>(out, lightOf<T, W>(blue, from + 2 * sizeof<T>()), 2 * sizeof<W>());
    }
    if (hasAlpha) store<W>(out + last * sizeof<W>(), <W>load<T>(from + last * sizeof<T>()) * unit);
    out += (last + 1) * sizeof<W>();
  }
}

function lightOf<T, W>(table: usize, from: usize): W {
  return load<W>(table + <usize>load<T>(from) * sizeof<W>());
}

function lightOfFloats<W>(out: usize, from: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < channels; c++) {
      const value = <f64>load<f32>(from);
      store<W>(out, <W>(c < colours ? decode(curveOf(colours == 1 ? 0 : c), value) : value));
      from += 4;
      out += sizeof<W>();
    }
  }
}
