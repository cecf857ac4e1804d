// Turning figures and messages into the words of the interface.
import type { Progress } from '../../src-core/contract.ts';
import { MAX_FILTERS } from '../../src-core/filters/filter.ts';

export const STACK_FULL = `The stack is full: it holds ${MAX_FILTERS} filters.`;

const STAGES: Readonly<Record<Progress['stage'], string>> = {
  decode: 'Reading the picture',
  filter: 'Rendering at full size',
  encode: 'Encoding',
  write: 'Writing the file',
};

export interface ProgressWords {
  readonly stage: string;
  /** `row 189 of 300 · 63 %`, or empty while there is no count. */
  readonly count: string;
  /** 0..1, or null while there is no count. */
  readonly fraction: number | null;
}

const grouped = (value: number): string => Math.round(value).toLocaleString('en-GB');

export function progressWords(progress: Progress): ProgressWords {
  const stage = STAGES[progress.stage];
  if (!(progress.total > 0)) return { stage, count: '', fraction: null };
  const fraction = Math.min(1, Math.max(0, progress.done / progress.total));
  const percent = `${Math.floor(fraction * 100)} %`;
  // Only filtering counts rows; the other stages count bytes or steps that mean nothing to the person.
  const rows = progress.stage === 'filter' ? `row ${grouped(progress.done)} of ${grouped(progress.total)} · ` : '';
  return { stage, count: rows + percent, fraction };
}

/** Decimal units as file managers show them: `41 kB`, `2.4 MB`. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** The first sentence of a message, shown strong, and what follows it. A full stop inside a file name ends nothing. */
export function splitMessage(message: string): { readonly headline: string; readonly rest: string } {
  const end = /(?<=[a-z0-9)"”])\. (?=[A-Z0-9"“])/.exec(message);
  if (!end) return { headline: message.replace(/\.$/, ''), rest: '' };
  return { headline: message.slice(0, end.index), rest: message.slice(end.index + 2) };
}

/** `harbour.jpg` → `harbour-edited.png`. */
export function suggestedName(name: string, extension: string, suffix = ''): string {
  const dot = name.lastIndexOf('.');
  const stem = (dot > 0 ? name.slice(0, dot) : name).slice(0, 200);
  return `${stem || 'picture'}${suffix}.${extension}`;
}

/** Lower-case extension without its dot; empty when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}
