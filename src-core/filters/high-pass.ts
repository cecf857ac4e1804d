// High-pass: what a Gaussian removes, around mid grey.
import { formatValue } from '../kernel/print.ts';
import type { FilterDefinition } from './filter.ts';
import { centreAndGaussian, matrixOperator } from './taps.ts';

export const highPass: FilterDefinition = {
  type: 'high-pass',
  label: 'High-pass',
  parameters: [
    { name: 'sigma', label: 'Sigma', min: 0.3, max: 16, step: 0.1, default: 1, unit: 'px', logarithmic: true },
  ],
  // Half the divisor is twice the contrast: fine detail is faint.
  settings: { normalise: 'custom', divisor: 0.5, output: 'signed' },
  operator: ({ sigma = 1 }) => matrixOperator(centreAndGaussian(sigma, 1, -1)),
  summary: ({ sigma = 1 }) => `σ ${formatValue(sigma)}`,
};
