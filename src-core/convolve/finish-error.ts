// How far off samples can be for the way in and out: curves by tables and pieces, steps in float32. For the stated bound.
import { encodeCurve } from '../colour/curve.ts';
import type { TransferCurve } from '../colour/colour-space.ts';
import { fullScale } from '../raster.ts';
import type { Terms } from './terms.ts';
import { CODE_SHIFT, FINE_PIECE_BITS, FULL_LIGHT, LEAST_LIGHT, PIECE_BITS } from './wasm/curve-slots.ts';

const ROUNDING_32 = 2 ** -24;
/** Pieces of a curve, as a share of what they give; errors go with the third power of their width. */
const PIECE_SHARE = 7e-9;
const FINE_PIECE_SHARE = PIECE_SHARE / 2 ** (3 * (FINE_PIECE_BITS - PIECE_BITS));
/** Float32 steps from light to what is stored, and those of a blend or of luminance, in roundings of full scale. */
const LIGHT_STEPS = 3;
const BLEND_STEPS = 6;

/** What is added after the sum: levels for u8 and u16, units for f32. */
export function finishError(terms: Terms): number {
  const { linear, luminance, channels, amount, resultDepth, colourSpace } = terms;
  const levels = resultDepth === 'f32' ? 1 : fullScale(resultDepth);
  let steps = 0;
  if (amount !== 1 || (luminance && channels > 2)) steps += BLEND_STEPS;
  if (linear) steps += LIGHT_STEPS;
  let error = steps * ROUNDING_32 * levels;
  if (linear) {
    if (resultDepth === 'u8') error += Math.max(...colourSpace.curves.map((curve) => codeTable(curve).error));
    else error += PIECE_SHARE * levels;
  }
  return error;
}

/** What a sample may be off before the sum, as a share of itself: only floats go through pieces. */
export function loadError({ linear, sourceDepth }: Terms, wide: boolean): number {
  if (!linear || sourceDepth !== 'f32') return 0;
  return wide ? FINE_PIECE_SHARE : PIECE_SHARE;
}

export interface CodeTable {
  readonly codes: Uint8Array;
  /** In levels. */
  readonly error: number;
}

const known = new WeakMap<TransferCurve, CodeTable>();

/** Codes of 8 bits for light up to 1 (wasm/codes.ts), each cell of light by its middle: off by half a cell at a step. */
export function codeTable(curve: TransferCurve): CodeTable {
  let table = known.get(curve);
  if (!table) known.set(curve, (table = buildCodeTable(curve)));
  return table;
}

function buildCodeTable(curve: TransferCurve): CodeTable {
  const bits = new DataView(new ArrayBuffer(4));
  const codeOf = (place: number): number => {
    bits.setUint32(0, LEAST_LIGHT + place * 2 ** CODE_SHIFT);
    return encodeCurve(curve, bits.getFloat32(0)) * 255;
  };
  const count = (FULL_LIGHT - LEAST_LIGHT) / 2 ** CODE_SHIFT + 1;
  const codes = Uint8Array.from({ length: count }, (_, index) =>
    Math.max(0, Math.min(255, Math.floor(codeOf(index + 0.5) + 0.5))),
  );
  let error = 0;
  codes.forEach((code, index) => {
    if (index > 0 && code !== codes[index - 1]) error = Math.max(error, Math.abs(codeOf(index) - (code - 0.5)));
  });
  return { codes, error };
}
