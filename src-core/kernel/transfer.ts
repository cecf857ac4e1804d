// The transfer function H of a kernel: how strongly, and how far moved, each fineness of detail passes.
import type { Operator, Taps } from '../filters/filter.ts';
import { halfTurn } from './algebra/arithmetic.ts';

/** H on a size × size grid, row-major, frequency zero at (size/2, size/2), −½ cycles per pixel at 0; `size` is even. */
export interface Transfer {
  readonly size: number;
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
}

interface Waves {
  readonly length: number;
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

interface Spectrum {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** The kernel as a correlation, as every formula here wants it: turned by 180° where it is flipped (SEMANTICS §1). */
export function asCorrelation(operator: Operator, flip: boolean): Operator {
  if (!flip) return operator;
  if (operator.form === 'separable') {
    const turned = ({ weights, anchor }: Taps): Taps => ({
      weights: weights.toReversed(),
      anchor: weights.length - 1 - anchor,
    });
    return { form: 'separable', vertical: turned(operator.vertical), horizontal: turned(operator.horizontal) };
  }
  return { form: 'matrix', kernel: halfTurn(operator.kernel) };
}

/**
 * A wave e^{i2πf·p} comes out of Σ K[j] · in(p + (j − a)) as Σ K[j] e^{i2πf·(j−a)} times itself. `correlation` as
 * `asCorrelation` gives it; a negative divisor turns the phase.
 */
export function transferOf(correlation: Operator, divisor: number, size: number): Transfer {
  return correlation.form === 'separable' ? separable(correlation, divisor, size) : matrix(correlation, divisor, size);
}

export function magnitudeOf({ real, imaginary }: Transfer): Float32Array {
  return real.map((value, index) => Math.hypot(value, imaginary[index] ?? 0));
}

/** In radians from −π to π; NaN where too little passes to have a phase. */
export function phaseOf({ real, imaginary }: Transfer): Float32Array {
  const most = real.reduce((most, value, index) => Math.max(most, Math.hypot(value, imaginary[index] ?? 0)), 0);
  return real.map((value, index) => {
    const other = imaginary[index] ?? 0;
    if (Math.hypot(value, other) <= 1e-5 * most) return NaN;
    // Rounding dust would make half a turn now π, now −π.
    return Math.atan2(Math.abs(other) <= 1e-6 * most ? 0 : other, value);
  });
}

/** cos and sin of every frequency from −½ to ½ − 1/size cycles per pixel (rows) at every weight of a line (columns). */
function wavesOf(length: number, anchor: number, size: number): Waves {
  const cos = new Float64Array(size * length);
  const sin = new Float64Array(size * length);
  for (let k = 0; k < size; k++) {
    const turn = (2 * Math.PI * (k - size / 2)) / size;
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

function separable(
  { vertical, horizontal }: { vertical: Taps; horizontal: Taps },
  divisor: number,
  size: number,
): Transfer {
  const line = ({ weights, anchor }: Taps) => lineSpectrum(weights, wavesOf(weights.length, anchor, size), size);
  const [down, across] = [line(vertical), line(horizontal)];
  const real = new Float32Array(size * size);
  const imaginary = new Float32Array(size * size);
  for (let v = 0, index = 0; v < size; v++) {
    const [a, b] = [(down.real[v] ?? 0) / divisor, (down.imaginary[v] ?? 0) / divisor];
    for (let u = 0; u < size; u++, index++) {
      const [c, d] = [across.real[u] ?? 0, across.imaginary[u] ?? 0];
      real[index] = a * c - b * d;
      imaginary[index] = a * d + b * c;
    }
  }
  return { size, real, imaginary };
}

/** First every row, then the columns of what came out: size · rows · (columns + size) steps instead of size² · rows · columns. */
function matrix({ kernel }: Extract<Operator, { form: 'matrix' }>, divisor: number, size: number): Transfer {
  const { rows, columns, weights, anchor } = kernel;
  const across = wavesOf(columns, anchor.column, size);
  const lines = Array.from({ length: rows }, (_, row) =>
    lineSpectrum(weights.slice(row * columns, (row + 1) * columns), across, size),
  );
  const down = wavesOf(rows, anchor.row, size);
  const real = new Float32Array(size * size);
  const imaginary = new Float32Array(size * size);
  for (let v = 0; v < size; v++) {
    const sums = { real: new Float64Array(size), imaginary: new Float64Array(size) };
    lines.forEach((line, row) => {
      const cos = (down.cos[v * rows + row] ?? 0) / divisor;
      const sin = (down.sin[v * rows + row] ?? 0) / divisor;
      for (let u = 0; u < size; u++) {
        const [a, b] = [line.real[u] ?? 0, line.imaginary[u] ?? 0];
        sums.real[u] = (sums.real[u] ?? 0) + a * cos - b * sin;
        sums.imaginary[u] = (sums.imaginary[u] ?? 0) + a * sin + b * cos;
      }
    });
    real.set(sums.real, v * size);
    imaginary.set(sums.imaginary, v * size);
  }
  return { size, real, imaginary };
}
