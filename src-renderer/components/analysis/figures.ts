// Numbers of the analysis as text: decibels, frequencies, pixels, shares, angles.
import { formatValue } from '../../../src-core/kernel/print.ts';

/** "−12.0 dB"; what does not pass at all has none. */
export function decibelText(ratio: number): string {
  if (!(ratio > 1e-6)) return '−∞ dB';
  return `${signed(20 * Math.log10(ratio), 1)} dB`;
}

/** "0.125": three decimals, true minus. */
export function frequencyText(cycles: number): string {
  return plain(cycles, 3);
}

export function responseText(value: number): string {
  // Below a billionth it is rounding.
  return Math.abs(value) > 1e-9 && Math.abs(value) < 0.0005
    ? value.toExponential(1).replace('-', '−')
    : plain(value, 3);
}

/** "12.5 %" */
export function percentText(share: number): string {
  return `${plain(share * 100, 1)} %`;
}

export function pixelText(pixels: number): string {
  return `${plain(pixels, 2)} px`;
}

export function angleText(radians: number): string {
  return Number.isNaN(radians) ? '—' : `${plain((radians * 180) / Math.PI, 0)}°`;
}

/** As few digits as tell it: sums, weights, gains. */
export const numberText = (value: number): string => formatValue(value, 5);

/** A fixed number of decimals, true minus, no minus before zero. */
export function plain(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}

function signed(value: number, decimals: number): string {
  const text = plain(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** Round steps that give about `count` marks between two values. */
export function ticksBetween(low: number, high: number, count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
