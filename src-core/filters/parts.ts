// Which filters a composed kernel was made of, for as long as its matrix is untouched: undo, redo and switches leave it be.
// Recipe and kernel files and the library keep it too.
import { z } from 'zod';
import type { Kernel } from '../kernel/kernel.ts';
import { filtersSchema, type Filter } from './filter.ts';

const partsOfKernel = new WeakMap<Kernel, readonly Filter[]>();

export function rememberParts({ kernel }: Filter, parts: readonly Filter[]): void {
  if (kernel) partsOfKernel.set(kernel, parts);
}

export function partsOf(filter: Filter | null): readonly Filter[] | null {
  return (filter?.kernel && partsOfKernel.get(filter.kernel)) ?? null;
}

/** In a file: the parts by the id of the filter that they make; a part may itself be made of parts. */
export const partsSchema = z.record(z.string().min(1).max(64), filtersSchema);
export type PartsById = Readonly<Record<string, readonly Filter[]>>;

/** The parts of these filters, and of their parts. */
export function partsById(filters: readonly Filter[]): Record<string, Filter[]> {
  const found = new Map<string, Filter[]>();
  const waiting = [...filters];
  for (const filter of waiting) {
    const parts = partsOf(filter);
    if (!parts || found.has(filter.id)) continue;
    found.set(filter.id, [...parts]);
    waiting.push(...parts);
  }
  return Object.fromEntries(found);
}

/** The way back of `partsById`. Ends with parts that name themselves, too: every matrix is remembered once. */
export function rememberPartsById(filters: readonly Filter[], parts: PartsById): void {
  const known = new Map(Object.entries(parts));
  const waiting = [...filters];
  for (const filter of waiting) {
    const own = known.get(filter.id);
    if (!own || !filter.kernel || partsOf(filter)) continue;
    rememberParts(filter, own);
    waiting.push(...own);
  }
}
