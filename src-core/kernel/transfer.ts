// The frequency response |H| of a kernel or of separable taps: how strongly each fineness of detail passes.
import type { Operator, Taps } from '../filters/filter.ts';

interface Spectrum {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

interface Waves {
  readonly length: number;
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** cos and sin of every frequency from −½ to ½ − 1/size cycles per pixel (rows) at every weight of a line (columns). */
function wavesOf(length: number, anchor: number, size: number): Waves {
  const cos = new Float64Array(size * length);
  const sin = new Float64Array(size * length);
  for (let k = 0; k < size; k++) {
    const turn = (-2 * Math.PI * (k - size / 2)) / size;
    for (let index = 0; index < length; index++) {
      cos[k * length + index] = Math.cos(turn * (index - anchor));
      sin[k * length + index] = Math.sin(turn * (index - anchor));
    }
  }
  return { length, cos, sin };
}

function lineSpectrum(weights: readonly number[], { length, cos, sin }: Waves, size: number): Spectrum {
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    let [a, b] = [0, 0];
    for (let index = 0, at = k * length; index < length; index++, at++) {
      const weight = weights[index] ?? 0;
      a += weight * (cos[at] ?? 0);
      b += weight * (sin[at] ?? 0);
    }
    real[k] = a;
    imaginary[k] = b;
  }
  return { real, imaginary };
}

/** |H| / |divisor| on a size × size grid, row-major, frequency zero at (size/2, size/2). `size` is even. */
export function frequencyResponse(operator: Operator, divisor: number, size: number): Float32Array {
  const magnitude = operator.form === 'separable' ? separable(operator, size) : matrix(operator, size);
  return magnitude.map((value) => value / Math.abs(divisor));
}

function separable({ vertical, horizontal }: { vertical: Taps; horizontal: Taps }, size: number): Float32Array {
  const line = ({ weights, anchor }: Taps) =>
    magnitudes(lineSpectrum(weights, wavesOf(weights.length, anchor, size), size));
  const [down, across] = [line(vertical), line(horizontal)];
  return Float32Array.from(
    { length: size * size },
    (_, index) => (down[Math.floor(index / size)] ?? 0) * (across[index % size] ?? 0),
  );
}

function magnitudes({ real, imaginary }: Spectrum): Float64Array {
  return real.map((value, index) => Math.hypot(value, imaginary[index] ?? 0));
}

/** First every row, then the columns of what came out: size · rows · (columns + size) steps instead of size² · rows · columns. */
function matrix({ kernel }: Extract<Operator, { form: 'matrix' }>, size: number): Float32Array {
  const { rows, columns, weights, anchor } = kernel;
  const across = wavesOf(columns, anchor.column, size);
  const lines = Array.from({ length: rows }, (_, row) =>
    lineSpectrum(weights.slice(row * columns, (row + 1) * columns), across, size),
  );
  const down = wavesOf(rows, anchor.row, size);
  const result = new Float32Array(size * size);
  for (let v = 0; v < size; v++) {
    const real = new Float64Array(size);
    const imaginary = new Float64Array(size);
    lines.forEach((line, row) => {
      const cos = down.cos[v * rows + row] ?? 0;
      const sin = down.sin[v * rows + row] ?? 0;
      for (let u = 0; u < size; u++) {
        const [a, b] = [line.real[u] ?? 0, line.imaginary[u] ?? 0];
        real[u] = (real[u] ?? 0) + a * cos - b * sin;
        imaginary[u] = (imaginary[u] ?? 0) + a * sin + b * cos;
      }
    });
    for (let u = 0; u < size; u++) result[v * size + u] = Math.hypot(real[u] ?? 0, imaginary[u] ?? 0);
  }
  return result;
}
