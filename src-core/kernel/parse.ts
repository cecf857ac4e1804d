// A kernel from any text or bytes that another program wrote: recognises which, and hands it to its importer.
import { AppError } from '../errors.ts';
import { importDelimited, type TextOrigin } from './import/delimited.ts';
import { importImagemagick, looksLikeImagemagick } from './import/imagemagick.ts';
import type { Imported } from './import/imported.ts';
import { importLibvips, looksLikeLibvips } from './import/libvips.ts';
import { importLiteral, looksLikeLiteral } from './import/literal.ts';
import { importNpy, looksLikeNpy } from './import/npy.ts';
import { importSvg, looksLikeSvg } from './import/svg.ts';

/** Far more than 257 × 257 numbers need. */
export const MAX_KERNEL_TEXT = 8 * 2 ** 20;

/** Throws `invalid` with the place of the first thing that could not be read. */
export function parseKernelText(text: string, origin: TextOrigin = 'clipboard'): Imported {
  if (text.length > MAX_KERNEL_TEXT) throw new AppError('too-large', 'The text is too long for a kernel.');
  if (text.trim() === '') throw new AppError('invalid', 'Expected numbers, received an empty text.');
  if (looksLikeSvg(text)) return importSvg(text);
  if (looksLikeImagemagick(text)) return importImagemagick(text);
  if (looksLikeLiteral(text)) return importLiteral(text);
  if (looksLikeLibvips(text)) return importLibvips(text);
  return importDelimited(text, origin);
}

export function parseKernelBytes(bytes: Uint8Array): Imported {
  if (bytes.length > MAX_KERNEL_TEXT) throw new AppError('too-large', 'The file is too large for a kernel.');
  return looksLikeNpy(bytes) ? importNpy(bytes) : parseKernelText(new TextDecoder().decode(bytes), 'file');
}
