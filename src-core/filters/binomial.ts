// Binomial blur: a row of Pascal's triangle each way, whole numbers that approach the Gaussian of σ = √(size − 1) / 2.
import type { FilterDefinition, Taps } from './filter.ts';

function pascalRow(size: number): Taps {
  const weights = [1];
  for (let k = 1; k < size; k++) weights.push(Math.round(((weights[k - 1] ?? 0) * (size - k)) / k));
  return { weights, anchor: Math.floor(size / 2) };
}

export const binomial: FilterDefinition = {
  type: 'binomial',
  label: 'Binomial',
  parameters: [{ name: 'size', label: 'Size', min: 2, max: 31, step: 1, default: 5, unit: 'px', whole: true }],
  settings: { light: 'linear' },
  operator: ({ size = 5 }) => ({ form: 'separable', vertical: pascalRow(size), horizontal: pascalRow(size) }),
  summary: ({ size = 5 }) => String(size),
};
