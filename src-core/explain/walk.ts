// The walk through one pixel: five steps, of which the fourth has a stop at every tap, and the numbers of each.
import { coloursOf, type Explanation } from './explanation.ts';

export const STEPS = ['select', 'centre', 'multiply', 'sum', 'assign'] as const;
export type Step = (typeof STEPS)[number];

export interface Stop {
  readonly step: Step;
  /** The tap that is looked at, from 0; null where none is. */
  readonly tap: number | null;
  /** How many products have been made and how many of them summed. */
  readonly multiplied: number;
  readonly summed: number;
}

/** Neighbourhood, weights, the first product, then sum after sum, and the result. */
export function stopCount(taps: number): number {
  return taps + 4;
}

export function stopAt(position: number, taps: number): Stop {
  if (position <= 0) return { step: 'select', tap: null, multiplied: 0, summed: 0 };
  if (position === 1) return { step: 'centre', tap: null, multiplied: 0, summed: 0 };
  if (position === 2) return { step: 'multiply', tap: 0, multiplied: 1, summed: 0 };
  const summed = position - 2;
  if (summed <= taps) return { step: 'sum', tap: summed - 1, multiplied: summed, summed };
  return { step: 'assign', tap: null, multiplied: taps, summed: taps };
}

/** Where the sum reaches this tap. */
export function positionOfTap(tap: number): number {
  return tap + 3;
}

/** What of a channel is weighed and summed, tap by tap. */
export interface Ledger {
  readonly values: Float64Array;
  readonly products: Float64Array;
  readonly sums: Float64Array;
}

/** Whether values are multiplied by their opacity before they are weighed (SEMANTICS §7). */
export function weighsOpacity({ law, opaque }: Pick<Explanation, 'law' | 'opaque'>): boolean {
  return law !== 'plain' && !opaque;
}

export function isAlphaChannel({ channels }: Pick<Explanation, 'channels'>, channel: number): boolean {
  return channels % 2 === 0 && channel === channels - 1;
}

export function ledgerOf(explanation: Explanation, channel: number): Ledger {
  const { weights, entering, alpha, codes } = explanation;
  const colours = coloursOf(explanation);
  const isAlpha = isAlphaChannel(explanation, channel);
  const weighted = !isAlpha && weighsOpacity(explanation);
  const at = explanation.luminance ? 0 : channel;
  const values = new Float64Array(weights.length);
  const products = new Float64Array(weights.length);
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (let tap = 0; tap < weights.length; tap++) {
    const opacity = alpha[tap] ?? 1;
    const colour = entering[tap * colours + at] ?? 0;
    const value = isAlpha ? opacity * codes : weighted ? opacity * colour : colour;
    const weight = weights[tap] ?? 0;
    // A weight of 0 reads nothing: NaN beside it does not spread.
    const product = weight === 0 ? 0 : weight * value;
    values[tap] = value;
    products[tap] = product;
    sums[tap] = sum += product;
  }
  return { values, products, sums };
}
