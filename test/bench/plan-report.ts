// How often the cost model took the best plan, and which plans it took wrongly for which.
import { shareOf } from './statistics.ts';

export interface TimedPlan {
  readonly label: string;
  /** The cost model's estimate, and the fastest of several repetitions. */
  readonly expectedMs: number;
  readonly ms: number;
}

export interface PlanResult {
  readonly number: number;
  readonly kind: string;
  readonly size: string;
  readonly picture: string;
  readonly chosen: TimedPlan;
  readonly best: TimedPlan;
  /** All that could have been taken without a loss of exactness. */
  readonly plans: readonly TimedPlan[];
}

export const NEAR_ENOUGH = 1.15;

export function lossOf({ chosen, best }: PlanResult): number {
  return chosen.ms / best.ms;
}

export function shareNearBest(results: readonly PlanResult[]): number {
  return shareOf(results, (result) => lossOf(result) <= NEAR_ENOUGH);
}

/** `5×5 separable` and `9×9 separable` are one kind of plan. */
export function planKind(label: string): string {
  return label.replace(/\d+×\d+ /, '');
}

export interface Mistake {
  readonly chosen: string;
  readonly best: string;
  readonly times: number;
  readonly worst: number;
}

/** The wrong choices by kind of plan, the most frequent first. */
export function mistakesOf(results: readonly PlanResult[]): Mistake[] {
  const mistakes = new Map<string, Mistake>();
  for (const result of results) {
    const loss = lossOf(result);
    if (loss <= NEAR_ENOUGH) continue;
    const [chosen, best] = [planKind(result.chosen.label), planKind(result.best.label)];
    const key = `${chosen} | ${best}`;
    const { times = 0, worst = 0 } = mistakes.get(key) ?? {};
    mistakes.set(key, { chosen, best, times: times + 1, worst: Math.max(worst, loss) });
  }
  return [...mistakes.values()].toSorted((a, b) => b.times - a.times);
}

/** Measured over expected, the median of each kind of plan: what a constant of the cost model is off by. */
export function calibration(results: readonly PlanResult[]): { plan: string; cells: number; factor: number }[] {
  const factors = new Map<string, number[]>();
  for (const { label, ms, expectedMs } of results.flatMap(({ plans }) => plans)) {
    const kind = planKind(label);
    factors.set(kind, [...(factors.get(kind) ?? []), ms / expectedMs]);
  }
  return [...factors].map(([plan, values]) => ({
    plan,
    cells: values.length,
    factor: values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN,
  }));
}
