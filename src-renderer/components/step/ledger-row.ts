// One row of the running sum as texts.
import type { Explanation } from '../../../src-core/explain/explanation.ts';
import { codeText } from '../../../src-core/explain/number-text.ts';
import { isAlphaChannel, type Ledger, type Stop } from '../../../src-core/explain/walk.ts';
import { formatValue } from '../../../src-core/kernel/print.ts';

export interface LedgerRow {
  readonly tap: number;
  readonly value: string;
  readonly weight: string;
  /** '' until it has been made. */
  readonly product: string;
  readonly sum: string;
  readonly state: 'done' | 'now' | 'later';
}

export function ledgerRow(
  explanation: Explanation,
  ledger: Ledger,
  channel: number,
  tap: number,
  stop: Stop,
): LedgerRow {
  const light = explanation.linear && !isAlphaChannel(explanation, channel);
  const text = (value: number | undefined): string => (light ? formatValue(value ?? 0) : codeText(value ?? 0));
  return {
    tap,
    value: text(ledger.values[tap]),
    weight: formatValue(explanation.weights[tap] ?? 0),
    product: text(ledger.products[tap]),
    sum: tap < stop.summed ? text(ledger.sums[tap]) : '',
    state: tap === stop.tap ? 'now' : tap < stop.summed ? 'done' : 'later',
  };
}
