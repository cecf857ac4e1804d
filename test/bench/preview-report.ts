// What the preview bench prints: percentiles beside the floors they stand on, a line per case, JSON at the end.

/** A cost that no work of ours can go below, measured in the same run. */
export interface Floors {
  /** Milliseconds of the same way with nothing to do: an empty frame, or a message without a body. */
  readonly empty: number;
  /** Milliseconds to bring as many bytes the same way without computing them; null where none travel. */
  readonly transfer: number | null;
}

export interface Figure {
  readonly section: string;
  readonly name: string;
  readonly unit: 'ms' | 'frames/s';
  /** What the project asks of p95; null where it only wants to know. */
  readonly bar: number | null;
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly worst: number;
  readonly floors: Floors | null;
  /** Bytes of pixels in one reply, the median. */
  readonly bytes: number | null;
  readonly note: string;
}

export interface Measured extends Pick<Figure, 'section' | 'name'> {
  readonly samples: readonly number[];
  readonly bar?: number | null;
  readonly floors?: Floors | null;
  readonly bytes?: readonly number[];
  readonly note?: string;
}

/** The smallest sample that at least this part of all do not exceed. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

export function figureOf(measured: Measured): Figure {
  const { section, name, samples, bar = null, floors = null, bytes = [], note = '' } = measured;
  const at = (part: number): number => round(percentile(samples, part));
  return {
    section,
    name,
    unit: 'ms',
    bar,
    count: samples.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    worst: at(1),
    floors: floors && {
      empty: round(floors.empty),
      transfer: floors.transfer === null ? null : round(floors.transfer),
    },
    bytes: bytes.length > 0 ? median(bytes) : null,
    note,
  };
}

export function lineOf(figure: Figure): string {
  const { section, name, bar, p50, p95, p99, floors, bytes, note } = figure;
  const number = (value: number): string => value.toFixed(1).padStart(8);
  const verdict = bar === null ? '' : p95 <= bar ? `≤ ${bar}` : `over ${bar}`;
  const floor = floors
    ? `floors ${floors.empty.toFixed(1)} empty${floors.transfer === null ? '' : `, ${floors.transfer.toFixed(1)} transfer`}`
    : '';
  const size = bytes === null ? '' : `${(bytes / 1e6).toFixed(1)} MB`;
  const rest = [verdict, size, floor, note].filter(Boolean).join(' · ');
  return `${section.padEnd(9)}${name.padEnd(42)}p50${number(p50)}  p95${number(p95)}  p99${number(p99)} ms  ${rest}`;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
