// What is dragged from the gallery to the stack: a preset's id, or a kept kernel whole, under types of our own.
import { filterSchema, type Filter } from '../../../src-core/filters/filter.ts';
import { newFilterId } from '../../../src-core/filters/index.ts';
import { parseJson } from '../../../src-core/plain.ts';
import { presetById } from '../../../src-core/presets.ts';

export const PRESET_DRAG_TYPE = 'application/x-kernelcraft-preset';
export const FILTER_DRAG_TYPE = 'application/x-kernelcraft-filter';

/** From dragover: whether a filter is over this place, which then takes it. */
export function acceptsFilter(event: DragEvent): boolean {
  const types = event.dataTransfer?.types ?? [];
  if (!types.includes(PRESET_DRAG_TYPE) && !types.includes(FILTER_DRAG_TYPE)) return false;
  event.preventDefault();
  if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  return true;
}

/** From drop: a filter of its own, or null when something else was dropped. */
export function droppedFilter(event: DragEvent): Filter | null {
  const filter =
    presetById(event.dataTransfer?.getData(PRESET_DRAG_TYPE) ?? '')?.create() ??
    readFilter(event.dataTransfer?.getData(FILTER_DRAG_TYPE) ?? '');
  if (filter) event.preventDefault();
  return filter;
}

/** The text may come from another window, or from anywhere. */
function readFilter(text: string): Filter | null {
  if (text === '') return null;
  try {
    const parsed = filterSchema.safeParse(parseJson(text));
    return parsed.success ? { ...parsed.data, id: newFilterId(), enabled: true } : null;
  } catch {
    // No filter of ours: nothing is dropped.
    return null;
  }
}
