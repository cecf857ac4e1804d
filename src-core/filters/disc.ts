// Lens blur: the mean of a disc, its edge weighted by how much of each pixel it covers.
import { formatValue } from '../kernel/print.ts';
import type { FilterDefinition } from './filter.ts';
import { matrixOperator, squareOf } from './taps.ts';

/** Points per pixel side at which coverage is counted. */
const FINENESS = 16;

function coverage(x: number, y: number, radius: number): number {
  const distance = Math.hypot(x, y);
  // Half of a pixel's diagonal is the farthest its corners reach.
  if (distance + Math.SQRT1_2 <= radius) return 1;
  if (distance - Math.SQRT1_2 >= radius) return 0;
  let hits = 0;
  for (let j = 0; j < FINENESS; j++) {
    for (let i = 0; i < FINENESS; i++) {
      const dx = x - 0.5 + (i + 0.5) / FINENESS;
      const dy = y - 0.5 + (j + 0.5) / FINENESS;
      if (dx * dx + dy * dy <= radius * radius) hits++;
    }
  }
  return hits / FINENESS ** 2;
}

export const disc: FilterDefinition = {
  type: 'disc',
  label: 'Lens disc',
  parameters: [
    { name: 'radius', label: 'Radius', min: 0.5, max: 64, step: 0.1, default: 3, unit: 'px', logarithmic: true },
  ],
  settings: { light: 'linear' },
  operator: ({ radius = 3 }) => matrixOperator(squareOf(Math.ceil(radius - 0.5), (x, y) => coverage(x, y, radius))),
  summary: ({ radius = 3 }) => `r ${formatValue(radius)}`,
};
