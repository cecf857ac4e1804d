// Results as text: the lines of a cell while the bench runs, and the bars at its end.
import type { Bar, Overview } from './bars.ts';
import { caseOf } from './cases.ts';
import type { Depth } from '../../src-core/raster.ts';
import type { Deviation } from './errors.ts';
import { ratioTo, type CellResult, type Entry } from './results.ts';

const LAYOUTS: Readonly<Record<number, string>> = { 1: 'grey', 2: 'grey+α', 3: 'RGB', 4: 'RGBA' };

/** Three significant digits, no exponent. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 2));
}

export function errorText({ max, off }: Deviation, depth: Depth): string {
  if (max === 0) return 'exact';
  const most = depth === 'f32' ? max.toExponential(1) : `${max}`;
  const share = depth === 'f32' ? '' : `, ${shortNumber(off * 100)} % off`;
  return `≤ ${most}${share}`;
}

export function cellTitle({ case: name, width, height, channels, depth, threads, table }: CellResult): string {
  const where = `${width}×${height} ${LAYOUTS[channels] ?? ''} ${depth}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  return `${caseOf(name).label} · ${where}${table === 'defaults' ? ' · defaults' : ''}`;
}

export function cellText(cell: CellResult): string {
  return [cellTitle(cell), ...cell.entries.map((entry) => `  ${entryText(cell, entry)}`)].join('\n');
}

function entryText(cell: CellResult, { name, how, timing, error, lastError, why }: Entry): string {
  if (!timing) return `${name.padEnd(8)} ${why ?? 'not timed'}`;
  const { median, min, max, mad, repetitions, cold } = timing;
  const speed = `${shortNumber((cell.width * cell.height) / 1000 / median)} Mpx/s`;
  const spread = `± ${shortNumber(mad)} (${shortNumber(min)}–${shortNumber(max)}, n ${repetitions}, cold ${shortNumber(cold)})`;
  const ratio = name === 'ours' ? null : ratioTo(cell, name);
  const worst = lastError && error && lastError.max > error.max ? lastError : error;
  const parts = [
    `${name.padEnd(8)} ${`${shortNumber(median)} ms`.padStart(9)} ${spread}`,
    speed,
    ...(ratio === null ? [] : [`${shortNumber(ratio)}×`]),
    ...(worst && name !== 'copy' ? [errorText(worst, cell.depth)] : []),
    ...(why === null ? [] : [name === 'ours' || name === 'twin' ? why.toUpperCase() : `does not count: ${why}`]),
    how,
  ];
  return parts.join(' · ');
}

export function barsText(bars: readonly Bar[], overviews: readonly Overview[]): string {
  const lines = overviews.map(
    ({ peer, cells, geometricMean, lowest }) =>
      `${peer}: ${shortNumber(geometricMean)}× on the average of ${cells} cells, ${shortNumber(lowest)}× at the lowest`,
  );
  for (const { name, cells, share, wantedShare, passed, misses } of bars) {
    if (cells === 0) {
      lines.push(`not shown  ${name}`);
      continue;
    }
    const wanted = wantedShare < 1 ? ` (wanted ${shortNumber(wantedShare * 100)} %)` : '';
    lines.push(
      `${passed ? 'reached' : 'MISSED '}    ${name}: ${shortNumber(share * 100)} % of ${cells} cells${wanted}`,
    );
    for (const miss of misses) {
      lines.push(
        `             ${miss.cell}: ${shortNumber(miss.reached)} of ${shortNumber(miss.wanted)}  ${miss.note}`,
      );
    }
  }
  return lines.join('\n');
}
