// Running sums in linear light on codes of 8 bits: the fixed point of every code, from tables (wasm/running-light.ts).
import { curveOf, decodeCurve } from '../colour/curve.ts';
import type { Block } from './proposal.ts';
import type { Terms } from './terms.ts';

export function hasLightTables({ sourceDepth, linear, luminance, channels, border }: Terms): boolean {
  return sourceDepth === 'u8' && linear && !(luminance && channels > 2) && border !== 'constant';
}

/** Addresses of the tables of a pixel's channels, of four neighbouring samples at least; 1 is `scale`. */
export function placeLight(block: Block, { colourSpace, channels, hasAlpha }: Terms, scale: number): number {
  const tables = Array.from({ length: channels }, (_, channel) => {
    const curve = hasAlpha && channel === channels - 1 ? null : curveOf(colourSpace, channels > 2 ? channel : 0);
    const light = (code: number): number => (curve ? decodeCurve(curve, code / 255) : code / 255);
    return block.place(Int32Array.from({ length: 256 }, (_, code) => Math.round(light(code) * scale)));
  });
  return block.place(Uint32Array.from({ length: 4 }, (_, sample) => tables[sample % channels]!));
}
