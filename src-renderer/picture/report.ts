// What the engine said about the picture on screen, put together from the answers that make it up.
import type { PlanSummary, RenderValue } from '../../src-core/contract.ts';
import type { Job } from './job.ts';

export interface RenderReport {
  readonly plans: readonly PlanSummary[];
  /** What the engine took for all the pieces. */
  readonly milliseconds: number;
  readonly invalidSamples: number;
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  /** Every pixel of the opened picture is opaque. */
  readonly opaque: boolean;
  /** Said of exact pixels. */
  readonly exact: boolean;
}

const MAX_REPORTS = 64;

export class Reports {
  /** By filters and level, the longest unused first. */
  readonly #reports = new Map<string, RenderReport & { readonly round: number }>();

  of(key: string, level: number): RenderReport | null {
    return this.#reports.get(nameOf(key, level)) ?? null;
  }

  /** Exact pieces of one round add up; a first picture's report stands until the first of them. */
  add(job: Job, shownLevel: number, round: number, value: RenderValue): void {
    const { plans, milliseconds, invalidSamples, ranges, exact, opaque } = value;
    const name = nameOf(job.key, shownLevel);
    const before = this.#reports.get(name);
    if (before?.exact && !exact) return;
    const sum = before?.exact && before.round === round ? before : { milliseconds: 0, invalidSamples: 0 };
    this.#reports.delete(name);
    this.#reports.set(name, {
      plans,
      milliseconds: sum.milliseconds + milliseconds,
      invalidSamples: sum.invalidSamples + invalidSamples,
      ranges,
      opaque,
      exact,
      round,
    });
    const [oldest] = this.#reports.keys();
    if (this.#reports.size > MAX_REPORTS && oldest !== undefined) this.#reports.delete(oldest);
  }

  clear(): void {
    this.#reports.clear();
  }
}

function nameOf(key: string, level: number): string {
  return `${level}/${key}`;
}
