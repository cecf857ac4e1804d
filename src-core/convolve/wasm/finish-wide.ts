// First steps in float64, from sums of either kind to straight values, operation by operation as the reference has them:
// division, bias and the opacity law (SEMANTICS §7). Four samples are two vectors; a pixel with α is one vector or two.
import { alphaUnit, hasAlpha, law, pointer, weighted, wide, workChannels } from './job';
import * as finish from './finish-slots';
import * as slots from './slots';

/** `own`: the pixels' straight float64 samples, where the law needs them. */
export function firstStep64(values: usize, sums: usize, own: usize, count: i32): void {
  if (wide) step64<f64>(values, sums, own, count);
  else step64<f32>(values, sums, own, count);
}

function step64<W>(values: usize, sums: usize, own: usize, count: i32): void {
  const end = values + ((<usize>(count * workChannels)) << 3);
  if (!weighted || !hasAlpha) plain<W>(values, end, sums);
  else if (law == 2 && workChannels == 4) preserve4<W>(values, end, sums, own);
  else if (law == 2) preserve2<W>(values, end, sums, own);
  else if (workChannels == 4) quotient4<W>(values, end, sums);
  else quotient2<W>(values, end, sums);
}

/** Two sums of either kind. */
function pairAt<W>(sums: usize): v128 {
  return sizeof<W>() == 8 ? v128.load(sums) : f64x2.promote_low_f32x4(v128.load64_zero(sums));
}

function plain<W>(values: usize, end: usize, sums: usize): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const divisor0 = v128.load(constants, finish.DIVISOR_64);
  const divisor1 = v128.load(constants + 16, finish.DIVISOR_64);
  const summand0 = v128.load(constants, finish.SUMMAND_64);
  const summand1 = v128.load(constants + 16, finish.SUMMAND_64);
  if (load<i32>(constants, finish.MULTIPLIES_64)) {
    for (; values < end; values += 32) {
      v128.store(values, f64x2.add(f64x2.mul(pairAt<W>(sums), divisor0), summand0));
      v128.store(values, f64x2.add(f64x2.mul(pairAt<W>(sums + 2 * sizeof<W>()), divisor1), summand1), 16);
      sums += 4 * sizeof<W>();
    }
  } else {
    for (; values < end; values += 32) {
      v128.store(values, f64x2.add(f64x2.div(pairAt<W>(sums), divisor0), summand0));
      v128.store(values, f64x2.add(f64x2.div(pairAt<W>(sums + 2 * sizeof<W>()), divisor1), summand1), 16);
      sums += 4 * sizeof<W>();
    }
  }
}

/** P · S / A, but P / (full scale of α) where every neighbour is opaque. */
function straightOf(P: v128, A: v128, sum: v128, opaqueSum: v128, unit: v128): v128 {
  const opaque = f64x2.eq(A, opaqueSum);
  return f64x2.div(v128.bitselect(P, f64x2.mul(P, sum), opaque), v128.bitselect(unit, A, opaque));
}

function quotient4<W>(values: usize, end: usize, sums: usize): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const sum = v128.load64_splat(constants, finish.SUM_64);
  const opaqueSum = v128.load64_splat(constants, finish.OPAQUE_SUM_64);
  const unit = v128.load64_splat(constants, finish.ALPHA_UNIT_64);
  const rise = v128.load64_splat(constants, finish.RISE_64);
  for (; values < end; values += 32) {
    const first = pairAt<W>(sums);
    const last = pairAt<W>(sums + 2 * sizeof<W>());
    const A = i64x2.shuffle(last, last, 1, 1);
    v128.store(values, biased(straightOf(first, A, sum, opaqueSum, unit), constants));
    // The last colour by A, and A by S.
    const opaque = f64x2.eq(A, opaqueSum);
    const over = v128.bitselect(last, f64x2.mul(last, sum), opaque);
    const under = v128.bitselect(unit, A, opaque);
    const both = f64x2.div(i64x2.shuffle(over, A, 0, 2), i64x2.shuffle(under, sum, 0, 2));
    v128.store(values, i64x2.shuffle(biased(both, constants), f64x2.mul(both, rise), 0, 3), 16);
    sums += 4 * sizeof<W>();
  }
}

function quotient2<W>(values: usize, end: usize, sums: usize): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const sum = v128.load64_splat(constants, finish.SUM_64);
  const opaqueSum = v128.load64_splat(constants, finish.OPAQUE_SUM_64);
  const unit = v128.load64_splat(constants, finish.ALPHA_UNIT_64);
  const rise = v128.load64_splat(constants, finish.RISE_64);
  for (; values < end; values += 16) {
    const v = pairAt<W>(sums);
    const A = i64x2.shuffle(v, v, 1, 1);
    const alpha = f64x2.mul(f64x2.div(A, sum), rise);
    v128.store(values, i64x2.shuffle(biased(straightOf(v, A, sum, opaqueSum, unit), constants), alpha, 0, 2));
    sums += 2 * sizeof<W>();
  }
}

/** P + c₀ · (S − A); an own colour that is not finite counts only where something is missing. */
function completed(P: v128, missing: v128, own: v128, constants: usize): v128 {
  const added = v128.and(f64x2.mul(own, missing), f64x2.ne(missing, f64x2.splat(0)));
  const all = f64x2.add(P, added);
  return biased(alphaUnit == 1 ? all : f64x2.div(all, v128.load64_splat(constants, finish.ALPHA_UNIT_64)), constants);
}

function preserve4<W>(values: usize, end: usize, sums: usize, own: usize): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const opaqueSum = v128.load64_splat(constants, finish.OPAQUE_SUM_64);
  for (; values < end; values += 32) {
    const first = pairAt<W>(sums);
    const last = pairAt<W>(sums + 2 * sizeof<W>());
    const missing = f64x2.sub(opaqueSum, i64x2.shuffle(last, last, 1, 1));
    const self = v128.load(own, 16);
    v128.store(values, completed(first, missing, v128.load(own), constants));
    v128.store(values, i64x2.shuffle(completed(last, missing, self, constants), self, 0, 3), 16);
    sums += 4 * sizeof<W>();
    own += 32;
  }
}

function preserve2<W>(values: usize, end: usize, sums: usize, own: usize): void {
  const constants = pointer(slots.FINISH_CONSTANTS);
  const opaqueSum = v128.load64_splat(constants, finish.OPAQUE_SUM_64);
  for (; values < end; values += 16) {
    const v = pairAt<W>(sums);
    const missing = f64x2.sub(opaqueSum, i64x2.shuffle(v, v, 1, 1));
    const self = v128.load(own);
    v128.store(values, i64x2.shuffle(completed(v, missing, self, constants), self, 0, 3));
    sums += 2 * sizeof<W>();
    own += 16;
  }
}

/** Divided by what is left of the divisor, and the bias added. */
function biased(v: v128, constants: usize): v128 {
  const divisor = v128.load64_splat(constants, finish.REST_DIVISOR_64);
  const straight = load<i32>(constants, finish.MULTIPLIES_REST_64) ? f64x2.mul(v, divisor) : f64x2.div(v, divisor);
  return f64x2.add(straight, v128.load64_splat(constants, finish.BIAS_64));
}
