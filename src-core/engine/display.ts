// From a document's own colours to the screen's: RGBA u8, sRGB, straight opacity.
import { SRGB_CURVE, type ColourSpace, type Matrix3 } from '../colour/colour-space.ts';
import { curveOf, decodeCurve, encodeCurve } from '../colour/curve.ts';
import { fullScale, hasOpacity, type ChannelCount, type Raster } from '../raster.ts';
import { quantise } from './samples.ts';

/** Light is looked up in this many steps; the step at black, where sRGB is steepest, is a fifth of a level. */
const LIGHT_STEPS = 2 ** 14;
/** Floats are taken to one of these codes first. */
const FLOAT_CODES = 2 ** 16 - 1;

export type Display = (raster: Raster) => Uint8Array;

export function createDisplay(space: ColourSpace): Display {
  if (!space.toSrgb && space.curves.every((curve) => curve.form === 'parametric' && isSrgb(curve))) return showSrgb;
  const tables = new Map<string, readonly Float32Array[]>();
  const encoding = encodingTable();
  return (raster) => {
    const codes = raster.depth === 'u8' ? 255 : FLOAT_CODES;
    const key = String(codes);
    const light = tables.get(key) ?? space.curves.map((_, channel) => lightTable(space, channel, codes));
    tables.set(key, light);
    return showThroughLight(raster, light, codes, space.toSrgb, encoding);
  };
}

function isSrgb(curve: typeof SRGB_CURVE): boolean {
  const names = ['g', 'a', 'b', 'c', 'd', 'e', 'f'] as const;
  return names.every((name) => Math.abs(curve[name] - SRGB_CURVE[name]) < 1e-6);
}

/** Pixels that are sRGB already: grey becomes three channels, every depth becomes u8. */
function showSrgb(raster: Raster): Uint8Array {
  const { channels, data, depth } = raster;
  const target = new Uint8Array(raster.width * raster.height * 4);
  if (depth === 'u8') showBytes(data, channels, target);
  else showSamples(data, channels, fullScale(depth), target);
  return target;
}

/** A photo on screen: one 32-bit word per pixel, red first as all supported machines store it. */
function showBytes(data: Raster['data'], channels: number, target: Uint8Array): void {
  if (channels === 4) {
    target.set(data);
    return;
  }
  const words = new Uint32Array(target.buffer);
  if (channels === 3) {
    for (let to = 0, from = 0; to < words.length; to += 1, from += 3) {
      words[to] = data[from]! | (data[from + 1]! << 8) | (data[from + 2]! << 16) | OPAQUE;
    }
    return;
  }
  for (let to = 0, from = 0; to < words.length; to += 1, from += channels) {
    words[to] = (data[from]! * 0x010101) | (channels === 2 ? data[from + 1]! << 24 : OPAQUE);
  }
}

const OPAQUE = 255 << 24;

function showSamples(data: Raster['data'], channels: ChannelCount, scale: number, target: Uint8Array): void {
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  const opacity = hasOpacity(channels);
  for (let from = 0, to = 0; to < target.length; from += channels, to += 4) {
    target[to] = quantise(data[from]! / scale, 255);
    target[to + 1] = quantise(data[from + green]! / scale, 255);
    target[to + 2] = quantise(data[from + blue]! / scale, 255);
    target[to + 3] = opacity ? quantise(data[from + channels - 1]! / scale, 255) : 255;
  }
}

function showThroughLight(
  raster: Raster,
  light: readonly Float32Array[],
  codes: number,
  matrix: Matrix3 | null,
  encoding: Uint8Array,
): Uint8Array {
  const { channels, data, depth } = raster;
  const target = new Uint8Array(raster.width * raster.height * 4);
  const opacity = hasOpacity(channels);
  const scale = fullScale(depth);
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  const [redLight, greenLight, blueLight] = [light[0]!, light[1] ?? light[0]!, light[2] ?? light[0]!];
  const float = depth === 'f32';
  const encoded = (value: number): number =>
    encoding[value > 0 ? (value < 1 ? (value * LIGHT_STEPS + 0.5) | 0 : LIGHT_STEPS) : 0]!;
  // Grey has no primaries: only its curve is exchanged.
  const m = matrix && channels >= 3 ? matrix : null;
  for (let from = 0, to = 0; to < target.length; from += channels, to += 4) {
    const r = redLight[float ? quantise(data[from]!, codes) : data[from]!]!;
    const g = greenLight[float ? quantise(data[from + green]!, codes) : data[from + green]!]!;
    const b = blueLight[float ? quantise(data[from + blue]!, codes) : data[from + blue]!]!;
    target[to] = encoded(m ? m[0] * r + m[1] * g + m[2] * b : r);
    target[to + 1] = encoded(m ? m[3] * r + m[4] * g + m[5] * b : g);
    target[to + 2] = encoded(m ? m[6] * r + m[7] * g + m[8] * b : b);
    target[to + 3] = opacity ? quantise(data[from + channels - 1]! / scale, 255) : 255;
  }
  return target;
}

function lightTable(space: ColourSpace, channel: number, codes: number): Float32Array {
  const curve = curveOf(space, channel);
  return Float32Array.from({ length: codes + 1 }, (_, code) => decodeCurve(curve, code / codes));
}

function encodingTable(): Uint8Array {
  return Uint8Array.from({ length: LIGHT_STEPS + 1 }, (_, step) =>
    quantise(encodeCurve(SRGB_CURVE, step / LIGHT_STEPS), 255),
  );
}
