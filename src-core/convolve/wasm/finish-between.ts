// Steps between the first and the last, on float32 values in units of colour, in place: output mapping, brightness,
// blending with the unfiltered picture, and what is not a number.
import {
  blueWeight,
  channels,
  colours,
  greenWeight,
  hasAlpha,
  job,
  law,
  number,
  pointer,
  redWeight,
  ticks,
} from './job';
import { weighted, workChannels } from './job';
import * as finish from './finish-slots';
import { alphaOf, colourLanes, withAlpha } from './pixels';
import * as slots from './slots';

/** `absolute` and `signed`; α has no mapping. */
export function mapRow(values: usize, count: i32): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const colourful = hasAlpha ? colourLanes(workChannels) : colourLanes(1);
  const shift = v128.and(v128.load32_splat(constants, finish.SHIFT), colourful);
  const keep = load<i32>(constants, finish.ABSOLUTE)
    ? v128.or(v128.not(colourful), i32x4.splat(0x7fffffff))
    : i32x4.splat(-1);
  const end = values + ((<usize>(count * workChannels)) << 2);
  for (; values < end; values += 16) v128.store(values, f32x4.add(v128.and(v128.load(values), keep), shift));
}

/** Filtered brightness (and α) to colours: c' = c + (Y' − Y). */
export function brightnessRow(values: usize, brightness: usize, own: usize, count: i32): void {
  const red = <f32>redWeight;
  const green = <f32>greenWeight;
  const blue = <f32>blueWeight;
  const step = (<usize>channels) << 2;
  const end = values + <usize>count * step;
  for (; values < end; values += step) {
    const r = load<f32>(own);
    const g = load<f32>(own, 4);
    const b = load<f32>(own, 8);
    const shift = load<f32>(brightness) - (red * r + green * g + blue * b);
    store<f32>(values, r + shift);
    store<f32>(values, g + shift, 4);
    store<f32>(values, b + shift, 8);
    if (hasAlpha) store<f32>(values, load<f32>(brightness, 4), 12);
    brightness += (<usize>workChannels) << 2;
    own += step;
  }
}

/** By `amount`. Colour nobody can see does not leak into the blend: under the premultiplied law α weighs both sides. */
export function blendRow(values: usize, own: usize, count: i32): void {
  const bytes = (<usize>(count * channels)) << 2;
  if (law != 1) blendPlain(values, own, bytes);
  else if (channels == 4) blendVisible<v128>(values, own, bytes);
  else blendVisible<f64>(values, own, bytes);
}

function blendPlain(values: usize, own: usize, bytes: usize): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const amount = v128.load32_splat(constants, finish.AMOUNT_32);
  const rest = v128.load32_splat(constants, finish.REST_32);
  for (let at: usize = 0; at < bytes; at += 16) {
    const blended = f32x4.add(f32x4.mul(amount, v128.load(values + at)), f32x4.mul(rest, v128.load(own + at)));
    v128.store(values + at, blended);
  }
}

function blendVisible<P>(values: usize, own: usize, bytes: usize): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const amount = v128.load32_splat(constants, finish.AMOUNT_32);
  const rest = v128.load32_splat(constants, finish.REST_32);
  const below = v128.load32_splat(constants, finish.HIDDEN_BELOW);
  for (let at: usize = 0; at < bytes; at += 16) {
    const v = v128.load(values + at);
    const self = v128.load(own + at);
    const alpha = alphaOf<P>(v);
    const shown = f32x4.mul(amount, f32x4.pmax(f32x4.splat(0), alpha));
    const shownOwn = f32x4.mul(rest, alphaOf<P>(self));
    const both = f32x4.add(f32x4.mul(shown, v), f32x4.mul(shownOwn, self));
    const blended = f32x4.div(both, f32x4.add(shown, shownOwn));
    const alphas = f32x4.add(f32x4.mul(amount, v), f32x4.mul(rest, self));
    const finite = v128.and(self, f32x4.eq(f32x4.sub(self, self), f32x4.splat(0)));
    const colour = v128.bitselect(finite, blended, f32x4.lt(alpha, below));
    v128.store(values + at, withAlpha<P>(colour, alphas));
  }
}

/** NaN and ±∞ become 0; those that would have been written are counted (SEMANTICS §5). */
export function dropInvalid(values: usize, count: i32): void {
  const samples = count * channels;
  for (let i = 0; i < samples; i += 4) {
    const v = v128.load(values + ((<usize>i) << 2));
    // v − v is 0 for every finite number and NaN for the rest.
    const finite = f32x4.eq(f32x4.sub(v, v), f32x4.splat(0));
    if (i32x4.all_true(finite)) continue;
    countInvalid(values, i, min(i + 4, samples), ~i32x4.bitmask(finite));
    v128.store(values + ((<usize>i) << 2), v128.and(v, finite));
  }
}

function countInvalid(values: usize, from: i32, to: i32, invalid: i32): void {
  const below = load<f32>(pointer(slots.FINISH_CONSTANTS), finish.HIDDEN_BELOW);
  for (let i = from; i < to; i++) {
    if (((invalid >> (i - from)) & 1) == 0) continue;
    const channel = i % channels;
    if (((ticks >> channel) & 1) == 0) continue;
    const alpha = values + ((<usize>(i - channel + colours)) << 2);
    // Neither α that stays as it is nor a colour that shows its own instead was computed.
    const kept = channel == colours ? law == 1 && !weighted : law == 1 && load<f32>(alpha) < below;
    if (!kept) atomic.add<i32>(job + slots.INVALID, 1);
  }
}
