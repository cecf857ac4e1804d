// The one door from sums to the result: in one step where the plan allows it, else chunk by chunk in several.
import { copyPixels } from './convert-stored';
import { blendRow, brightnessRow, dropInvalid, mapRow } from './finish-between';
import * as finish from './finish-slots';
import { finishRow } from './finish';
import { firstStep } from './finish-steps';
import { firstStep64 } from './finish-wide';
import { blendRow64, leaveWide, mapRow64, measureRow } from './finish-wide-steps';
import { codesOfLight, lightRow } from './codes';
import { generalRow } from './general';
import { straightWork } from './load';
import { channels, law, linear, luminance, number, originX, originY, pixelBytes, pointer, resultDepth } from './job';
import {
  resultMax,
  resultPixelBytes,
  room,
  sourceDepth,
  sourcePixel,
  weighted,
  whole,
  wide,
  workChannels,
} from './job';
import { encodeRow } from './pieces';
import { BRIGHTNESS, CHUNK, CODES, KEPT, OWN, SELF, STRAIGHT, VALUES } from './room';
import * as slots from './slots';
import { storeCodes, storeRow } from './store';
import { straightRow } from './straight';

export function resultPixel(x: i32, y: i32): usize {
  return pointer(slots.RESULT) + <usize>y * pointer(slots.RESULT_STRIDE) + <usize>x * resultPixelBytes;
}

/** `count` pixels from (left, y) of the result buffer; `sums` holds workChannels samples each, f32 or f64 by `wide`. */
export function finishPixels(sums: usize, left: i32, y: i32, count: i32): void {
  const out = resultPixel(left, y);
  const from = sourcePixel(originX + left, originY + y);
  if (ASC_FEATURE_SIMD) {
    const way = load<i32>(pointer(slots.FINISH_CONSTANTS), finish.WAY);
    if (way == finish.QUICK) finishRow<f32>(out, sums, from, count * workChannels);
    else if (way == finish.QUICK_64) finishRow<f64>(out, sums, from, count * workChannels);
    else if (way == finish.LIGHT) lightRow<i32>(out, sums, count * workChannels);
    else if (way == finish.SCALED_LIGHT) lightRow<f32>(out, sums, count * workChannels);
    else finishInSteps(out, sums, from, count, way == finish.STEPS_64);
  } else {
    generalRow(out, sums, from, count);
  }
}

function finishInSteps(out: usize, sums: usize, from: usize, count: i32, wideStep: bool): void {
  const sumBytes = (<usize>workChannels) << (wide ? 3 : 2);
  for (let done = 0; done < count; done += CHUNK) {
    const pixels = min(CHUNK, count - done);
    finishChunk(out, sums, from, pixels, wideStep);
    out += <usize>pixels * resultPixelBytes;
    sums += <usize>pixels * sumBytes;
    from += <usize>pixels * pixelBytes;
  }
}

function finishChunk(out: usize, sums: usize, from: usize, pixels: i32, wideStep: bool): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const values = room + VALUES;
  const own = room + OWN;
  const self = room + SELF;
  const first = luminance ? room + BRIGHTNESS : values;
  const blends = number(slots.AMOUNT) != 1;
  const completes = load<i32>(constants, finish.COMPLETE_64) != 0;
  const preserves = weighted && law == 2;
  if (wideStep) {
    const straight = room + STRAIGHT;
    if (preserves || (completes && blends)) straightWork<f64>(self, from, pixels);
    firstStep64(straight, sums, self, pixels);
    if (whole(slots.MEASURE) != 0) {
      measureRow(straight, pixels);
      return;
    }
    mapRow64(straight, pixels);
    if (completes && blends) blendRow64(straight, self, pixels);
    leaveWide(first, straight, pixels);
  } else {
    if (preserves) straightWork<f32>(self, from, pixels);
    firstStep(first, sums, self, pixels);
    if (load<i32>(constants, finish.MAPS)) mapRow(first, pixels);
  }
  if (luminance || (blends && !completes)) straightRow<f32>(own, from, pixels);
  if (luminance) brightnessRow(values, first, own, pixels);
  if (blends && !completes) blendRow(values, own, pixels);
  if (resultDepth < 2 && load<i32>(constants, finish.FINITE) == 0) dropInvalid(values, pixels);
  const kept = keptPixels(from, pixels);
  if (linear && resultDepth == 0) {
    codesOfLight(room + CODES, values, pixels);
    storeCodes(out, room + CODES, kept, pixels);
    return;
  }
  if (linear) encodeRow(values, pixels * channels, resultDepth == 1);
  storeRow(out, values, kept, pixels);
}

/** What shows where nothing is written. */
function keptPixels(from: usize, pixels: i32): usize {
  if (sourceDepth == resultDepth || load<i32>(pointer(slots.FINISH_CONSTANTS), finish.KEEPS) == 0) return from;
  const kept = room + KEPT;
  copyPixels(kept, from, pixels);
  return kept;
}
