// Transfer curves in float64: encoded value to light and back, extended oddly below 0 and by their own formula above 1.
import type { ColourSpace, TransferCurve } from './colour-space.ts';

/** Encoded to linear light: sign(x) · f(|x|). */
export function decodeCurve(curve: TransferCurve, x: number): number {
  return x < 0 ? -decodePositive(curve, -x) : decodePositive(curve, x);
}

/** Linear light to encoded, the inverse of `decodeCurve`. */
export function encodeCurve(curve: TransferCurve, y: number): number {
  return y < 0 ? -encodePositive(curve, -y) : encodePositive(curve, y);
}

function decodePositive(curve: TransferCurve, x: number): number {
  if (curve.form === 'parametric') {
    const { g, a, b, c, d, e, f } = curve;
    return x >= d ? (a * x + b) ** g + e : c * x + f;
  }
  const { values } = curve;
  const position = x * (values.length - 1);
  // Above 1 the last piece goes on in a straight line.
  const index = Math.min(Math.floor(position), values.length - 2);
  const low = values[index] ?? 0;
  return low + (position - index) * ((values[index + 1] ?? 1) - low);
}

function encodePositive(curve: TransferCurve, y: number): number {
  if (curve.form === 'parametric') {
    const { g, a, b, c, d, e, f } = curve;
    if (y >= decodePositive(curve, d)) return (Math.max(0, y - e) ** (1 / g) - b) / a;
    return c === 0 ? 0 : (y - f) / c;
  }
  const { values } = curve;
  let low = 0;
  let high = values.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  const start = values[low] ?? 0;
  return (low + (y - start) / ((values[low + 1] ?? 1) - start)) / (values.length - 1);
}

/** The curve of a colour channel: one for all, or its own. */
export function curveOf(space: ColourSpace, channel: number): TransferCurve {
  return space.curves.length === 1 ? space.curves[0] : (space.curves[channel] ?? space.curves[0]);
}

/** The largest slope of encode over [0, 1], sampled: how much an error in light grows on the way back. */
export function steepestEncoding(space: ColourSpace): number {
  const known = steepestOf.get(space) ?? findSteepest(space);
  steepestOf.set(space, known);
  return known;
}

/** Looked up for every filter in linear light. */
const steepestOf = new WeakMap<ColourSpace, number>();

function findSteepest(space: ColourSpace): number {
  let steepest = 1;
  for (const curve of space.curves) {
    let before = encodeCurve(curve, 0);
    for (let step = 1; step <= 4096; step++) {
      const y = (step / 4096) ** 3;
      const after = encodeCurve(curve, y);
      steepest = Math.max(steepest, (after - before) / (y - ((step - 1) / 4096) ** 3));
      before = after;
    }
  }
  return steepest;
}
