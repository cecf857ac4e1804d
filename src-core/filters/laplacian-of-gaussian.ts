// Laplacian of Gaussian, made independent of scale: σ²·π·∇²G, sampled to 4σ, without its mean (Marr and Hildreth 1980).
import { formatValue } from '../kernel/print.ts';
import type { FilterDefinition } from './filter.ts';
import { matrixOperator, squareOf, withoutMean } from './taps.ts';

export const laplacianOfGaussian: FilterDefinition = {
  type: 'log',
  label: 'LoG',
  parameters: [
    { name: 'sigma', label: 'Sigma', min: 0.4, max: 8, step: 0.1, default: 1, unit: 'px', logarithmic: true },
  ],
  settings: { output: 'signed' },
  operator: ({ sigma = 1 }) =>
    matrixOperator(
      withoutMean(
        squareOf(Math.floor(4 * sigma + 0.5), (x, y) => {
          const q = (x * x + y * y) / (2 * sigma * sigma);
          return ((q - 1) * Math.exp(-q)) / (sigma * sigma);
        }),
      ),
    ),
  summary: ({ sigma = 1 }) => `σ ${formatValue(sigma)}`,
};
