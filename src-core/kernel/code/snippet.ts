// What every "Copy as …" prints from: the filter's rules resolved to a plain sum, and the words for what a peer does otherwise.
import type { Border, Output, Settings } from '../../filters/settings.ts';
import { correlationOf, type KernelSource } from '../export/exported.ts';
import { STRIPS } from '../import/imported.ts';
import type { Kernel } from '../kernel.ts';
import { divisorOf } from '../normalise.ts';
import { plainNumber } from '../print.ts';
import { rowsOf } from '../turn.ts';

export interface CodeTarget {
  readonly id: string;
  /** "NumPy and SciPy". */
  readonly label: string;
  /** A complete program or file as text. */
  readonly print: (source: KernelSource) => string;
}

/** Σ kernel · pixel / divisor + bias, then the output rule, then the blend with the picture before. */
export interface Operation {
  /** One line, without control characters. */
  readonly title: string;
  readonly kernel: Kernel;
  readonly divisor: number;
  readonly bias: number;
  readonly border: Border;
  /** Encoded fractions of full scale for R, G and B. */
  readonly borderColour: readonly [number, number, number];
  readonly linear: boolean;
  /** The colour channels that are filtered, 0 to 2; all three for `luminance`, which is said in a comment. */
  readonly channels: readonly number[];
  readonly output: Output;
  readonly amount: number;
  readonly settings: Settings;
}

export function operationOf(source: KernelSource): Operation {
  const { kernel, settings, name } = source;
  const [red = 0, green = red, blue = red] =
    settings.borderColour.length === 2 ? settings.borderColour.slice(0, 1) : settings.borderColour;
  const ticked = [0, 1, 2].filter((channel) => settings.channels.includes('rgb'.charAt(channel)));
  return {
    title: name.replace(/[\p{Cc}\s]+/gu, ' ').trim() || 'Kernel',
    kernel: correlationOf(source),
    divisor: divisorOf(kernel, settings),
    bias: settings.bias,
    border: settings.border,
    borderColour: [red, green, blue],
    linear: settings.light === 'linear',
    channels: settings.channels === 'luminance' ? [0, 1, 2] : settings.opacity === 'only' ? [] : ticked,
    output: settings.output,
    amount: settings.amount,
    settings,
  };
}

/** Cells of the kernel beyond its anchor on each side. */
export function reachOf({ rows, columns, anchor }: Kernel) {
  return {
    top: anchor.row,
    left: anchor.column,
    bottom: rows - 1 - anchor.row,
    right: columns - 1 - anchor.column,
  };
}

/** What a peer's snippet does by itself; the rest becomes a comment. */
export interface Abilities {
  readonly peer: string;
  readonly borders: readonly Border[];
  /** What stands in for a border that is missing. */
  readonly fallback: string;
  readonly linear: boolean;
  readonly outputs: readonly Output[];
  readonly amount: boolean;
  readonly channels: boolean;
}

/** Everything the snippets of general languages can say. */
export const FULL: Omit<Abilities, 'peer'> = {
  borders: ['clamp', 'mirror', 'reflect', 'wrap', 'constant', 'crop', 'keep'],
  fallback: '',
  linear: true,
  outputs: ['clamp', 'absolute', 'signed', 'minmax'],
  amount: true,
  channels: true,
};

/** The head of a snippet: what it is, then each thing in which it differs from Kernelcraft. */
export function headLines(operation: Operation, abilities: Abilities): string[] {
  const { title, kernel, divisor, bias, border, settings } = operation;
  const strip = border in STRIPS ? ` ${STRIPS[border as keyof typeof STRIPS]}` : '';
  const { row, column } = kernel.anchor;
  return [
    `${title}, from Kernelcraft: ${kernel.rows} x ${kernel.columns}, anchor row ${row}, column ${column}, ` +
      `divisor ${plainNumber(divisor)}, bias ${plainNumber(bias)}, border ${border}${strip}`,
    ...differencesFrom(operation, abilities),
    settings.opacity === 'only'
      ? 'Differs: Kernelcraft filters the opacity alone here; colour is left as it is.'
      : 'Differs: opacity is not read; for opaque pictures the result is the same.',
  ];
}

function differencesFrom(operation: Operation, { peer, ...able }: Abilities): string[] {
  const { border, linear, output, amount, settings } = operation;
  const lines: string[] = [];
  if (!able.borders.includes(border))
    lines.push(`Differs near the edges: ${peer} has no border "${border}"; ${able.fallback} stands in for it.`);
  if (linear && !able.linear)
    lines.push(`Differs: Kernelcraft filters in linear light here, ${peer} on the values as stored.`);
  if (!able.outputs.includes(output))
    lines.push(`Differs: ${peer} cannot map the output "${output}"; values outside 0 to 1 are cut off.`);
  if (amount !== 1 && !able.amount)
    lines.push(`Differs: Kernelcraft blends ${plainNumber(amount * 100)} % of the result with the picture before.`);
  if (settings.channels === 'luminance')
    lines.push('Differs: Kernelcraft filters luminance here and keeps the colours; this filters R, G and B.');
  else if (operation.channels.length < 3 && !able.channels)
    lines.push(`Differs: Kernelcraft filters only the channels "${settings.channels}".`);
  return lines;
}

export function commented(mark: string, lines: readonly string[]): string {
  return lines.map((line) => `${mark} ${line}`).join('\n');
}

/** Rows of numbers inside brackets, one line each. */
export function matrixLines(kernel: Kernel, open: string, separator: string, close: string): string[] {
  return rowsOf(kernel).map((row) => `${open}${row.map(plainNumber).join(separator)}${close}`);
}

/** A literal that is a real number in every language: `1` becomes `1.0`. */
export function real(value: number): string {
  const text = plainNumber(value);
  return /[.e]/u.test(text) ? text : `${text}.0`;
}
