// Sums over taps of weight 1 and -1 into a row of whole numbers, modulo their size: Σ plus[i] − Σ minus[i] is stored, or
// added where `adds`. Taps are addresses (u32) of their first sample: `plus` up to `minus`, `minus` up to `end`;
// `offset` bytes are added to each. Without SIMD `count` samples are made, else whole blocks of 64.
import { pair16To32, pair32, pairs32, pairs8To16 } from './running-pairs';
import { GROUP } from './running-slots';

/** 8-bit codes in sums of 16 bits. */
export function codes8To16(
  out: usize,
  count: i32,
  plus: usize,
  minus: usize,
  end: usize,
  offset: usize,
  adds: bool,
): void {
  if (ASC_FEATURE_SIMD && minus - plus == end - minus && minus - plus <= 8 && minus > plus) {
    pairs8To16(out, count, plus, minus, end, offset, adds);
  } else if (ASC_FEATURE_SIMD) blocks8<i16>(out, count, plus, minus, minus, end, offset, adds);
  else samples<u8, i16>(out, count, plus, minus, end, offset, adds);
}

/** 8-bit codes in sums of 32 bits, so many taps at a time as 16 bits can take. */
export function codes8To32(
  out: usize,
  count: i32,
  plus: usize,
  minus: usize,
  end: usize,
  offset: usize,
  adds: bool,
): void {
  if (!ASC_FEATURE_SIMD) {
    samples<u8, i32>(out, count, plus, minus, end, offset, adds);
    return;
  }
  let negative = minus;
  let more = adds;
  while (plus < minus || negative < end || !more) {
    const positiveEnd = min(minus, plus + 4 * GROUP);
    const negativeEnd = min(end, negative + 4 * GROUP);
    blocks8<i32>(out, count, plus, positiveEnd, negative, negativeEnd, offset, more);
    plus = positiveEnd;
    negative = negativeEnd;
    more = true;
  }
}

/** 16-bit codes in sums of 32 bits. */
export function codes16To32(
  out: usize,
  count: i32,
  plus: usize,
  minus: usize,
  end: usize,
  offset: usize,
  adds: bool,
): void {
  if (ASC_FEATURE_SIMD && minus - plus == 4 && end - minus == 4) pair16To32(out, count, plus, minus, offset, adds);
  else if (ASC_FEATURE_SIMD) blocks16(out, count, plus, minus, end, offset, adds);
  else samples<u16, i32>(out, count, plus, minus, end, offset, adds);
}

/** Whole numbers of 32 or 64 bits in sums of the same size. */
export function wholes<T>(
  out: usize,
  count: i32,
  plus: usize,
  minus: usize,
  end: usize,
  offset: usize,
  adds: bool,
): void {
  if (!ASC_FEATURE_SIMD) samples<T, T>(out, count, plus, minus, end, offset, adds);
  else if (sizeof<T>() == 4 && minus - plus == 4 && end - minus == 4) pair32(out, count, plus, minus, offset, adds);
  else if (sizeof<T>() == 4 && minus - plus == 8 && end - minus == 8) pairs32(out, count, plus, minus, offset, adds);
  else if (sizeof<T>() == 4) blocks32(out, count, plus, minus, end, offset, adds);
  else blocks64(out, count, plus, minus, end, offset, adds);
}

function samples<S, D>(out: usize, count: i32, plus: usize, minus: usize, end: usize, offset: usize, adds: bool): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const from = offset + i * sizeof<S>();
    const at = out + i * sizeof<D>();
    let sum: D = adds ? load<D>(at) : <D>0;
    for (let t = plus; t < minus; t += 4) sum += <D>load<S>(<usize>load<u32>(t) + from);
    for (let t = minus; t < end; t += 4) sum -= <D>load<S>(<usize>load<u32>(t) + from);
    store<D>(at, sum);
  }
}

/**
 * Bytes are summed in pairs as they lie in memory, low + 256 · high, and once more the high ones alone: two additions and
 * a shift per 16 bytes instead of two widenings and two additions. What is left of the first sum is the low ones'.
 */
