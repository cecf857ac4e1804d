// One sample into the filter's light and back, by the curve's own formula in float64: for scalar code, and for what
// lies beyond the pieces of pieces.ts.
import * as curve from './curve-slots';
import { job, resultDepth, sourceDepth, wide } from './job';
import * as slots from './slots';

function field(record: usize, index: usize): f64 {
  return load<f64>(record + (index << 3));
}

export function curveTable(record: usize, index: usize): usize {
  return <usize>load<u32>(record + (index << 3));
}

export function curveOf(channel: i32): usize {
  return <usize>(<u32>load<f64>(job + ((<usize>(slots.CURVE_0 + channel)) << 3)));
}

/** `value` is a code of an integer source, or a float. */
export function decodeSample(record: usize, value: f64): f64 {
  if (sourceDepth < 2) {
    const code = <usize>(<u32>value);
    if (wide) return load<f64>(curveTable(record, curve.LIGHT_64) + (code << 3));
    return <f64>load<f32>(curveTable(record, curve.LIGHT_32) + (code << 2));
  }
  return decode(record, value);
}

export function decode(record: usize, value: f64): f64 {
  return value < 0 ? -decodePositive(record, -value) : decodePositive(record, value);
}

function decodePositive(record: usize, x: f64): f64 {
  if (field(record, curve.FORM) != 0) {
    const last = <i32>field(record, curve.COUNT) - 1;
    const position = x * <f64>last;
    // NaN and what is far beyond 1 stay with the last piece.
    const index = position < <f64>(last - 1) ? <i32>position : last - 1;
    const values = curveTable(record, curve.VALUES) + ((<usize>index) << 3);
    const low = load<f64>(values);
    return low + (position - <f64>index) * (load<f64>(values, 8) - low);
  }
  if (x < field(record, curve.D)) return field(record, curve.C) * x + field(record, curve.F);
  const base = field(record, curve.A) * x + field(record, curve.B);
  return Math.pow(base, field(record, curve.G)) + field(record, curve.E);
}

/** Light to an encoded fraction of full scale. */
export function encode(record: usize, value: f64): f64 {
  return value < 0 ? -encodePositive(record, -value) : encodePositive(record, value);
}

function encodePositive(record: usize, y: f64): f64 {
  if (field(record, curve.FORM) != 0) {
    const last = <i32>field(record, curve.COUNT) - 1;
    const values = curveTable(record, curve.VALUES);
    let low = 0;
    let high = last - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (load<f64>(values + ((<usize>middle) << 3)) <= y) low = middle;
      else high = middle - 1;
    }
    const at = values + ((<usize>low) << 3);
    const start = load<f64>(at);
    return (<f64>low + (y - start) / (load<f64>(at, 8) - start)) / <f64>last;
  }
  if (y < field(record, curve.BREAK)) {
    const slope = field(record, curve.C);
    return slope == 0 ? 0 : (y - field(record, curve.F)) / slope;
  }
  const base = max<f64>(0, y - field(record, curve.E));
  return (Math.pow(base, 1 / field(record, curve.G)) - field(record, curve.B)) / field(record, curve.A);
}

/** Light to the code of an integer result, clamped and rounded; to an encoded float otherwise. */
export function storedFromLight(record: usize, value: f64): f64 {
  const encoded = encode(record, value);
  if (resultDepth == 2) return encoded;
  if (!isFinite(value)) return NaN;
  const largest: f64 = resultDepth == 0 ? 255 : 65535;
  return min<f64>(largest, max<f64>(0, floor<f64>(encoded * largest + 0.5)));
}
