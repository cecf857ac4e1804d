// The power spectrum of a square of a picture: how much of each fineness of detail it holds.

export interface PowerSpectrum {
  /** Of the picture, frequency zero in the middle. */
  readonly side: number;
  /** Mean of |F|² under a Hann window, scaled so that white noise of variance v has v everywhere; frequency zero is the mean's. */
  readonly power: Float32Array;
  /** Mean power on rings of radius k / side cycles per pixel, k from 0 to side/2. */
  readonly radial: Float64Array;
}

/** `values` are side × side; the side is a power of two. */
export function powerSpectrum(values: Float32Array, side: number): PowerSpectrum {
  const window = Float64Array.from({ length: side }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / side));
  const energy = window.reduce((sum, value) => sum + value * value, 0) ** 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const real = Float64Array.from(
    values,
    (value, index) => (value - mean) * (window[index % side] ?? 0) * (window[Math.floor(index / side)] ?? 0),
  );
  const imaginary = new Float64Array(side * side);
  transform(real, imaginary, side);
  const half = side / 2;
  const power = new Float32Array(side * side);
  const radial = new Float64Array(half + 1);
  const counts = new Float64Array(half + 1);
  for (let v = 0; v < side; v++) {
    for (let u = 0; u < side; u++) {
      const from = v * side + u;
      const value = ((real[from] ?? 0) ** 2 + (imaginary[from] ?? 0) ** 2) / energy;
      const [x, y] = [(u + half) % side, (v + half) % side];
      power[y * side + x] = value;
      const radius = Math.round(Math.hypot(x - half, y - half));
      if (radius > half) continue;
      radial[radius] = (radial[radius] ?? 0) + value;
      counts[radius] = (counts[radius] ?? 0) + 1;
    }
  }
  return { side, power, radial: radial.map((sum, radius) => sum / (counts[radius] ?? 1)) };
}

/** The discrete Fourier transform of a square in place: rows, then columns. */
function transform(real: Float64Array, imaginary: Float64Array, side: number): void {
  const line = { real: new Float64Array(side), imaginary: new Float64Array(side) };
  const waves = wavesOf(side);
  for (const [start, step] of [
    [side, 1],
    [1, side],
  ] as const) {
    for (let row = 0; row < side; row++) {
      for (let at = 0, from = row * start; at < side; at++, from += step) {
        line.real[at] = real[from] ?? 0;
        line.imaginary[at] = imaginary[from] ?? 0;
      }
      transformLine(line.real, line.imaginary, waves);
      for (let at = 0, to = row * start; at < side; at++, to += step) {
        real[to] = line.real[at] ?? 0;
        imaginary[to] = line.imaginary[at] ?? 0;
      }
    }
  }
}

interface Waves {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

function wavesOf(length: number): Waves {
  const turn = (at: number): number => (-2 * Math.PI * at) / length;
  return {
    cos: Float64Array.from({ length: length / 2 }, (_, at) => Math.cos(turn(at))),
    sin: Float64Array.from({ length: length / 2 }, (_, at) => Math.sin(turn(at))),
  };
}

/** Radix 2, decimation in time (Cooley and Tukey 1965). */
function transformLine(real: Float64Array, imaginary: Float64Array, { cos, sin }: Waves): void {
  const length = real.length;
  for (let index = 1, turned = 0; index < length; index++) {
    let bit = length >> 1;
    for (; turned & bit; bit >>= 1) turned ^= bit;
    turned ^= bit;
    if (index >= turned) continue;
    [real[index], real[turned]] = [real[turned]!, real[index]!];
    [imaginary[index], imaginary[turned]] = [imaginary[turned]!, imaginary[index]!];
  }
  for (let half = 1; half < length; half *= 2) {
    const stride = length / (2 * half);
    for (let start = 0; start < length; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const [c, s] = [cos[k * stride]!, sin[k * stride]!];
        const [even, odd] = [start + k, start + k + half];
        const a = real[odd]! * c - imaginary[odd]! * s;
        const b = real[odd]! * s + imaginary[odd]! * c;
        real[odd] = real[even]! - a;
        imaginary[odd] = imaginary[even]! - b;
        real[even] = real[even]! + a;
        imaginary[even] = imaginary[even]! + b;
      }
    }
  }
}
