// Ridges one behind the other: each its own crest line, slopes with texture, and haze that thickens with distance.
import { add, mix, rgb, scale, smoothstep, type Rgb } from './light.ts';
import { fractal, noise, ridged } from './noise.ts';
import { SHORE, SUN, glowAt } from './sky.ts';

interface Ridge {
  /** Mean height of the crest, and how far it rises above, in units of the picture's height. */
  readonly base: number;
  readonly rise: number;
  /** Peaks per unit of width. */
  readonly frequency: number;
  readonly seed: number;
  readonly colour: Rgb;
  /** 0 near … 1 far. */
  readonly haze: number;
  /** Fraction of the crest that trees make rough. */
  readonly forest: number;
  readonly snow: number;
}

const RIDGES: readonly Ridge[] = [
  { base: 0.56, rise: 0.15, frequency: 1.5, seed: 11, colour: rgb(118, 96, 138), haze: 0.7, forest: 0, snow: 0.55 },
  { base: 0.6, rise: 0.225, frequency: 1.15, seed: 5, colour: rgb(78, 68, 112), haze: 0.36, forest: 0, snow: 0.8 },
  { base: 0.615, rise: 0.13, frequency: 1.9, seed: 47, colour: rgb(62, 58, 96), haze: 0.27, forest: 0.002, snow: 0.1 },
  { base: 0.64, rise: 0.095, frequency: 2.3, seed: 59, colour: rgb(42, 44, 76), haze: 0.16, forest: 0.006, snow: 0 },
  { base: 0.645, rise: 0.045, frequency: 2.9, seed: 83, colour: rgb(22, 27, 48), haze: 0.06, forest: 0.014, snow: 0 },
];

const HAZE = rgb(214, 146, 146);
const HAZE_SUN = rgb(255, 186, 116);
const SNOW = rgb(226, 176, 172);
const RIM = rgb(255, 190, 124);
const SHADE = rgb(30, 34, 66);

/** A spruce every few units: narrow, pointed, of uneven height. */
function treeLine(x: number, strength: number, seed: number): number {
  if (strength === 0) return 0;
  const spacing = strength * 0.5;
  const tree = x / spacing;
  const cell = Math.floor(tree);
  const height = 0.35 + 0.65 * noise(cell + 0.5, 3, seed + 7);
  return strength * height * (1 - Math.abs(tree - cell - 0.5) * 1.5) * (0.5 + noise(x * 9, 1, seed));
}

/** Height of a ridge's crest over x, from the top edge. */
function crestOf(ridge: Ridge, x: number): number {
  const { base, rise, frequency, seed, forest } = ridge;
  const warped = x + 0.03 * fractal(x * 5, seed, 3, seed + 21);
  const shape = ridged(warped * frequency + seed, warped * 0.6 + 0.5, 7, seed);
  const swell = fractal(x * 0.9 + seed, 2.5, 2, seed + 3);
  const crags = fractal(x * frequency * 7, seed, 5, seed + 13);
  return base - rise * (shape * 1.3 - 0.4 + swell * 0.55 + crags * 0.11) - treeLine(x, forest, seed);
}

export interface Range {
  readonly crests: Float32Array;
  readonly ridge: Ridge;
}

/** Crest lines for every column of the picture, far to near. */
export function rangesOf(width: number, unit: number, left: number): readonly Range[] {
  return RIDGES.map((ridge) => ({
    ridge,
    crests: Float32Array.from({ length: width }, (_, column) => crestOf(ridge, left + (column + 0.5) * unit)),
  }));
}

/** Height of the relief on a slope: spurs run down and aside from the crest. */
function reliefAt(ridge: Ridge, x: number, depth: number, warp: number): number {
  const f = ridge.frequency * 3.4;
  return ridged(x * f + depth * f * 0.75 + warp, depth * f * 1.3 - x * f * 0.45 + warp, 5, ridge.seed + 40);
}

/** Slopes as folds of noise, lit where they face the sun. */
function slopeAt(ridge: Ridge, x: number, depth: number, glow: number): Rgb {
  const warp = fractal(x * 6, depth * 7, 2, ridge.seed + 90) * 0.55;
  const here = reliefAt(ridge, x, depth, warp);
  const beside = reliefAt(ridge, x + 0.004, depth - 0.0025, warp);
  const towardsSun = Math.min(1, Math.max(-1, (SUN.x - x) / 0.12));
  const lit = Math.min(1, Math.max(-1, (here - beside) * 14 * towardsSun - 0.05));
  let colour = mix(ridge.colour, SHADE, Math.max(0, -lit) * 0.72 + 0.2 * smoothstep(0.5, 0.1, here));
  if (ridge.snow > 0) {
    const line = depth - 0.02 - here * 0.1;
    const snow = smoothstep(0.035, -0.02, line) * smoothstep(-0.75, 0.1, lit);
    colour = mix(colour, SNOW, snow * ridge.snow * (0.5 + 0.5 * Math.max(0, lit)));
  }
  return add(colour, RIM, Math.max(0, lit) * (0.16 + 0.4 * glow));
}

/** Linear light of a ridge at a place below its crest. */
export function ridgeAt(range: Range, column: number, x: number, y: number): Rgb {
  const { ridge, crests } = range;
  const depth = y - (crests[column] ?? SHORE);
  const glow = glowAt(x, y);
  const haze = mix(HAZE, HAZE_SUN, Math.min(1, glow * 1.25));
  // Mist gathers at the foot of each ridge.
  const mist = smoothstep(0.03, 0.24, depth + 0.04 * fractal(x * 4, y * 14, 3, ridge.seed + 200));
  const amount = Math.min(0.92, ridge.haze * 0.7 + mist * (0.14 + ridge.haze * 0.55) + glow * ridge.haze * 0.25);
  const slope =
    ridge.haze > 0.1 ? slopeAt(ridge, x, y, depth) : scale(ridge.colour, 0.75 + 0.5 * noise(x * 120, y * 90, 6));
  return mix(slope, scale(haze, 0.82 - 0.12 * (1 - ridge.haze)), amount);
}
