// The built-in picture: a lake at dusk, drawn by our own code. Smooth gradients, hard edges, fine texture, colour.
import { createRaster, type Raster } from './raster.ts';
import { lakeAt, type Mirror } from './sample/lake.ts';
import { develop, mix, rgb, scale, type Rgb } from './sample/light.ts';
import { rangesOf, ridgeAt, type Range } from './sample/mountains.ts';
import { hash } from './sample/noise.ts';
import { glowAt, SHORE, skyAt } from './sample/sky.ts';
import { drawPines, drawReeds, Mask } from './sample/trees.ts';

const PINE = rgb(12, 16, 30);
const PINE_LIT = rgb(58, 40, 44);
const REED = rgb(8, 11, 20);
/** The scene is composed on 1.5 units of width for one of height; other shapes show its middle or more of its sides. */
const SCENE_WIDTH = 1.5;
const GRAIN = 1.7;

function landAt(ranges: readonly Range[], column: number, x: number, y: number, unit: number, behind: Rgb): Rgb {
  let colour = behind;
  for (let index = 0; index < ranges.length; index++) {
    const range = ranges[index];
    if (!range) continue;
    const cover = Math.min(1, Math.max(0, (y - (range.crests[column] ?? 1)) / unit + 0.5));
    if (cover <= 0) continue;
    // Whatever a nearer ridge hides is not worth painting.
    const hidden = ranges.slice(index + 1).some((nearer) => y - (nearer.crests[column] ?? 1) > unit);
    if (!hidden) colour = mix(colour, ridgeAt(range, column, x, y), cover);
  }
  return colour;
}

function paintAbove(width: number, rows: number, unit: number, left: number, pines: Mask): Float32Array {
  const light = new Float32Array(width * rows * 3);
  const ranges = rangesOf(width, unit, left);
  for (let row = 0, write = 0; row < rows; row++) {
    const y = (row + 0.5) * unit;
    for (let column = 0; column < width; column++, write += 3) {
      const x = left + (column + 0.5) * unit;
      const isLand = ranges.some((range) => y - (range.crests[column] ?? 1) > unit);
      let colour = landAt(ranges, column, x, y, unit, isLand ? [0, 0, 0] : skyAt(x, y, unit));
      const pine = pines.data[row * width + column] ?? 0;
      if (pine > 0) colour = mix(colour, mix(PINE, PINE_LIT, glowAt(x, y) * 0.8), pine);
      light.set(colour, write);
    }
  }
  return light;
}

/** Bell-shaped, mean 0, spread 1; the sum of four uniform numbers. */
function grainAt(column: number, row: number, seed: number): number {
  const sum =
    hash(column, row, seed) + hash(column, row, seed + 1) + hash(column, row, seed + 2) + hash(column, row, seed + 3);
  return (sum - 2) * 1.732;
}

/** Deterministic; about half a second for 1600 × 1067. RGB, 8 bits, sRGB. */
export function renderSample(width: number, height: number): Raster {
  const raster = createRaster(width, height, 3, 'u8');
  const unit = 1 / height;
  const left = (SCENE_WIDTH - width * unit) / 2;
  const rows = Math.min(height, Math.ceil(SHORE * height));
  const pines = new Mask(width, height);
  drawPines(pines, height, left);
  const reeds = new Mask(width, height);
  drawReeds(reeds, height, left);
  const mirror: Mirror = { width, height: rows, light: paintAbove(width, rows, unit, left, pines) };
  for (let row = 0, write = 0; row < height; row++) {
    const y = (row + 0.5) * unit;
    for (let column = 0; column < width; column++) {
      const x = left + (column + 0.5) * unit;
      const at = write;
      let colour: Rgb =
        row < rows
          ? [mirror.light[at] ?? 0, mirror.light[at + 1] ?? 0, mirror.light[at + 2] ?? 0]
          : lakeAt(x, y, mirror, height, left);
      const reed = reeds.data[row * width + column] ?? 0;
      if (reed > 0) colour = mix(colour, REED, reed);
      const corner = Math.hypot((x - SCENE_WIDTH / 2) / 0.95, (y - 0.48) / 0.8);
      colour = scale(colour, 1 - 0.3 * Math.max(0, corner - 0.45) ** 1.5);
      const grain = grainAt(column, row, 601) * GRAIN;
      for (const light of colour) raster.data[write++] = Math.min(255, Math.max(0, Math.round(develop(light) + grain)));
    }
  }
  return raster;
}
