// What is asked about one pixel, and the units in which it is answered.
import type { Terms } from '../convolve/terms.ts';
import type { Point } from '../geometry.ts';
import type { Size } from '../raster.ts';

export interface PixelQuestion {
  readonly terms: Terms;
  /** Of the whole picture that is filtered. */
  readonly size: Size;
  readonly pixel: Point;
  /** Full scale of the codes that numbers are told in. */
  readonly codes: number;
  /** Samples of a pixel inside the picture. */
  readonly read: (x: number, y: number) => ArrayLike<number>;
  /** `keep` copies the pixel. */
  readonly kept: boolean;
  readonly range: readonly [number, number] | null;
}

/** From one full scale to another; what is in it already stays as it is. */
export function inCodes(value: number, from: number, codes: number): number {
  return from === codes ? value : (value / from) * codes;
}

/** Light as it is, encoded values in codes. */
export function shown(value: number, { linear, unit }: Terms, codes: number): number {
  return linear ? value : inCodes(value, unit, codes);
}

export function luminanceOf(colour: readonly number[], terms: Terms): number {
  if (colour.length === 1) return colour[0] ?? 0;
  const [r, g, b] = terms.colourSpace.luminance;
  return r * (colour[0] ?? 0) + g * (colour[1] ?? 0) + b * (colour[2] ?? 0);
}
