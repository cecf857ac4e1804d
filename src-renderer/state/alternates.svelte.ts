// A second kernel beside a filter's own, to compare with and to blend towards: kept by filter for as long as the window
// lives, and in recipe files.
import { SvelteMap } from 'svelte/reactivity';
import { blend } from '../../src-core/kernel/algebra/arithmetic.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import type { Kernel } from '../../src-core/kernel/kernel.ts';

/** Between A (share 0), which the filter had, and B (share 1), which was set aside. */
export interface Between {
  readonly a: Kernel;
  readonly b: Kernel;
  readonly share: number;
}

export class Alternates {
  /** B of each filter. */
  readonly #aside = new SvelteMap<string, Kernel>();
  /** What a blend was made of: undo brings it back with its kernel. */
  readonly #blends = new WeakMap<Kernel, Between>();

  /** Where this kernel of the filter stands; null while nothing is set aside. A kernel edited by hand is an A. */
  of(filterId: string, kernel: Kernel): Between | null {
    const b = this.#aside.get(filterId);
    if (!b) return null;
    const made = this.#blends.get(kernel);
    return made?.b === b ? made : { a: kernel, b, share: 0 };
  }

  /** Sets this kernel aside as B. */
  keep(filterId: string, kernel: Kernel): void {
    this.#aside.set(filterId, kernel);
  }

  /** B of each of these filters that has one. */
  among(filters: readonly Filter[]): Readonly<Record<string, Kernel>> {
    const kept = filters.map(({ id }) => [id, this.#aside.get(id)] as const);
    return Object.fromEntries(kept.filter((pair): pair is readonly [string, Kernel] => pair[1] !== undefined));
  }

  forget(filterId: string): void {
    this.#aside.delete(filterId);
  }

  /** What the filter gets: B. What it had is B from now on. */
  swap(filterId: string, kernel: Kernel): Kernel {
    const b = this.#aside.get(filterId) ?? kernel;
    this.#aside.set(filterId, kernel);
    return b;
  }

  /** What the filter gets between its A and B, both in their own sums. */
  blend(filterId: string, kernel: Kernel, share: number): Kernel {
    const between = this.of(filterId, kernel);
    if (!between) return kernel;
    const { a, b } = between;
    if (share === 0) return a;
    // At the very end too a new value, so that the way back is known.
    const made = { ...blend(a, b, share) };
    this.#blends.set(made, { a, b, share });
    return made;
  }
}
