// Numbers of the step-through as text: codes to a hundredth, light and weights to four digits, true minus.
import { formatValue } from '../kernel/print.ts';

/** What is no number is told as such. */
export const NO_NUMBER = 'no number';
/** In place of what the walk has not computed yet. */
export const NOT_YET = '—';

/** A code or a sum of them: whole where it is whole, else as many decimals as its size can use. */
export function codeText(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NO_NUMBER;
  const size = Math.abs(value);
  if (size < 100) return formatValue(value, 4);
  // Rounding of float64 is nothing to show.
  const text = value.toFixed(size < 10000 ? 1 : 0).replace(/\.0$/, '');
  return text.replace('-', '−');
}

/** How wide a number is, in digits: a point is narrower, a minus wider. */
export function digitsWide(text: string): number {
  let width = 0;
  for (const character of text) width += character === '.' ? 0.5 : character === '−' ? 1.3 : 1;
  return width;
}

/** A value with as many digits as fit into the room of so many, never fewer than tell its whole part; null where none fit. */
export function fittedText(value: number, room: number): string | null {
  if (!Number.isFinite(value)) return room >= 3 ? 'NaN' : null;
  const size = Math.abs(value);
  const whole = size < 1 ? 1 : Math.floor(Math.log10(size)) + 1;
  for (let digits = 4; digits >= whole; digits--) {
    const text = formatValue(value, digits);
    if (digitsWide(text) <= room) return text;
  }
  const rounded = formatValue(Math.round(value), 4);
  return size >= 1 && digitsWide(rounded) <= room ? rounded : null;
}
