// From a document's own colours to the screen's: the tables through which the threads look (wasm/show.ts).
import { SRGB_CURVE, type ColourSpace } from '../colour/colour-space.ts';
import { curveOf, decodeCurve, encodeCurve } from '../colour/curve.ts';
import { FLOAT_CODES, LIGHT_STEPS } from '../convolve/wasm/pixel-slots.ts';
import { fullScale, type Depth } from '../raster.ts';
import { quantise } from './samples.ts';
import type { LightTables, Look } from './types.ts';

/** How samples of a depth become RGBA u8, sRGB, straight opacity. */
export function createLooks(space: ColourSpace): (depth: Depth) => Look {
  if (!space.toSrgb && space.curves.every((curve) => curve.form === 'parametric' && isSrgb(curve))) return () => 'srgb';
  const known = new Map<Depth, LightTables>();
  const encoding = Uint8Array.from({ length: LIGHT_STEPS + 1 }, (_, step) =>
    quantise(encodeCurve(SRGB_CURVE, step / LIGHT_STEPS), 255),
  );
  return (depth) => {
    const codes = depth === 'f32' ? FLOAT_CODES : fullScale(depth);
    const light = known.get(depth)?.light ?? space.curves.map((_, channel) => lightTable(space, channel, codes));
    const tables = { light, matrix: space.toSrgb, encoding };
    known.set(depth, tables);
    return tables;
  };
}

function isSrgb(curve: typeof SRGB_CURVE): boolean {
  const names = ['g', 'a', 'b', 'c', 'd', 'e', 'f'] as const;
  return names.every((name) => Math.abs(curve[name] - SRGB_CURVE[name]) < 1e-6);
}

function lightTable(space: ColourSpace, channel: number, codes: number): Float32Array {
  const curve = curveOf(space, channel);
  return Float32Array.from({ length: codes + 1 }, (_, code) => decodeCurve(curve, code / codes));
}
