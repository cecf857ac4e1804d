// The two kinds of curve in an ICC profile (`curv` and `para`) as transfer curves. Source: ICC.1:2022, 10.6 and 10.18.
import { SRGB_CURVE, type ParametricCurve, type TransferCurve } from './colour-space.ts';

/** What a flat place of a table is tilted by: less than a step of 16 bits, enough to have an inverse. */
const TILT = 2 ** -24;
const MAX_TABLE = 65_536;

const power = (g: number): ParametricCurve => ({ form: 'parametric', g, a: 1, b: 0, c: 1, d: 0, e: 0, f: 0 });

/** null when the table falls somewhere by more than rounding, or is flat altogether. */
function tableOf(view: DataView, count: number): TransferCurve | null {
  const values: number[] = [];
  let last = -1;
  for (let index = 0; index < count; index++) {
    const value = view.getUint16(12 + index * 2) / 65535;
    if (value < last - 0.001) return null;
    last = Math.max(value, last + TILT);
    values.push(last);
  }
  const [first = 0] = values;
  return last - first < 0.1 ? null : { form: 'table', values };
}

function readTable(view: DataView): TransferCurve | null {
  const count = view.getUint32(8);
  if (count === 0) return power(1);
  if (count > MAX_TABLE || view.byteLength < 12 + count * 2) return null;
  if (count > 1) return tableOf(view, count);
  const g = view.getUint16(12) / 256;
  return g > 0.1 && g < 10 ? power(g) : null;
}

/** How many numbers each function type carries: g · g a b · g a b c · g a b c d · g a b c d e f. */
const PARAMETER_COUNTS = [1, 3, 4, 5, 7] as const;

function readParametric(view: DataView): TransferCurve | null {
  const type = view.getUint16(8);
  const count = PARAMETER_COUNTS[type];
  if (count === undefined || view.byteLength < 12 + count * 4) return null;
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(
    { length: count },
    (_, index) => view.getInt32(12 + index * 4) / 65536,
  );
  if (!(g > 0.1 && g < 10 && a > 0)) return null;
  if (type === 0) return power(g);
  // Types 1 and 2 are flat below −b/a; without an inverse there, they are no use as a curve.
  if (type < 3) return -b / a > 0 ? null : { form: 'parametric', g, a, b, c: 1, d: 0, e: type === 2 ? c : 0, f: 0 };
  if (d > 0 && !(c > 0)) return null;
  return { form: 'parametric', g, a, b, c: d > 0 ? c : 1, d, e, f };
}

export function readCurve(tag: Uint8Array | null): TransferCurve | null {
  if (!tag || tag.length < 14) return tag && tag.length === 12 && tag[0] === 0x63 ? power(1) : null;
  const view = new DataView(tag.buffer, tag.byteOffset, tag.byteLength);
  const type = String.fromCharCode(...tag.subarray(0, 4));
  return type === 'curv' ? readTable(view) : type === 'para' ? readParametric(view) : null;
}

function valueAt(curve: TransferCurve, x: number): number {
  if (curve.form === 'parametric') {
    return x >= curve.d ? (curve.a * x + curve.b) ** curve.g + curve.e : curve.c * x + curve.f;
  }
  const position = x * (curve.values.length - 1);
  const below = Math.floor(position);
  const low = curve.values[below] ?? 0;
  return low + (position - below) * ((curve.values[below + 1] ?? low) - low);
}

/** True for sRGB's own curve however it was written down: as a formula with rounded numbers, or as a table. */
export function isSrgbCurve(curve: TransferCurve): boolean {
  for (let code = 0; code <= 255; code++) {
    if (Math.abs(valueAt(curve, code / 255) - valueAt(SRGB_CURVE, code / 255)) > 2e-4) return false;
  }
  return true;
}
