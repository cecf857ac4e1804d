// One row of the running sum as texts.
import type { Explanation } from '../../../src-core/explain/explanation.ts';
import { codeText, fittedText } from '../../../src-core/explain/number-text.ts';
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

/** How many characters fit into the narrower columns, of values and weights, and into the others. */
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
    return full.length <= most ? full : (fittedText(value ?? 0, most) ?? full);
  };
  const weight = explanation.weights[tap] ?? 0;
  return {
    tap,
    value: text(ledger.values[tap], room.factor),
    weight: fittedText(weight, room.factor) ?? formatValue(weight, 1),
    product: text(ledger.products[tap], room.product),
    sum: tap < stop.summed ? text(ledger.sums[tap], room.product) : '',
    state: tap === stop.tap ? 'now' : tap < stop.summed ? 'done' : 'later',
  };
}
