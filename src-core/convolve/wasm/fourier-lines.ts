// Rows of the picture as lanes, and lanes as rows of sums. A lane is a channel where the channels fill whole vectors; else
// it is one of several blocks, and a vector holds one channel of each.

/** Sample s of every block's row (`apart` bytes from one to the next) becomes vector s. */
export function gatherLanes<T>(out: usize, from: usize, apart: usize, samples: i32): void {
  const end = out + ((<usize>samples) << 4);
  if (sizeof<T>() == 4) {
    const p1 = from + apart;
    const p2 = p1 + apart;
    const p3 = p2 + apart;
    for (let i: usize = 0; out < end; i += 16) {
      transpose(out, 16, v128.load(from + i), v128.load(p1 + i), v128.load(p2 + i), v128.load(p3 + i));
      out += 64;
    }
  } else {
    for (let i: usize = 0; out < end; i += 16) {
      const a = v128.load(from + i);
      const b = v128.load(from + apart + i);
      v128.store(out, i64x2.shuffle(a, b, 0, 2));
      v128.store(out, i64x2.shuffle(a, b, 1, 3), 16);
      out += 32;
    }
  }
}

/** The way back; up to three samples more than asked for are written. */
export function scatterLanes<T>(out: usize, apart: usize, from: usize, samples: i32): void {
  const end = from + ((<usize>samples) << 4);
  if (sizeof<T>() == 4) {
    for (; from < end; from += 64) {
      transpose(out, apart, v128.load(from), v128.load(from, 16), v128.load(from, 32), v128.load(from, 48));
      out += 16;
    }
  } else {
    for (; from < end; from += 32) {
      const a = v128.load(from);
      const b = v128.load(from, 16);
      v128.store(out, i64x2.shuffle(a, b, 0, 2));
      v128.store(out + apart, i64x2.shuffle(a, b, 1, 3));
      out += 16;
    }
  }
}

function transpose(out: usize, apart: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
  const cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
  v128.store(out, i64x2.shuffle(ab, cd, 0, 2));
  v128.store(out + apart, i64x2.shuffle(ab, cd, 1, 3));
  const ba = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const dc = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(out + 2 * apart, i64x2.shuffle(ba, dc, 0, 2));
  v128.store(out + 3 * apart, i64x2.shuffle(ba, dc, 1, 3));
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
