// How far sums by Fourier transforms can be off, and in which numbers they are therefore taken. A transform's error is
// noise of √(log₂ N) roundings, spread evenly (Weinstein 1969; Schatzman 1996; bounds by Higham & Mary 2019): it is a share
// of the largest sum that the picture could give anywhere, not of the sum at hand.
import { curveOf, decodeCurve } from '../colour/curve.ts';
import { fullScale } from '../raster.ts';
import { canBeExact, encodingGrowth, largestCode, type Arithmetic } from './arithmetic.ts';
import { finishError, loadError } from './finish-error.ts';
import type { Terms } from './terms.ts';

const ROUNDING_32 = 2 ** -24;
const ROUNDING_64 = 2 ** -53;
/** Root mean square error in roundings · √(log₂ N), as a share of Σ|K| · the largest sample: 0.5 where the kernel is one
 * spike, 0.3 where it is dense (test/unit/convolve/fourier.test.ts). */
const NOISE = 0.5;
/** The largest error beside it: one sample in 10¹⁰ would be farther off, and whole sums leave no room for even that. */
const LARGEST_ERROR = 6.5;
const LARGEST_WHOLE_ERROR = 10;
/** Levels of error allowed before rounding, well below the promised 0.5. */
const LEVELS = 0.3;
/** Share of Σ|K|/|d| that a float result may be off; the promise is 1e-6. */
const SHARE = 9e-7;
/** Whole sums are rounded to whole numbers, which float32 holds up to here. */
const WHOLE = 0.4;
const EXACT_32 = 2 ** 24;
const EXACT_64 = 2 ** 53;

/** `numbers`: of one transform. In words why not where no arithmetic is good enough. */
export function fourierArithmetic(terms: Terms, numbers: number, weighted: boolean): Arithmetic | string {
  const { operator, absolute, divisor, sum } = terms;
  const noise = (wide: boolean): number => NOISE * (wide ? ROUNDING_64 : ROUNDING_32) * Math.sqrt(Math.log2(numbers));
  if (operator.form === 'matrix' && canBeExact(terms)) {
    const largest = largestCode(terms) ** (weighted ? 2 : 1) * absolute;
    const fits = (wide: boolean): boolean =>
      largest < (wide ? EXACT_64 : EXACT_32) && LARGEST_WHOLE_ERROR * noise(wide) * largest < WHOLE;
    const wide = !fits(false);
    if (wide && !fits(true)) return 'whole sums of this size cannot be told apart after a transform';
    const alphaUnit = fullScale(terms.sourceDepth);
    return { exact: true, wide, alphaUnit, divisor, sum, gain: absolute, bound: 0 };
  }
  const gain = absolute / Math.abs(divisor);
  const scale = terms.resultDepth === 'f32' ? 1 : fullScale(terms.resultDepth);
  const spread = scale * spreadGrowth(terms, weighted);
  // What loading does to a sample stays a share of it.
  const shares = scale * encodingGrowth(terms, sum > 0 && absolute === sum && divisor > 0) * (weighted ? 2 : 1);
  const boundWith = (wide: boolean): number =>
    gain * (LARGEST_ERROR * noise(wide) * spread + loadError(terms, wide) * shares);
  const allowed = terms.resultDepth === 'f32' ? SHARE * gain : LEVELS;
  const wide = boundWith(false) > allowed || terms.output === 'minmax';
  if (boundWith(wide) > allowed) return 'a transform would be too inexact';
  const bound = boundWith(wide) + finishError(terms);
  return { exact: false, wide, alphaUnit: 1, divisor: 1, sum: sum / divisor, gain, bound };
}

/** The largest sample, and by how much an error beside it can grow on the way to the result. */
function spreadGrowth(terms: Terms, weighted: boolean): number {
  const { resultDepth, law, colourSpace, linear, border, borderColour, unit } = terms;
  const brightest = borderColour.map((value, channel) =>
    Math.abs(linear ? decodeCurve(curveOf(colourSpace, channel), value) : value / unit),
  );
  const largest = border === 'constant' ? Math.max(1, ...brightest) : 1;
  const growth = largest * encodingGrowth(terms, false);
  if (!weighted) return growth;
  // The pixel's own colour takes the place of what neighbours lack: their α is off as well.
  if (law === 'preserve') return growth * 2;
  // A colour shows from half a level of α on, and is a quotient by it.
  const faintest = resultDepth === 'f32' ? 1e-6 : 0.5 / fullScale(resultDepth);
  return (growth * 2) / faintest;
}
