// The sums of running-taps.ts for what boxes and lines leave: one or two taps of each sign, without a loop over them.
// There widening each sample costs less than sorting even and odd ones afterwards. Blocks of 16 samples.

export function pairs8To16(
  out: usize,
  count: i32,
  plus: usize,
  minus: usize,
  end: usize,
  offset: usize,
  adds: bool,
): void {
  const a = <usize>load<u32>(plus) + offset;
  const b = <usize>load<u32>(minus) + offset;
  if (minus - plus == 4) {
    if (adds) {
      for (let i: usize = 0; i < <usize>count; i += 16) {
        const o = out + (i << 1);
        v128.store(o, i16x8.add(v128.load(o), two8(a + i, b + i)));
        v128.store(o, i16x8.add(v128.load(o, 16), next8(a + i, b + i)), 16);
      }
    } else {
      for (let i: usize = 0; i < <usize>count; i += 16) {
        const o = out + (i << 1);
        v128.store(o, two8(a + i, b + i));
        v128.store(o, next8(a + i, b + i), 16);
      }
    }
    return;
  }
  const c = <usize>load<u32>(plus, 4) + offset;
  const d = <usize>load<u32>(minus, 4) + offset;
  if (adds) {
    for (let i: usize = 0; i < <usize>count; i += 16) {
      const o = out + (i << 1);
      v128.store(o, i16x8.add(i16x8.add(v128.load(o), two8(a + i, b + i)), two8(c + i, d + i)));
      v128.store(o, i16x8.add(i16x8.add(v128.load(o, 16), next8(a + i, b + i)), next8(c + i, d + i)), 16);
    }
  } else {
    for (let i: usize = 0; i < <usize>count; i += 16) {
      const o = out + (i << 1);
      v128.store(o, i16x8.add(two8(a + i, b + i), two8(c + i, d + i)));
      v128.store(o, i16x8.add(next8(a + i, b + i), next8(c + i, d + i)), 16);
    }
  }
}

/** 16-bit codes, of one tap of each sign. */
export function pair16To32(out: usize, count: i32, plus: usize, minus: usize, offset: usize, adds: bool): void {
  const a = <usize>load<u32>(plus) + offset;
  const b = <usize>load<u32>(minus) + offset;
  if (adds) {
    for (let i: usize = 0; i < <usize>count; i += 16) {
      const o = out + (i << 2);
      const p = a + (i << 1);
      const m = b + (i << 1);
      v128.store(o, i32x4.add(v128.load(o), i32x4.sub(v128.load16x4_u(p), v128.load16x4_u(m))));
      v128.store(o, i32x4.add(v128.load(o, 16), i32x4.sub(v128.load16x4_u(p, 8), v128.load16x4_u(m, 8))), 16);
      v128.store(o, i32x4.add(v128.load(o, 32), i32x4.sub(v128.load16x4_u(p, 16), v128.load16x4_u(m, 16))), 32);
      v128.store(o, i32x4.add(v128.load(o, 48), i32x4.sub(v128.load16x4_u(p, 24), v128.load16x4_u(m, 24))), 48);
    }
  } else {
    for (let i: usize = 0; i < <usize>count; i += 8) {
      const o = out + (i << 2);
      const p = a + (i << 1);
      const m = b + (i << 1);
      v128.store(o, i32x4.sub(v128.load16x4_u(p), v128.load16x4_u(m)));
      v128.store(o, i32x4.sub(v128.load16x4_u(p, 8), v128.load16x4_u(m, 8)), 16);
    }
  }
}

/** Whole numbers of 32 bits, of one tap of each sign. */
export function pair32(out: usize, count: i32, plus: usize, minus: usize, offset: usize, adds: bool): void {
  const a = <usize>load<u32>(plus) + offset;
  const b = <usize>load<u32>(minus) + offset;
  const end = (<usize>count) << 2;
  if (adds) {
    for (let at: usize = 0; at < end; at += 32) {
      v128.store(out + at, i32x4.add(v128.load(out + at), i32x4.sub(v128.load(a + at), v128.load(b + at))));
      v128.store(
        out + at,
        i32x4.add(v128.load(out + at, 16), i32x4.sub(v128.load(a + at, 16), v128.load(b + at, 16))),
        16,
      );
    }
  } else {
    for (let at: usize = 0; at < end; at += 32) {
      v128.store(out + at, i32x4.sub(v128.load(a + at), v128.load(b + at)));
      v128.store(out + at, i32x4.sub(v128.load(a + at, 16), v128.load(b + at, 16)), 16);
    }
  }
}

/** The same of two taps of each sign. */
export function pairs32(out: usize, count: i32, plus: usize, minus: usize, offset: usize, adds: bool): void {
  const a = <usize>load<u32>(plus) + offset;
  const b = <usize>load<u32>(minus) + offset;
  const c = <usize>load<u32>(plus, 4) + offset;
  const d = <usize>load<u32>(minus, 4) + offset;
  const end = (<usize>count) << 2;
  if (adds) {
    for (let at: usize = 0; at < end; at += 32) {
      v128.store(out + at, i32x4.add(v128.load(out + at), four32(a + at, b + at, c + at, d + at)));
      v128.store(out + at, i32x4.add(v128.load(out + at, 16), next32(a + at, b + at, c + at, d + at)), 16);
    }
  } else {
    for (let at: usize = 0; at < end; at += 32) {
      v128.store(out + at, four32(a + at, b + at, c + at, d + at));
      v128.store(out + at, next32(a + at, b + at, c + at, d + at), 16);
    }
  }
}

function four32(a: usize, b: usize, c: usize, d: usize): v128 {
  return i32x4.add(i32x4.sub(v128.load(a), v128.load(b)), i32x4.sub(v128.load(c), v128.load(d)));
}

/** The four behind them. */
function next32(a: usize, b: usize, c: usize, d: usize): v128 {
  return i32x4.add(i32x4.sub(v128.load(a, 16), v128.load(b, 16)), i32x4.sub(v128.load(c, 16), v128.load(d, 16)));
}

function two8(plus: usize, minus: usize): v128 {
  return i16x8.sub(v128.load8x8_u(plus), v128.load8x8_u(minus));
}

/** The eight behind them. */
function next8(plus: usize, minus: usize): v128 {
  return i16x8.sub(v128.load8x8_u(plus, 8), v128.load8x8_u(minus, 8));
}
