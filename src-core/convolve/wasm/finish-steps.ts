// First steps in float32, from sums to straight values: division, bias, and the opacity law (SEMANTICS §7). Tiles whose
// neighbourhood is opaque and tiles weighted by α take the same operations, so that A = S gives the same bits.
import { hasAlpha, pointer, weighted, workChannels } from './job';
import * as finish from './finish-slots';
import { alphaOf, withAlpha } from './pixels';
import * as slots from './slots';

/** `own`: the pixels' straight samples, where the law needs them. */
export function firstStep(values: usize, sums: usize, own: usize, count: i32): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const law = load<i32>(constants, finish.LAW_32);
  const bytes = (<usize>(count * workChannels)) << 2;
  if (!weighted || !hasAlpha) plainStep(values, sums, bytes, constants);
  else if (workChannels == 4) lawStep<v128>(values, sums, own, bytes, constants, law);
  else lawStep<f64>(values, sums, own, bytes, constants, law);
}

function plainStep(values: usize, sums: usize, bytes: usize, constants: usize): void {
  const factor = v128.load(constants, finish.FACTOR);
  const summand = v128.load(constants, finish.SUMMAND);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(values + at, f32x4.add(f32x4.mul(v128.load(sums + at), factor), summand));
  }
}

function lawStep<P>(values: usize, sums: usize, own: usize, bytes: usize, constants: usize, law: i32): void {
  if (law == finish.RATIO) ratioStep<P>(values, sums, bytes, constants);
  else if (law == finish.QUOTIENT) quotientStep<P>(values, sums, bytes, constants);
  else if (law == finish.WHOLE) wholeStep<P>(values, sums, bytes, constants);
  else preserveStep<P>(values, sums, own, bytes, constants);
}

function ratioStep<P>(values: usize, sums: usize, bytes: usize, constants: usize): void {
  const factor = v128.load(constants, finish.FACTOR);
  const summand = v128.load(constants, finish.SUMMAND);
  const sum = v128.load32_splat(constants, finish.SUM_32);
  const unit = v128.load32_splat(constants, finish.UNIT_32);
  for (let at: usize = 0; at < bytes; at += 16) {
    const v = v128.load(sums + at);
    const ratio = f32x4.div(withAlpha<P>(sum, v), withAlpha<P>(alphaOf<P>(v), sum));
    const straight = f32x4.mul(withAlpha<P>(v, unit), ratio);
    v128.store(values + at, f32x4.add(f32x4.mul(straight, factor), summand));
  }
}

function quotientStep<P>(values: usize, sums: usize, bytes: usize, constants: usize): void {
  const sum = v128.load32_splat(constants, finish.SUM_32);
  const half = f32x4.splat(0.5);
  for (let at: usize = 0; at < bytes; at += 16) {
    const v = v128.load(sums + at);
    v128.store(values + at, f32x4.add(f32x4.div(v, withAlpha<P>(alphaOf<P>(v), sum)), half));
  }
}

/**
 * n = floor(P / A + 1 / 2): the quotient of floats is at most one off, and 2 P + A − 2 n A, which fits 32 bits though its
 * parts need not, lies between 0 and 2 A where it is right.
 */
function wholeStep<P>(values: usize, sums: usize, bytes: usize, constants: usize): void {
  const sum = v128.load32_splat(constants, finish.WHOLE_SUM);
  const half = f32x4.splat(0.5);
  for (let at: usize = 0; at < bytes; at += 16) {
    const v = v128.load(sums + at);
    const by = withAlpha<P>(alphaOf<P>(v), sum);
    const quotient = f32x4.div(f32x4.convert_i32x4_s(v), f32x4.convert_i32x4_s(by));
    const near = i32x4.trunc_sat_f32x4_s(f32x4.add(quotient, half));
    const twice = i32x4.shl(by, 1);
    const rest = i32x4.sub(i32x4.add(i32x4.shl(v, 1), by), i32x4.mul(near, twice));
    // Comparisons give −1.
    const code = i32x4.sub(i32x4.add(near, i32x4.shr_s(rest, 31)), i32x4.ge_s(rest, twice));
    v128.store(values + at, f32x4.convert_i32x4_s(code));
  }
}

function preserveStep<P>(values: usize, sums: usize, own: usize, bytes: usize, constants: usize): void {
  const factor = v128.load(constants, finish.FACTOR);
  const summand = v128.load(constants, finish.SUMMAND);
  const opaqueSum = v128.load32_splat(constants, finish.OPAQUE_SUM_32);
  for (let at: usize = 0; at < bytes; at += 16) {
    const v = v128.load(sums + at);
    const self = v128.load(own + at);
    const missing = f32x4.sub(opaqueSum, alphaOf<P>(v));
    // An own colour that is not finite counts only where something is missing.
    const added = v128.and(f32x4.mul(self, missing), f32x4.ne(missing, f32x4.splat(0)));
    const straight = withAlpha<P>(f32x4.add(v, added), self);
    v128.store(values + at, f32x4.add(f32x4.mul(straight, factor), summand));
  }
}
