// The frequency response |H| of a kernel or of separable taps: how strongly each fineness of detail passes.
import type { Operator, Taps } from '../filters/filter.ts';

interface Spectrum {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Transforms one line of weights at `size` frequencies from −½ to ½ − 1/size cycles per pixel. */
function lineSpectrum(weights: readonly number[], anchor: number, size: number): Spectrum {
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const turn = (-2 * Math.PI * (k - size / 2)) / size;
    weights.forEach((weight, index) => {
      if (weight === 0) return;
      const phase = turn * (index - anchor);
      real[k] = (real[k] ?? 0) + weight * Math.cos(phase);
      imaginary[k] = (imaginary[k] ?? 0) + weight * Math.sin(phase);
    });
  }
  return { real, imaginary };
}

/** |H| / |divisor| on a size × size grid, row-major, frequency zero at (size/2, size/2). `size` is even. */
export function frequencyResponse(operator: Operator, divisor: number, size: number): Float32Array {
  const magnitude = operator.form === 'separable' ? separable(operator, size) : matrix(operator, size);
  return magnitude.map((value) => value / Math.abs(divisor));
}

function separable({ vertical, horizontal }: { vertical: Taps; horizontal: Taps }, size: number): Float32Array {
  const down = magnitudes(lineSpectrum(vertical.weights, vertical.anchor, size));
  const across = magnitudes(lineSpectrum(horizontal.weights, horizontal.anchor, size));
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
  const lines = Array.from({ length: rows }, (_, row) =>
    lineSpectrum(weights.slice(row * columns, (row + 1) * columns), anchor.column, size),
  );
  const result = new Float32Array(size * size);
  for (let v = 0; v < size; v++) {
    const turn = (-2 * Math.PI * (v - size / 2)) / size;
    for (let u = 0; u < size; u++) {
      let real = 0;
      let imaginary = 0;
      lines.forEach((line, row) => {
        const cos = Math.cos(turn * (row - anchor.row));
        const sin = Math.sin(turn * (row - anchor.row));
        const a = line.real[u] ?? 0;
        const b = line.imaginary[u] ?? 0;
        real += a * cos - b * sin;
        imaginary += a * sin + b * cos;
      });
      result[v * size + u] = Math.hypot(real, imaginary);
    }
  }
  return result;
}
