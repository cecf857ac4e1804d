// The first step in float64, operation by operation as the reference has it: division, bias, opacity law, output mapping;
// for exact plans the blend and the rounding too. Float32 leaves it. Two samples to a vector.
import { alphaUnit, colourUnit, hasAlpha, law, luminance, number, pointer, resultDepth, resultMax, room } from './job';
import { ticks, weighted, whole, wide, workChannels } from './job';
import { includeExtremes } from './extremes';
import * as finish from './finish-slots';
import { mapPair } from './output';
import { STRAIGHT } from './room';
import * as slots from './slots';

// Numbers of the chunk at hand.
let constants: usize = 0;
let sum: f64 = 0;
let divisor: f64 = 1;
let bias: f64 = 0;
let amount: f64 = 1;
let completes: bool = false;
let blends: bool = false;
/** While measuring: where filtered colours are put instead, NaN for what does not count. */
let measured: usize = 0;

/** `own`: straight float64 samples where the law or the blend asks for them. */
export function firstStep64(values: usize, sums: usize, own: usize, count: i32): void {
  constants = pointer(slots.FINISH_CONSTANTS);
  sum = number(slots.SUM);
  divisor = number(slots.DIVISOR);
  bias = number(slots.BIAS);
  amount = number(slots.AMOUNT);
  completes = load<i32>(constants, finish.COMPLETE_64) != 0;
  blends = completes && amount != 1;
  measured = whole(slots.MEASURE) != 0 ? room + STRAIGHT : 0;
  if (!hasAlpha) withoutAlpha(values, sums, own, count * workChannels);
  else if (workChannels == 4) fourSamples(values, sums, own, count);
  else twoSamples(values, sums, own, count);
  if (measured) includeExtremes(measured, count * workChannels);
}

function pairAt(sums: usize, index: usize): v128 {
  if (wide) return v128.load(sums + (index << 3));
  return f64x2.promote_low_f32x4(v128.load64_zero(sums + (index << 2)));
}

function withoutAlpha(values: usize, sums: usize, own: usize, samples: i32): void {
  for (let i: i32 = 0; i < samples; i += 2) {
    const at = <usize>i;
    const straight = plain(pairAt(sums, at), 0);
    if (measured) {
      const last = i + 1 == samples;
      put(at, straight, maskOf(isTicked(i % workChannels), !last && isTicked((i + 1) % workChannels)));
      continue;
    }
    let value = mapPair(straight);
    if (blends) {
      value = mixed(value, v128.load(own + (at << 3)), f64x2.splat(amount), f64x2.splat(1 - amount));
    }
    v128.store64_lane(values + (at << 2), floats(value), 0);
  }
}

function fourSamples(values: usize, sums: usize, own: usize, count: i32): void {
  const ticked = maskOf(isTicked(0), isTicked(1));
  const tickedLast = maskOf(isTicked(2), false);
  for (let at: usize = 0; at < (<usize>count) << 2; at += 4) {
    const first = pairAt(sums, at);
    const last = pairAt(sums, at + 2);
    const A = i64x2.shuffle(last, last, 1, 1);
    const own0 = v128.load(own + (at << 3));
    const own1 = v128.load(own + (at << 3), 16);
    const colours0 = weighted ? lawful(first, A, own0) : plain(first, 0);
    const colours1 = weighted ? lawful(last, A, own1) : plain(last, 16);
    const alpha = alphaPair(A, own1, colours1);
    if (measured) {
      const seen = v128.not(hidden(alpha));
      put(at, colours0, v128.and(seen, ticked));
      put(at + 2, colours1, v128.and(seen, tickedLast));
      continue;
    }
    let value0 = mapPair(colours0);
    let value1 = mapPair(colours1);
    let alphas = alpha;
    if (blends) {
      const ownAlpha = i64x2.shuffle(own1, own1, 1, 1);
      value0 = visible(value0, own0, alpha, ownAlpha);
      value1 = visible(value1, own1, alpha, ownAlpha);
      alphas = blendedAlpha(alpha, ownAlpha);
    }
    const low = floats(value0);
    const high = floats(i64x2.shuffle(value1, alphas, 0, 2));
    v128.store(values + (at << 2), i64x2.shuffle(low, high, 0, 2));
  }
}

function twoSamples(values: usize, sums: usize, own: usize, count: i32): void {
  const ticked = maskOf(isTicked(0), false);
  for (let at: usize = 0; at < (<usize>count) << 1; at += 2) {
    const v = pairAt(sums, at);
    const A = i64x2.shuffle(v, v, 1, 1);
    const self = v128.load(own + (at << 3));
    const colours = weighted ? lawful(v, A, self) : plain(v, 0);
    const alpha = alphaPair(A, self, colours);
    if (measured) {
      put(at, colours, v128.andnot(ticked, hidden(alpha)));
      continue;
    }
    let value = mapPair(colours);
    let alphas = alpha;
    if (blends) {
      const ownAlpha = i64x2.shuffle(self, self, 1, 1);
      value = visible(value, self, alpha, ownAlpha);
      alphas = blendedAlpha(alpha, ownAlpha);
    }
    v128.store64_lane(values + (at << 2), floats(i64x2.shuffle(value, alphas, 0, 2)), 0);
  }
}

