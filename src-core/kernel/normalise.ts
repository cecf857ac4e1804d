// The divisor of a kernel (SEMANTICS §3).
import type { Settings } from '../filters/settings.ts';

/** |S| up to this share of Σ|K| counts as zero. */
const ZERO_SHARE = 1e-6;

export interface Sums {
  readonly sum: number;
  readonly absolute: number;
  readonly positive: number;
}

export function sumsOf(weights: readonly number[]): Sums {
  let sum = 0;
  let absolute = 0;
  let positive = 0;
  for (const weight of weights) {
    sum += weight;
    absolute += Math.abs(weight);
    if (weight > 0) positive += weight;
  }
  return { sum, absolute, positive };
}

/** The weights cancel, so that flat areas turn black. */
export function sumsToZero({ sum, absolute }: Sums): boolean {
  return !(Math.abs(sum) > ZERO_SHARE * absolute);
}

/** Never 0: any rule that yields 0 uses 1. */
export function divisorOf(
  kernel: { readonly weights: readonly number[] } | readonly number[],
  settings: Pick<Settings, 'normalise' | 'divisor'>,
): number {
  return divisorFromSums(sumsOf('weights' in kernel ? kernel.weights : kernel), settings);
}

export function divisorFromSums(sums: Sums, { normalise, divisor }: Pick<Settings, 'normalise' | 'divisor'>): number {
  switch (normalise) {
    case 'none':
      return 1;
    case 'auto':
      return sumsToZero(sums) ? 1 : sums.sum;
    case 'abs':
      return sums.absolute || 1;
    case 'positive':
      return sums.positive || 1;
    case 'custom':
      return divisor || 1;
  }
}
