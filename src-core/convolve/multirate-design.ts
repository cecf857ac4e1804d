// How one axis of a smooth kernel is taken apart: sums under B-splines, one for every `step` pixels, a short filter over
// those sums, and the same spline to spread them again (M. Unser, "Splines", IEEE Signal Processing Magazine 16(6), 1999).
import type { Taps } from '../filters/filter.ts';

export interface AxisDesign {
  /** Pixels from one coarse sample to the next; 1: nothing is decimated, and the filter is the kernel itself. */
  readonly step: number;
  /** How many boxes of `step` pixels make the spline. */
  readonly order: number;
  /** In whole numbers: coarse sample k is Σ spline[i] · pixel[step · k + i]. */
  readonly spline: ArrayLike<number>;
  /** Over coarse samples k − radius to k + radius; it carries the scale of the spline. */
  readonly filter: ArrayLike<number>;
  readonly radius: number;
  /** How many coarse samples meet in a pixel, and spread[phase · meet + i]: the weight of sample k − i in pixel step · k + phase. */
  readonly meet: number;
  readonly spread: ArrayLike<number>;
  /** Σ|kernel that results − kernel that is meant| at the worst phase. */
  readonly error: number;
}

export interface MultirateDesign {
  readonly x: AxisDesign;
  readonly y: AxisDesign;
  /** So many rows of codes are summed in integers first; 1: rows are loaded as floats. */
  readonly rowStep: number;
  /** Results leave as codes. */
  readonly codes: boolean;
  /** The kernel's own reach. */
  readonly kernel: { readonly x: number; readonly y: number };
}

/** The axis as it is, for a kernel too narrow to decimate. */
export function undecimated({ weights, anchor }: Taps): AxisDesign {
  return { step: 1, order: 1, spline: [1], filter: weights, radius: anchor, meet: 1, spread: [1], error: 0 };
}

/** The best filter of that radius, in the least squares over all phases. The taps are symmetric. */
export function designAxis({ weights, anchor }: Taps, step: number, order: number, radius: number): AxisDesign {
  const spline = splineOf(step, order);
  const scale = step ** (order - 1);
  const meet = Math.ceil(spline.length / step);
  const spread = new Float64Array(step * meet);
  spline.forEach((value, i) => (spread[(i % step) * meet + Math.floor(i / step)] = value / scale));

  const twice = convolve(spline, spline);
  const overlap = everyNth(twice, step);
  const gram = centreOut(convolve(overlap, overlap), 2 * radius + 1);
  const match = Float64Array.from(
    { length: radius + 1 },
    (_, t) => scale * overlapAt(twice, weights, anchor, t * step),
  );
  const wanted = gram.map((_, t) => match[Math.abs(t - radius)]!);
  const free = solveToeplitz(gram, wanted);
  const level = solveToeplitz(gram, new Float64Array(gram.length).fill(1));
  // Flat areas keep their value to the last digit: the sum is not left to the fit.
  const missing = (sumOf(weights) / step ** order - sumOf(free)) / sumOf(level);
  const filter = free.map((value, t) => value + missing * level[t]!);
  const design = { step, order, spline, filter, radius, meet, spread };
  return { ...design, error: errorOf(design, weights, anchor) };
}

export function splineOf(step: number, order: number): Float64Array {
  const box = new Float64Array(step).fill(1);
  let spline: Float64Array = Float64Array.of(1);
  for (let boxes = 0; boxes < order; boxes++) spline = convolve(spline, box);
  return spline;
}

type Parts = Omit<AxisDesign, 'error'>;

function errorOf(design: Parts, weights: readonly number[], anchor: number): number {
  const { step, spline } = design;
  let worst = 0;
  for (let phase = 0; phase < step; phase++) {
    // The spline is symmetric, and so phases come in pairs that mirror each other.
    const mirrored = (spline.length - 1 - phase) % step;
    if (mirrored >= phase) worst = Math.max(worst, errorAt(design, phase, weights, anchor));
  }
  return worst;
}

function errorAt(design: Parts, phase: number, weights: readonly number[], anchor: number): number {
  const { step, spline, filter, radius, meet, spread } = design;
  const coarse = new Float64Array(filter.length + meet - 1);
  for (let i = 0; i < meet; i++) {
    const share = spread[phase * meet + i]!;
    for (let t = 0; t < filter.length; t++) coarse[t + meet - 1 - i]! += filter[t]! * share;
  }
  // Offset from the pixel of the first one under the first coarse sample.
  const first = (1 - meet - radius) * step - phase;
  const start = Math.min(first, -anchor);
  const end = Math.max(first + (coarse.length - 1) * step + spline.length, weights.length - anchor);
  const difference = new Float64Array(end - start);
  for (let k = 0; k < coarse.length; k++) {
    const at = first + k * step - start;
    const value = coarse[k]!;
    for (let j = 0; j < spline.length; j++) difference[at + j]! += value * spline[j]!;
  }
  let sum = 0;
  for (let i = 0; i < weights.length; i++) difference[i - anchor - start]! -= weights[i]!;
  for (const value of difference) sum += Math.abs(value);
  return sum;
}

/** Σ of the weights under the symmetric window that lies `shift` beside their middle. */
function overlapAt(window: Float64Array, weights: readonly number[], anchor: number, shift: number): number {
  const first = shift - (window.length - 1) / 2 + anchor;
  const end = Math.min(weights.length, first + window.length);
  let sum = 0;
  for (let i = Math.max(0, first); i < end; i++) sum += weights[i]! * window[i - first]!;
  return sum;
}

/** Symmetric Toeplitz systems by Levinson's recursion (Golub & Van Loan, Matrix Computations, algorithm 4.7.2). */
function solveToeplitz(column: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const diagonal = column[0]!;
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  x[0] = right[0]! / diagonal;
  let beta = diagonal;
  for (let k = 1; k < n; k++) {
    let next = -column[k]!;
    for (let i = 0; i < k - 1; i++) next -= column[k - 1 - i]! * y[i]!;
    const reflection = next / beta;
    for (let i = 0, j = k - 2; i <= j; i++, j--) {
      const [low, high] = [y[i]!, y[j]!];
      y[i] = low + reflection * high;
      y[j] = high + reflection * low;
    }
    y[k - 1] = reflection;
    beta *= 1 - reflection * reflection;
    let rest = right[k]!;
    for (let i = 0; i < k; i++) rest -= column[k - i]! * x[i]!;
    const share = rest / beta;
    for (let i = 0; i < k; i++) x[i]! += share * y[k - 1 - i]!;
    x[k] = share;
  }
  return x;
}

function convolve(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) out[i + j]! += a[i]! * b[j]!;
  return out;
}

/** Every nth value counted from the middle, which is one of them. */
function everyNth(values: Float64Array, n: number): Float64Array {
  const middle = (values.length - 1) / 2;
  return values.filter((_, i) => (i - middle) % n === 0);
}

/** The middle value and those after it, zeros beyond the end. */
function centreOut(values: Float64Array, count: number): Float64Array {
  const middle = (values.length - 1) / 2;
  return Float64Array.from({ length: count }, (_, i) => values[middle + i] ?? 0);
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
