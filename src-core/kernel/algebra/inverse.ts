// The kernel that undoes another, as far as noise allows: H* / (|H|² + λ · max|H|²) on a grid of frequencies, cut to a size.
// N. Wiener, Extrapolation, Interpolation, and Smoothing of Stationary Time Series, 1949, with a constant noise share.
import { AppError } from '../../errors.ts';
import { centreOf, type Kernel } from '../kernel.ts';
import { halfTurn } from './arithmetic.ts';

const FEWEST_FREQUENCIES = 64;

/**
 * `size` is odd; `noise` is λ, the share of noise power that is expected: 0.001 to 0.1 serves photographs. Flat areas keep
 * their value exactly where the kernel's sum is not 0. Throws `invalid` for a kernel of zeros.
 */
export function inverseOf(kernel: Kernel, size: number, noise: number): Kernel {
  const { rows, columns, weights } = kernel;
  if (weights.every((weight) => weight === 0)) {
    throw new AppError('invalid', 'A kernel of zeros takes everything away; nothing undoes it.');
  }
  const reach = Math.max(rows, columns, size);
  const count = Math.max(FEWEST_FREQUENCIES, 2 * Math.ceil(reach * 1.5));
  const waves = wavesOf(count);
  const spectrum = forward(kernel, count, waves);
  let strongest = 0;
  for (let index = 0; index < spectrum.real.length; index++) {
    strongest = Math.max(strongest, (spectrum.real[index] ?? 0) ** 2 + (spectrum.imaginary[index] ?? 0) ** 2);
  }
  for (let index = 0; index < spectrum.real.length; index++) {
    const [a, b] = [spectrum.real[index] ?? 0, spectrum.imaginary[index] ?? 0];
    const power = a * a + b * b + noise * strongest;
    spectrum.real[index] = a / power;
    spectrum.imaginary[index] = -b / power;
  }
  const found = halfTurn(backward(spectrum, size, count, waves));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const absolute = weights.reduce((total, weight) => total + Math.abs(weight), 0);
  if (Math.abs(sum) <= 1e-6 * absolute) return found;
  const got = found.weights.reduce((total, weight) => total + weight, 0);
  return { ...found, weights: found.weights.map((weight) => weight / (got * sum)) };
}

interface Spectrum {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

interface Waves {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

function wavesOf(count: number): Waves {
  const cos = new Float64Array(count);
  const sin = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / count);
    sin[k] = Math.sin((2 * Math.PI * k) / count);
  }
  return { cos, sin };
}

const turn = (value: number, count: number): number => ((value % count) + count) % count;

/** Rows first, then columns: count · rows · (columns + count) steps. */
function forward({ rows, columns, weights, anchor }: Kernel, count: number, { cos, sin }: Waves): Spectrum {
  const lines = { real: new Float64Array(rows * count), imaginary: new Float64Array(rows * count) };
  for (let row = 0; row < rows; row++) {
    for (let u = 0; u < count; u++) {
      let [a, b] = [0, 0];
      for (let column = 0; column < columns; column++) {
        const wave = turn(u * (column - anchor.column), count);
        const weight = weights[row * columns + column] ?? 0;
        a += weight * (cos[wave] ?? 0);
        b += weight * (sin[wave] ?? 0);
      }
      lines.real[row * count + u] = a;
      lines.imaginary[row * count + u] = b;
    }
  }
  const real = new Float64Array(count * count);
  const imaginary = new Float64Array(count * count);
  for (let v = 0; v < count; v++) {
    for (let row = 0; row < rows; row++) {
      const wave = turn(v * (row - anchor.row), count);
      const [c, s] = [cos[wave] ?? 0, sin[wave] ?? 0];
      for (let u = 0; u < count; u++) {
        const [a, b] = [lines.real[row * count + u] ?? 0, lines.imaginary[row * count + u] ?? 0];
        const at = v * count + u;
        real[at] = (real[at] ?? 0) + a * c - b * s;
        imaginary[at] = (imaginary[at] ?? 0) + a * s + b * c;
      }
    }
  }
  return { real, imaginary };
}

/** The size × size values round the origin. */
function backward({ real, imaginary }: Spectrum, size: number, count: number, { cos, sin }: Waves): Kernel {
  const anchor = centreOf(size, size);
  const lines = { real: new Float64Array(count * size), imaginary: new Float64Array(count * size) };
  for (let v = 0; v < count; v++) {
    for (let column = 0; column < size; column++) {
      let [a, b] = [0, 0];
      for (let u = 0; u < count; u++) {
        const wave = turn(u * (column - anchor.column), count);
        const [p, q] = [real[v * count + u] ?? 0, imaginary[v * count + u] ?? 0];
        a += p * (cos[wave] ?? 0) - q * (sin[wave] ?? 0);
        b += p * (sin[wave] ?? 0) + q * (cos[wave] ?? 0);
      }
      lines.real[v * size + column] = a;
      lines.imaginary[v * size + column] = b;
    }
  }
  const weights: number[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let value = 0;
      for (let v = 0; v < count; v++) {
        const wave = turn(v * (row - anchor.row), count);
        value +=
          (lines.real[v * size + column] ?? 0) * (cos[wave] ?? 0) -
          (lines.imaginary[v * size + column] ?? 0) * (sin[wave] ?? 0);
      }
      weights.push(value / (count * count));
    }
  }
  return { rows: size, columns: size, weights, anchor };
}
