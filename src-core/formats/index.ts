// The list of formats: dialogs, drop, export options and codecs all read it.
import { avif } from './avif.ts';
import type { Format } from './format.ts';
import { gif } from './gif.ts';
import { jpeg } from './jpeg.ts';
import { png } from './png.ts';
import { svg } from './svg.ts';
import { tiff } from './tiff.ts';
import { webp } from './webp.ts';

export const FORMATS: readonly Format[] = [png, jpeg, webp, avif, tiff, gif, svg];

export const writableFormats: readonly Format[] = FORMATS.filter((format) => format.writes.length > 0);

/** Without dots. */
export const readableExtensions: readonly string[] = FORMATS.flatMap((format) => format.extensions);

export function formatById(id: string): Format | null {
  return FORMATS.find((format) => format.id === id) ?? null;
}

/** The format of a file by its first bytes, whatever its name says; 4 KiB are enough. */
export function formatOf(bytes: Uint8Array): Format | null {
  return FORMATS.find((format) => format.matches(bytes)) ?? null;
}

/** The format that a file name asks for, or null when the extension is missing or unknown. */
export function formatOfName(fileName: string): Format | null {
  const extension = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase();
  if (extension === undefined) return null;
  return FORMATS.find((format) => format.extensions.includes(extension)) ?? null;
}
