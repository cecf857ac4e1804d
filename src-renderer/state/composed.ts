// Which filters a composed kernel was made of, for as long as its matrix is untouched: undo, redo and switches leave it be.
import type { Filter } from '../../src-core/filters/filter.ts';
import type { Kernel } from '../../src-core/kernel/kernel.ts';

const partsOfKernel = new WeakMap<Kernel, readonly Filter[]>();

export function rememberParts({ kernel }: Filter, parts: readonly Filter[]): void {
  if (kernel) partsOfKernel.set(kernel, parts);
}

export function partsOf(filter: Filter | null): readonly Filter[] | null {
  return (filter?.kernel && partsOfKernel.get(filter.kernel)) ?? null;
}
