// The pictures and kernels that "Behave like…" is held beside the peers with, and what Kernelcraft makes of them.
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import { behaveLike, PEERS, type Alike } from '../../../src-core/filters/behave-like.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src-core/filters/settings.ts';
import type { Kernel } from '../../../src-core/kernel/kernel.ts';
import type { Raster } from '../../../src-core/raster.ts';
import { codePicture } from './cases.ts';

/** Everything as no peer has it by default. */
const STRANGE: Settings = {
  ...DEFAULT_SETTINGS,
  normalise: 'abs',
  bias: 0.3,
  border: 'keep',
  output: 'signed',
  light: 'linear',
  channels: 'rg',
  opacity: 'only',
};

function kernel(rows: number, columns: number, divisor: number, weights: readonly number[]): Kernel {
  // No peer's own cell.
  return { rows, columns, weights: weights.map((weight) => weight / divisor), anchor: { row: 0, column: columns - 1 } };
}

/** Sums of 1, 1, more, 0 and below 0; none is its own mirror picture. */
export const KERNELS: readonly Kernel[] = [
  kernel(3, 3, 6, [1, 2, 0, -3, 4, 1, 0, 2, -1]),
  kernel(4, 2, 12, [5, -2, 1, 3, 0, 4, -1, 2]),
  kernel(3, 5, 20, [1, 2, 3, 2, 1, 0, 4, 6, 1, 2, 1, 3, 2, 0, 1]),
  kernel(3, 3, 4, [-1, 0, 2, -2, 1, 1, -1, -1, 1]),
  kernel(3, 3, 4, [0, -2, 1, -2, 1, 0, -1, -2, 0]),
];

export const rowsOf = ({ columns, weights }: Kernel): number[][] =>
  Array.from({ length: weights.length / columns }, (_, row) => weights.slice(row * columns, (row + 1) * columns));

export function alike(id: string, kernel: Kernel): Alike {
  const peer = PEERS.find((candidate) => candidate.id === id)!;
  return behaveLike(peer, { kernel, settings: STRANGE }, kernel.weights);
}

export function likePeer(id: string, kernel: Kernel, picture: Raster): Raster {
  const { kernel: placed, settings } = alike(id, kernel);
  return convolveReference(picture, { form: 'matrix', kernel: placed! }, settings).raster;
}

/** The same colours, with every opacity from none to full. */
export function seeThroughPicture(): Raster & { readonly data: Uint8Array } {
  const { width, height, depth, data } = codePicture();
  const rgba = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgba.set(data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
    rgba[pixel * 4 + 3] = Math.min(255, Math.max(0, Math.round(((pixel % width) / width) * 340 - 40)));
  }
  return { width, height, channels: 4, depth, data: rgba };
}
