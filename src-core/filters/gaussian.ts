// Gaussian blur as SEMANTICS §10 defines it: sampled, radius ⌊4σ + ½⌋, renormalised, separable.
import { formatValue } from '../kernel/print.ts';
import type { FilterDefinition, Parameter } from './filter.ts';
import { gaussianTaps } from './taps.ts';

const sigma = (name: string, label: string): Parameter => ({
  name,
  label,
  min: 0.1,
  max: 250,
  step: 0.1,
  default: 2,
  unit: 'px',
  logarithmic: true,
  allowsZero: true,
});

export const gaussian: FilterDefinition = {
  type: 'gaussian',
  label: 'Gaussian',
  parameters: [sigma('sigmaX', 'Sigma x'), sigma('sigmaY', 'Sigma y')],
  aliases: { sigma: ['sigmaX', 'sigmaY'] },
  linked: [['sigmaX', 'sigmaY']],
  settings: { light: 'linear' },
  operator: ({ sigmaX = 2, sigmaY = 2 }) => ({
    form: 'separable',
    vertical: gaussianTaps(sigmaY),
    horizontal: gaussianTaps(sigmaX),
  }),
  summary: ({ sigmaX = 2, sigmaY = 2 }) =>
    sigmaX === sigmaY ? `σ ${formatValue(sigmaX)}` : `σ ${formatValue(sigmaX)} × ${formatValue(sigmaY)}`,
};
