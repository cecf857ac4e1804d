// Difference of Gaussians: a narrow one minus a wide one, each of sum 1; keeps detail between the two sizes.
import { formatValue } from '../kernel/print.ts';
import type { FilterDefinition } from './filter.ts';
import { gaussianTaps, matrixOperator, squareOf } from './taps.ts';

function difference(sigma: number, ratio: number) {
  const narrow = gaussianTaps(sigma);
  const wide = gaussianTaps(sigma * ratio);
  const at = (taps: typeof narrow, x: number, y: number) =>
    (taps.weights[x + taps.anchor] ?? 0) * (taps.weights[y + taps.anchor] ?? 0);
  return squareOf(wide.anchor, (x, y) => at(narrow, x, y) - at(wide, x, y));
}

export const differenceOfGaussians: FilterDefinition = {
  type: 'dog',
  label: 'DoG',
  parameters: [
    { name: 'sigma', label: 'Sigma', min: 0.3, max: 8, step: 0.1, default: 0.8, unit: 'px', logarithmic: true },
    { name: 'ratio', label: 'Ratio', min: 1.1, max: 4, step: 0.1, default: 2, unit: '×' },
  ],
  // A quarter of the divisor is four times the contrast: the band is faint.
  settings: { normalise: 'custom', divisor: 0.25, output: 'signed' },
  operator: ({ sigma = 0.8, ratio = 2 }) => matrixOperator(difference(sigma, ratio)),
  summary: ({ ratio = 2 }) => `1 : ${formatValue(ratio)}`,
};
