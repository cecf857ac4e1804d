// Repeatable noise: the same numbers for the same place and seed, on every machine.

/** 0..1 for a lattice point. Integer hash after Wang and Jenkins. */
export function hash(x: number, y: number, seed: number): number {
  let h = Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul(y | 0, 0x165667b1) ^ Math.imul(seed | 0, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise, 0..1, one hill or valley per unit. */
export function noise(x: number, y: number, seed: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const fx = x - column;
  const fy = y - row;
  const sx = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
  const sy = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
  const top = hash(column, row, seed);
  const bottom = hash(column, row + 1, seed);
  const upper = top + (hash(column + 1, row, seed) - top) * sx;
  const lower = bottom + (hash(column + 1, row + 1, seed) - bottom) * sx;
  return upper + (lower - upper) * sy;
}

/** Octaves of noise, each twice as fine and half as strong, −1..1 about 0. */
export function fractal(x: number, y: number, octaves: number, seed: number): number {
  let sum = 0;
  let strength = 0.5;
  let scale = 1;
  for (let octave = 0; octave < octaves; octave++) {
    sum += (noise(x * scale, y * scale, seed + octave * 17) * 2 - 1) * strength;
    strength *= 0.5;
    // Not exactly 2, so that lattices do not line up.
    scale *= 2.03;
  }
  return sum;
}

/** Octaves folded into sharp crests, 0..1: mountains. */
export function ridged(x: number, y: number, octaves: number, seed: number): number {
  let sum = 0;
  let strength = 0.5;
  let scale = 1;
  let weight = 1;
  for (let octave = 0; octave < octaves; octave++) {
    const fold = 1 - Math.abs(noise(x * scale, y * scale, seed + octave * 31) * 2 - 1);
    const crest = fold * fold * weight;
    sum += crest * strength;
    weight = Math.min(1, crest * 1.6);
    strength *= 0.5;
    scale *= 2.07;
  }
  return sum;
}
