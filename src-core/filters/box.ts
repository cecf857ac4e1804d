// Box: the mean of a rectangle.
import { formatValue } from '../kernel/print.ts';
import type { FilterDefinition, Parameter, Taps } from './filter.ts';

const side = (name: string, label: string): Parameter => ({
  name,
  label,
  min: 1,
  max: 257,
  step: 1,
  default: 5,
  unit: 'px',
  whole: true,
  logarithmic: true,
});
const ones = (length: number): Taps => ({ weights: new Array<number>(length).fill(1), anchor: Math.floor(length / 2) });

export const box: FilterDefinition = {
  type: 'box',
  label: 'Box',
  parameters: [side('width', 'Width'), side('height', 'Height')],
  aliases: { size: ['width', 'height'] },
  linked: [['width', 'height']],
  settings: { light: 'linear' },
  operator: ({ width = 5, height = 5 }) => ({ form: 'separable', vertical: ones(height), horizontal: ones(width) }),
  summary: ({ width = 5, height = 5 }) =>
    width === height ? formatValue(width) : `${formatValue(width)} × ${formatValue(height)}`,
};
