// Filtered luminance to stored samples, the quick way: plain tiles of integer codes in encoded light.
// FINISH 4. Operation by operation what general.ts does, pixel by pixel.
import * as slots from './slots';
import { blueWeight, channels, greenWeight, hasAlpha, job, number, redWeight, resultDepth, resultMax } from './job';
import { wide, workChannels } from './job';
import { blend, mapOutput } from './output';

export function finishLuminanceRow(out: usize, sums: usize, from: usize, count: i32): void {
  if (resultDepth == 0) shiftPixels<u8>(out, sums, from, count);
  else shiftPixels<u16>(out, sums, from, count);
}

function shiftPixels<R>(out: usize, sums: usize, from: usize, count: i32): void {
  const divisor = number(slots.DIVISOR);
  const bias = number(slots.BIAS);
  const red = redWeight;
  const green = greenWeight;
  const blue = blueWeight;
  const max = resultMax;
  const step = <usize>channels * sizeof<R>();
  const sumStep = (<usize>workChannels) << (wide ? 3 : 2);
  for (let i = 0; i < count; i++) {
    const r = <f64>load<R>(from);
    const g = <f64>load<R>(from, sizeof<R>());
    const b = <f64>load<R>(from, 2 * sizeof<R>());
    const sum = wide ? load<f64>(sums) : <f64>load<f32>(sums);
    const own = red * r + green * g + blue * b;
    const shift = mapOutput(sum / divisor + bias) - own;
    if (isFinite(shift)) {
      store<R>(out, code<R>(blend(r + shift, r), max));
      store<R>(out, code<R>(blend(g + shift, g), max), sizeof<R>());
      store<R>(out, code<R>(blend(b + shift, b), max), 2 * sizeof<R>());
    } else {
      atomic.add<i32>(job + slots.INVALID, 3);
      for (let c: usize = 0; c < 3; c++) store<R>(out + c * sizeof<R>(), 0);
    }
    if (hasAlpha) store<R>(out, load<R>(from, 3 * sizeof<R>()), 3 * sizeof<R>());
    sums += sumStep;
    from += step;
    out += step;
  }
}

/** Clamped and rounded: truncation is the floor from 0 up. */
function code<R>(value: f64, max: f64): R {
  const rounded = value + 0.5;
  return rounded > 0 ? <R>(<i32>min(rounded, max)) : 0;
}
