// Lines of sums folded in halves: pixel p becomes the sum of pixels 2p and 2p + 1. Reads run ahead of writes, so a line
// is folded in place; vectors may read and write up to 32 bytes beyond its end.

/** Sums of two neighbouring pixels: 8 samples of 1, 2 or 4 channels, from 32 bytes. */
function pairs16(from: usize, channels: i32): v128 {
  const a = v128.load(from);
  const b = v128.load(from, 16);
  if (channels == 1) {
    return i16x8.add(i16x8.shuffle(a, b, 0, 2, 4, 6, 8, 10, 12, 14), i16x8.shuffle(a, b, 1, 3, 5, 7, 9, 11, 13, 15));
  }
  if (channels == 2) return i16x8.add(i32x4.shuffle(a, b, 0, 2, 4, 6), i32x4.shuffle(a, b, 1, 3, 5, 7));
  return i16x8.add(i64x2.shuffle(a, b, 0, 2), i64x2.shuffle(a, b, 1, 3));
}

/** Of three channels: 6 samples of two pixels, then two that mean nothing, from 24 bytes. */
function pairs16of3(from: usize): v128 {
  const first = i16x8.add(v128.load(from), v128.load(from, 6));
  const second = i16x8.add(v128.load(from, 12), v128.load(from, 18));
  return i16x8.shuffle(first, second, 0, 1, 2, 8, 9, 10, 0, 0);
}

export function halveLine16(line: usize, pixels: i32, channels: i32): void {
  let out = line;
  let from = line;
  const end = line + ((<usize>pixels * <usize>channels) << 1);
  if (channels == 3) {
    for (; out < end; out += 12, from += 24) v128.store(out, pairs16of3(from));
    return;
  }
  for (; out < end; out += 16, from += 32) v128.store(out, pairs16(from, channels));
}

export function halveLine32(line: usize, pixels: i32, channels: i32): void {
  let out = line;
  let from = line;
  const end = line + ((<usize>pixels * <usize>channels) << 2);
  if (channels == 3) {
    for (; out < end; out += 12, from += 24) v128.store(out, i32x4.add(v128.load(from), v128.load(from, 12)));
    return;
  }
  for (; out < end; out += 16, from += 32) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    let sum = i32x4.add(a, b);
    if (channels == 1) sum = i32x4.add(i32x4.shuffle(a, b, 0, 2, 4, 6), i32x4.shuffle(a, b, 1, 3, 5, 7));
    else if (channels == 2) sum = i32x4.add(i64x2.shuffle(a, b, 0, 2), i64x2.shuffle(a, b, 1, 3));
    v128.store(out, sum);
  }
}

/** The last fold and the division by 2^shift, rounded half up, to u8. Nothing is written beyond the last pixel. */
export function meanOfPairs16(out: usize, line: usize, pixels: i32, channels: i32, shift: i32): void {
  const samples = <usize>(pixels * channels);
  const half = i16x8.splat(<i16>((<i32>1) << (shift - 1)));
  let i: usize = 0;
  if (channels == 3) {
    // 12 means to 16 bytes: the last four are written again by the next turn.
    for (; i + 16 <= samples; i += 12) {
      const a = i16x8.shr_u(i16x8.add(pairs16of3(line + (i << 2)), half), shift);
      const b = i16x8.shr_u(i16x8.add(pairs16of3(line + (i << 2) + 24), half), shift);
      const codes = i8x16.narrow_i16x8_u(a, b);
      v128.store(out + i, i8x16.shuffle(codes, codes, 0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 0, 0, 0, 0));
    }
  } else {
    for (; i + 16 <= samples; i += 16) {
      const a = i16x8.shr_u(i16x8.add(pairs16(line + (i << 2), channels), half), shift);
      const b = i16x8.shr_u(i16x8.add(pairs16(line + (i << 2) + 32, channels), half), shift);
      v128.store(out + i, i8x16.narrow_i16x8_u(a, b));
    }
  }
  for (; i < samples; i++) {
    const pixel = i / <usize>channels;
    const first = line + ((pixel * <usize>channels + i) << 1);
    const sum = <u32>load<u16>(first) + <u32>load<u16>(first + ((<usize>channels) << 1));
    store<u8>(out + i, <u8>((sum + (1 << (shift - 1))) >> shift));
  }
}
