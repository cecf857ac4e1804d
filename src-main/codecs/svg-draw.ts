// Draws one SVG; runs only in the process that svg-entry.ts starts. Nothing outside the bytes is ever loaded:
// from a buffer librsvg has no base address, and refuses every reference but `data:`.
import { openSharp, SVG_LOADERS } from './sharp.ts';
import type { DrawReply, DrawRequest } from './svg.ts';

export async function replyTo({ svg, maxPixels }: DrawRequest): Promise<DrawReply> {
  try {
    const sharp = await openSharp(SVG_LOADERS);
    const { width, height } = await sharp(svg, { limitInputPixels: false }).metadata();
    if (width * height > maxPixels) return { tooManyPixels: width * height };
    const picture = sharp(svg, { limitInputPixels: maxPixels }).png({ compressionLevel: 1 });
    return { png: Uint8Array.from(await picture.toBuffer()) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'unknown' };
  }
}
