// From 16-bit sums to codes, in the loop that made them: what wasm/finish-integer.ts does, by the same constants.
import { AFTER, BEFORE, FACTOR, FACTOR_32, MASK, SUMMAND_32 } from '../wasm/finish-integer-layout.ts';
import * as wasm from './assemble.ts';
import type { Code } from './assemble.ts';
import type { Loop } from './loop.ts';

export interface RowCodes {
  readonly way: 'saturate' | 'fixed' | 'float' | 'float unsigned';
  readonly absolute: boolean;
  readonly masked: boolean;
}

export interface Finish {
  /** Of a local with eight sums: as many codes of 16 bits, not yet clamped to bytes. */
  codes(sum: number): Code;
  /** Sixteen bytes with the source's where the mask is 0. */
  masked(own: Code): Code;
}

export function createFinish(loop: Loop, finish: RowCodes, relaxed: boolean): Finish {
  const { way, absolute } = finish;
  const finished = way.startsWith('float')
    ? floatCodes(loop, way === 'float unsigned', relaxed)
    : shortCodes(loop, way === 'saturate', relaxed);
  const mask = finish.masked ? loop.constant(MASK).code : null;
  return {
    codes: (sum) => [...wasm.get(sum), ...(absolute ? wasm.absolute16 : []), ...finished],
    masked: (source) => (mask ? [...source, ...wasm.loadVector(), ...mask, ...wasm.select] : []),
  };
}

function shortCodes(loop: Loop, saturate: boolean, relaxed: boolean): Code {
  const before = loop.constant(BEFORE).code;
  if (saturate) return [...before, ...wasm.addSaturated16];
  const product = [...loop.constant(FACTOR).code, ...(relaxed ? wasm.relaxedFraction16 : wasm.fraction16)];
  return [...before, ...wasm.add16, ...product, ...loop.constant(AFTER).code, ...wasm.add16];
}

/** Every operation in float32, as finish-integer.ts has proven it. */
function floatCodes(loop: Loop, unsigned: boolean, relaxed: boolean): Code {
  const sums = loop.vector();
  const [low, high] = unsigned ? [wasm.lowUnsignedShorts, wasm.highUnsignedShorts] : [wasm.lowShorts, wasm.highShorts];
  const product = [...wasm.convert32, ...loop.constant(FACTOR_32).code, ...wasm.multiplyFloats];
  const code = [...product, ...loop.constant(SUMMAND_32).code, ...wasm.addFloats];
  const whole = [...code, ...(relaxed ? wasm.relaxedTruncate : wasm.truncateSaturated)];
  return [...wasm.tee(sums), ...low, ...whole, ...wasm.get(sums), ...high, ...whole, ...wasm.narrowToShorts];
}
