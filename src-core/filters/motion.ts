// Motion blur: an anti-aliased line through the pixel, as a camera moved while the shutter was open draws it.
import { formatValue } from '../kernel/print.ts';
import type { FilterDefinition } from './filter.ts';
import { matrixOperator, squareOf } from './taps.ts';
import { trimmed } from './trim.ts';

/** Removes the dust of cos 90° ≠ 0, so that upright and level lines are exact. */
const settle = (value: number) => Math.round(value * 1e12) / 1e12;

/** Weight falls off linearly over one pixel across the line, and over one pixel at its ends. */
function line(length: number, degrees: number) {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const kernel = squareOf(Math.ceil(length / 2) + 1, (x, y) => {
    const along = Math.abs(x * cos - y * sin);
    const across = Math.abs(x * sin + y * cos);
    const end = Math.min(1, Math.max(0, length / 2 + 0.5 - along));
    return settle(end * Math.max(0, 1 - across));
  });
  return trimmed(kernel);
}

export const motion: FilterDefinition = {
  type: 'motion',
  label: 'Motion',
  parameters: [
    { name: 'length', label: 'Length', min: 1, max: 201, step: 1, default: 13, unit: 'px', logarithmic: true },
    { name: 'angle', label: 'Angle', min: -180, max: 180, step: 1, default: 20, unit: '°' },
  ],
  settings: { light: 'linear' },
  operator: ({ length = 13, angle = 20 }) => matrixOperator(line(length, angle)),
  summary: ({ length = 13, angle = 20 }) => `${formatValue(length)}, ${formatValue(angle)}°`,
};
