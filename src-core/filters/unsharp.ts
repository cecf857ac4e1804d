// Unsharp mask: the picture plus `strength` times what a Gaussian removes. Flat areas keep their value.
import { formatValue } from '../kernel/print.ts';
import type { FilterDefinition } from './filter.ts';
import { centreAndGaussian, matrixOperator } from './taps.ts';

export const unsharp: FilterDefinition = {
  type: 'unsharp',
  label: 'Unsharp',
  parameters: [
    { name: 'sigma', label: 'Sigma', min: 0.3, max: 16, step: 0.1, default: 1, unit: 'px', logarithmic: true },
    // Not "amount": that is the blend with the unfiltered picture, which every filter has (SEMANTICS §0).
    { name: 'strength', label: 'Strength', min: 0.1, max: 10, step: 0.1, default: 2, unit: '×', logarithmic: true },
  ],
  settings: { normalise: 'none' },
  operator: ({ sigma = 1, strength = 2 }) => matrixOperator(centreAndGaussian(sigma, 1 + strength, -strength)),
  summary: ({ sigma = 1, strength = 2 }) => `σ ${formatValue(sigma)}, ${formatValue(strength)} ×`,
};
