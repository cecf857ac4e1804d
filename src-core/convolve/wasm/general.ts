// Sums to stored samples without vectors, every law and switch: pixel by pixel in float64, in the reference's order of
// operations. The builds with SIMD have finish-pixels.ts in its place.
import { includeExtreme } from './extremes';
import { mapOutput } from './output';
import * as finish from './finish-slots';
import * as slots from './slots';
import { alphaUnit, blueWeight, channels, colours, colourUnit, greenWeight, hasAlpha, job, keptInvalid } from './job';
import {
  law,
  linear,
  luminance,
  number,
  pixelBytes,
  pointer,
  redWeight,
  resultDepth,
  resultMax,
  resultPixelBytes,
} from './job';
import { sourceDepth, sourceMax, ticks, weighted, whole, wide, workChannels } from './job';
import { curveOf, decodeSample, storedFromLight } from './light';

function sampleAt(from: usize, channel: i32): f64 {
  const at = from + ((<usize>channel) << sourceDepth);
  return sourceDepth == 0 ? <f64>load<u8>(at) : sourceDepth == 1 ? <f64>load<u16>(at) : <f64>load<f32>(at);
}

/** Sums are whole numbers of 32 bits. */
let wholeSums: bool = false;

function sumAt(sums: usize, index: i32): f64 {
  if (wholeSums) return <f64>load<i32>(sums + ((<usize>index) << 2));
  return wide ? load<f64>(sums + ((<usize>index) << 3)) : <f64>load<f32>(sums + ((<usize>index) << 2));
}

function storeSample(out: usize, channel: i32, value: f64): void {
  const at = out + ((<usize>channel) << resultDepth);
  if (resultDepth == 2) {
    let float = <f32>value;
    if (!isFinite(float)) {
      atomic.add<i32>(job + slots.INVALID, 1);
      if (keptInvalid == 0) float = 0;
    }
    store<f32>(at, float);
  } else {
    let code = value;
    if (!isFinite(value)) {
      atomic.add<i32>(job + slots.INVALID, 1);
      code = 0;
    }
    if (resultDepth == 0) store<u8>(at, <u8>(<i32>code));
    else store<u16>(at, <u16>(<i32>code));
  }
}

/** A value in `unit` to the result's depth: floor(v · max + 0.5) and clamped, or a fraction as float. */
function quantise(value: f64, unit: f64): f64 {
  if (resultDepth == 2) return value / unit;
  if (!isFinite(value)) return NaN;
  const code = unit == resultMax ? value : (value / unit) * resultMax;
  return min<f64>(resultMax, max<f64>(0, floor<f64>(code + 0.5)));
}

function copySample(out: usize, from: usize, channel: i32): void {
  if (sourceDepth == resultDepth) {
    const offset = (<usize>channel) << sourceDepth;
    if (sourceDepth == 0) store<u8>(out + offset, load<u8>(from + offset));
    else if (sourceDepth == 1) store<u16>(out + offset, load<u16>(from + offset));
    else store<u32>(out + offset, load<u32>(from + offset));
    return;
  }
  const value = quantise(sampleAt(from, channel), sourceMax);
  const at = out + ((<usize>channel) << resultDepth);
  const code = isFinite(value) ? value : 0;
  if (resultDepth == 2) store<f32>(at, <f32>value);
  else if (resultDepth == 0) store<u8>(at, <u8>(<i32>code));
  else store<u16>(at, <u16>(<i32>code));
}

/** The pixel's own colour in the filter's light. */
function ownLight(from: usize, channel: i32): f64 {
  const value = sampleAt(from, channel);
  return linear ? decodeSample(curveOf(channel), value) : value;
}

function ownLuminance(from: usize): f64 {
  if (colours == 1) return ownLight(from, 0);
  return redWeight * ownLight(from, 0) + greenWeight * ownLight(from, 1) + blueWeight * ownLight(from, 2);
}

