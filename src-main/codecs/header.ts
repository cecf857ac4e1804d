// What a file says about itself before any pixel is decoded: format, size, samples, metadata; and whether it fits.
import type { Metadata } from 'sharp';
import type { AppError } from '../../src-core/errors.ts';
import type { Format, MetadataBlocks } from '../../src-core/formats/format.ts';
import { FORMATS, formatOf, formatOfName } from '../../src-core/formats/index.ts';
import { whyUnsupported } from '../../src-core/formats/unsupported.ts';
import type { Depth } from '../../src-core/raster.ts';
import { abortable } from './abort.ts';
import { isCutOff, isTooComplex, isUnknownKind } from './damage.ts';
import { withoutExifPrefix } from './exif.ts';
import { openSharp } from './sharp.ts';
import { descriptiveTags, exifBlockOf } from './tiff-tags.ts';
import { cannotOpen, tooLarge } from './words.ts';

/** How the stored samples are turned into ours. */
export type Conversion = 'none' | 'cmyk' | 'lab' | 'other';

export interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: Depth;
  readonly isGrey: boolean;
  readonly hasOpacity: boolean;
  readonly conversion: Conversion;
  /** Bits of a sample as stored: 10 and 12 in AVIF; 16 for 16 and when unknown. */
  readonly bits: number;
  readonly orientation: number;
  readonly pages: number;
  readonly isProgressive: boolean;
  readonly metadata: MetadataBlocks;
}

/** Throws unless the bytes are of a format that is read; the bytes decide, not the name. */
export function identify(bytes: Uint8Array, fileName: string): Format {
  if (bytes.length === 0) throw cannotOpen('corrupt', fileName, 'The file is empty.');
  const head = bytes.subarray(0, 4096);
  const format = formatOf(head);
  if (format) return format;
  const known = FORMATS.map((entry) => entry.label);
  const list = `${known.slice(0, -1).join(', ')} and ${known.at(-1)}`;
  throw cannotOpen(
    'unsupported',
    fileName,
    whyUnsupported(head) ?? `It is not an image that Kernelcraft can read; ${list} files are.`,
  );
}

/** A sentence when the name promises another format than the bytes hold. */
export function noteOnName(format: Format, fileName: string): readonly string[] {
  const promised = formatOfName(fileName);
  return promised && promised.id !== format.id
    ? [`Named ${promised.label}, but a ${format.label} file by its contents.`]
    : [];
}

function depthOf(stored: string, fileName: string): Depth {
  if (stored === 'uchar') return 'u8';
  if (stored === 'ushort') return 'u16';
  if (stored === 'float' || stored === 'double') return 'f32';
  throw cannotOpen(
    'unsupported',
    fileName,
    'Its samples are 32-bit or signed integers; 8-bit, 16-bit and float samples are supported.',
  );
}

function conversionOf(space: string): Conversion {
  if (space === 'cmyk' || space === 'lab') return space;
  if (space === 'labs') return 'lab';
  return ['srgb', 'rgb16', 'rgb', 'scrgb', 'b-w', 'grey16'].includes(space) ? 'none' : 'other';
}

/** Explains what sharp threw on a file, as a finished sentence. */
export function explain(error: unknown, format: Format, fileName: string): AppError {
  const text = error instanceof Error ? error.message : '';
  if (isTooComplex(text))
    return cannotOpen('too-large', fileName, 'It is larger than its format can safely be read at.', error);
  if (isUnknownKind(text))
    return cannotOpen(
      'unsupported',
      fileName,
      `This kind of ${format.label} file is not supported; a PNG or ordinary TIFF export of it is.`,
      error,
    );
  const why = isCutOff(text) ? `the ${format.label} data end too early` : `the ${format.label} data make no sense`;
  return cannotOpen('corrupt', fileName, `The file is damaged: ${why}, and nothing of the picture can be read.`, error);
}

function blocksOf(metadata: Metadata, bytes: Uint8Array): MetadataBlocks {
  const copy = (block: Uint8Array | undefined): Uint8Array | null =>
    block && block.length > 0 ? Uint8Array.from(block) : null;
  return {
    // In a TIFF, EXIF is not a block but part of the file's own tags.
    exif: metadata.exif ? copy(withoutExifPrefix(metadata.exif)) : exifBlockOf(descriptiveTags(bytes)),
    xmp: copy(metadata.xmp),
    icc: copy(metadata.icc),
  };
}

/** Reads the header and refuses what is too large: nothing of the picture has been decoded or allocated by then. */
export async function readHeader(
  bytes: Uint8Array,
  format: Format,
  options: { fileName: string; maxPixels: number; signal?: AbortSignal },
): Promise<Header> {
  const { fileName, maxPixels, signal } = options;
  const sharp = await openSharp();
  let metadata: Metadata;
  try {
    metadata = await abortable(
      sharp(bytes, { failOn: 'none', limitInputPixels: false, limitInputChannels: false }).metadata(),
      signal,
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw explain(error, format, fileName);
  }
  const { width, height, channels, space } = metadata;
  const depth = depthOf(metadata.depth, fileName);
  if (width * height > maxPixels) throw tooLarge(fileName, width * height, depth === 'f32' ? 40 : 12, maxPixels);
  const conversion = conversionOf(space);
  const isGrey = conversion === 'none' && channels <= 2;
  if (conversion === 'other' || channels > (conversion === 'cmyk' ? 5 : 4)) {
    const what = conversion === 'other' ? 'Its kind of colours is not supported' : `It has ${channels} channels`;
    throw cannotOpen(
      'unsupported',
      fileName,
      `${what}; grey, RGB and CMYK pictures with or without opacity can be opened.`,
    );
  }
  return {
    width,
    height,
    depth: conversion === 'lab' ? 'u16' : conversion === 'cmyk' ? 'u8' : depth,
    isGrey,
    hasOpacity: channels === (isGrey ? 2 : conversion === 'cmyk' ? 5 : 4),
    conversion,
    bits: metadata.bitsPerSample ?? 16,
    orientation: metadata.orientation ?? 1,
    pages: metadata.pages ?? 1,
    isProgressive: metadata.isProgressive,
    metadata: blocksOf(metadata, bytes),
  };
}
