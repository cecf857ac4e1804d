// The whole computation of one channel as text that reads in any editor: a table of taps, then the result line by line.
import { channelNames } from './channel-names.ts';
import type { Explanation } from './explanation.ts';
import { codeText } from './number-text.ts';
import { formatValue } from '../kernel/print.ts';
import { agreementSentence, borderSentence, isOutside, resultLines, valueHead, weightsSentence } from './words.ts';
import { ledgerOf } from './walk.ts';

const HEADS = ['tap', 'reads', 'stored', 'value', 'weight', 'product', 'sum'] as const;

export function printExplanation(explanation: Explanation, channel: number, filterName: string): string {
  const { pixel, rows, columns, channels, stored, weights } = explanation;
  const name = channelNames(channels)[channel]?.name ?? '';
  const ledger = ledgerOf(explanation, channel);
  const light = explanation.linear && !name.startsWith('opacity');
  const number = (value: number): string => (light ? formatValue(value, 6) : codeText(value));
  const table = Array.from(weights, (weight, tap) => [
    String(tap + 1),
    placeText(explanation, tap),
    codeText(stored[tap * channels + channel] ?? 0),
    number(ledger.values[tap] ?? 0),
    formatValue(weight, 6),
    number(ledger.products[tap] ?? 0),
    number(ledger.sums[tap] ?? 0),
  ]);
  const heads = HEADS.map((head) => (head === 'value' ? valueHead(explanation, channel) : head));
  const result = explanation.results[channel];
  const lines = resultLines(explanation, channel).map(({ label, value }) => [label, value]);
  return [
    `${filterName}, pixel ${pixel.x}, ${pixel.y}, ${name}: ${rows} × ${columns} taps`,
    [weightsSentence(explanation), borderSentence(explanation)].filter(Boolean).join(' '),
    '',
    ...columnsOf([heads, ...table]),
    '',
    ...columnsOf(lines, 'label'),
    '',
    result
      ? `${codeText(result.own)} becomes ${codeText(result.result)}. ${agreementSentence(explanation, result)}.`
      : 'Crop leaves no result for this pixel.',
  ].join('\n');
}

function placeText(explanation: Explanation, tap: number): string {
  const { columns, columnsFrom, rowsFrom } = explanation;
  const x = columnsFrom[tap % columns];
  const y = rowsFrom[Math.floor(tap / columns)];
  const place = x == null || y == null ? 'border colour' : `${x}, ${y}`;
  return isOutside(explanation, tap) && place !== 'border colour' ? `${place} (outside)` : place;
}

/** Cells in line; numbers to the right, a first column of labels to the left. */
function columnsOf(rows: readonly (readonly string[])[], first: 'label' | 'number' = 'number'): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 && first === 'label' ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
