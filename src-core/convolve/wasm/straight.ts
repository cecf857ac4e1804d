// Stored pixels to straight work samples in the filter's light: f32 or f64, every channel, α a code in encoded light and
// a fraction in linear light.
import { convertSamples } from './convert';
import * as curve from './curve-slots';
import { channels, colours, linear, pixelBytes, sourceDepth } from './job';
import { curveOf, curveTable, decode } from './light';
import { decodeRow } from './pieces';

export function straightRow<W>(out: usize, from: usize, count: i32): void {
  if (!linear) convertSamples(out, from, count * channels, sourceDepth, sizeof<W>() == 8);
  else if (sourceDepth == 0) lightOfCodes<u8, W>(out, from, count);
  else if (sourceDepth == 1) lightOfCodes<u16, W>(out, from, count);
  else if (ASC_FEATURE_SIMD) decodeRow<W>(out, from, count * channels);
  else lightOfFloats<W>(out, from, count);
}

/** Through the tables; α becomes a fraction, of which a full code is exactly 1. */
function lightOfCodes<T, W>(out: usize, from: usize, count: i32): void {
  const end = from + <usize>count * pixelBytes;
  if (channels == 4) fourLights<T, W>(out, from, end);
  else if (channels == 3) threeLights<T, W>(out, from, end);
  else if (channels == 2) twoLights<T, W>(out, from, end);
  else oneLight<T, W>(out, from, end);
}

function tableOf<W>(channel: i32): usize {
  return curveTable(curveOf(channel), sizeof<W>() == 8 ? curve.LIGHT_64 : curve.LIGHT_32);
}

function unitOf<W>(): W {
  return load<W>(curveOf(0) + ((<usize>(sizeof<W>() == 8 ? curve.UNIT_64 : curve.UNIT_32)) << 3));
}

function lightOf<T, W>(table: usize, from: usize): W {
  return load<W>(table + <usize>load<T>(from) * sizeof<W>());
}

function fourLights<T, W>(out: usize, from: usize, end: usize): void {
  const red = tableOf<W>(0);
  const green = tableOf<W>(1);
  const blue = tableOf<W>(2);
  const unit = unitOf<W>();
  for (; from < end; from += 4 * sizeof<T>()) {
    const alpha = <W>load<T>(from, 3 * sizeof<T>()) * unit;
    if (ASC_FEATURE_SIMD && sizeof<W>() == 4) {
      v128.store(out, f32x4.replace_lane(lights<T>(red, green, blue, red, from), 3, <f32>alpha));
    } else {
      store<W>(out, lightOf<T, W>(red, from));
      store<W>(out, lightOf<T, W>(green, from + sizeof<T>()), sizeof<W>());
      store<W>(out, lightOf<T, W>(blue, from + 2 * sizeof<T>()), 2 * sizeof<W>());
      store<W>(out, alpha, 3 * sizeof<W>());
    }
    out += 4 * sizeof<W>();
  }
}

function threeLights<T, W>(out: usize, from: usize, end: usize): void {
  const red = tableOf<W>(0);
  const green = tableOf<W>(1);
  const blue = tableOf<W>(2);
  if (ASC_FEATURE_SIMD && sizeof<W>() == 4) {
    // Four pixels at a time.
    for (; from + 12 * sizeof<T>() <= end; from += 12 * sizeof<T>()) {
      v128.store(out, lights<T>(red, green, blue, red, from));
      v128.store(out, lights<T>(green, blue, red, green, from + 4 * sizeof<T>()), 16);
      v128.store(out, lights<T>(blue, red, green, blue, from + 8 * sizeof<T>()), 32);
      out += 48;
    }
  }
  for (; from < end; from += 3 * sizeof<T>()) {
    store<W>(out, lightOf<T, W>(red, from));
    store<W>(out, lightOf<T, W>(green, from + sizeof<T>()), sizeof<W>());
    store<W>(out, lightOf<T, W>(blue, from + 2 * sizeof<T>()), 2 * sizeof<W>());
    out += 3 * sizeof<W>();
  }
}

/** 32 bits of each of four neighbouring samples, by its table: stores one by one would take longer than putting a vector together. */
export function lights<T>(first: usize, second: usize, third: usize, fourth: usize, from: usize): v128 {
  let v = v128.load32_zero(lightAt<T>(first, from));
  v = v128.load32_lane(lightAt<T>(second, from + sizeof<T>()), v, 1);
  v = v128.load32_lane(lightAt<T>(third, from + 2 * sizeof<T>()), v, 2);
  return v128.load32_lane(lightAt<T>(fourth, from + 3 * sizeof<T>()), v, 3);
}

function lightAt<T>(table: usize, from: usize): usize {
  return table + ((<usize>load<T>(from)) << 2);
}

function twoLights<T, W>(out: usize, from: usize, end: usize): void {
  const grey = tableOf<W>(0);
  const unit = unitOf<W>();
  for (; from < end; from += 2 * sizeof<T>()) {
    store<W>(out, lightOf<T, W>(grey, from));
    store<W>(out, <W>load<T>(from, sizeof<T>()) * unit, sizeof<W>());
    out += 2 * sizeof<W>();
  }
}

function oneLight<T, W>(out: usize, from: usize, end: usize): void {
  const grey = tableOf<W>(0);
  if (ASC_FEATURE_SIMD && sizeof<W>() == 4) {
    for (; from + 4 * sizeof<T>() <= end; from += 4 * sizeof<T>()) {
      v128.store(out, lights<T>(grey, grey, grey, grey, from));
      out += 16;
    }
  }
  for (; from < end; from += sizeof<T>()) {
    store<W>(out, lightOf<T, W>(grey, from));
    out += sizeof<W>();
  }
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
