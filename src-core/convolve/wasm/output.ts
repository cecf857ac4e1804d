// Output mapping of a filtered colour (SEMANTICS §5) and its blend with the unfiltered one, with their numbers at hand.
import * as slots from './slots';
import { alphaUnit, colourUnit, law, number, whole } from './job';

/** 0 clamp, 1 absolute, 2 signed, 3 minmax. */
export let outputMode: i32 = 0;
export let rangeLow: f64 = 0;
export let rangeSpan: f64 = 0;
/** What shows of the filtered and of the unfiltered picture where every neighbour is opaque, as general.ts weighs them. */
export let blends: bool = false;
export let shown: f64 = 1;
export let shownOwn: f64 = 0;
export let shownAll: f64 = 1;

export function readOutput(): void {
  outputMode = whole(slots.OUTPUT);
  rangeLow = number(slots.RANGE_LOW);
  rangeSpan = number(slots.RANGE_HIGH) - rangeLow;
  const amount = number(slots.AMOUNT);
  blends = amount != 1;
  shown = law == 1 ? amount * alphaUnit : amount;
  shownOwn = law == 1 ? (1 - amount) * alphaUnit : 1 - amount;
  shownAll = shown + shownOwn;
}

export function mapOutput(value: f64): f64 {
  if (outputMode == 0) return value;
  if (outputMode == 1) return abs(value);
  if (outputMode == 2) return value + 0.5 * colourUnit;
  return rangeSpan == 0 ? 0 : ((value / colourUnit - rangeLow) / rangeSpan) * colourUnit;
}

/** A mapped colour of an opaque tile beside the pixel's own. */
export function blend(value: f64, own: f64): f64 {
  return blends ? (shown * value + shownOwn * own) / shownAll : value;
}
