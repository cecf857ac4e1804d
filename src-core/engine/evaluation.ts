// A computed part of a result: its pixels in the engine's memory, and how they came to be.
import type { PlanSummary } from '../contract.ts';
import type { Rectangle } from '../geometry.ts';
import type { Raster } from '../raster.ts';

export interface Evaluation {
  readonly rectangle: Rectangle;
  readonly raster: Raster;
  readonly plans: readonly PlanSummary[];
  readonly invalidSamples: number;
  /** Of convolving; waiting for one's turn is not in it. */
  readonly milliseconds: number;
  /** What the last filter's `minmax` mapped: the range given, or the one found on this rectangle. */
  readonly range: readonly [number, number] | null;
  /** Frees the raster; it must not be read afterwards. */
  release(): void;
}

export function releaseAll(evaluations: Iterable<Evaluation>): void {
  for (const evaluation of evaluations) evaluation.release();
}

/** One line per filter for many parts: the worst of them. */
export function mergePlans(all: Iterable<readonly PlanSummary[]>): PlanSummary[] {
  const merged = new Map<string, PlanSummary>();
  for (const plans of all) {
    for (const plan of plans) {
      const known = merged.get(plan.filterId);
      merged.set(
        plan.filterId,
        known && known.bound >= plan.bound ? { ...known, exact: known.exact && plan.exact } : plan,
      );
    }
  }
  return [...merged.values()];
}
