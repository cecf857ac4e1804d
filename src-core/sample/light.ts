// Colours of the sample picture: linear light while it is painted, sRGB bytes at the end.

export type Rgb = readonly [number, number, number];

function linear(code: number): number {
  const value = code / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Linear light of a colour written as sRGB codes. */
export function rgb(red: number, green: number, blue: number): Rgb {
  return [linear(red), linear(green), linear(blue)];
}

export function mix(a: Rgb, b: Rgb, t: number): Rgb {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

export function add(a: Rgb, b: Rgb, amount: number): Rgb {
  return [a[0] + b[0] * amount, a[1] + b[1] * amount, a[2] + b[2] * amount];
}

export function scale(a: Rgb, amount: number): Rgb {
  return [a[0] * amount, a[1] * amount, a[2] * amount];
}

export function smoothstep(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Colour at a place of a gradient whose stops are sorted by position. */
export function gradient(stops: readonly (readonly [number, Rgb])[], position: number): Rgb {
  let below = stops[0];
  for (const stop of stops) {
    if (stop[0] >= position) {
      if (!below || stop[0] === below[0]) return stop[1];
      return mix(below[1], stop[1], (position - below[0]) / (stop[0] - below[0]));
    }
    below = stop;
  }
  return below ? below[1] : [0, 0, 0];
}

const STEPS = 4096;

/** Looked up by the square root of light, so that shadows have as many steps as they need. */
const DEVELOPED = Float32Array.from({ length: STEPS + 2 }, (_, index) => {
  const value = (index / STEPS) ** 2;
  return (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055) * 255;
});

/** Code of sRGB, not rounded, with a soft shoulder: light above 0.8 bends towards white like film. */
export function develop(light: number): number {
  const soft = light <= 0.8 ? light : 0.8 + 0.2 * (1 - Math.exp(-(light - 0.8) / 0.2));
  const position = Math.sqrt(Math.max(0, soft)) * STEPS;
  const index = Math.floor(position);
  const low = DEVELOPED[index] ?? 255;
  return low + ((DEVELOPED[index + 1] ?? 255) - low) * (position - index);
}
