// A document's own colours: its transfer curve, its luminance row and the way to sRGB for the screen.

/** ICC parametric curve of type 4, the most general: y = (a·x + b)^g + e for x ≥ d, else c·x + f. x encoded, y linear, both 0..1. */
export interface ParametricCurve {
  readonly form: 'parametric';
  readonly g: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** Equally spaced samples from encoded 0 to 1, strictly increasing, read with linear interpolation. */
export interface TableCurve {
  readonly form: 'table';
  readonly values: readonly number[];
}

export type TransferCurve = ParametricCurve | TableCurve;

/** Row-major 3 × 3. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

export interface ColourSpace {
  readonly name: string;
  /** One curve for all colour channels, or one each for red, green and blue. */
  readonly curves: readonly [TransferCurve] | readonly [TransferCurve, TransferCurve, TransferCurve];
  /** Y row of the profile's matrix: weights of linear red, green and blue in luminance. */
  readonly luminance: readonly [number, number, number];
  /** Linear light of this space to linear light of sRGB; null when it is sRGB (or grey with sRGB's curve). */
  readonly toSrgb: Matrix3 | null;
}

/** IEC 61966-2-1. */
export const SRGB_CURVE: ParametricCurve = {
  form: 'parametric',
  g: 2.4,
  a: 1 / 1.055,
  b: 0.055 / 1.055,
  c: 1 / 12.92,
  d: 0.04045,
  e: 0,
  f: 0,
};

export const SRGB: ColourSpace = {
  name: 'sRGB',
  curves: [SRGB_CURVE],
  luminance: [0.2126, 0.7152, 0.0722],
  toSrgb: null,
};
