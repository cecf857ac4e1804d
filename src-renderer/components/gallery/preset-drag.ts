// What a preset dragged from the gallery carries: its id, under a type of our own; and how the stack takes it.
import { presetById, type Preset } from '../../../src-core/presets.ts';

export const PRESET_DRAG_TYPE = 'application/x-kernelcraft-preset';

/** From dragover: whether a preset is over this place, which then takes it. */
export function acceptsPreset(event: DragEvent): boolean {
  if (!event.dataTransfer?.types.includes(PRESET_DRAG_TYPE)) return false;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
  return true;
}

/** From drop: the preset, or null when something else was dropped. */
export function droppedPreset(event: DragEvent): Preset | null {
  const preset = presetById(event.dataTransfer?.getData(PRESET_DRAG_TYPE) ?? '');
  if (!preset) return null;
  event.preventDefault();
  return preset;
}
