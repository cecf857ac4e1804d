// What every printer of a kernel returns, and the sentence on what a syntax cannot hold.
import { resolveOpacity, type Settings } from '../../filters/settings.ts';
import type { Imported } from '../import/imported.ts';
import type { Kernel } from '../kernel.ts';
import { divisorOf, sumsOf, sumsToZero } from '../normalise.ts';
import { formatValue } from '../print.ts';
import { turned } from '../turn.ts';

/** A kernel and the switches it runs with. */
export interface KernelSource {
  readonly name: string;
  readonly kernel: Kernel;
  readonly settings: Settings;
}

export interface Exported {
  readonly content: string | Uint8Array;
  /** Finished sentences on what was converted and what the syntax cannot hold. */
  readonly notes: readonly string[];
}

export interface KernelSyntax {
  readonly id: string;
  /** "SVG", "libvips matrix". */
  readonly label: string;
  /** Of the file, without a dot. */
  readonly extension: string;
  readonly print: (source: KernelSource) => Exported;
}

/** Plain correlation, whichever way the kernel is applied. */
export function correlationOf({ kernel, settings }: Pick<KernelSource, 'kernel' | 'settings'>): Kernel {
  return settings.flip ? turned(kernel) : kernel;
}

const BORDER_WORDS: Readonly<Record<Settings['border'], string>> = {
  clamp: 'Clamp',
  mirror: 'Mirror',
  reflect: 'Reflect',
  wrap: 'Wrap',
  constant: 'Constant',
  crop: 'Crop',
  keep: 'Keep',
};

/** The words for everything in which `back`, what the text reads as, differs from the source. */
export function differences(source: KernelSource, back: Imported, defaults: Settings): string[] {
  const read: KernelSource = { name: source.name, kernel: back.kernel, settings: { ...defaults, ...back.settings } };
  const [own, other] = [source.settings, read.settings];
  const [drawn, found] = [correlationOf(source), correlationOf(read)];
  const lost: string[] = [];
  if (drawn.anchor.row !== found.anchor.row || drawn.anchor.column !== found.anchor.column) {
    const { row, column } = source.kernel.anchor;
    lost.push(`the anchor (row ${row + 1}, column ${column + 1})`);
  }
  if (own.flip !== other.flip && !sameWeights(drawn.weights, found.weights))
    lost.push(own.flip ? 'the direction Flipped' : 'the direction As drawn');
  if (!near(scaleOf(source, drawn), scaleOf(read, found)))
    lost.push(`the divisor ${formatValue(divisorOf(source.kernel, own))}`);
  if (!near(own.bias, other.bias)) lost.push(`the bias of ${formatValue(own.bias * 100)} %`);
  const colours = (settings: Settings): string => (settings.border === 'constant' ? settings.borderColour.join() : '');
  if (own.border !== other.border) lost.push(`the border ${BORDER_WORDS[own.border]}`);
  else if (colours(own) !== colours(other)) lost.push('the border’s colour');
  const opacityIn = (settings: Settings): string => {
    const sums = sumsOf(source.kernel.weights);
    return resolveOpacity(settings.opacity, sums.absolute > sums.positive, sumsToZero(sums));
  };
  if (opacityIn(own) !== opacityIn(other)) lost.push(`the opacity rule ${opacityIn(own)}`);
  if (own.light !== other.light) lost.push(own.light === 'linear' ? 'the light Linear' : 'the light Encoded');
  if (own.channels !== other.channels) lost.push('the choice of channels');
  if (own.output !== other.output) lost.push(`the output ${own.output}`);
  if (!near(own.amount, other.amount)) lost.push(`the amount of ${formatValue(own.amount * 100)} %`);
  return lost;
}

/** What a weight of 1 as drawn amounts to: differs where neither weights nor divisor carry the scale. */
function scaleOf({ kernel, settings }: KernelSource, { weights }: Kernel): number {
  return divisorOf(kernel, settings) / (weights.reduce((sum, weight) => sum + Math.abs(weight), 0) || 1);
}

const sameWeights = (a: readonly number[], b: readonly number[]): boolean => a.every((weight, i) => weight === b[i]);

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

/** "Not kept, because CSV has no place for it: the anchor (row 1, column 2) and the border Mirror." None when nothing is lost. */
export function lossNotes(label: string, lost: readonly string[]): string[] {
  if (lost.length === 0) return [];
  const last = lost.at(-1) ?? '';
  const list = lost.length === 1 ? last : `${lost.slice(0, -1).join(', ')} and ${last}`;
  return [`Not kept, because ${label} has no place for it: ${list}.`];
}
