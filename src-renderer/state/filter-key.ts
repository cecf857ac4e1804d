// A text that names what a list of filters does to pixels: equal texts mean equal results.
import type { Filter } from '../../src-core/filters/filter.ts';

/** Filters are immutable, so each is written once. */
const written = new WeakMap<Filter, string>();

/** Filters that are off, names and expressions do not count; ids do, because the engine's answers speak of them. */
export function keyOf(filters: readonly Filter[]): string {
  return filters
    .filter((filter) => filter.enabled)
    .map(write)
    .join('\n');
}

function write(filter: Filter): string {
  let text = written.get(filter);
  if (text === undefined) {
    const { id, type, parameters, kernel, settings } = filter;
    const matrix = kernel && [kernel.rows, kernel.columns, kernel.anchor.row, kernel.anchor.column, kernel.weights];
    text = JSON.stringify([id, type, parameters, matrix, settings]);
    written.set(filter, text);
  }
  return text;
}
