// Sums in linear light to stored samples, the quick way: plain tiles whose output is clamp and amount 1.
// FINISH 3. Operation by operation what general.ts does, with the curve's tables at hand.
import * as slots from './slots';
import { channels, colours, hasAlpha, job, number, pixelBytes, resultDepth, resultPixelBytes } from './job';
import { ticks, wide } from './job';
import { curveOf, encode, guessesOf, guessTableOf, thresholdsOf } from './light';

export function finishLightRow(out: usize, sums: usize, from: usize, count: i32): void {
  for (let c = 0; c < channels; c++) {
    const written = ((ticks >> c) & 1) != 0;
    if (hasAlpha && c == colours) {
      // Opaque and staying so, or not ticked: the sample itself. The engine asks for nothing else here.
      if (resultDepth == 0) copyChannel<u8>(out, from, c, count);
      else if (resultDepth == 1) copyChannel<u16>(out, from, c, count);
      else onesChannel(out, c, count);
    } else if (resultDepth == 0) {
      if (written) codesChannel<u8>(out, sums, c, count);
      else copyChannel<u8>(out, from, c, count);
    } else if (resultDepth == 1) {
      if (written) codesChannel<u16>(out, sums, c, count);
      else copyChannel<u16>(out, from, c, count);
    } else {
      floatsChannel(out, sums, c, count);
    }
  }
}

function copyChannel<R>(out: usize, from: usize, channel: i32, count: i32): void {
  let o = out + <usize>channel * sizeof<R>();
  let p = from + <usize>channel * sizeof<R>();
  for (let i = 0; i < count; i++) {
    store<R>(o, load<R>(p));
    o += resultPixelBytes;
    p += pixelBytes;
  }
}

function onesChannel(out: usize, channel: i32, count: i32): void {
  let o = out + ((<usize>channel) << 2);
  for (let i = 0; i < count; i++) {
    store<f32>(o, 1);
    o += resultPixelBytes;
  }
}

function lightAt(sums: usize, index: usize, bias: f64): f64 {
  return (wide ? load<f64>(sums + (index << 3)) : <f64>load<f32>(sums + (index << 2))) + bias;
}

function codesChannel<R>(out: usize, sums: usize, channel: i32, count: i32): void {
  const curve = curveOf(channel);
  const thresholds = thresholdsOf(curve);
  const guess = guessTableOf(curve);
  const guesses = guessesOf(curve);
  const bias = number(slots.BIAS);
  let o = out + <usize>channel * sizeof<R>();
  let index: usize = channel;
  for (let i = 0; i < count; i++) {
    const value = lightAt(sums, index, bias);
    let code: u32 = 0;
    if (value > 0) {
      code = <u32>load<u16>(guess + ((<usize>(<u32>min(value * guesses, guesses - 1))) << 1));
      // Mostly one step or none: no branch to guess wrong.
      code += <u32>(value >= load<f64>(thresholds + ((<usize>code) << 3), 8));
      while (value >= load<f64>(thresholds + ((<usize>code) << 3), 8)) code++;
    }
    if (!isFinite(value)) {
      atomic.add<i32>(job + slots.INVALID, 1);
      code = 0;
    }
    store<R>(o, <R>code);
    o += resultPixelBytes;
    index += channels;
  }
}

function floatsChannel(out: usize, sums: usize, channel: i32, count: i32): void {
  const curve = curveOf(channel);
  const bias = number(slots.BIAS);
  let o = out + ((<usize>channel) << 2);
  let index: usize = channel;
  for (let i = 0; i < count; i++) {
    let value = <f32>encode(curve, lightAt(sums, index, bias));
    if (!isFinite(value)) {
      atomic.add<i32>(job + slots.INVALID, 1);
      value = 0;
    }
    store<f32>(o, value);
    o += resultPixelBytes;
    index += channels;
  }
}
