// The least and greatest filtered colour that a thread has seen while measuring for `minmax`, as fractions of full scale.
import { colourUnit } from './job';

export let lowest: f64 = Infinity;
export let highest: f64 = -Infinity;

export function resetExtremes(): void {
  lowest = Infinity;
  highest = -Infinity;
}

export function includeExtreme(value: f64): void {
  lowest = min(lowest, value);
  highest = max(highest, value);
}

/** Float64 values in units of colour; NaN does not count. */
export function includeExtremes(values: usize, count: i32): void {
  let low = f64x2.splat(Infinity);
  let high = f64x2.splat(-Infinity);
  const end = values + ((<usize>count) << 3);
  for (; values + 16 <= end; values += 16) {
    const v = v128.load(values);
    low = f64x2.pmin(low, v);
    high = f64x2.pmax(high, v);
  }
  if (values < end) {
    const v = f64x2.splat(load<f64>(values));
    low = f64x2.pmin(low, v);
    high = f64x2.pmax(high, v);
  }
  // Division by a positive number keeps the order.
  lowest = min(lowest, min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1)) / colourUnit);
  highest = max(highest, max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1)) / colourUnit);
}
