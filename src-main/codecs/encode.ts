// From pixels to a file's bytes, with the source's metadata carried along as blocks.
import type { ColourSpace } from '../../src-core/colour/colour-space.ts';
import { describeProfile } from '../../src-core/colour/icc.ts';
import { AppError, refuse } from '../../src-core/errors.ts';
import type { EncodeRequest, Format, MetadataBlocks, OptionValues } from '../../src-core/formats/format.ts';
import { formatById } from '../../src-core/formats/index.ts';
import { assertRaster, hasOpacity, type Raster } from '../../src-core/raster.ts';
import { abortable } from './abort.ts';
import { putInPlace, standInFor } from './exif-carrier.ts';
import { privateExif, uprightExif } from './exif.ts';
import { exifChunk, insertChunks, profileChunk, xmpChunk, type Chunk } from './png-chunks.ts';
import { openSharp, type SharpPicture } from './sharp.ts';
import { writeTiff, type TiffCompression } from './tiff-write.ts';
import { grouped } from './words.ts';
import { privateXmp, uprightXmp } from './xmp.ts';

/** Option values of a request, each inside its limits; what is absent takes the format's default. */
export function resolveOptions(format: Format, given: OptionValues): OptionValues {
  const unknown = Object.keys(given).find((name) => !format.options.some((option) => option.name === name));
  if (unknown !== undefined) refuse(`an option of ${format.label}`, 'options', unknown);
  const resolved: Record<string, number | string | boolean> = {};
  for (const option of format.options) {
    const value = given[option.name] ?? option.default;
    if (option.kind === 'number') {
      if (typeof value !== 'number' || !(value >= option.min && value <= option.max)) {
        refuse(`a number from ${option.min} to ${option.max}`, option.name, value);
      }
      resolved[option.name] = Math.round(value);
    } else if (option.kind === 'choice') {
      const values = option.choices.map((choice) => choice.value);
      if (typeof value !== 'string' || !values.includes(value))
        refuse(`one of ${values.join(', ')}`, option.name, value);
      resolved[option.name] = value;
    } else {
      if (typeof value !== 'boolean') refuse('true or false', option.name, value);
      resolved[option.name] = value;
    }
  }
  return resolved;
}

/** The blocks that go into the file: upright, and without the place where that was asked for. */
export function blocksToKeep(metadata: MetadataBlocks, keep: EncodeRequest['keepMetadata']): MetadataBlocks {
  const { icc } = metadata;
  if (keep === 'none') return { exif: null, xmp: null, icc };
  const exif = metadata.exif && uprightExif(metadata.exif);
  const xmp = metadata.xmp && uprightXmp(metadata.xmp);
  if (keep === 'all') return { exif, xmp, icc };
  return { exif: exif && privateExif(exif), xmp: xmp && privateXmp(xmp), icc };
}

/** A file without opacity shows its transparent parts on white, as paper would. */
function onWhite(raster: Raster): Raster {
  const channels = raster.channels === 2 ? 1 : 3;
  const { data } = raster;
  const flat = new Uint8Array(raster.width * raster.height * channels);
  for (let read = 0, write = 0; write < flat.length; read += raster.channels) {
    const opacity = (data[read + channels] ?? 255) / 255;
    for (let channel = 0; channel < channels; channel++) {
      flat[write++] = Math.floor((data[read + channel] ?? 0) * opacity + 255 * (1 - opacity) + 0.5);
    }
  }
  return { ...raster, channels, data: flat };
}

function isOpaque({ channels, data, depth }: Raster): boolean {
  const full = depth === 'u8' ? 255 : depth === 'u16' ? 65535 : 1;
  for (let index = channels - 1; index < data.length; index += channels) if (data[index] !== full) return false;
  return true;
}

/** The pixels rounded to 10 or 12 bits, at the top of 16: AVIF's writer cuts the low bits off. */
function roundBits(raster: Raster, bits: number): Raster {
  const max = 2 ** bits - 1;
  const data = Uint16Array.from(raster.data, (code) => Math.floor((code * max) / 65535 + 0.5) << (16 - bits));
  return { ...raster, data };
}

function chunksOf(blocks: MetadataBlocks): readonly Chunk[] {
  const chunks: Chunk[] = [];
  if (blocks.icc) chunks.push(profileChunk(blocks.icc));
  if (blocks.exif) chunks.push(exifChunk(blocks.exif));
  if (blocks.xmp) chunks.push(xmpChunk(blocks.xmp));
  return chunks;
}

async function writePng(
  raster: Raster,
  compressionLevel: number,
  chunks: readonly Chunk[],
  signal?: AbortSignal,
): Promise<Buffer> {
  const sharp = await openSharp();
  const { width, height, channels, depth } = raster;
  const data = raster.data as Uint8Array | Uint16Array;
  const isGrey = channels < 3;
  const picture = sharp(data, { raw: { width, height, channels }, limitInputPixels: false })
    .toColourspace(depth === 'u16' ? (isGrey ? 'grey16' : 'rgb16') : isGrey ? 'b-w' : 'srgb')
    .png({ compressionLevel, adaptiveFiltering: compressionLevel > 0, palette: false });
  return insertChunks(await abortable(picture.toBuffer(), signal), chunks);
}

