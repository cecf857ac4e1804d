// What the engine tells of pixels beyond their looks: how they are spread, which are out of range, what changed, and one
// of them in numbers. Schemas of the contract; types are derived.
import { z } from 'zod';
import { filtersSchema } from './filters/filter.ts';
import { DEPTHS } from './raster.ts';

export const rectangleSchema = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
});
const quality = z.enum(['exact', 'approximate']);

/** Image pixels with a sample below 0, above 1, without a valid value; one pixel may be several of them. */
const pixelMarks = z.strictObject({ below: z.int(), above: z.int(), invalid: z.int() });
export type PixelMarks = Readonly<z.infer<typeof pixelMarks>>;

/** Values are encoded fractions of full scale. Extremes and counts are those of results before they are clamped. */
const histogramLane = z.strictObject({
  name: z.enum(['red', 'green', 'blue', 'grey', 'opacity', 'luminance']),
  minimum: z.number(),
  maximum: z.number(),
  /** Of the samples as they are stored. */
  mean: z.number(),
  deviation: z.number(),
  median: z.number(),
  /** Samples out of range, and samples at or beyond either end of it. */
  below: z.int(),
  above: z.int(),
  clippedLow: z.int(),
  clippedHigh: z.int(),
});
export type HistogramLane = Readonly<z.infer<typeof histogramLane>>;

export const histogramParams = z.strictObject({ filters: filtersSchema, quality });
export const histogramValue = z.strictObject({
  depth: z.enum(DEPTHS),
  /** From the first bin's start to the last one's end, which take what lies beyond; 0 to 1 for integers. */
  domain: z.tuple([z.number(), z.number()]),
  bins: z.int().min(1),
  size: z.strictObject({ width: z.int(), height: z.int() }),
  exact: z.boolean(),
  /** Of every channel, then of luminance where there are three colours. */
  lanes: z.array(histogramLane).min(1).max(5),
  pixels: pixelMarks,
  milliseconds: z.number(),
});
export type HistogramValue = Readonly<z.infer<typeof histogramValue>>;

export const marksParams = z.strictObject({
  filters: filtersSchema,
  rectangle: rectangleSchema,
  level: z.int().min(0).max(16),
  quality,
  /** Also those that had no valid value after one of the filters before the last. */
  invalid: z.boolean(),
});
export const marksValue = z.strictObject({
  rectangle: rectangleSchema,
  level: z.int(),
  exact: z.boolean(),
  /** In the rectangle. */
  pixels: pixelMarks,
  milliseconds: z.number(),
});
export type MarksValue = Readonly<z.infer<typeof marksValue>>;

/** How after minus before is drawn. */
export const differenceSchema = z.strictObject({
  /** The ends of the scale stand for a difference of full scale / gain. */
  gain: z.number().min(1).max(64),
  /** Grey is no difference; else black is none, and its direction does not show. */
  signed: z.boolean(),
  of: z.enum(['colour', 'opacity']),
});
export type Difference = Readonly<z.infer<typeof differenceSchema>>;

/** How the values of a pixel are written. */
export const pixelValuesSchema = z.enum(['codes', 'float', 'hex', 'linear']);
export type PixelValuesFormat = z.infer<typeof pixelValuesSchema>;

/** The pixel in the middle: the result before it is quantised, and both in linear light (straight; opacity stays). */
export const inspectedPixel = z.strictObject({
  result: z.array(z.number()).max(4),
  linearBefore: z.array(z.number()).max(4),
  linearAfter: z.array(z.number()).max(4),
});
export type InspectedPixel = Readonly<z.infer<typeof inspectedPixel>>;
