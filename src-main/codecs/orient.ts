// Turns pixels upright by EXIF orientation.
import { createSamples, type Raster, type Samples } from '../../src-core/raster.ts';

interface Walk {
  /** Where the first pixel of the result stands in the source, and the steps to the next one right and below; in pixels. */
  readonly start: number;
  readonly right: number;
  readonly down: number;
}

function walkOf(orientation: number, width: number, height: number): Walk | null {
  const lastRow = (height - 1) * width;
  switch (orientation) {
    case 2:
      return { start: width - 1, right: -1, down: width };
    case 3:
      return { start: lastRow + width - 1, right: -1, down: -width };
    case 4:
      return { start: lastRow, right: 1, down: -width };
    case 5:
      return { start: 0, right: width, down: 1 };
    case 6:
      return { start: lastRow, right: -width, down: 1 };
    case 7:
      return { start: lastRow + width - 1, right: -width, down: -1 };
    case 8:
      return { start: width - 1, right: width, down: -1 };
    default:
      return null;
  }
}

function copy(
  source: Samples,
  target: Samples,
  channels: number,
  size: { width: number; height: number },
  walk: Walk,
): void {
  let write = 0;
  for (let y = 0; y < size.height; y++) {
    let pixel = walk.start + y * walk.down;
    for (let x = 0; x < size.width; x++, pixel += walk.right) {
      const read = pixel * channels;
      for (let channel = 0; channel < channels; channel++) target[write++] = source[read + channel] ?? 0;
    }
  }
}

/** The same raster for orientation 1 and for numbers that mean nothing. */
export function orient(raster: Raster, orientation: number): Raster {
  const { width, height, channels, depth, data } = raster;
  const walk = walkOf(orientation, width, height);
  if (!walk) return raster;
  const size = orientation >= 5 ? { width: height, height: width } : { width, height };
  const target = createSamples(depth, data.length);
  copy(data, target, channels, size, walk);
  return { ...size, channels, depth, data: target };
}
