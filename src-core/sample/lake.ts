// The lake: a rippled mirror of everything above the shore, darker towards the viewer, with the sun's path of glints.
import { add, mix, rgb, scale, smoothstep, type Rgb } from './light.ts';
import { fractal, noise } from './noise.ts';
import { SHORE, SUN } from './sky.ts';

const DEEP = rgb(12, 22, 46);
const GLINT = rgb(255, 214, 150);
const MIST = rgb(236, 172, 150);

/** The picture above the shore, linear, three numbers a pixel. */
export interface Mirror {
  readonly width: number;
  readonly height: number;
  readonly light: Float32Array;
}

function sample(mirror: Mirror, x: number, y: number): Rgb {
  const { width, height, light } = mirror;
  const column = Math.min(width - 1.001, Math.max(0, x - 0.5));
  const row = Math.min(height - 1.001, Math.max(0, y - 0.5));
  const left = Math.floor(column);
  const top = Math.floor(row);
  const fx = column - left;
  const fy = row - top;
  const at = (top * width + left) * 3;
  const one = (channel: number): number => {
    const index = at + channel;
    const upper = (light[index] ?? 0) * (1 - fx) + (light[index + 3] ?? 0) * fx;
    const lower = (light[index + width * 3] ?? 0) * (1 - fx) + (light[index + width * 3 + 3] ?? 0) * fx;
    return upper * (1 - fy) + lower * fy;
  };
  return [one(0), one(1), one(2)];
}

/** Linear light of the water; pixels is the number of pixels in a unit, left the scene's x at the picture's left edge. */
export function lakeAt(x: number, y: number, mirror: Mirror, pixels: number, left: number): Rgb {
  const below = Math.max(0.0012, y - SHORE);
  // Perspective: waves of one size look long and thin far away.
  const far = 0.055 / below;
  const across = (x - 0.75) * far * 7;
  const away = far * 13;
  const swell = fractal(across * 0.55 + 3, away, 3, 301);
  const ripple = fractal(across * 2.6, away * 3.1 + swell, 3, 331);
  const fine = noise(across * 7, away * 21 + ripple * 2, 363) - 0.5;
  const calm = 0.35 + 0.65 * smoothstep(-0.15, 0.35, fractal(x * 1.4, y * 11, 3, 351));
  const tilt = (swell * 0.75 + ripple * 0.6 + fine * 0.3) * calm;
  const shift = tilt * (0.006 + below * 0.2);
  const reflected = sample(
    mirror,
    (x - left + ripple * below * 0.055 * calm) * pixels,
    (SHORE - below * 1.04 - shift) * pixels,
  );
  const view = smoothstep(0, 0.36, below);
  let water = mix(scale(reflected, 0.9), DEEP, 0.1 + 0.5 * view + Math.max(-0.08, tilt * 0.28));
  const path = Math.exp(-(((x - SUN.x) / (0.035 + below * 0.24)) ** 2));
  if (path > 0.0005) {
    const sparkle = noise(across * 5.2 + 9, away * 5.5, 371) * 0.62 + noise(across * 11, away * 12, 377) * 0.38;
    const glint = smoothstep(0.6 - 0.16 * path, 0.86, sparkle + tilt * 0.4) * path;
    water = add(water, GLINT, glint * 1.5 + path * 0.07);
  }
  return mix(water, MIST, 0.34 * Math.exp(-below / 0.012) * (0.6 + 0.4 * noise(x * 6, 1, 391)));
}
