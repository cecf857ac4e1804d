// The one door to sharp: opened once per process, with only the loaders that read buffers of the formats we know.
import { availableParallelism } from 'node:os';
import type sharpModule from 'sharp';

export type Sharp = typeof sharpModule;
export type { Sharp as SharpPicture } from 'sharp';

export const PICTURE_LOADERS = ['Png', 'Jpeg', 'Webp', 'Tiff', 'Heif', 'Nsgif'] as const;
/** For the short-lived process of SVG only. */
export const SVG_LOADERS = ['Svg'] as const;

let opening: Promise<Sharp> | null = null;

async function open(loaders: readonly string[]): Promise<Sharp> {
  // Read by libvips when it starts, hence the late import.
  process.env['VIPS_BLOCK_UNTRUSTED'] ??= '1';
  const sharp = (await import('sharp')).default;
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: loaders.map((loader) => `VipsForeignLoad${loader}Buffer`) });
  sharp.cache(false);
  sharp.concurrency(Math.min(8, availableParallelism()));
  return sharp;
}

/** The first call of a process decides which loaders it has. */
export function openSharp(loaders: readonly string[] = PICTURE_LOADERS): Promise<Sharp> {
  opening ??= open(loaders);
  return opening;
}
