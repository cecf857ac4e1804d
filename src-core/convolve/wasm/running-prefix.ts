// Running sums along a row, channel by channel, a chunk at a time: out[i] = out[i − channels] + in[i], modulo the size.
// `carry` is memory that keeps what a chunk leaves to the next, cleared where a row begins. Out and in are different rows.
// `count` is a multiple of the channels; up to OVERRUN samples more may be read and written.

export function prefix16To32(out: usize, from: usize, count: i32, channels: i32, carry: usize): void {
  if (ASC_FEATURE_SIMD) vectors<i16>(out, from, count, channels, carry);
  else samples<i16, i32>(out, from, count, channels, carry);
}

export function prefix32(out: usize, from: usize, count: i32, channels: i32, carry: usize): void {
  if (ASC_FEATURE_SIMD) vectors<i32>(out, from, count, channels, carry);
  else samples<i32, i32>(out, from, count, channels, carry);
}

/** Whole numbers (i64) or floats that add up without rounding (f64). */
export function prefix64<T>(out: usize, from: usize, count: i32, channels: i32, carry: usize): void {
  if (!ASC_FEATURE_SIMD) samples<T, T>(out, from, count, channels, carry);
  else if (channels == 4) fourWide<T>(out, from, count, carry);
  else if (channels == 3) threeWide<T>(out, from, count, carry);
  else if (channels == 2) twoWide<T>(out, from, count, carry);
  else oneWide<T>(out, from, count, carry);
}

function fourWide<T>(out: usize, from: usize, count: i32, carry: usize): void {
  let low = v128.load(carry);
  let high = v128.load(carry, 16);
  for (let at: usize = 0; at < (<usize>count) << 3; at += 32) {
    low = v128.add<T>(low, v128.load(from + at));
    high = v128.add<T>(high, v128.load(from + at, 16));
    v128.store(out + at, low);
    v128.store(out + at, high, 16);
  }
  v128.store(carry, low);
  v128.store(carry, high, 16);
}

/** A pixel is a vector and a half; the second half of the other is the next pixel's, and written over by it. */
function threeWide<T>(out: usize, from: usize, count: i32, carry: usize): void {
  let low = v128.load(carry);
  let high = v128.load(carry, 16);
  for (let at: usize = 0; at < (<usize>count) << 3; at += 24) {
    low = v128.add<T>(low, v128.load(from + at));
    high = v128.add<T>(high, v128.load(from + at, 16));
    v128.store(out + at, low);
    v128.store(out + at, high, 16);
  }
  v128.store(carry, low);
  v128.store(carry, high, 16);
}

function twoWide<T>(out: usize, from: usize, count: i32, carry: usize): void {
  let sum = v128.load(carry);
  for (let at: usize = 0; at < (<usize>count) << 3; at += 16) {
    sum = v128.add<T>(sum, v128.load(from + at));
    v128.store(out + at, sum);
  }
  v128.store(carry, sum);
}

function oneWide<T>(out: usize, from: usize, count: i32, carry: usize): void {
  const zero = i64x2.splat(0);
  let sum = v128.load64_splat(carry);
  for (let at: usize = 0; at < (<usize>count) << 3; at += 16) {
    const v = v128.load(from + at);
    sum = v128.add<T>(sum, v128.add<T>(v, i64x2.shuffle(zero, v, 0, 2)));
    v128.store(out + at, sum);
    sum = i64x2.shuffle(sum, sum, 1, 1);
  }
  v128.store64_lane(carry, sum, 0);
}

function samples<S, D>(out: usize, from: usize, count: i32, channels: i32, carry: usize): void {
  for (let c: usize = 0; c < <usize>channels; c++) {
    let sum = load<D>(carry + c * sizeof<D>());
    for (let i = c; i < <usize>count; i += <usize>channels) {
      sum += <D>load<S>(from + i * sizeof<S>());
      store<D>(out + i * sizeof<D>(), sum);
    }
    store<D>(carry + c * sizeof<D>(), sum);
  }
}

function vectors<S>(out: usize, from: usize, count: i32, channels: i32, carry: usize): void {
  if (channels == 4) fours<S>(out, from, count, carry);
  else if (channels == 3) threes<S>(out, from, count, carry);
  else if (channels == 2) twos<S>(out, from, count, carry);
  else ones<S>(out, from, count, carry);
}

