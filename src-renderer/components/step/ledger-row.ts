// One row of the running sum as texts.
import type { Explanation } from '../../../src-core/explain/explanation.ts';
import { codeText, digitsWide, fittedText, NOT_YET } from '../../../src-core/explain/number-text.ts';
import { isAlphaChannel, type Ledger, type Stop } from '../../../src-core/explain/walk.ts';
import { formatValue } from '../../../src-core/kernel/print.ts';

export interface LedgerRow {
  readonly tap: number;
  readonly value: string;
  readonly weight: string;
  /** NOT_YET until it has been made, like the sum. */
  readonly product: string;
  readonly sum: string;
  readonly state: 'done' | 'now' | 'later';
}

/** How many digits wide the narrower columns are, of values and weights, and the others. */
export interface LedgerRoom {
  readonly factor: number;
  readonly product: number;
}
export const FULL_ROOM: LedgerRoom = { factor: Infinity, product: Infinity };

export function ledgerRow(
  explanation: Explanation,
  ledger: Ledger,
  channel: number,
  tap: number,
  stop: Stop,
  room: LedgerRoom = FULL_ROOM,
): LedgerRow {
  const light = explanation.linear && !isAlphaChannel(explanation, channel);
  const text = (value: number | undefined, most: number): string => {
    const full = light ? formatValue(value ?? 0) : codeText(value ?? 0);
    return digitsWide(full) <= most ? full : (fittedText(value ?? 0, most) ?? tooSmall(value ?? 0) ?? full);
  };
  const weight = explanation.weights[tap] ?? 0;
  return {
    tap,
    value: text(ledger.values[tap], room.factor),
    weight: fittedText(weight, room.factor) ?? tooSmall(weight) ?? formatValue(weight, 1),
    product: tap < stop.multiplied ? text(ledger.products[tap], room.product) : NOT_YET,
    sum: tap < stop.summed ? text(ledger.sums[tap], room.product) : NOT_YET,
    state: tap === stop.tap ? 'now' : tap < stop.summed ? 'done' : 'later',
  };
}

/** What cannot be told in a narrow column; the sentence under the products has all its digits. */
function tooSmall(value: number): string | null {
  return Math.abs(value) < 1 ? '≈ 0' : null;
}
