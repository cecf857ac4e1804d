// Output mapping of a filtered colour (SEMANTICS §5), with its numbers at hand.
import { colourUnit, number, whole } from './job';
import * as slots from './slots';

/** 0 clamp, 1 absolute, 2 signed, 3 minmax. */
let outputMode: i32 = 0;
let rangeLow: f64 = 0;
let rangeSpan: f64 = 0;

export function readOutput(): void {
  outputMode = whole(slots.OUTPUT);
  rangeLow = number(slots.RANGE_LOW);
  rangeSpan = number(slots.RANGE_HIGH) - rangeLow;
}

export function mapsOutput(): bool {
  return outputMode != 0;
}

export function mapOutput(value: f64): f64 {
  if (outputMode == 0) return value;
  if (outputMode == 1) return abs(value);
  if (outputMode == 2) return value + 0.5 * colourUnit;
  return rangeSpan == 0 ? 0 : ((value / colourUnit - rangeLow) / rangeSpan) * colourUnit;
}

/** The same for two values. */
export function mapPair(v: v128): v128 {
  if (outputMode == 0) return v;
  if (outputMode == 1) return f64x2.abs(v);
  const unit = f64x2.splat(colourUnit);
  if (outputMode == 2) return f64x2.add(v, f64x2.splat(0.5 * colourUnit));
  if (rangeSpan == 0) return f64x2.splat(0);
  const share = f64x2.div(f64x2.sub(f64x2.div(v, unit), f64x2.splat(rangeLow)), f64x2.splat(rangeSpan));
  return f64x2.mul(share, unit);
}
