// Short sentences under the columns of the step-through, and what a screen reader says of a stop.
import type { Explanation } from '../../../src-core/explain/explanation.ts';
import { codeText } from '../../../src-core/explain/number-text.ts';
import { isAlphaChannel, weighsOpacity, type Ledger, type Stop } from '../../../src-core/explain/walk.ts';
import { formatValue } from '../../../src-core/kernel/print.ts';
import type { StepGrids } from './grid-cells.ts';

/** "tap 6 of 9" */
export function stopSentence({ step, tap }: Stop, taps: number): string {
  switch (step) {
    case 'select':
      return `${taps} ${taps === 1 ? 'tap' : 'taps'}`;
    case 'centre':
      return 'the kernel laid on the pixel';
    case 'multiply':
    case 'sum':
      return `tap ${(tap ?? 0) + 1} of ${taps}`;
    case 'assign':
      return 'result';
  }
}

export function productsSentence({ multiplied }: Stop, taps: number): string {
  return `${multiplied} of ${taps} multiplied.`;
}

/** "Rows 3 to 7, columns 10 to 14 of 31 × 31." null where all of it shows. */
export function excerptSentence({ rows, columns }: Explanation, { excerpt, partial }: StepGrids): string | null {
  if (!partial) return null;
  const span = (start: number, length: number): string => `${start + 1} to ${start + length}`;
  const { row, column } = excerpt;
  return `Rows ${span(row, excerpt.rows)}, columns ${span(column, excerpt.columns)} of ${rows} × ${columns}.`;
}

/** `value`: how a stored sample comes to be weighed, '' where it is weighed as it is. `product`: "121 × −1 = −121." */
export function tapSentence(
  explanation: Explanation,
  ledger: Ledger,
  channel: number,
  tap: number,
  part: 'value' | 'product' = 'product',
): string {
  const { weights, stored, alpha, channels, linear, luminance } = explanation;
  const isAlpha = isAlphaChannel(explanation, channel);
  const light = linear && !isAlpha;
  const number = (value: number): string => (light ? formatValue(value) : codeText(value));
  const value = ledger.values[tap] ?? 0;
  if (part === 'product') {
    const weight = weights[tap] ?? 0;
    return `${number(value)} × ${formatValue(weight)} = ${number(ledger.products[tap] ?? 0)}.`;
  }
  const weighted = !isAlpha && weighsOpacity(explanation);
  if (isAlpha || (!light && !weighted && !luminance)) return '';
  const opacity = alpha[tap] ?? 1;
  const own = codeText(stored[tap * channels + channel] ?? 0);
  const steps = [
    luminance ? 'Y of the colour' : light ? `${own} in linear light` : own,
    weighted ? `times opacity ${formatValue(opacity)}` : '',
  ].filter(Boolean);
  return `${steps.join(' ')}: ${number(value)}.`;
}
