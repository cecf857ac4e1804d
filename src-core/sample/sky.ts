// The evening sky: gradient, sun and its glow, bands of cloud lit from below, a thin moon and the first stars.
import { add, gradient, mix, rgb, scale, smoothstep, type Rgb } from './light.ts';
import { fractal, hash } from './noise.ts';

/** Places in units of the picture's height, from its left and top edge; the picture is 1.5 high-units wide. */
export const SUN = { x: 0.985, y: 0.497, radius: 0.03 } as const;
const MOON = { x: 0.3, y: 0.155, radius: 0.021 } as const;
/** Where the far shore lies. */
export const SHORE = 0.655;

const STOPS: readonly (readonly [number, Rgb])[] = [
  [0, rgb(17, 24, 58)],
  [0.22, rgb(44, 52, 104)],
  [0.42, rgb(104, 86, 140)],
  [0.6, rgb(190, 118, 136)],
  [0.76, rgb(240, 158, 116)],
  [0.9, rgb(252, 192, 128)],
  [1, rgb(254, 206, 146)],
];
const GLOW = rgb(255, 176, 92);
const SUNLIGHT = rgb(255, 226, 168);
const CLOUD_LIT = rgb(255, 150, 104);
const CLOUD_HIGH = rgb(168, 118, 152);
const CLOUD_SHADE = rgb(84, 70, 112);
const STARLIGHT: Rgb = [0.85, 0.82, 0.8];
const MOONLIGHT = rgb(246, 238, 226);

export function distanceToSun(x: number, y: number): number {
  const dx = x - SUN.x;
  const dy = (y - SUN.y) * 1.25;
  return Math.sqrt(dx * dx + dy * dy);
}

/** How much a place lies in the sun's glow, 0..1. */
export function glowAt(x: number, y: number): number {
  return glowFrom(distanceToSun(x, y));
}

function glowFrom(distance: number): number {
  return Math.exp(-distance * distance * 8.65);
}

function withClouds(x: number, y: number, distance: number, sky: Rgb): Rgb {
  // Bands flatten towards the horizon, as clouds in perspective do.
  const depth = 1 / (0.74 - Math.min(0.66, y));
  const warp = fractal(x * 1.6 + 7, y * 5, 2, 71) * 0.5;
  const density = fractal(x * 1.15 + warp, depth * 2.1 + warp * 0.6 + x * 0.35, 5, 23);
  const cover = smoothstep(0.02, 0.42, density + 0.06 * Math.sin(y * 21 + 1));
  if (cover <= 0) return sky;
  const lit = smoothstep(0.62, 0.05, distance) * 0.85 + 0.15;
  const height = smoothstep(0.12, 0.5, y);
  const bright = mix(CLOUD_HIGH, CLOUD_LIT, Math.min(1, height * 0.55 + lit * 0.6));
  const colour = mix(scale(bright, 0.75 + lit * 0.75), CLOUD_SHADE, smoothstep(0.28, 0.62, density) * 0.55);
  return mix(sky, colour, cover * (0.3 + 0.5 * height) * smoothstep(0.66, 0.5, y * 0.8));
}

function withMoon(x: number, y: number, unit: number, sky: Rgb): Rgb {
  if (Math.abs(x - MOON.x) > MOON.radius * 6) return sky;
  const distance = Math.hypot(x - MOON.x, y - MOON.y);
  if (distance > MOON.radius * 6) return sky;
  const halo = add(sky, MOONLIGHT, 0.05 * Math.exp(-((distance / (MOON.radius * 2.2)) ** 2)));
  const disc = smoothstep(MOON.radius + unit, MOON.radius - unit, distance);
  const shadowDistance = Math.hypot(x - MOON.x + MOON.radius * 0.5, y - MOON.y + MOON.radius * 0.26);
  const shadow = smoothstep(MOON.radius * 1.02 - unit, MOON.radius * 1.02 + unit, shadowDistance);
  return mix(halo, MOONLIGHT, disc * (shadow * 0.95 + 0.035));
}

/** Stars stand in a lattice of cells, one in a dozen; unit is a pixel. */
function starlight(x: number, y: number, unit: number): number {
  const cell = 0.0125;
  const column = Math.floor(x / cell);
  const row = Math.floor(y / cell);
  if (hash(column, row, 401) > 0.085) return 0;
  const magnitude = hash(column, row, 405) ** 3.5;
  const dx = x - (column + 0.25 + 0.5 * hash(column, row, 402)) * cell;
  const dy = y - (row + 0.25 + 0.5 * hash(column, row, 403)) * cell;
  const size = Math.max(unit * 0.62, 0.00055) * (0.75 + magnitude);
  return (0.12 + magnitude * 1.6) * Math.exp(-(dx * dx + dy * dy) / (size * size));
}

/** Linear light of the sky at a place; unit is the size of a pixel. */
export function skyAt(x: number, y: number, unit: number): Rgb {
  const elevation = Math.min(1, y / SHORE);
  const distance = distanceToSun(x, y);
  const glow = glowFrom(distance);
  const shifted = elevation + 0.1 * glow - 0.05 * smoothstep(0.5, 1.5, Math.abs(x - SUN.x));
  let sky = gradient(STOPS, Math.min(1, Math.max(0, shifted)));
  sky = add(sky, GLOW, 0.55 * Math.exp(-distance * 4.6));
  const stars = smoothstep(0.34, 0.06, y + 0.12 * glow);
  if (stars > 0) sky = add(sky, STARLIGHT, starlight(x, y, unit) * stars);
  sky = withMoon(x, y, unit, sky);
  sky = withClouds(x, y, distance, sky);
  if (distance > 0.3) return sky;
  sky = add(sky, SUNLIGHT, 1.1 * Math.exp(-((distance / 0.06) ** 2)));
  const disc = smoothstep(SUN.radius + unit * 1.5, SUN.radius - unit, Math.hypot(x - SUN.x, y - SUN.y));
  return mix(sky, scale(SUNLIGHT, 1.7), disc);
}
