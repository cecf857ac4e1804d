// Kernels and switches that the copied programs are run on, and what Kernelcraft makes of the same picture.
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import { BORDERS, DEFAULT_SETTINGS, type Settings } from '../../../src-core/filters/settings.ts';
import type { KernelSource } from '../../../src-core/kernel/export/exported.ts';
import type { Cell, Kernel } from '../../../src-core/kernel/kernel.ts';
import type { Raster } from '../../../src-core/raster.ts';

export interface CodeCase extends KernelSource {
  /** A name that is also one for files. */
  readonly name: string;
}

const ASYMMETRIC: Kernel = {
  rows: 3,
  columns: 3,
  weights: [1, 2, 0, -3, 4, 1, 0, 2, -1],
  anchor: { row: 1, column: 1 },
};
const even = (anchor: Cell): Kernel => ({ rows: 4, columns: 2, weights: [5, -2, 1, 3, 0, 4, -1, 2], anchor });
const WIDE: Kernel = {
  rows: 2,
  columns: 5,
  weights: [0.1, 0.25, 1 / 3, 0.2, 0.05, 0.4, 0.15, 0.05, 0.3, 0.2],
  anchor: { row: 1, column: 4 },
};

function one(name: string, kernel: Kernel, settings: Partial<Settings>): CodeCase {
  return { name, kernel, settings: { ...DEFAULT_SETTINGS, ...settings } };
}

export const CODE_CASES: readonly CodeCase[] = [
  ...BORDERS.flatMap((border) => [
    one(`${border} drawn`, even({ row: 3, column: 0 }), { border, borderColour: [0.25, 0.5, 1] }),
    one(`${border} flipped`, WIDE, { border, flip: true, borderColour: [0.4], normalise: 'custom', divisor: 1.75 }),
  ]),
  one('even anchor first', even({ row: 0, column: 1 }), { flip: true, normalise: 'abs' }),
  one('one weight', { rows: 1, columns: 1, weights: [0.75], anchor: { row: 0, column: 0 } }, { normalise: 'none' }),
  one('bias', ASYMMETRIC, { normalise: 'custom', divisor: 13, bias: 0.125 }),
  one('negative divisor', ASYMMETRIC, { normalise: 'custom', divisor: -7.5, bias: 1 }),
  one('absolute', ASYMMETRIC, { normalise: 'custom', divisor: 9, output: 'absolute', bias: -0.4 }),
  one('signed', ASYMMETRIC, { normalise: 'custom', divisor: 14, output: 'signed', bias: -0.25 }),
  one('min-max', ASYMMETRIC, { normalise: 'none', output: 'minmax' }),
  one('linear', WIDE, { light: 'linear' }),
  one('linear constant', WIDE, { light: 'linear', border: 'constant', borderColour: [0.5, 0.2, 0.9] }),
  one('linear amount', ASYMMETRIC, { light: 'linear', amount: 0.25, border: 'crop' }),
  one('channels', ASYMMETRIC, { channels: 'rb', border: 'keep' }),
  one('amount', ASYMMETRIC, { amount: 0.6 }),
];

/** Random bytes over a slope, R, G, B: differs in every pixel, and is no noise alone. */
export function codePicture(width = 23, height = 17): Raster & { readonly data: Uint8Array } {
  const data = new Uint8Array(width * height * 3);
  let state = 12345;
  for (let index = 0; index < data.length; index++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    data[index] = (((state >>> 16) & 127) + (index * 128) / data.length) & 255;
  }
  return { width, height, channels: 3, depth: 'u8', data };
}

export function ours({ kernel, settings }: KernelSource, picture: Raster): Raster {
  return convolveReference(picture, { form: 'matrix', kernel }, settings).raster;
}

/** The case's own words say where the program cannot do the same. */
export function isFaithful(code: string): boolean {
  return !/Differs(?! by up to one level|: opacity is not read)/u.test(code);
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let index = 0; index < a.length; index++) largest = Math.max(largest, Math.abs(a[index]! - b[index]!));
  return largest;
}