function blocks8<D>(
  out: usize,
  count: i32,
  plus: usize,
  plusEnd: usize,
  minus: usize,
  minusEnd: usize,
  offset: usize,
  adds: bool,
): void {
  for (let i: usize = 0; i < <usize>count; i += 64) {
    const from = offset + i;
    let a0 = i16x8.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let h0 = a0;
    let h1 = a0;
    let h2 = a0;
    let h3 = a0;
    for (let t = plus; t < plusEnd; t += 4) {
      const p = <usize>load<u32>(t) + from;
      const x0 = v128.load(p);
      const x1 = v128.load(p, 16);
      const x2 = v128.load(p, 32);
      const x3 = v128.load(p, 48);
      a0 = i16x8.add(a0, x0);
      h0 = i16x8.add(h0, i16x8.shr_u(x0, 8));
      a1 = i16x8.add(a1, x1);
      h1 = i16x8.add(h1, i16x8.shr_u(x1, 8));
      a2 = i16x8.add(a2, x2);
      h2 = i16x8.add(h2, i16x8.shr_u(x2, 8));
      a3 = i16x8.add(a3, x3);
      h3 = i16x8.add(h3, i16x8.shr_u(x3, 8));
    }
    for (let t = minus; t < minusEnd; t += 4) {
      const p = <usize>load<u32>(t) + from;
      const x0 = v128.load(p);
      const x1 = v128.load(p, 16);
      const x2 = v128.load(p, 32);
      const x3 = v128.load(p, 48);
      a0 = i16x8.sub(a0, x0);
      h0 = i16x8.sub(h0, i16x8.shr_u(x0, 8));
      a1 = i16x8.sub(a1, x1);
      h1 = i16x8.sub(h1, i16x8.shr_u(x1, 8));
      a2 = i16x8.sub(a2, x2);
      h2 = i16x8.sub(h2, i16x8.shr_u(x2, 8));
      a3 = i16x8.sub(a3, x3);
      h3 = i16x8.sub(h3, i16x8.shr_u(x3, 8));
    }
    const o = out + i * sizeof<D>();
    put8<D>(o, i16x8.sub(a0, i16x8.shl(h0, 8)), h0, adds);
    put8<D>(o + 16 * sizeof<D>(), i16x8.sub(a1, i16x8.shl(h1, 8)), h1, adds);
    put8<D>(o + 32 * sizeof<D>(), i16x8.sub(a2, i16x8.shl(h2, 8)), h2, adds);
    put8<D>(o + 48 * sizeof<D>(), i16x8.sub(a3, i16x8.shl(h3, 8)), h3, adds);
  }
}

/** Sums of even and of odd samples in their order. */
function put8<D>(out: usize, even: v128, odd: v128, adds: bool): void {
  const low = i16x8.shuffle(even, odd, 0, 8, 1, 9, 2, 10, 3, 11);
  const high = i16x8.shuffle(even, odd, 4, 12, 5, 13, 6, 14, 7, 15);
  if (sizeof<D>() == 2) {
    put16(out, low, adds);
    put16(out + 16, high, adds);
  } else {
    put32(out, i32x4.extend_low_i16x8_s(low), adds);
    put32(out + 16, i32x4.extend_high_i16x8_s(low), adds);
    put32(out + 32, i32x4.extend_low_i16x8_s(high), adds);
    put32(out + 48, i32x4.extend_high_i16x8_s(high), adds);
  }
}

function put16(out: usize, v: v128, adds: bool): void {
  v128.store(out, adds ? i16x8.add(v128.load(out), v) : v);
}

function put32(out: usize, v: v128, adds: bool): void {
  v128.store(out, adds ? i32x4.add(v128.load(out), v) : v);
}

function put64(out: usize, v: v128, adds: bool): void {
  v128.store(out, adds ? i64x2.add(v128.load(out), v) : v);
}