/** A filtered colour of work channel c before output mapping. A is the sum of weighted α, S the kernel's own. */
function filteredColour(sum: f64, own: f64, A: f64, S: f64, divisor: f64, bias: f64): f64 {
  if (!weighted) return sum / divisor + bias;
  const opaqueSum = S * alphaUnit;
  if (A == opaqueSum) return sum / alphaUnit / divisor + bias;
  if (law == 2) return (sum + own * (opaqueSum - A)) / alphaUnit / divisor + bias;
  return (sum * S) / A / divisor + bias;
}

export function generalRow(out: usize, sums: usize, from: usize, count: i32): void {
  const measure = whole(slots.MEASURE) != 0;
  wholeSums = load<i32>(pointer(slots.FINISH_CONSTANTS), finish.LAW_32) == finish.WHOLE;
  const amount = number(slots.AMOUNT);
  const divisor = number(slots.DIVISOR);
  const bias = number(slots.BIAS);
  const S = number(slots.SUM);
  const premultiplied = law == 1;
  const needsOwn = luminance || amount != 1 || (weighted && law == 2);
  const workColours = hasAlpha ? workChannels - 1 : workChannels;
  let at: i32 = 0;
  for (let i = 0; i < count; i++) {
    const alphaSample = hasAlpha ? sampleAt(from, colours) : sourceMax;
    const A = weighted ? sumAt(sums, at + workColours) : S;
    let alpha = colourUnit;
    let alphaScale = colourUnit;
    if (hasAlpha) {
      if (law == 0) {
        alpha = sumAt(sums, at + workColours) / divisor;
      } else if (premultiplied) {
        alpha = weighted ? A / S : alphaUnit;
        alphaScale = alphaUnit;
      } else {
        alpha = alphaSample;
        alphaScale = sourceMax;
      }
    }
    const ownAlpha = alphaScale == sourceMax ? alphaSample : (alphaSample / sourceMax) * alphaScale;
    const transparent = hasAlpha && (resultDepth == 2 ? alpha / alphaScale < 1e-6 : quantise(alpha, alphaScale) == 0);
    if (measure) {
      if (!transparent) {
        for (let c = 0; c < workColours; c++) {
          if (!luminance && ((ticks >> c) & 1) == 0) continue;
          const own = weighted && law == 2 ? (luminance ? ownLuminance(from) : ownLight(from, c)) : 0;
          const value = filteredColour(sumAt(sums, at + c), own, A, S, divisor, bias) / colourUnit;
          if (isFinite(value)) includeExtreme(value);
        }
      }
    } else {
      const hidden = premultiplied && transparent;
      const shownFraction = premultiplied ? amount * max<f64>(0, alpha) : amount;
      const shownOwn = premultiplied ? (1 - amount) * ownAlpha : 1 - amount;
      let shift: f64 = 0;
      if (luminance && !hidden) {
        const own = ownLuminance(from);
        shift = mapOutput(filteredColour(sumAt(sums, at), own, A, S, divisor, bias)) - own;
      }
      for (let c = 0; c < channels; c++) {
        if (((ticks >> c) & 1) == 0 || (hidden && c != colours)) {
          copySample(out, from, c);
        } else if (c == colours) {
          let value = alpha;
          if (amount != 1) value = amount * alpha + (1 - amount) * ownAlpha;
          storeSample(out, c, quantise(value, alphaScale));
        } else {
          const own = needsOwn ? ownLight(from, c) : 0;
          let value: f64;
          if (luminance) value = own + shift;
          else value = mapOutput(filteredColour(sumAt(sums, at + c), own, A, S, divisor, bias));
          if (amount != 1) value = (shownFraction * value + shownOwn * own) / (shownFraction + shownOwn);
          storeSample(out, c, linear ? storedFromLight(curveOf(c), value) : quantise(value, colourUnit));
        }
      }
    }
    at += workChannels;
    out += resultPixelBytes;
    from += pixelBytes;
  }
}
