// Kirsch: the edge seen from one of eight compass directions, three weights of 5 against five of −3.
import { COMPASS, turnedRing } from './compass.ts';
import type { FilterDefinition } from './filter.ts';
import { matrixOperator } from './taps.ts';

const NORTH = [5, 5, 5, -3, -3, -3, -3, -3] as const;

export const kirsch: FilterDefinition = {
  type: 'kirsch',
  label: 'Kirsch',
  parameters: [
    {
      name: 'direction',
      label: 'Direction',
      min: 0,
      max: 7,
      step: 1,
      default: 0,
      unit: '',
      whole: true,
      choices: COMPASS,
    },
  ],
  settings: { normalise: 'custom', divisor: 5, output: 'absolute' },
  operator: ({ direction = 0 }) => matrixOperator(turnedRing(NORTH, 0, direction)),
  summary: ({ direction = 0 }) => COMPASS[direction]?.label ?? '',
};
