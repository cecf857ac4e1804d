// The stack around the selected filter, as questions about that filter want it.
import type { Filter } from '../../src-core/filters/filter.ts';

/** The filters that run before it. */
export function stackBefore(filters: readonly Filter[], selected: Filter): Filter[] {
  const place = filters.findIndex(({ id }) => id === selected.id);
  return filters.slice(0, Math.max(0, place)).filter(({ enabled }) => enabled);
}

/** The same and the filter itself, as if it were on. */
export function stackWith(filters: readonly Filter[], selected: Filter): Filter[] {
  return [...stackBefore(filters, selected), { ...selected, enabled: true }];
}

const marks = new WeakMap<object, number>();
let last = 0;

/** Differs for every document opened: answers about the one before are of no use. */
export function documentMark(document: object): number {
  const known = marks.get(document) ?? (last += 1);
  marks.set(document, known);
  return known;
}
