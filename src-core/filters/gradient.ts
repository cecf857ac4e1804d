// First derivatives across a 3×3 neighbourhood (Sobel, Scharr, Prewitt): same shape, other smoothing.
import { GRADIENT_DIRECTIONS, turnedRing } from './compass.ts';
import type { FilterDefinition } from './filter.ts';
import type { Settings } from './settings.ts';
import { matrixOperator } from './taps.ts';

/** `centre` and `corner` are the weights of the smoothing beside the middle row and in the corners. */
export function gradientDefinition(
  type: string,
  label: string,
  centre: number,
  corner: number,
  settings: Partial<Settings>,
): FilterDefinition {
  const ring = [-corner, 0, corner, centre, corner, 0, -corner, -centre];
  return {
    type,
    label,
    parameters: [
      {
        name: 'direction',
        label: 'Direction',
        min: 0,
        max: 135,
        step: 45,
        default: 0,
        unit: '°',
        whole: true,
        choices: GRADIENT_DIRECTIONS,
      },
    ],
    settings,
    operator: ({ direction = 0 }) => matrixOperator(turnedRing(ring, 0, direction / 45)),
    summary: ({ direction }) => GRADIENT_DIRECTIONS.find(({ value }) => value === direction)?.label ?? '',
  };
}
