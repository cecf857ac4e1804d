// From a document's own colours to sRGB's, through linear light: one table into it per channel, a matrix between the
// primaries, one table out of it.
import { pointer, whole } from './pixel-job';
import * as slots from './pixel-slots';
import { byte16, quantise } from './show-bytes';

let redLight: usize = 0;
let greenLight: usize = 0;
let blueLight: usize = 0;
let matrix: usize = 0;
let encoding: usize = 0;

export function readLight(): void {
  redLight = pointer(slots.LIGHT_0);
  greenLight = pointer(slots.LIGHT_1);
  blueLight = pointer(slots.LIGHT_2);
  // Grey has no primaries: only its curve is exchanged.
  matrix = whole(slots.CHANNELS) >= 3 ? pointer(slots.MATRIX) : 0;
  encoding = pointer(slots.ENCODING);
}

export function showThroughLight(out: usize, from: usize, pixels: i32, channels: i32, depth: i32): void {
  if (depth == 0) showPixels<u8>(out, from, pixels, channels);
  else if (depth == 1) showPixels<u16>(out, from, pixels, channels);
  else showPixels<f32>(out, from, pixels, channels);
}

function showPixels<T>(out: usize, from: usize, pixels: i32, channels: i32): void {
  const pixel = <usize>channels * sizeof<T>();
  const second: usize = channels < 3 ? 0 : sizeof<T>();
  const hasAlpha = (channels & 1) == 0;
  for (let i = 0; i < pixels; i++) {
    const red = lightOf<T>(redLight, from);
    const green = lightOf<T>(greenLight, from + second);
    const blue = lightOf<T>(blueLight, from + 2 * second);
    const alpha = hasAlpha ? opacityOf<T>(from + pixel - sizeof<T>()) : 255;
    let code: u32;
    if (matrix == 0) code = encoded(red) | (encoded(green) << 8) | (encoded(blue) << 16);
    else code = mixed(0, red, green, blue) | (mixed(12, red, green, blue) << 8) | (mixed(24, red, green, blue) << 16);
    store<u32>(out, code | (alpha << 24));
    from += pixel;
    out += 4;
  }
}

function lightOf<T>(table: usize, from: usize): f32 {
  const code = isFloat<T>() ? quantise(load<f32>(from), slots.FLOAT_CODES) : <i32>load<T>(from);
  return load<f32>(table + ((<usize>code) << 2));
}

function opacityOf<T>(from: usize): u32 {
  if (sizeof<T>() == 1) return <u32>load<u8>(from);
  if (sizeof<T>() == 4) return quantise(load<f32>(from), 255);
  return byte16(load<u16>(from));
}

function mixed(row: usize, red: f32, green: f32, blue: f32): u32 {
  const m = matrix + row;
  return encoded(load<f32>(m) * red + load<f32>(m, 4) * green + load<f32>(m, 8) * blue);
}

function encoded(light: f32): u32 {
  const step = <i32>(min<f32>(1, max<f32>(0, light)) * <f32>slots.LIGHT_STEPS + 0.5);
  return load<u8>(encoding + <usize>step);
}
