// The rows of a row of blocks summed into one line: codes in 16 or 32 bits, floats and weighted colours in float64.

/** u8 to u16: at most 257 rows. Vectors may write up to 15 samples beyond the end of the line. */
export function addRows16(line: usize, from: usize, stride: usize, rows: i32, samples: i32): void {
  let i: usize = 0;
  const count = <usize>samples;
  if (ASC_FEATURE_SIMD) {
    for (; i + 16 <= count; i += 16) {
      let p = from + i;
      let codes = v128.load(p);
      let low = i16x8.extend_low_i8x16_u(codes);
      let high = i16x8.extend_high_i8x16_u(codes);
      for (let y = 1; y < rows; y++) {
        p += stride;
        codes = v128.load(p);
        low = i16x8.add(low, i16x8.extend_low_i8x16_u(codes));
        high = i16x8.add(high, i16x8.extend_high_i8x16_u(codes));
      }
      v128.store(line + (i << 1), low);
      v128.store(line + (i << 1), high, 16);
    }
  }
  for (; i < count; i++) {
    let sum: u32 = 0;
    let p = from + i;
    for (let y = 0; y < rows; y++, p += stride) sum += load<u8>(p);
    store<u16>(line + (i << 1), <u16>sum);
  }
}

export function addRows32<T>(line: usize, from: usize, stride: usize, rows: i32, samples: i32): void {
  let i: usize = 0;
  const count = <usize>samples;
  if (ASC_FEATURE_SIMD) {
    for (; i + 8 <= count; i += 8) {
      let p = from + i * sizeof<T>();
      let low = i32x4.splat(0);
      let high = i32x4.splat(0);
      for (let y = 0; y < rows; y++, p += stride) {
        const codes = sizeof<T>() == 1 ? v128.load8x8_u(p) : v128.load(p);
        low = i32x4.add(low, i32x4.extend_low_i16x8_u(codes));
        high = i32x4.add(high, i32x4.extend_high_i16x8_u(codes));
      }
      v128.store(line + (i << 2), low);
      v128.store(line + (i << 2), high, 16);
    }
  }
  for (; i < count; i++) {
    let sum: u32 = 0;
    let p = from + i * sizeof<T>();
    for (let y = 0; y < rows; y++, p += stride) sum += load<T>(p);
    store<u32>(line + (i << 2), sum);
  }
}

/** Floats; NaN and ±∞ count as 0 (SEMANTICS §5). */
export function addRows64(line: usize, from: usize, stride: usize, rows: i32, samples: i32): void {
  let i: usize = 0;
  const count = <usize>samples;
  if (ASC_FEATURE_SIMD) {
    for (; i + 4 <= count; i += 4) {
      let p = from + (i << 2);
      let low = f64x2.splat(0);
      let high = f64x2.splat(0);
      for (let y = 0; y < rows; y++, p += stride) {
        const given = v128.load(p);
        // x − x is NaN for NaN and ±∞.
        const rest = f32x4.sub(given, given);
        const value = v128.and(given, f32x4.eq(rest, rest));
        low = f64x2.add(low, f64x2.promote_low_f32x4(value));
        high = f64x2.add(high, f64x2.promote_low_f32x4(i64x2.shuffle(value, value, 1, 1)));
      }
      v128.store(line + (i << 3), low);
      v128.store(line + (i << 3), high, 16);
    }
  }
  for (; i < count; i++) {
    let sum: f64 = 0;
    let p = from + (i << 2);
    for (let y = 0; y < rows; y++, p += stride) sum += finite(load<f32>(p));
    store<f64>(line + (i << 3), sum);
  }
}

/** Per pixel Σ colour · opacity and Σ opacity; opacity below 0 is none. Unweighted where there is no opacity. */
export function addWeightedRows(
  line: usize,
  from: usize,
  stride: usize,
  rows: i32,
  width: i32,
  channels: i32,
  depth: i32,
  weighted: bool = true,
): void {
  if (depth == 0) addWeighted<u8>(line, from, stride, rows, width, channels, weighted);
  else if (depth == 1) addWeighted<u16>(line, from, stride, rows, width, channels, weighted);
  else addWeighted<f32>(line, from, stride, rows, width, channels, weighted);
}

function addWeighted<T>(
  line: usize,
  from: usize,
  stride: usize,
  rows: i32,
  width: i32,
  channels: i32,
  weighted: bool,
): void {
  const colours = <usize>(weighted ? channels - 1 : channels);
  const samples = <usize>(width * channels);
  for (let i: usize = 0; i < samples; i++) store<f64>(line + (i << 3), 0);
  for (let y = 0; y < rows; y++, from += stride) {
    let at = line;
    let p = from;
    for (let x = 0; x < width; x++) {
      const weight = weighted ? max<f64>(0, sampleAt<T>(p + colours * sizeof<T>())) : 1;
      for (let c: usize = 0; c < colours; c++) {
        store<f64>(at, load<f64>(at) + sampleAt<T>(p + c * sizeof<T>()) * weight);
        at += 8;
      }
      if (weighted) {
        store<f64>(at, load<f64>(at) + weight);
        at += 8;
      }
      p += <usize>channels * sizeof<T>();
    }
  }
}

function sampleAt<T>(p: usize): f64 {
  if (isFloat<T>()) return finite(load<f32>(p));
  return <f64>load<T>(p);
}

function finite(value: f32): f64 {
  return isFinite(value) ? <f64>value : 0;
}

export function rowsAreOpaque(from: usize, stride: usize, rows: i32, width: i32, channels: i32, depth: i32): bool {
  for (let y = 0; y < rows; y++, from += stride) {
    if (depth == 0 && !isOpaqueRow<u8>(from, width, channels)) return false;
    if (depth == 1 && !isOpaqueRow<u16>(from, width, channels)) return false;
    if (depth == 2 && !isOpaqueFloatRow(from, width, channels)) return false;
  }
  return true;
}

function isOpaqueFloatRow(from: usize, width: i32, channels: i32): bool {
  const pixel = (<usize>channels) << 2;
  const end = from + <usize>width * pixel;
  for (let alpha = from + pixel - 4; alpha < end; alpha += pixel) {
    if (load<f32>(alpha) != 1) return false;
  }
  return true;
}

function isOpaqueRow<T>(from: usize, width: i32, channels: i32): bool {
  const pixel = <usize>channels * sizeof<T>();
  const alpha = pixel - sizeof<T>();
  const end = from + <usize>width * pixel;
  let p = from;
  if (ASC_FEATURE_SIMD) {
    let all = i8x16.splat(-1);
    const colours = colourBits<T>(channels);
    for (; p + 16 <= end; p += 16) all = v128.and(all, v128.or(v128.load(p), colours));
    if (v128.any_true(v128.not(all))) return false;
  }
  for (; p < end; p += pixel) {
    if (load<T>(p + alpha) != <T>-1) return false;
  }
  return true;
}

/** Ones everywhere but in opacity. */
function colourBits<T>(channels: i32): v128 {
  if (sizeof<T>() == 1) return channels == 2 ? i16x8.splat(0xff) : i32x4.splat(0xffffff);
  return channels == 2 ? i32x4.splat(0xffff) : i64x2.splat(0xffffffffffff);
}
