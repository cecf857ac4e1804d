// What follows the first step in float64, in place, in units of colour: output mapping, the blend of exact plans, and the
// way to float32, rounded to codes where everything is done. Measuring looks at the values instead.
import { includeExtremes } from './extremes';
import * as finish from './finish-slots';
import {
  colourUnit,
  hasAlpha,
  law,
  luminance,
  number,
  pointer,
  resultDepth,
  resultMax,
  ticks,
  workChannels,
} from './job';
import { mapPair, mapsOutput } from './output';
import * as slots from './slots';

function endOf(values: usize, count: i32): usize {
  return values + ((<usize>(count * workChannels)) << 3);
}

export function mapRow64(values: usize, count: i32): void {
  if (!mapsOutput()) return;
  const constants = pointer(slots.FINISH_CONSTANTS);
  const colour0 = v128.load(constants, finish.COLOUR_64);
  const colour1 = v128.load(constants, finish.COLOUR_64 + 16);
  for (const end = endOf(values, count); values < end; values += 32) {
    const low = v128.load(values);
    const high = v128.load(values, 16);
    v128.store(values, v128.bitselect(mapPair(low), low, colour0));
    v128.store(values, v128.bitselect(mapPair(high), high, colour1), 16);
  }
}

/** α' that quantises to 0, in both lanes. */
function hidden(alpha: v128, constants: usize): v128 {
  return f64x2.lt(alpha, v128.load64_splat(constants, finish.HIDDEN_BELOW_64));
}

/** By `amount`, with the pixels' straight float64 samples; under the premultiplied law α weighs both sides. */
export function blendRow64(values: usize, own: usize, count: i32): void {
  const end = endOf(values, count);
  if (law != 1) blendPlain(values, end, own);
  else if (workChannels == 4) blendVisible4(values, end, own);
  else blendVisible2(values, end, own);
}

function blendPlain(values: usize, end: usize, own: usize): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const amount = v128.load64_splat(constants, finish.AMOUNT_64);
  const rest = v128.load64_splat(constants, finish.REST_64);
  const both = f64x2.add(amount, rest);
  const divides = load<f64>(constants, finish.AMOUNT_64) + load<f64>(constants, finish.REST_64) != 1;
  for (; values < end; values += 16) {
    const blended = f64x2.add(f64x2.mul(amount, v128.load(values)), f64x2.mul(rest, v128.load(own)));
    v128.store(values, divides ? f64x2.div(blended, both) : blended);
    own += 16;
  }
}

/** A colour blended with the pixel's own as both can be seen. */
function visible(value: v128, own: v128, alpha: v128, ownAlpha: v128, constants: usize): v128 {
  const amount = v128.load64_splat(constants, finish.AMOUNT_64);
  const rest = v128.load64_splat(constants, finish.REST_64);
  const shown = f64x2.mul(amount, f64x2.pmax(f64x2.splat(0), alpha));
  const shownOwn = f64x2.mul(rest, ownAlpha);
  const blended = f64x2.add(f64x2.mul(shown, value), f64x2.mul(shownOwn, own));
  return v128.bitselect(own, f64x2.div(blended, f64x2.add(shown, shownOwn)), hidden(alpha, constants));
}

function blendVisible4(values: usize, end: usize, own: usize): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const amount = v128.load64_splat(constants, finish.AMOUNT_64);
  const rest = v128.load64_splat(constants, finish.REST_64);
  for (; values < end; values += 32) {
    const last = v128.load(values, 16);
    const self = v128.load(own, 16);
    const alpha = i64x2.shuffle(last, last, 1, 1);
    const ownAlpha = i64x2.shuffle(self, self, 1, 1);
    const alphas = f64x2.add(f64x2.mul(amount, last), f64x2.mul(rest, self));
    const colour = visible(last, self, alpha, ownAlpha, constants);
    v128.store(values, visible(v128.load(values), v128.load(own), alpha, ownAlpha, constants));
    v128.store(values, i64x2.shuffle(colour, alphas, 0, 3), 16);
    own += 32;
  }
}

