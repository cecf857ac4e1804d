// What a row of timings says: the middle one, how far they spread, and how two compare.

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Median of the distances from the median. */
  readonly mad: number;
  readonly repetitions: number;
}

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('The median of nothing is not defined.');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

export function spreadOf(values: readonly number[]): Spread {
  const middle = median(values);
  return {
    median: middle,
    min: Math.min(...values),
    max: Math.max(...values),
    mad: median(values.map((value) => Math.abs(value - middle))),
    repetitions: values.length,
  };
}

/** Share of values that pass; 1 where there are none to fail. */
export function shareOf<T>(values: readonly T[], passes: (value: T) => boolean): number {
  return values.length === 0 ? 1 : values.filter(passes).length / values.length;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
