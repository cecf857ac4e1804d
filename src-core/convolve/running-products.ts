// Running sums weighted by α on codes of 8 bits: codes, or light as whole numbers, times the code of α are exact in 32
// bits. A colour, their quotient, is as near as its light, however little opacity there is.
import { curveOf, decodeCurve, steepestEncoding } from '../colour/curve.ts';
import { fullScale } from '../raster.ts';
import type { Arithmetic } from './arithmetic.ts';
import { finishError } from './finish-error.ts';
import type { Block } from './proposal.ts';
import type { Terms } from './terms.ts';
import type { WholeWeights } from './whole-weights.ts';
import { WORK_32 } from './wasm/running-slots.ts';

const ROUNDING_32 = 2 ** -24;
/** The sum to float32, its factor, the quotient and what follows. */
const ROUNDINGS = 16;
/** S is a little less than it is, by more than roundings and less than whole sums are apart: α halfway between two codes
 * is the upper one, so that what shows is what shows in the reference. */
const LESS = 1 - 2 ** -21;
const MOST_LIGHT = 65535;

/** As running-numbers.ts has them. */
interface ProductNumbers {
  readonly kind: number;
  readonly arithmetic: Arithmetic;
  readonly scale: number;
  readonly factor: number;
  readonly limit: number;
  readonly codes: null;
  readonly products: true;
  readonly far: boolean;
}

/**
 * `largest`: the sum of the weights of one sign, or of one column's where sums along the row are `far` beyond 32 bits.
 * Null where products do not serve.
 */
export function productNumbers(
  terms: Terms,
  weights: WholeWeights,
  { largest, total, far }: { largest: number; total: number; far: boolean },
): ProductNumbers | null {
  const { sourceDepth, resultDepth, linear, luminance, channels, border, divisor, absolute, colourSpace } = terms;
  if (sourceDepth !== 'u8' || (luminance && channels > 2) || border === 'constant') return null;
  const most = Math.floor((2 ** 31 - 1) / (255 * largest));
  if (most < (linear ? 1 : 255)) return null;
  const scale = linear ? Math.min(MOST_LIGHT, most) : 1;
  const gain = absolute / Math.abs(divisor);
  const levels = resultDepth === 'f32' ? 1 : fullScale(resultDepth);
  const rounding = linear ? 0.5 / scale : 0;
  const error = gain * (rounding + ROUNDINGS * ROUNDING_32) + weights.weightError / Math.abs(divisor);
  // A colour that is completed by its own carries the error of α too.
  const both = terms.law === 'preserve' ? 2 : 1;
  const growth = linear ? steepestEncoding(colourSpace) : 1;
  const bound = error * both * growth * levels + finishError(terms);
  const factor = Math.fround(weights.unit / divisor / (255 * scale));
  const all = total * 255 * scale;
  const opaque = Math.fround((far ? all : Math.fround(all)) * factor);
  const sum = terms.law === 'premultiplied' && resultDepth !== 'f32' ? Math.fround(opaque * LESS) : opaque;
  const arithmetic = { exact: false, wide: false, alphaUnit: 1, divisor: 1, sum, gain, bound };
  return { kind: WORK_32, arithmetic, scale, factor, limit: 0, codes: null, products: true, far };
}

/** Addresses of the light of every code of red, green and blue, or none, and what stands for full opacity over 255. */
export function placeProducts(block: Block, { colourSpace, channels, linear }: Terms, scale: number): number {
  if (!linear) return block.place(Uint32Array.of(0, 0, 0, scale));
  const tables = [0, 1, 2].map((channel) => {
    const curve = curveOf(colourSpace, channels > 2 ? channel : 0);
    const light = Array.from({ length: 256 }, (_, code) => Math.round(decodeCurve(curve, code / 255) * scale));
    return block.place(Int32Array.from(light));
  });
  return block.place(Uint32Array.from([...tables, scale]));
}