function withFormat(picture: SharpPicture, raster: Raster, format: Format, options: OptionValues): SharpPicture {
  const quality = Number(options['quality']);
  const lossless = options['lossless'] === true;
  const effort = Number(options['effort'] ?? 4);
  if (format.id === 'jpeg') {
    const progressive = options['progressive'] === true;
    picture.toColourspace(raster.channels < 3 ? 'b-w' : 'srgb');
    return picture.jpeg({ quality, chromaSubsampling: String(options['chroma']), progressive });
  }
  if (format.id === 'webp') return picture.webp({ quality, lossless, exact: lossless, effort, alphaQuality: 100 });
  if (raster.depth === 'u16') picture.toColourspace('rgb16');
  const bitdepth = raster.depth === 'u16' ? (options['bits'] === '12' ? 12 : 10) : 8;
  return picture.avif({ quality, lossless, effort, bitdepth, chromaSubsampling: '4:4:4' });
}

/** sharp drops metadata of raw pixels, but keeps those of a PNG: an uncompressed one carries pixels and blocks across. */
async function writeThroughPng(
  raster: Raster,
  format: Format,
  options: OptionValues,
  blocks: MetadataBlocks,
  signal?: AbortSignal,
): Promise<{ bytes: Uint8Array; notes: readonly string[] }> {
  const rounded = raster.depth === 'u16' ? roundBits(raster, Number(options['bits'])) : raster;
  const standIn = blocks.exif && (await standInFor(blocks.exif));
  const chunks = [...chunksOf({ ...blocks, exif: null }), ...(standIn ? [standIn] : [])];
  const carrier = await writePng(rounded, 0, chunks, signal);
  const sharp = await openSharp();
  const picture = sharp(carrier, { ignoreIcc: true, limitInputPixels: false });
  if (blocks.icc) picture.keepIccProfile();
  if (blocks.xmp) picture.keepXmp();
  if (standIn) picture.keepExif();
  const bytes = await abortable(withFormat(picture, raster, format, options).toBuffer(), signal);
  if (!blocks.exif || (standIn && (await putInPlace(bytes, blocks.exif)))) return { bytes, notes: [] };
  // Nothing of a stand-in may stay in the file.
  const clean = standIn ? await writeThroughPng(raster, format, options, { ...blocks, exif: null }, signal) : { bytes };
  return { bytes: clean.bytes, notes: [`The EXIF data do not fit into a ${format.label} file; they were left out.`] };
}

/** Formats without grey would put a grey profile on RGB pixels, which no reader accepts. */
function withoutGreyProfile(
  blocks: MetadataBlocks,
  format: Format,
  raster: Raster,
): { blocks: MetadataBlocks; notes: readonly string[] } {
  const isGreyProfile = blocks.icc !== null && describeProfile(blocks.icc).model === 'GRAY';
  if (!isGreyProfile || (raster.channels < 3 && !['webp', 'avif'].includes(format.id))) return { blocks, notes: [] };
  return {
    blocks: { ...blocks, icc: null },
    notes: [`${format.label} holds no grey colour profile; it was left out.`],
  };
}

export async function encodeImage(
  raster: Raster,
  source: { readonly colourSpace: ColourSpace; readonly metadata: MetadataBlocks },
  request: EncodeRequest,
  { signal }: { signal?: AbortSignal },
): Promise<{ bytes: Uint8Array; notes: readonly string[] }> {
  signal?.throwIfAborted();
  assertRaster(raster);
  const format = formatById(request.format);
  if (!format || format.writes.length === 0) refuse('a format that can be written', 'format', request.format);
  if (!format.writes.includes(raster.depth))
    refuse(`one of ${format.writes.join(', ')}`, `the depth of ${format.label}`, raster.depth);
  const side = Math.max(raster.width, raster.height);
  if (side > format.maxSide) {
    throw new AppError(
      'too-large',
      `${format.label} holds at most ${grouped(format.maxSide)} pixels a side, and the picture has ${grouped(side)}.`,
    );
  }
  const options = resolveOptions(format, request.options);
  const { blocks, notes } = withoutGreyProfile(blocksToKeep(source.metadata, request.keepMetadata), format, raster);
  if (format.id === 'tiff') {
    return { bytes: await writeTiff(raster, blocks, options['compression'] as TiffCompression, signal), notes };
  }
  if (format.id === 'png') {
    return { bytes: await writePng(raster, Number(options['compression']), chunksOf(blocks), signal), notes };
  }
  const flatten = !format.opacity && hasOpacity(raster.channels);
  const flatNotes =
    flatten && !isOpaque(raster) ? [`${format.label} holds no opacity; transparent parts are on white.`] : [];
  const written = await writeThroughPng(flatten ? onWhite(raster) : raster, format, options, blocks, signal);
  return { bytes: written.bytes, notes: [...notes, ...flatNotes, ...written.notes] };
}
