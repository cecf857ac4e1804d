// An edge from dark to bright grey as the whole filter shows it: divisor, bias, output, amount and light included.
import { SRGB_CURVE } from '../../../src-core/colour/colour-space.ts';
import { decodeCurve, encodeCurve } from '../../../src-core/colour/curve.ts';
import type { Settings } from '../../../src-core/filters/settings.ts';

/** Encoded greys with room for what goes beyond them. */
const DARK = 0.25;
const BRIGHT = 0.75;

/** Greys from 0 to 1: the edge before, then after. `values` is its response to a step, the first at the pixel `from`. */
export function edgeShades(values: Float64Array, from: number, settings: Settings): Float64Array {
  const { bias, output, amount, light } = settings;
  const linear = light === 'linear';
  const enter = (value: number): number => (linear ? decodeCurve(SRGB_CURVE, value) : value);
  const leave = (value: number): number => (linear ? encodeCurve(SRGB_CURVE, value) : value);
  const [dark, bright] = [enter(DARK), enter(BRIGHT)];
  const gain = values.at(-1) ?? 0;
  // The dark side is an area of its own value: the step stands on it.
  const filtered = values.map((value) => gain * dark + (bright - dark) * value + bias);
  const [least, most] = [Math.min(...filtered), Math.max(...filtered)];
  const mapped = filtered.map((value) => {
    if (output === 'absolute') return Math.abs(value);
    if (output === 'signed') return value + 0.5;
    return output === 'minmax' ? (most > least ? (value - least) / (most - least) : 0) : value;
  });
  const before = values.map((_, index) => (from + index < 0 ? dark : bright));
  const after = mapped.map((value, index) => amount * value + (1 - amount) * (before[index] ?? 0));
  const shades = new Float64Array(2 * values.length);
  shades.set(before.map(leave));
  shades.set(after.map(leave), values.length);
  return shades;
}
