// The switches that make a filter do what another program does by default, with the same numbers in its matrix.
import type { Cell, Kernel } from '../kernel/kernel.ts';
import { centreOf } from '../kernel/kernel.ts';
import { sumsOf, sumsToZero } from '../kernel/normalise.ts';
import { plainNumber } from '../kernel/print.ts';
import type { Settings } from './settings.ts';

/** The switches that decide; the amount stays the person's. */
type Switches = Omit<Settings, 'amount' | 'divisor' | 'borderColour'> & Partial<Settings>;

export interface Peer {
  readonly id: string;
  /** "OpenCV filter2D". */
  readonly label: string;
  readonly switches: (weights: readonly number[]) => Switches;
  readonly anchor: (rows: number, columns: number) => Cell;
  /** Finished sentences on what the switches cannot say. */
  readonly remarks?: (kernel: Kernel) => readonly string[];
}

const PLAIN: Switches = {
  normalise: 'none',
  bias: 0,
  border: 'clamp',
  flip: false,
  opacity: 'raw',
  light: 'encoded',
  channels: 'rgba',
  output: 'clamp',
};

/** The middle, of an even side the cell before it. */
const earlierCentre = (rows: number, columns: number): Cell => ({
  row: Math.floor((rows - 1) / 2),
  column: Math.floor((columns - 1) / 2),
});

/** SVG counts its target floor(order / 2) from the far corner of the kernel as written. */
const svgCentre = (rows: number, columns: number): Cell => ({
  row: rows - 1 - Math.floor(rows / 2),
  column: columns - 1 - Math.floor(columns / 2),
});

const isEven = ({ rows, columns }: Kernel): boolean => rows % 2 === 0 || columns % 2 === 0;

/** GIMP 2.10 and 3 with "Normalize" on: a negative sum is turned and lifted to white, a sum of 0 to grey. */
function gimpSwitches(weights: readonly number[]): Switches {
  const sums = sumsOf(weights);
  const base: Switches = { ...PLAIN, opacity: 'auto', light: 'linear', normalise: 'auto' };
  if (sumsToZero(sums)) return { ...base, bias: 0.5 };
  return sums.sum > 0 ? base : { ...base, normalise: 'custom', divisor: -sums.sum, bias: 1 };
}

export const PEERS: readonly Peer[] = [
  {
    id: 'opencv',
    label: 'OpenCV filter2D',
    switches: () => ({ ...PLAIN, border: 'mirror' }),
    anchor: centreOf,
  },
  {
    id: 'scipy-convolve',
    label: 'SciPy convolve',
    switches: () => ({ ...PLAIN, border: 'reflect', flip: true }),
    anchor: centreOf,
  },
  {
    id: 'scipy-correlate',
    label: 'SciPy correlate',
    switches: () => ({ ...PLAIN, border: 'reflect' }),
    anchor: centreOf,
  },
  {
    id: 'svg',
    label: 'SVG feConvolveMatrix',
    switches: () => ({ ...PLAIN, normalise: 'auto', flip: true, opacity: 'premultiplied', light: 'linear' }),
    anchor: svgCentre,
    remarks: ({ weights }) => [
      'Browsers keep linear light in 8 bits: their dark tones are coarser.',
      ...(sumsToZero(sumsOf(weights))
        ? [
            'SVG makes an opaque picture transparent with a sum of 0, unless preserveAlpha is true; here it stays opaque.',
          ]
        : []),
    ],
  },
  {
    id: 'imagemagick',
    label: 'ImageMagick Convolve',
    switches: () => ({ ...PLAIN, flip: true, opacity: 'premultiplied' }),
    anchor: earlierCentre,
    remarks: ({ weights }) =>
      Math.abs(sumsOf(weights).sum - 1) < 1e-6
        ? []
        : ['ImageMagick divides by the sum after all where the picture has an opacity channel.'],
  },
  {
    id: 'imagej',
    label: 'ImageJ Convolver',
    switches: () => ({ ...PLAIN, normalise: 'auto', opacity: 'preserve', channels: 'rgb' }),
    anchor: centreOf,
    remarks: (kernel) => (isEven(kernel) ? ['ImageJ takes kernels with odd numbers of rows and columns only.'] : []),
  },
  {
    id: 'gimp',
    label: 'GIMP convolution matrix',
    switches: gimpSwitches,
    anchor: centreOf,
    remarks: (kernel) => [
      ...(kernel.rows > 5 || kernel.columns > 5 ? ['GIMP’s matrix ends at 5 × 5.'] : []),
      ...(gimpSwitches(kernel.weights).bias === 0
        ? []
        : ['GIMP adds the bias to the opacity too; here it is left alone.']),
      'GIMP makes see-through pixels opaque and dark; here they stay see-through.',
    ],
  },
  {
    id: 'pytorch',
    label: 'PyTorch conv2d, padding same',
    switches: () => ({ ...PLAIN, border: 'constant', borderColour: [0] }),
    anchor: earlierCentre,
  },
];

export interface Alike {
  readonly kernel: Kernel | null;
  readonly settings: Settings;
  /** "border Mirror", "direction Flipped": only what is another than before. */
  readonly changes: readonly string[];
  readonly remarks: readonly string[];
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const NORMALISE_WORDS: Readonly<Record<Settings['normalise'], string>> = {
  none: 'no division',
  auto: 'divided by the sum',
  abs: 'divided by the sum of the sizes',
  positive: 'divided by the positive weights',
  custom: 'divided by',
};

/** `weights` of a filter without a matrix are those of its operator. */
export function behaveLike(
  peer: Peer,
  { kernel, settings }: { readonly kernel: Kernel | null; readonly settings: Settings },
  weights: readonly number[],
): Alike {
  const next: Settings = { ...settings, ...peer.switches(weights) };
  const anchor = kernel && peer.anchor(kernel.rows, kernel.columns);
  const changes: string[] = [];
  if (settings.flip !== next.flip) changes.push(next.flip ? 'direction Flipped' : 'direction As drawn');
  if (kernel && anchor && (anchor.row !== kernel.anchor.row || anchor.column !== kernel.anchor.column))
    changes.push(`anchor row ${anchor.row + 1}, column ${anchor.column + 1}`);
  if (settings.border !== next.border) changes.push(`border ${capital(next.border)}`);
  else if (next.border === 'constant' && settings.borderColour.join() !== next.borderColour.join())
    changes.push('border colour 0');
  const custom = next.normalise === 'custom';
  if (settings.normalise !== next.normalise || (custom && settings.divisor !== next.divisor))
    changes.push(`${NORMALISE_WORDS[next.normalise]}${custom ? ` ${plainNumber(next.divisor)}` : ''}`);
  if (settings.bias !== next.bias) changes.push(`bias ${plainNumber(next.bias * 100)} %`);
  if (settings.opacity !== next.opacity) changes.push(`opacity ${capital(next.opacity)}`);
  if (settings.light !== next.light) changes.push(`light ${capital(next.light)}`);
  if (settings.channels !== next.channels) changes.push(`channels ${next.channels.toUpperCase()}`);
  if (settings.output !== next.output) changes.push('output cut off at 0 and 1');
  return {
    kernel: kernel && anchor ? { ...kernel, anchor } : null,
    settings: next,
    changes,
    remarks: kernel ? (peer.remarks?.(kernel) ?? []) : [],
  };
}
