// When minmax has nothing to stretch.
import type { Terms } from './terms.ts';

/** Roundings of float64 sums stay far below this share of what was summed. */
const NOISE_SHARE = 1e-12;

/** `max = min gives 0` (SEMANTICS §5), and so does a spread that is only rounding: a flat picture shows no speckle. */
export function isFlat([low, high]: readonly [number, number], terms: Terms): boolean {
  const { sourceDepth, absolute, divisor, bias, unit } = terms;
  // A float picture may be as dark as it likes; what was summed there is not known.
  const summed = sourceDepth === 'f32' ? 0 : absolute / Math.abs(divisor) + Math.abs(bias / unit);
  return !(high - low > NOISE_SHARE * Math.max(summed, Math.abs(low), Math.abs(high)));
}
