// The filter whose matrix the person makes: it has no parameters, its kernel is part of its value.
import { centreOf, type Kernel } from '../kernel/kernel.ts';
import type { FilterDefinition } from './filter.ts';
import { matrixOperator } from './taps.ts';

/** A new kernel changes nothing yet. */
export const NEW_KERNEL: Kernel = Object.freeze({
  rows: 3,
  columns: 3,
  weights: Object.freeze([0, 0, 0, 0, 1, 0, 0, 0, 0]),
  anchor: centreOf(3, 3),
});

export const handMade: FilterDefinition = {
  type: 'kernel',
  label: 'Kernel',
  parameters: [],
  settings: {},
  operator: () => matrixOperator(NEW_KERNEL),
  summary: () => '',
};
