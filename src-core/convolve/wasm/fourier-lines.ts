// Rows of the picture as lanes, and lanes as rows of sums, where the channels do not fill whole vectors: each lane is then
// one of several blocks, and a vector holds one channel of each. α that is left out takes no part.

class Lines {
  @inline static fours(a: v128, b: v128, c: v128, d: v128, p0: usize, p1: usize, p2: usize, p3: usize): void {
    const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
    const cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
    const ba = i32x4.shuffle(a, b, 2, 6, 3, 7);
    const dc = i32x4.shuffle(c, d, 2, 6, 3, 7);
    v128.store(p0, i64x2.shuffle(ab, cd, 0, 2));
    v128.store(p1, i64x2.shuffle(ab, cd, 1, 3));
    v128.store(p2, i64x2.shuffle(ba, dc, 0, 2));
    v128.store(p3, i64x2.shuffle(ba, dc, 1, 3));
  }

  @inline static twos(a: v128, b: v128, p0: usize, p1: usize): void {
    v128.store(p0, i64x2.shuffle(a, b, 0, 2));
    v128.store(p1, i64x2.shuffle(a, b, 1, 3));
  }
}

/** Vectors that four samples of a row become. */
function kept(channels: i32, withAlpha: bool): usize {
  return withAlpha ? 4 : channels == 4 ? 3 : 2;
}

/**
 * Each sample of the blocks' rows (`apart` bytes from one row to the next) becomes a vector. A vector of α that is left
 * out is overwritten by the next; the last one lies behind the end.
 */
export function gatherLanes<T>(
  out: usize,
  from: usize,
  apart: usize,
  samples: i32,
  channels: i32,
  withAlpha: bool,
): void {
  const step = kept(channels, withAlpha) << 4;
  const second: usize = step == 32 ? 16 : 32;
  const end = from + <usize>samples * sizeof<T>();
  for (; from < end; from += 4 * sizeof<T>()) {
    if (sizeof<T>() == 4) {
      const p1 = from + apart;
      const p2 = p1 + apart;
      const a = v128.load(from);
      const b = v128.load(p1);
      const c = v128.load(p2);
      const d = v128.load(p2 + apart);
      Lines.fours(a, b, c, d, out, out + 16, out + second, out + second + 16);
    } else {
      const p1 = from + apart;
      Lines.twos(v128.load(from), v128.load(p1), out, out + 16);
      Lines.twos(v128.load(from, 16), v128.load(p1, 16), out + second, out + second + 16);
    }
    out += step;
  }
}

/** The way back; up to three samples more than asked for are written, and 0 for α that was left out. */
export function scatterLanes<T>(
  out: usize,
  apart: usize,
  from: usize,
  samples: i32,
  channels: i32,
  withAlpha: bool,
): void {
  const step = kept(channels, withAlpha) << 4;
  const second: usize = step == 32 ? 16 : 32;
  const end = out + <usize>samples * sizeof<T>();
  for (; out < end; out += 4 * sizeof<T>()) {
    let b = v128.load(from, 16);
    const c = v128.load(from + second);
    let d = v128.load(from + second, 16);
    if (!withAlpha) {
      d = i32x4.splat(0);
      if (channels == 2) b = d;
    }
    if (sizeof<T>() == 4) {
      const p2 = out + 2 * apart;
      Lines.fours(v128.load(from), b, c, d, out, out + apart, p2, p2 + apart);
    } else {
      Lines.twos(v128.load(from), b, out, out + apart);
      Lines.twos(c, d, out + 16, out + apart + 16);
    }
    from += step;
  }
}

/** Are all samples finite, and small enough to be added up in any order? */
export function isTame<T>(samples: usize, count: i32): bool {
  const limit: T = sizeof<T>() == 4 ? <T>1e30 : <T>1e200;
  const end = samples + <usize>count * sizeof<T>();
  if (ASC_FEATURE_SIMD) {
    const most = v128.splat<T>(limit);
    let wild = i32x4.splat(0);
    for (; samples + 16 <= end; samples += 16) {
      wild = v128.or(wild, v128.not(v128.le<T>(v128.abs<T>(v128.load(samples)), most)));
    }
    if (v128.any_true(wild)) return false;
  }
  for (; samples < end; samples += sizeof<T>()) {
    if (!(abs<T>(load<T>(samples)) <= limit)) return false;
  }
  return true;
}
