// The names of SEMANTICS §0 as the panel shows them.
import type { Border, Light, Normalisation, Opacity, Output, Settings } from '../../../src-core/filters/settings.ts';
import type { Choice } from '../controls/choice.ts';

export const NORMALISATION_CHOICES: readonly Choice<Normalisation>[] = [
  { value: 'auto', label: 'Auto: divide by the sum' },
  { value: 'none', label: 'None' },
  { value: 'abs', label: 'Sum of |weights|' },
  { value: 'positive', label: 'Sum of positive weights' },
  { value: 'custom', label: 'Custom divisor' },
];

export type Direction = 'drawn' | 'flipped';
export const DIRECTION_CHOICES: readonly Choice<Direction>[] = [
  { value: 'drawn', label: 'As drawn', title: 'Correlation: the kernel lies on the picture as it is drawn' },
  { value: 'flipped', label: 'Flipped', title: 'True convolution: the kernel is turned by 180°' },
];

export interface BorderChoice extends Choice<Border> {
  /** Left of the row, right of it. */
  readonly strip: readonly [string, string];
  readonly aka: string;
}

export const BORDER_CHOICES: readonly BorderChoice[] = [
  { value: 'clamp', label: 'Clamp', strip: ['aaa', 'hhh'], aka: 'replicate, nearest, edge' },
  { value: 'mirror', label: 'Mirror', strip: ['dcb', 'gfe'], aka: 'reflect 101' },
  { value: 'reflect', label: 'Reflect', strip: ['cba', 'hgf'], aka: 'symmetric' },
  { value: 'wrap', label: 'Wrap', strip: ['fgh', 'abc'], aka: 'tile, periodic' },
  { value: 'constant', label: 'Constant', strip: ['kkk', 'kkk'], aka: 'a colour' },
  { value: 'crop', label: 'Crop', strip: ['   ', '   '], aka: 'valid: result shrinks' },
  { value: 'keep', label: 'Keep', strip: ['   ', '   '], aka: 'edge stays unfiltered' },
];

export const LIGHT_CHOICES: readonly Choice<Light>[] = [
  { value: 'encoded', label: 'Encoded', title: 'The numbers as they are stored' },
  { value: 'linear', label: 'Linear', title: 'Amounts of light, as lenses mix them' },
];

export const OPACITY_CHOICES: readonly Choice<Opacity>[] = [
  { value: 'auto', label: 'Auto' },
  { value: 'premultiplied', label: 'Premultiplied' },
  { value: 'preserve', label: 'Preserved' },
  { value: 'raw', label: 'Raw: α like a colour' },
  { value: 'only', label: 'Only α' },
];

/** What `auto` does with these weights (SEMANTICS §7). */
export function autoOpacity(hasNegative: boolean, sumIsZero: boolean): string {
  return !hasNegative && !sumIsZero ? 'Auto: premultiplied' : 'Auto: preserved';
}

export const OUTPUT_CHOICES: readonly Choice<Output>[] = [
  { value: 'clamp', label: 'Clamp to 0…1' },
  { value: 'absolute', label: 'Absolute' },
  { value: 'signed', label: 'Signed + 0.5' },
  { value: 'minmax', label: 'Min–max' },
];

export type Letter = 'r' | 'g' | 'b' | 'a';
export const CHANNEL_CHOICES: readonly Choice<Letter>[] = [
  { value: 'r', label: 'R', title: 'Red' },
  { value: 'g', label: 'G', title: 'Green' },
  { value: 'b', label: 'B', title: 'Blue' },
  { value: 'a', label: 'α', title: 'Opacity' },
];

export function lettersOf(channels: Settings['channels']): Letter[] {
  return channels === 'luminance' ? [] : (channels.split('') as Letter[]);
}

/** The letters of `borderColour` for a picture of so many channels. */
export function colourLetters(channels: number): readonly string[] {
  return [['Y'], ['Y', 'α'], ['R', 'G', 'B'], ['R', 'G', 'B', 'α']][channels - 1] ?? ['R', 'G', 'B', 'α'];
}

/** One number stands for all channels; spread it so that each can be changed. */
export function spreadColour(colour: readonly number[], channels: number): number[] {
  return Array.from({ length: channels }, (_, index) => (colour.length === 1 ? colour[0] : colour[index]) ?? 0);
}
