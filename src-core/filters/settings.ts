// The switches every filter has, with the names of SEMANTICS §0: one vocabulary for library, command line, recipe and file.
import { z } from 'zod';

export const NORMALISATIONS = ['none', 'auto', 'abs', 'positive', 'custom'] as const;
export const BORDERS = ['clamp', 'mirror', 'reflect', 'wrap', 'constant', 'crop', 'keep'] as const;
export const OPACITIES = ['auto', 'premultiplied', 'preserve', 'raw', 'only'] as const;
export const LIGHTS = ['encoded', 'linear'] as const;
export const OUTPUTS = ['clamp', 'absolute', 'signed', 'minmax'] as const;

export type Normalisation = (typeof NORMALISATIONS)[number];
export type Border = (typeof BORDERS)[number];
export type Opacity = (typeof OPACITIES)[number];
export type Light = (typeof LIGHTS)[number];
export type Output = (typeof OUTPUTS)[number];

export const settingsSchema = z.strictObject({
  normalise: z.enum(NORMALISATIONS),
  /** Used by `custom` only; never 0. */
  divisor: z.number().refine((d) => d !== 0, { error: 'the divisor must be a number other than 0' }),
  /** Fraction of full scale for u8 and u16, plain number for f32. */
  bias: z.number(),
  border: z.enum(BORDERS),
  /** One straight number per channel of the image: one for all, or as many as it has channels. A stack fits it to its picture. */
  borderColour: z.array(z.number()).min(1).max(4),
  flip: z.boolean(),
  opacity: z.enum(OPACITIES),
  light: z.enum(LIGHTS),
  /** `luminance`, or any subset of the letters of `rgba` in that order. On grey images any of r, g, b means the grey. */
  channels: z.union([
    z.literal('luminance'),
    z.string().regex(/^(?=.)r?g?b?a?$/, { error: 'a subset of the letters rgba, or luminance' }),
  ]),
  /** `minmax` gives 0 where minimum and maximum differ by nothing but rounding. */
  output: z.enum(OUTPUTS),
  /** 0..1, blend of the filtered with the unfiltered picture, in the filter's light. */
  amount: z.number().min(0).max(1),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** What a new kernel starts with. */
export const DEFAULT_SETTINGS: Settings = Object.freeze({
  normalise: 'auto',
  divisor: 1,
  bias: 0,
  border: 'clamp',
  borderColour: [0],
  flip: false,
  opacity: 'auto',
  light: 'encoded',
  channels: 'rgba',
  output: 'clamp',
  amount: 1,
});

/** What `auto` means for a kernel (SEMANTICS §7); with weights that sum to 0 nothing can be divided by the opacity's sum. */
export function resolveOpacity(opacity: Opacity, hasNegative: boolean, sumIsZero: boolean): Exclude<Opacity, 'auto'> {
  if (opacity === 'premultiplied') return sumIsZero ? 'preserve' : opacity;
  if (opacity === 'auto') return hasNegative || sumIsZero ? 'preserve' : 'premultiplied';
  return opacity;
}
