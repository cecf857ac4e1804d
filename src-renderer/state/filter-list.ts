// Pure changes of the ordered list of filters; what does not change keeps its identity.
import type { Filter } from '../../src-core/filters/filter.ts';

export function patchFilter(
  filters: readonly Filter[],
  id: string,
  patchOf: (filter: Filter) => Partial<Omit<Filter, 'id'>>,
): readonly Filter[] {
  return filters.map((filter) => {
    if (filter.id !== id) return filter;
    const patch = patchOf(filter);
    const changes = Object.entries(patch).some(([key, value]) => filter[key as keyof Filter] !== value);
    return changes ? { ...filter, ...patch } : filter;
  });
}

export function removeFilter(filters: readonly Filter[], id: string): readonly Filter[] {
  return filters.filter((filter) => filter.id !== id);
}

/** `toIndex` counts the places of the list without the filter itself. */
export function placeFilter(filters: readonly Filter[], id: string, toIndex: number): readonly Filter[] {
  const filter = filters.find((other) => other.id === id);
  if (!filter) return filters;
  const rest = removeFilter(filters, id);
  return rest.toSpliced(Math.min(rest.length, Math.max(0, toIndex)), 0, filter);
}

/** Which filter to select when this one goes: the one below, else the one above. */
export function selectAfter(filters: readonly Filter[], removedId: string): string | null {
  const index = filters.findIndex(({ id }) => id === removedId);
  return (filters[index + 1] ?? filters[index - 1])?.id ?? null;
}
