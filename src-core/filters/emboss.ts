// Emboss: the picture plus its slope towards the light, as if it were pressed into metal.
import { COMPASS, turnedRing } from './compass.ts';
import type { FilterDefinition } from './filter.ts';
import { matrixOperator } from './taps.ts';

/** Light from the top left corner; the slopes cancel, so flat areas keep their value. */
const NORTH_WEST = [-2, -1, 0, 1, 2, 1, 0, -1] as const;

export const emboss: FilterDefinition = {
  type: 'emboss',
  label: 'Emboss',
  parameters: [
    {
      name: 'direction',
      label: 'Light from',
      min: 0,
      max: 7,
      step: 1,
      default: 7,
      unit: '',
      whole: true,
      choices: COMPASS,
    },
    { name: 'depth', label: 'Depth', min: 0.1, max: 5, step: 0.1, default: 1, unit: '×' },
  ],
  settings: {},
  operator: ({ direction = 7, depth = 1 }) =>
    matrixOperator(
      turnedRing(
        NORTH_WEST.map((weight) => weight * depth),
        1,
        direction - 7,
      ),
    ),
  summary: ({ direction = 7 }) => COMPASS[direction]?.label ?? '',
};
