// How whole sums in 16 or 32 bits become codes: the constants of wasm/finish-integer.ts, proven for every sum.
import { bytesPerSample, fullScale } from '../raster.ts';
import { findFixedLattice, findLattice, findLattice64, findSummand, type LatticeQuery } from './lattice.ts';
import type { Terms } from './terms.ts';
import * as layout from './wasm/finish-integer-layout.ts';

/** What plain tiles sum: whole numbers from `lowest` to `highest`, which have yet to be divided by `divisor`. */
export interface WholeSums {
  readonly bits: 16 | 32;
  readonly lowest: number;
  readonly highest: number;
  readonly divisor: number;
}

/** Four neighbouring samples repeat what one, two or four channels need; three are all alike (wasm/unticked.ts). */
const LANES = [0, 1, 2, 3] as const;
const EXACT_32 = 2 ** 24;
/** Emitted loops turn floats to whole numbers by an instruction that is undefined beyond. */
const FITS_32 = 2 ** 31;

/** The block that FINISH_INTEGER points to, or null where such sums cannot be finished exactly. */
export function integerFinish(terms: Terms, sums: WholeSums): Uint8Array | null {
  const { output, amount, luminance, linear, sourceDepth, resultDepth, channels, hasAlpha, law, ticked, bias } = terms;
  if (linear || luminance || amount !== 1 || resultDepth !== sourceDepth || resultDepth === 'f32') return null;
  if (output === 'minmax' || (output === 'absolute' && bias !== 0)) return null;
  if (sums.bits === 16 && resultDepth !== 'u8') return null;
  const isAlpha = (lane: number): boolean => hasAlpha && lane % channels === channels - 1;
  // Under the other laws a plain tile is opaque, and stays so: α is copied.
  const written = LANES.map((lane) =>
    isAlpha(lane) && law !== 'plain' ? false : channels === 3 || Boolean(ticked[lane % channels]),
  );
  if (output !== 'clamp' && LANES.some((lane) => isAlpha(lane) && written[lane])) return null;
  const absolute = output === 'absolute';
  const shift = output === 'signed' ? 0.5 * terms.unit : 0;
  const reach = Math.max(Math.abs(sums.lowest), Math.abs(sums.highest));
  const query: LatticeQuery = {
    divisor: absolute ? Math.abs(sums.divisor) : sums.divisor,
    bias,
    shift,
    max: fullScale(resultDepth),
    lowest: absolute ? 0 : sums.lowest,
    highest: absolute ? reach : sums.highest,
  };
  if (absolute && sums.bits === 16 && reach > 32767) return null;
  const alpha = { ...query, bias: 0 };
  const constants = constantsFor(
    sums.bits,
    query,
    LANES.map((lane) => (isAlpha(lane) ? alpha : query)),
  );
  if (!constants) return null;
  constants.setInt32(layout.ABSOLUTE, Number(absolute), true);
  const size = bytesPerSample(resultDepth);
  for (let byte = 0; byte < 16; byte++) {
    constants.setUint8(layout.MASK + byte, written[Math.floor(byte / size) % 4] ? 255 : 0);
  }
  return new Uint8Array(constants.buffer);
}

/** The quickest way that is right in every lane. */
function constantsFor(bits: 16 | 32, query: LatticeQuery, lanes: readonly LatticeQuery[]): DataView | null {
  if (bits === 16) {
    const quick = saturating(lanes) ?? fixed(lanes);
    if (quick) return quick;
    if (!lanes.every(fits32)) return null;
  }
  const { lowest, highest } = query;
  if (-lowest <= EXACT_32 && highest <= EXACT_32) {
    const way = bits === 16 && highest > 32767 ? layout.FLOAT_UNSIGNED : layout.FLOAT;
    const found = reciprocal(way, lanes);
    if (found) return found;
  }
  return bits === 32 ? reciprocal(layout.DOUBLE, lanes) : null;
}

function fits32({ divisor, bias, shift = 0 }: LatticeQuery): boolean {
  return 2 ** 16 / divisor + Math.abs(bias + shift) + 2 < FITS_32;
}

function emptyBlock(way: number): DataView {
  const block = new DataView(new ArrayBuffer(layout.LAYOUT_BYTES));
  block.setInt32(layout.WAY, way, true);
  return block;
}

function saturating(lanes: readonly LatticeQuery[]): DataView | null {
  const summands = each(lanes, (query) => (query.highest > 32767 ? null : findSummand(query)));
  if (!summands?.every((summand) => Math.abs(summand) <= 32767)) return null;
  const block = emptyBlock(layout.SATURATE);
  for (let lane = 0; lane < 8; lane++) block.setInt16(layout.BEFORE + lane * 2, summands[lane % 4]!, true);
  return block;
}

function fixed(lanes: readonly LatticeQuery[]): DataView | null {
  const lattices = each(lanes, findFixedLattice);
  if (!lattices) return null;
  const block = emptyBlock(layout.FIXED);
  for (let lane = 0; lane < 8; lane++) {
    const { before, factor, after } = lattices[lane % 4]!;
    block.setInt16(layout.BEFORE + lane * 2, before, true);
    block.setInt16(layout.FACTOR + lane * 2, factor, true);
    block.setInt16(layout.AFTER + lane * 2, after, true);
  }
  return block;
}

function reciprocal(way: number, lanes: readonly LatticeQuery[]): DataView | null {
  const lattices = each(lanes, way === layout.DOUBLE ? findLattice64 : findLattice);
  if (!lattices) return null;
  const block = emptyBlock(way);
  lattices.forEach(({ factor, summand }, lane) => {
    if (way === layout.DOUBLE) {
      block.setFloat64(layout.FACTOR_64 + lane * 8, factor, true);
      block.setFloat64(layout.SUMMAND_64 + lane * 8, summand, true);
    } else {
      block.setFloat32(layout.FACTOR_32 + lane * 4, factor, true);
      block.setFloat32(layout.SUMMAND_32 + lane * 4, summand, true);
    }
  });
  return block;
}

/** What serves each lane, found once for lanes that are alike; null where one has none. */
export function each<T>(lanes: readonly LatticeQuery[], find: (query: LatticeQuery) => T | null): T[] | null {
  const found: T[] = [];
  for (let lane = 0; lane < lanes.length; lane++) {
    const alike = lanes.indexOf(lanes[lane]!);
    const one = alike < lane ? found[alike]! : find(lanes[lane]!);
    if (one === null) return null;
    found.push(one);
  }
  return found;
}