function blendVisible2(values: usize, end: usize, own: usize): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const amount = v128.load64_splat(constants, finish.AMOUNT_64);
  const rest = v128.load64_splat(constants, finish.REST_64);
  for (; values < end; values += 16) {
    const v = v128.load(values);
    const self = v128.load(own);
    const alphas = f64x2.add(f64x2.mul(amount, v), f64x2.mul(rest, self));
    const alpha = i64x2.shuffle(v, v, 1, 1);
    const colour = visible(v, self, alpha, i64x2.shuffle(self, self, 1, 1), constants);
    v128.store(values, i64x2.shuffle(colour, alphas, 0, 3));
    own += 16;
  }
}

/** To float32: codes where everything is done, else the values themselves. */
export function leaveWide(out: usize, values: usize, count: i32): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const completes = load<i32>(constants, finish.COMPLETE_64) != 0;
  if (completes && resultDepth < 2) {
    if (colourUnit != resultMax) convertUnit(values, count);
    const half = v128.load64_splat(constants, finish.HALF_64);
    for (const end = endOf(values, count); values < end; values += 32) {
      const low = f64x2.floor(f64x2.add(v128.load(values), half));
      const high = f64x2.floor(f64x2.add(v128.load(values, 16), half));
      v128.store(out, narrowed(low, high));
      out += 16;
    }
    return;
  }
  if (completes && colourUnit != 1) convertUnit(values, count);
  for (const end = endOf(values, count); values < end; values += 32) {
    v128.store(out, narrowed(v128.load(values), v128.load(values, 16)));
    out += 16;
  }
}

/** From units of colour to those of the result. */
function convertUnit(values: usize, count: i32): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const unit = v128.load64_splat(constants, finish.UNIT_64);
  const max = v128.load64_splat(constants, finish.MAX_64);
  for (const end = endOf(values, count); values < end; values += 16) {
    v128.store(values, f64x2.mul(f64x2.div(v128.load(values), unit), max));
  }
}

/** What is finite stays so on its way to codes: it is clamped in the end. */
function narrowed(low: v128, high: v128): v128 {
  if (resultDepth == 2) return i64x2.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
  return i64x2.shuffle(f32x4.demote_f64x2_zero(near(low)), f32x4.demote_f64x2_zero(near(high)), 0, 2);
}

function near(v: v128): v128 {
  const clamped = f64x2.pmin(f64x2.pmax(v, f64x2.splat(-1e30)), f64x2.splat(1e30));
  return v128.bitselect(clamped, v, f64x2.lt(f64x2.abs(v), f64x2.splat(Infinity)));
}

/** Filtered colours that count for `minmax`: ticked, finite, and of pixels that show. */
export function measureRow(values: usize, count: i32): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const start = values;
  const end = endOf(values, count);
  if (!hasAlpha) {
    // Four samples at a time: 12 are whole pixels of any kind.
    for (let at: usize = 0; values < end; values += 32) {
      const counts = constants + at;
      v128.store(values, counted(v128.load(values), v128.load(counts, finish.COUNTS_64)));
      v128.store(values, counted(v128.load(values, 16), v128.load(counts, finish.COUNTS_64 + 16)), 16);
      at = at == 64 ? 0 : at + 32;
    }
  } else {
    const counts0 = v128.load(constants, finish.COUNTS_64);
    const counts1 = v128.load(constants, finish.COUNTS_64 + 16);
    const four = workChannels == 4;
    for (; values < end; values += 32) {
      const low = v128.load(values);
      const high = v128.load(values, 16);
      const alphaHigh = i64x2.shuffle(high, high, 1, 1);
      const alphaLow = four ? alphaHigh : i64x2.shuffle(low, low, 1, 1);
      v128.store(values, counted(low, v128.andnot(counts0, hidden(alphaLow, constants))));
      v128.store(values, counted(high, v128.andnot(counts1, hidden(alphaHigh, constants))), 16);
    }
  }
  includeExtremes(start, count * workChannels);
}

/** NaN in lanes that do not count. */
function counted(v: v128, mask: v128): v128 {
  // v − v is 0 for every finite number and NaN for the rest.
  const difference = f64x2.sub(v, v);
  return v128.or(v, v128.not(v128.and(mask, f64x2.eq(difference, difference))));
}
