// Shared arithmetic of the blurs: one-dimensional taps and matrices built from them.
import type { Kernel } from '../kernel/kernel.ts';
import { centreOf } from '../kernel/kernel.ts';
import type { Operator, Taps } from './filter.ts';

/** SEMANTICS §10: the sampled Gaussian of radius ⌊4σ + ½⌋, renormalised to sum 1. σ = 0 is no blur at all. */
export function gaussianTaps(sigma: number): Taps {
  const radius = Math.floor(4 * sigma + 0.5);
  const weights: number[] = [];
  for (let x = -radius; x <= radius; x++) weights.push(x === 0 ? 1 : Math.exp(-(x * x) / (2 * sigma * sigma)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { weights: weights.map((weight) => weight / sum), anchor: radius };
}

/** About the anchor, to the last bit. */
export function isSymmetric({ weights, anchor }: Taps): boolean {
  const last = weights.length - 1;
  return 2 * anchor === last && weights.every((weight, i) => weight === weights[last - i]);
}

/** A symmetric matrix of (2·radius + 1)² weights, the anchor in the middle. */
export function squareOf(radius: number, weight: (x: number, y: number) => number): Kernel {
  const side = 2 * radius + 1;
  const weights: number[] = [];
  for (let y = -radius; y <= radius; y++) for (let x = -radius; x <= radius; x++) weights.push(weight(x, y));
  return { rows: side, columns: side, weights, anchor: centreOf(side, side) };
}

export function matrixOperator(kernel: Kernel): Operator {
  return { form: 'matrix', kernel };
}

/** δ scaled by `centre` plus a Gaussian scaled by `gain`: the family of unsharp masks and high-passes. */
export function centreAndGaussian(sigma: number, centre: number, gain: number): Kernel {
  const { weights, anchor: radius } = gaussianTaps(sigma);
  return squareOf(radius, (x, y) => {
    const gaussian = gain * (weights[x + radius] ?? 0) * (weights[y + radius] ?? 0);
    return x === 0 && y === 0 ? centre + gaussian : gaussian;
  });
}

/** Subtracts the mean, so that the weights of a sampled derivative sum to 0 as the continuous one does. */
export function withoutMean(kernel: Kernel): Kernel {
  const mean = kernel.weights.reduce((total, weight) => total + weight, 0) / kernel.weights.length;
  return { ...kernel, weights: kernel.weights.map((weight) => weight - mean) };
}