/** As blocks8 does it, one size up. */
function blocks16(out: usize, count: i32, plus: usize, minus: usize, end: usize, offset: usize, adds: bool): void {
  for (let i: usize = 0; i < <usize>count; i += 32) {
    const from = offset + (i << 1);
    let a0 = i32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let h0 = a0;
    let h1 = a0;
    let h2 = a0;
    let h3 = a0;
    for (let t = plus; t < minus; t += 4) {
      const p = <usize>load<u32>(t) + from;
      const x0 = v128.load(p);
      const x1 = v128.load(p, 16);
      const x2 = v128.load(p, 32);
      const x3 = v128.load(p, 48);
      a0 = i32x4.add(a0, x0);
      h0 = i32x4.add(h0, i32x4.shr_u(x0, 16));
      a1 = i32x4.add(a1, x1);
      h1 = i32x4.add(h1, i32x4.shr_u(x1, 16));
      a2 = i32x4.add(a2, x2);
      h2 = i32x4.add(h2, i32x4.shr_u(x2, 16));
      a3 = i32x4.add(a3, x3);
      h3 = i32x4.add(h3, i32x4.shr_u(x3, 16));
    }
    for (let t = minus; t < end; t += 4) {
      const p = <usize>load<u32>(t) + from;
      const x0 = v128.load(p);
      const x1 = v128.load(p, 16);
      const x2 = v128.load(p, 32);
      const x3 = v128.load(p, 48);
      a0 = i32x4.sub(a0, x0);
      h0 = i32x4.sub(h0, i32x4.shr_u(x0, 16));
      a1 = i32x4.sub(a1, x1);
      h1 = i32x4.sub(h1, i32x4.shr_u(x1, 16));
      a2 = i32x4.sub(a2, x2);
      h2 = i32x4.sub(h2, i32x4.shr_u(x2, 16));
      a3 = i32x4.sub(a3, x3);
      h3 = i32x4.sub(h3, i32x4.shr_u(x3, 16));
    }
    const o = out + (i << 2);
    putPair16(o, i32x4.sub(a0, i32x4.shl(h0, 16)), h0, adds);
    putPair16(o + 32, i32x4.sub(a1, i32x4.shl(h1, 16)), h1, adds);
    putPair16(o + 64, i32x4.sub(a2, i32x4.shl(h2, 16)), h2, adds);
    putPair16(o + 96, i32x4.sub(a3, i32x4.shl(h3, 16)), h3, adds);
  }
}

function putPair16(out: usize, even: v128, odd: v128, adds: bool): void {
  put32(out, i32x4.shuffle(even, odd, 0, 4, 1, 5), adds);
  put32(out + 16, i32x4.shuffle(even, odd, 2, 6, 3, 7), adds);
}

function blocks32(out: usize, count: i32, plus: usize, minus: usize, end: usize, offset: usize, adds: bool): void {
  for (let i: usize = 0; i < <usize>count; i += 16) {
    const from = offset + (i << 2);
    let a0 = i32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    for (let t = plus; t < minus; t += 4) {
      const p = <usize>load<u32>(t) + from;
      a0 = i32x4.add(a0, v128.load(p));
      a1 = i32x4.add(a1, v128.load(p, 16));
      a2 = i32x4.add(a2, v128.load(p, 32));
      a3 = i32x4.add(a3, v128.load(p, 48));
    }
    for (let t = minus; t < end; t += 4) {
      const p = <usize>load<u32>(t) + from;
      a0 = i32x4.sub(a0, v128.load(p));
      a1 = i32x4.sub(a1, v128.load(p, 16));
      a2 = i32x4.sub(a2, v128.load(p, 32));
      a3 = i32x4.sub(a3, v128.load(p, 48));
    }
    const o = out + (i << 2);
    put32(o, a0, adds);
    put32(o + 16, a1, adds);
    put32(o + 32, a2, adds);
    put32(o + 48, a3, adds);
  }
}

function blocks64(out: usize, count: i32, plus: usize, minus: usize, end: usize, offset: usize, adds: bool): void {
  for (let i: usize = 0; i < <usize>count; i += 8) {
    const from = offset + (i << 3);
    let a0 = i64x2.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    for (let t = plus; t < minus; t += 4) {
      const p = <usize>load<u32>(t) + from;
      a0 = i64x2.add(a0, v128.load(p));
      a1 = i64x2.add(a1, v128.load(p, 16));
      a2 = i64x2.add(a2, v128.load(p, 32));
      a3 = i64x2.add(a3, v128.load(p, 48));
    }
    for (let t = minus; t < end; t += 4) {
      const p = <usize>load<u32>(t) + from;
      a0 = i64x2.sub(a0, v128.load(p));
      a1 = i64x2.sub(a1, v128.load(p, 16));
      a2 = i64x2.sub(a2, v128.load(p, 32));
      a3 = i64x2.sub(a3, v128.load(p, 48));
    }
    const o = out + (i << 3);
    put64(o, a0, adds);
    put64(o + 16, a1, adds);
    put64(o + 32, a2, adds);
    put64(o + 48, a3, adds);
  }
}