/** Sums that α does not weigh: each lane by its own divisor and summand. `lane`: bytes into the constants. */
function plain(v: v128, lane: usize): v128 {
  const at = constants + lane;
  return f64x2.add(f64x2.div(v, v128.load(at, finish.DIVISOR_64)), v128.load(at, finish.SUMMAND_64));
}

/** SEMANTICS §7 for colours of sums that α weighs. */
function lawful(P: v128, A: v128, own: v128): v128 {
  const S = f64x2.splat(sum);
  const opaqueSum = f64x2.splat(sum * alphaUnit);
  const unit = f64x2.splat(alphaUnit);
  const opaque = f64x2.eq(A, opaqueSum);
  let straight: v128;
  if (law == 2) {
    const missing = f64x2.sub(opaqueSum, A);
    // An own colour that is not finite counts only where something is missing.
    straight = f64x2.add(P, v128.andnot(f64x2.mul(own, missing), opaque));
    if (alphaUnit != 1) straight = f64x2.div(straight, unit);
  } else {
    straight = f64x2.div(v128.bitselect(P, f64x2.mul(P, S), opaque), v128.bitselect(unit, A, opaque));
  }
  if (divisor != 1) straight = f64x2.div(straight, f64x2.splat(divisor));
  return f64x2.add(straight, f64x2.splat(bias));
}

/** α' in units of colour, in both lanes. */
function alphaPair(A: v128, own: v128, colours: v128): v128 {
  if (!weighted) return i64x2.shuffle(colours, colours, 1, 1);
  if (law == 2) return i64x2.shuffle(own, own, 1, 1);
  const alpha = f64x2.div(A, f64x2.splat(sum));
  return alphaUnit == colourUnit ? alpha : f64x2.mul(alpha, f64x2.splat(colourUnit / alphaUnit));
}

/** α' quantises to 0. */
function hidden(alpha: v128): v128 {
  const least = resultDepth == 2 ? 1e-6 : 0.5 / resultMax;
  return f64x2.lt(f64x2.div(alpha, f64x2.splat(colourUnit)), f64x2.splat(least));
}

function mixed(value: v128, own: v128, shown: v128, shownOwn: v128): v128 {
  return f64x2.div(f64x2.add(f64x2.mul(shown, value), f64x2.mul(shownOwn, own)), f64x2.add(shown, shownOwn));
}

/** A colour blended with the pixel's own as both can be seen. */
function visible(value: v128, own: v128, alpha: v128, ownAlpha: v128): v128 {
  const rest = f64x2.splat(1 - amount);
  if (law != 1) return mixed(value, own, f64x2.splat(amount), rest);
  const shown = f64x2.mul(f64x2.splat(amount), f64x2.pmax(f64x2.splat(0), alpha));
  return v128.bitselect(own, mixed(value, own, shown, f64x2.mul(rest, ownAlpha)), hidden(alpha));
}

function blendedAlpha(alpha: v128, own: v128): v128 {
  return f64x2.add(f64x2.mul(f64x2.splat(amount), alpha), f64x2.mul(f64x2.splat(1 - amount), own));
}

/** What the later steps take: codes where everything is done, else values, in the lower two lanes. */
function floats(v: v128): v128 {
  let value = v;
  if (completes) {
    const unit = f64x2.splat(colourUnit);
    if (resultDepth == 2) value = f64x2.div(v, unit);
    else {
      if (colourUnit != resultMax) value = f64x2.mul(f64x2.div(v, unit), f64x2.splat(resultMax));
      value = f64x2.floor(f64x2.add(value, f64x2.splat(0.5)));
    }
  }
  if (resultDepth < 2) {
    // What is finite stays so: it is clamped in the end.
    const near = f64x2.pmin(f64x2.pmax(value, f64x2.splat(-1e30)), f64x2.splat(1e30));
    value = v128.bitselect(near, value, f64x2.eq(f64x2.sub(value, value), f64x2.splat(0)));
  }
  return f32x4.demote_f64x2_zero(value);
}

function isTicked(channel: i32): bool {
  return luminance || ((ticks >> channel) & 1) != 0;
}

function maskOf(first: bool, second: bool): v128 {
  return i64x2(first ? -1 : 0, second ? -1 : 0);
}

/** Lanes of the mask that are finite. */
function put(index: usize, v: v128, mask: v128): void {
  const counts = v128.and(mask, f64x2.eq(f64x2.sub(v, v), f64x2.splat(0)));
  v128.store(measured + (index << 3), v128.or(v, v128.not(counts)));
}