function four<S>(from: usize): v128 {
  return sizeof<S>() == 2 ? v128.load16x4_s(from) : v128.load(from);
}

function fours<S>(out: usize, from: usize, count: i32, carry: usize): void {
  let sum = v128.load(carry);
  for (let i: usize = 0; i < <usize>count; i += 16) {
    const p = from + i * sizeof<S>();
    const o = out + (i << 2);
    const a = i32x4.add(sum, four<S>(p));
    const b = i32x4.add(a, four<S>(p + 4 * sizeof<S>()));
    const c = i32x4.add(b, four<S>(p + 8 * sizeof<S>()));
    sum = i32x4.add(c, four<S>(p + 12 * sizeof<S>()));
    v128.store(o, a);
    v128.store(o, b, 16);
    v128.store(o, c, 32);
    v128.store(o, sum, 48);
  }
  v128.store(carry, sum);
}

/** A pixel to a vector; the fourth lane is the next pixel's first sample, and written over by it. */
function threes<S>(out: usize, from: usize, count: i32, carry: usize): void {
  let sum = v128.load(carry);
  let i: usize = 0;
  for (; i + 12 <= <usize>count; i += 12) {
    const p = from + i * sizeof<S>();
    const o = out + (i << 2);
    const a = i32x4.add(sum, four<S>(p));
    const b = i32x4.add(a, four<S>(p + 3 * sizeof<S>()));
    const c = i32x4.add(b, four<S>(p + 6 * sizeof<S>()));
    sum = i32x4.add(c, four<S>(p + 9 * sizeof<S>()));
    v128.store(o, a);
    v128.store(o, b, 12);
    v128.store(o, c, 24);
    v128.store(o, sum, 36);
  }
  for (; i < <usize>count; i += 3) {
    sum = i32x4.add(sum, four<S>(from + i * sizeof<S>()));
    v128.store(out + (i << 2), sum);
  }
  v128.store(carry, sum);
}

/** Sums within two vectors first, so that from one pair to the next only one addition waits for another. */
function twos<S>(out: usize, from: usize, count: i32, carry: usize): void {
  const zero = i32x4.splat(0);
  let sum = v128.load(carry);
  for (let i: usize = 0; i < <usize>count; i += 8) {
    const p = from + i * sizeof<S>();
    let a = four<S>(p);
    let b = four<S>(p + 4 * sizeof<S>());
    a = i32x4.add(a, i64x2.shuffle(zero, a, 0, 2));
    b = i32x4.add(b, i64x2.shuffle(zero, b, 0, 2));
    b = i32x4.add(b, i64x2.shuffle(a, a, 1, 1));
    v128.store(out + (i << 2), i32x4.add(a, sum));
    v128.store(out + (i << 2), i32x4.add(b, sum), 16);
    sum = i32x4.add(sum, i64x2.shuffle(b, b, 1, 1));
  }
  v128.store(carry, sum);
}

function ones<S>(out: usize, from: usize, count: i32, carry: usize): void {
  const zero = i32x4.splat(0);
  let sum = v128.load(carry);
  for (let i: usize = 0; i < <usize>count; i += 8) {
    const p = from + i * sizeof<S>();
    let a = four<S>(p);
    let b = four<S>(p + 4 * sizeof<S>());
    a = i32x4.add(a, i32x4.shuffle(zero, a, 0, 4, 5, 6));
    b = i32x4.add(b, i32x4.shuffle(zero, b, 0, 4, 5, 6));
    a = i32x4.add(a, i64x2.shuffle(zero, a, 0, 2));
    b = i32x4.add(b, i64x2.shuffle(zero, b, 0, 2));
    b = i32x4.add(b, i32x4.shuffle(a, a, 3, 3, 3, 3));
    v128.store(out + (i << 2), i32x4.add(a, sum));
    v128.store(out + (i << 2), i32x4.add(b, sum), 16);
    sum = i32x4.add(sum, i32x4.shuffle(b, b, 3, 3, 3, 3));
  }
  v128.store(carry, sum);
}
