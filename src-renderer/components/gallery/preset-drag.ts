// What a preset dragged from the gallery carries: its id, under a type of our own.

export const PRESET_DRAG_TYPE = 'application/x-kernelcraft-preset';
