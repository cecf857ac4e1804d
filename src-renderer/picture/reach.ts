// How far a stack of filters looks: what a block of its result needs of the source beyond its own edges.
import type { Filter, Operator } from '../../src-core/filters/filter.ts';
import { operatorOf } from '../../src-core/filters/index.ts';

/** Taps before and after the anchor. */
export interface Extent {
  readonly before: number;
  readonly after: number;
}

/** Filters are immutable: a parametric kernel is made once. */
const known = new WeakMap<Filter, readonly [Extent, Extent]>();

/** Across and down. */
export function extentsOf(filter: Filter): readonly [Extent, Extent] {
  let extents = known.get(filter);
  if (!extents) {
    extents = measure(operatorOf(filter));
    known.set(filter, extents);
  }
  return extents;
}

/** Image pixels, the larger of all directions; filters that are off do not count. */
export function reachOf(filters: readonly Filter[]): number {
  return filters
    .filter(({ enabled }) => enabled)
    .flatMap((filter) => Math.max(...extentsOf(filter).flatMap(({ before, after }) => [before, after])))
    .reduce((sum, reach) => sum + reach, 0);
}

function measure(operator: Operator): readonly [Extent, Extent] {
  if (operator.form === 'separable') {
    const { horizontal, vertical } = operator;
    return [along(horizontal.weights.length, horizontal.anchor), along(vertical.weights.length, vertical.anchor)];
  }
  const { rows, columns, anchor } = operator.kernel;
  return [along(columns, anchor.column), along(rows, anchor.row)];
}

function along(length: number, anchor: number): Extent {
  return { before: anchor, after: length - 1 - anchor };
}
