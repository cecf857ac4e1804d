// Copies and depth changes of rasters, and the one quantisation.
import { intersect, wholeOf, type Rectangle } from '../geometry.ts';
import { createRaster, fullScale, type Depth, type Raster, type Size } from '../raster.ts';

/** SEMANTICS §5: the one quantisation, of a fraction of full scale; no valid value becomes 0. */
export function quantise(value: number, max: number): number {
  return value >= 1 ? (value === Infinity ? 0 : max) : value > 0 ? Math.floor(value * max + 0.5) : 0;
}

/** Part of a raster, in its own memory. */
export function copyRectangle(source: Raster, rectangle: Rectangle): Raster {
  const target = createRaster(rectangle.width, rectangle.height, source.channels, source.depth);
  place(source, { x: 0, y: 0 }, target, { x: rectangle.x, y: rectangle.y });
  return target;
}

/** Copies what two rasters of the same kind have in common; each stands somewhere in one picture. */
export function place(
  source: Raster,
  from: { readonly x: number; readonly y: number },
  target: Raster,
  to: { readonly x: number; readonly y: number },
): void {
  const common = intersect(
    { ...from, width: source.width, height: source.height },
    { ...to, width: target.width, height: target.height },
  );
  const { channels } = source;
  for (let y = common.y; y < common.y + common.height; y += 1) {
    const start = ((y - from.y) * source.width + (common.x - from.x)) * channels;
    const row = source.data.subarray(start, start + common.width * channels);
    target.data.set(row, ((y - to.y) * target.width + (common.x - to.x)) * channels);
  }
}

export interface Conversion {
  readonly raster: Raster;
  /** Samples that were NaN or infinite and are 0 now. */
  readonly invalidSamples: number;
}

/** The same picture at another depth. Integers become fractions for f32; a float result is not clamped. */
export function convertDepth(source: Raster, depth: Depth): Conversion {
  if (source.depth === depth && depth !== 'f32') return { raster: source, invalidSamples: 0 };
  const target = createRaster(source.width, source.height, source.channels, depth);
  const input = source.data;
  const output = target.data;
  const scale = fullScale(source.depth);
  const max = fullScale(depth);
  let invalidSamples = 0;
  for (let i = 0; i < output.length; i += 1) {
    const value = input[i]! / scale;
    const valid = Number.isFinite(value);
    if (!valid) invalidSamples += 1;
    output[i] = !valid ? 0 : depth === 'f32' ? value : quantise(value, max);
  }
  return { raster: target, invalidSamples };
}

/** The rectangle moved and cut so that it lies inside; at least one pixel of it remains. */
export function fitInside(rectangle: Rectangle, size: Size): Rectangle {
  const inside = intersect(rectangle, wholeOf(size));
  if (inside.width > 0 && inside.height > 0) return inside;
  const x = Math.min(Math.max(rectangle.x, 0), size.width - 1);
  const y = Math.min(Math.max(rectangle.y, 0), size.height - 1);
  return { x, y, width: Math.max(1, inside.width), height: Math.max(1, inside.height) };
}
