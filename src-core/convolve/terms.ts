// What a call means, resolved once for the reference and the fast paths: the kernel as a correlation, S, d, b,
// the opacity law, the ticked channels and the units in which sums are taken.
import { SRGB, type ColourSpace } from '../colour/colour-space.ts';
import type { Operator, Taps } from '../filters/filter.ts';
import type { Border, Output, Settings } from '../filters/settings.ts';
import { divisorFromSums, sumsToZero } from '../kernel/normalise.ts';
import { refuse } from '../errors.ts';
import { fullScale, hasOpacity, type ChannelCount, type Depth } from '../raster.ts';
import { sumsOfOperator } from './sums.ts';

/** `plain`: every channel for itself, also the α of `raw` and `only`. */
export type OpacityLaw = 'plain' | 'premultiplied' | 'preserve';

export interface Terms {
  /** Already turned by 180° where `flip` asks for it: always a correlation (SEMANTICS §1). */
  readonly operator: Operator;
  /** S, Σ|K| and d. */
  readonly sum: number;
  readonly absolute: number;
  readonly divisor: number;
  /** Every weight is a whole number; so many are not 0. */
  readonly whole: boolean;
  readonly count: number;
  readonly channels: ChannelCount;
  readonly sourceDepth: Depth;
  readonly resultDepth: Depth;
  readonly hasAlpha: boolean;
  readonly law: OpacityLaw;
  /** Per channel: is its result written (else copied)? */
  readonly ticked: readonly boolean[];
  readonly luminance: boolean;
  readonly linear: boolean;
  /** Full scale of colour and α in the sums: code values for integer images in encoded light, else 1 (SEMANTICS §5). */
  readonly unit: number;
  /** b in that unit. */
  readonly bias: number;
  readonly border: Border;
  /** One straight encoded number per channel, in units of the source's full scale, or code values when `unit` is one. */
  readonly borderColour: readonly number[];
  readonly output: Output;
  readonly amount: number;
  readonly colourSpace: ColourSpace;
}

export interface TermsSource {
  readonly channels: ChannelCount;
  readonly depth: Depth;
}

export function resolveTerms(
  source: TermsSource,
  operator: Operator,
  settings: Settings,
  options: { readonly depth?: Depth | undefined; readonly colourSpace?: ColourSpace | undefined } = {},
): Terms {
  const { channels, depth } = source;
  const sums = sumsOfOperator(operator);
  const hasAlpha = hasOpacity(channels);
  const linear = settings.light === 'linear';
  const luminance = settings.channels === 'luminance';
  const unit = linear ? 1 : fullScale(depth);
  const { borderColour } = settings;
  if (borderColour.length !== 1 && borderColour.length !== channels) {
    refuse(channels === 1 ? '1 number' : `1 or ${channels} numbers`, 'borderColour', borderColour);
  }
  const law = opacityLaw(settings, hasAlpha, sums.negative, sumsToZero(sums));
  return {
    operator: settings.flip ? turned(operator) : operator,
    sum: sums.sum,
    absolute: sums.absolute,
    whole: sums.whole,
    count: sums.count,
    divisor: divisorFromSums(sums, settings),
    channels,
    sourceDepth: depth,
    resultDepth: options.depth ?? depth,
    hasAlpha,
    law,
    ticked: tickedChannels(settings, channels),
    luminance,
    linear,
    unit,
    bias: settings.bias * unit,
    border: settings.border,
    borderColour: Array.from({ length: channels }, (_, channel) => {
      const value = borderColour[borderColour.length === 1 ? 0 : channel] ?? 0;
      return unit === 1 ? value : codeOf(value, unit);
    }),
    output: settings.output,
    amount: settings.amount,
    colourSpace: options.colourSpace ?? SRGB,
  };
}

/** A fraction that names a code means that code exactly: 37 / 255 · 255 must not become 36.99…. */
export function codeOf(fraction: number, unit: number): number {
  const code = fraction * unit;
  const nearest = Math.round(code);
  return Math.abs(code - nearest) <= 1e-9 * Math.max(1, Math.abs(nearest)) ? nearest : code;
}

/**
 * SEMANTICS §7. Premultiplied colour is a quotient by S: with S = 0 it has no meaning, and the kernel keeps opacity
 * as `auto` would.
 */
function opacityLaw(settings: Settings, hasAlpha: boolean, negative: boolean, zeroSum: boolean): OpacityLaw {
  if (!hasAlpha) return 'plain';
  switch (settings.opacity) {
    case 'raw':
    case 'only':
      return 'plain';
    case 'preserve':
      return 'preserve';
    case 'premultiplied':
      return zeroSum ? 'preserve' : 'premultiplied';
    case 'auto':
      return negative || zeroSum ? 'preserve' : 'premultiplied';
  }
}

/** SEMANTICS §9; on grey images any of r, g, b means the grey. `only` leaves colour, `luminance` leaves α untouched. */
function tickedChannels({ channels: letters, opacity }: Settings, channels: ChannelCount): boolean[] {
  const colours = hasOpacity(channels) ? channels - 1 : channels;
  return Array.from({ length: channels }, (_, channel) => {
    if (channel === colours) return letters !== 'luminance' && letters.includes('a');
    if (opacity === 'only') return false;
    if (letters === 'luminance') return true;
    return colours === 1 ? /[rgb]/.test(letters) : letters.includes('rgb'.charAt(channel));
  });
}

function turned(operator: Operator): Operator {
  if (operator.form === 'separable') {
    return { form: 'separable', vertical: turnedTaps(operator.vertical), horizontal: turnedTaps(operator.horizontal) };
  }
  const { rows, columns, weights, anchor } = operator.kernel;
  return {
    form: 'matrix',
    kernel: {
      rows,
      columns,
      weights: weights.toReversed(),
      anchor: { row: rows - 1 - anchor.row, column: columns - 1 - anchor.column },
    },
  };
}

function turnedTaps({ weights, anchor }: Taps): Taps {
  return { weights: weights.toReversed(), anchor: weights.length - 1 - anchor };
}
