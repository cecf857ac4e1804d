// Output mapping of a filtered colour (SEMANTICS §5), and its numbers at hand.
import * as slots from './slots';
import { colourUnit, number, whole } from './job';

/** 0 clamp, 1 absolute, 2 signed, 3 minmax. */
export let outputMode: i32 = 0;
export let rangeLow: f64 = 0;
export let rangeSpan: f64 = 0;

export function readOutput(): void {
  outputMode = whole(slots.OUTPUT);
  rangeLow = number(slots.RANGE_LOW);
  rangeSpan = number(slots.RANGE_HIGH) - rangeLow;
}

export function mapOutput(value: f64): f64 {
  if (outputMode == 0) return value;
  if (outputMode == 1) return abs(value);
  if (outputMode == 2) return value + 0.5 * colourUnit;
  return rangeSpan == 0 ? 0 : ((value / colourUnit - rangeLow) / rangeSpan) * colourUnit;
}
