// The built-in picture: a lake at dusk, drawn by our own code when the project is built. Smooth gradients, hard edges, fine texture, colour.
import { createRaster, type Raster } from './raster.ts';
import { lakeAt, type Mirror } from './sample/lake.ts';
import { develop, mix, rgb, type Rgb } from './sample/light.ts';
import { rangesOf, ridgeAt, type Range } from './sample/mountains.ts';
import { hash } from './sample/noise.ts';
import { glowAt, SHORE, skyAt } from './sample/sky.ts';
import { drawPines, drawReeds, Mask } from './sample/trees.ts';

const PINE = rgb(12, 16, 30);
const PINE_LIT = rgb(58, 40, 44);
const REED = rgb(8, 11, 20);
const BLACK: Rgb = [0, 0, 0];
/** The scene is composed on 1.5 units of width for one of height; other shapes show its middle or more of its sides. */
const SCENE_WIDTH = 1.5;
const GRAIN = 1.7;

/** Index of the nearest ridge that covers a pixel wholly, or −1 where the sky shows through. */
function frontOf(ranges: readonly Range[], column: number, y: number, unit: number): number {
  for (let index = ranges.length - 1; index >= 0; index--) {
    if (y - (ranges[index]?.crests[column] ?? 1) > unit) return index;
  }
  return -1;
}

function sceneAt(ranges: readonly Range[], column: number, x: number, y: number, unit: number): Rgb {
  const front = frontOf(ranges, column, y, unit);
  let colour: Rgb = front < 0 ? skyAt(x, y, unit) : BLACK;
  // Whatever the nearest ridge hides is not worth painting.
  for (let index = Math.max(0, front); index < ranges.length; index++) {
    const range = ranges[index];
    if (!range) continue;
    const cover = Math.min(1, Math.max(0, (y - (range.crests[column] ?? 1)) / unit + 0.5));
    if (cover > 0) colour = mix(colour, ridgeAt(range, column, x, y), cover);
  }
  return colour;
}

function paintAbove(width: number, rows: number, unit: number, left: number, pines: Mask): Float32Array {
  const light = new Float32Array(width * rows * 3);
  const ranges = rangesOf(width, unit, left);
  for (let row = 0, write = 0; row < rows; row++) {
    const y = (row + 0.5) * unit;
    for (let column = 0; column < width; column++) {
      const x = left + (column + 0.5) * unit;
      const pine = pines.data[row * width + column] ?? 0;
      let colour = pine < 1 ? sceneAt(ranges, column, x, y, unit) : BLACK;
      if (pine > 0) colour = mix(colour, mix(PINE, PINE_LIT, glowAt(x, y) * 0.8), pine);
      light[write++] = colour[0];
      light[write++] = colour[1];
      light[write++] = colour[2];
    }
  }
  return light;
}

/** Film grain in codes, bell-shaped about 0: the sum of the four bytes of one random number. */
function grainAt(column: number, row: number): number {
  const bits = hash(column, row, 601) * 2 ** 32;
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  return ((sum - 510) / 148) * GRAIN;
}

/** Darkens towards the corners, as a lens does. */
function vignetteAt(x: number, y: number): number {
  const dx = (x - SCENE_WIDTH / 2) / 0.95;
  const dy = (y - 0.48) / 0.8;
  const out = Math.max(0, Math.sqrt(dx * dx + dy * dy) - 0.45);
  return 1 - 0.3 * out * Math.sqrt(out);
}

function codeOf(light: number, grain: number): number {
  return Math.min(255, Math.max(0, Math.round(develop(light) + grain)));
}

function lightAt({ light }: Mirror, index: number): Rgb {
  return [light[index] ?? 0, light[index + 1] ?? 0, light[index + 2] ?? 0];
}

/** Deterministic; about a second for 1600 × 1067. RGB, 8 bits, sRGB. */
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
  const { data } = raster;
  for (let row = 0, write = 0; row < height; row++) {
    const y = (row + 0.5) * unit;
    for (let column = 0; column < width; column++, write += 3) {
      const x = left + (column + 0.5) * unit;
      let colour = row < rows ? lightAt(mirror, write) : lakeAt(x, y, mirror, height, left);
      const reed = reeds.data[row * width + column] ?? 0;
      if (reed > 0) colour = mix(colour, REED, reed);
      const lens = vignetteAt(x, y);
      const grain = grainAt(column, row);
      data[write] = codeOf(colour[0] * lens, grain);
      data[write + 1] = codeOf(colour[1] * lens, grain);
      data[write + 2] = codeOf(colour[2] * lens, grain);
    }
  }
  return raster;
}
