// The quickest way from whole sums to codes: the constants of wasm/running-codes.ts, proven for every sum.
import { bytesPerSample, fullScale } from '../raster.ts';
import { each, type WholeSums } from './finish-integer.ts';
import { findQuotient, findShiftedLattice, findShiftedLattice64, type LatticeQuery } from './lattice.ts';
import type { Terms } from './terms.ts';
import * as integer from './wasm/finish-integer-layout.ts';
import * as layout from './wasm/running-codes-layout.ts';

const LANES = [0, 1, 2, 3] as const;
const PIXELS = {
  1: [0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15],
  2: [0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 6, 7, 14, 15],
} as const;

/** The block that QUICK points to, or null where `constants` (of finish-integer.ts) do as well or are needed. */
export function quickCodes(terms: Terms, sums: WholeSums, constants: Uint8Array | null): Uint8Array | null {
  if (!constants) return null;
  const { output, channels, hasAlpha, law, resultDepth, bias, unit } = terms;
  const given = new DataView(constants.buffer);
  const way = given.getInt32(integer.WAY, true);
  // 16 bits from end to end are quicker still.
  if (output === 'absolute' || way === integer.SATURATE || way === integer.FIXED) return null;
  const query: LatticeQuery = {
    ...sums,
    bias,
    shift: output === 'signed' ? 0.5 * unit : 0,
    max: fullScale(resultDepth),
  };
  const alpha = { ...query, bias: 0 };
  const queries = LANES.map((lane) => (hasAlpha && lane % channels === channels - 1 ? alpha : query));
  const quotients = resultDepth === 'u16' ? each(queries, findQuotient) : null;
  const lattices = quotients ?? each(queries, resultDepth === 'u8' ? findShiftedLattice : findShiftedLattice64);
  if (!lattices) return null;
  const block = new DataView(new ArrayBuffer(layout.LAYOUT_BYTES));
  lattices.forEach(({ before, factor }, lane) => {
    block.setInt32(layout.BEFORE + lane * 4, before, true);
    block.setFloat32(layout.FACTOR_32 + lane * 4, factor, true);
    block.setFloat64(layout.FACTOR_64 + lane * 8, factor, true);
    block.setInt32(layout.LOW_HALVES + lane * 4, 65535, true);
  });
  if (quotients) for (let lane = 0; lane < 8; lane++) block.setInt16(layout.DIVISOR + lane * 2, query.divisor, true);
  block.setInt32(layout.DIVIDES, Number(quotients !== null), true);
  const size = bytesPerSample(resultDepth);
  let kept = false;
  let others = false;
  for (let byte = 0; byte < 16; byte++) {
    const mask = given.getUint8(integer.MASK + byte);
    block.setUint8(layout.WRITTEN + byte, mask);
    block.setUint8(layout.CONSTANT + byte, 255 - mask);
    if (mask !== 0) continue;
    kept = true;
    const channel = Math.floor(byte / size) % channels;
    others ||= law === 'plain' || !hasAlpha || channel !== channels - 1;
  }
  (size === 1 ? PIXELS[1] : PIXELS[2]).forEach((from, byte) => block.setUint8(layout.PIXELS + byte, from));
  block.setInt32(layout.KEEPS, others ? 2 : Number(kept), true);
  return new Uint8Array(block.buffer);
}
