// A short text that names what a list of filters does to pixels: equal texts mean equal results.
import type { Filter } from '../../src-core/filters/filter.ts';

/** Filters are immutable, so each is written once. */
const written = new WeakMap<Filter, string>();
/** Names by the full text, the longest unused first; one that was forgotten gets a new name, which only costs a cache. */
const names = new Map<string, string>();
const MAX_NAMES = 1000;
let lastName = 0;

/** Filters that are off, names and expressions do not count; ids do, because the engine's answers speak of them. '' for none. */
export function keyOf(filters: readonly Filter[]): string {
  const text = filters
    .filter((filter) => filter.enabled)
    .map(write)
    .join('\n');
  if (text === '') return '';
  const name = names.get(text) ?? `filters ${(lastName += 1)}`;
  names.delete(text);
  names.set(text, name);
  const [oldest] = names.keys();
  if (names.size > MAX_NAMES && oldest !== undefined) names.delete(oldest);
  return name;
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
