// From a file's bytes to pixels that stand upright and keep the document's own values.
import { SRGB, type ColourSpace } from '../../src-core/colour/colour-space.ts';
import { describeProfile, readProfile } from '../../src-core/colour/icc.ts';
import { AppError } from '../../src-core/errors.ts';
import type { DecodedImage, Format } from '../../src-core/formats/format.ts';
import { createSamples, type ChannelCount, type Depth, type Raster, type Samples } from '../../src-core/raster.ts';
import { abortable } from './abort.ts';
import { isCutOff, repairPng, wholeRowsOfJpeg } from './damage.ts';
import { explain, identify, noteOnName, readHeader, type Header } from './header.ts';
import { orient } from './orient.ts';
import { openSharp } from './sharp.ts';
import { markOfSvg } from './svg-mark.ts';
import { cannotOpen, grouped } from './words.ts';

export interface DecodeOptions {
  readonly fileName: string;
  readonly acceptDamaged: boolean;
  readonly maxPixels: number;
  readonly signal?: AbortSignal;
}

/** What to do with the colours: keep the values and know their space, or let the decoder convert them to sRGB. */
interface ColourPlan {
  readonly colourSpace: ColourSpace;
  readonly convert: boolean;
  readonly notes: readonly string[];
}

function planColours(header: Header): ColourPlan {
  const { icc } = header.metadata;
  if (header.conversion === 'cmyk')
    return { colourSpace: SRGB, convert: true, notes: ['Converted from CMYK to sRGB.'] };
  if (header.conversion === 'lab') return { colourSpace: SRGB, convert: false, notes: ['Converted from Lab to sRGB.'] };
  if (!icc) return { colourSpace: SRGB, convert: false, notes: [] };
  const { name, model } = describeProfile(icc);
  const colourSpace = model === (header.isGrey ? 'GRAY' : 'RGB ') ? readProfile(icc) : null;
  if (colourSpace) return { colourSpace, convert: false, notes: [] };
  // Nothing converts float samples or 16-bit grey by a profile that is no curve.
  const canConvert = header.depth !== 'f32' && !(header.isGrey && header.depth === 'u16') && model !== '';
  if (canConvert) return { colourSpace: SRGB, convert: true, notes: [`Converted from ${name} to sRGB.`] };
  return {
    colourSpace: SRGB,
    convert: false,
    notes: [`The colour profile ${name} could not be used; the values are read as sRGB.`],
  };
}

function samplesOf(bytes: Buffer, depth: Depth): Samples {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
  const { buffer, byteOffset, byteLength } = aligned;
  if (depth === 'u8') return new Uint8Array(buffer, byteOffset, byteLength);
  return depth === 'u16'
    ? new Uint16Array(buffer, byteOffset, byteLength / 2)
    : new Float32Array(buffer, byteOffset, byteLength / 4);
}

/** Grey with opacity in 8 bits comes out of the decoder as RGBA: its first and last channel are the picture. */
function withoutCopies(raster: Raster): Raster {
  const data = new Uint8Array(raster.width * raster.height * 2);
  for (let read = 0, write = 0; write < data.length; read += 4, write += 2) {
    data[write] = raster.data[read] ?? 0;
    data[write + 1] = raster.data[read + 3] ?? 0;
  }
  return { ...raster, channels: 2, data };
}

/** AVIF's 10 and 12 bits arrive shifted up: white is 65472. Full scale must be full. */
function stretchBits(data: Samples, bits: number): void {
  const shift = 16 - bits;
  const max = 2 ** bits - 1;
  const table = Uint16Array.from({ length: max + 1 }, (_, code) => Math.floor((code * 65535) / max + 0.5));
  for (let index = 0; index < data.length; index++) data[index] = table[(data[index] ?? 0) >> shift] ?? 0;
}

interface ReadOptions {
  readonly convert: boolean;
  readonly failOn: 'warning' | 'none';
  readonly maxPixels: number;
  readonly signal?: AbortSignal;
}

async function readPixels(bytes: Uint8Array, format: Format, header: Header, options: ReadOptions): Promise<Raster> {
  const isGreyWithOpacity = header.isGrey && header.hasOpacity && !options.convert;
  if (isGreyWithOpacity && header.depth === 'f32') {
    const grey = await readSamples(bytes, header, options, 0);
    return interleave(grey, await readSamples(bytes, header, options, 1));
  }
  const raster = await readSamples(bytes, header, options, null);
  if (format.id === 'avif' && raster.depth === 'u16' && header.bits < 16) stretchBits(raster.data, header.bits);
  return isGreyWithOpacity && raster.channels === 4 ? withoutCopies(raster) : raster;
}

/** `channel`: only that one, as grey. The decoder drops the opacity of float and 8-bit grey unless it is asked otherwise. */
async function readSamples(
  bytes: Uint8Array,
  header: Header,
  options: ReadOptions,
  channel: number | null,
): Promise<Raster> {
  const sharp = await openSharp();
  const { depth, hasOpacity } = header;
  const { convert, failOn, maxPixels, signal } = options;
  const isGrey = header.isGrey && !convert;
  const picture = sharp(bytes, { failOn, ignoreIcc: !convert, limitInputPixels: maxPixels });
  if (convert && depth === 'u16') picture.withIccProfile('srgb');
  if (channel !== null) picture.extractChannel(channel as 0 | 1);
  if (depth === 'f32') picture.pipelineColourspace(isGrey ? 'b-w' : 'scrgb').toColourspace(isGrey ? 'b-w' : 'scrgb');
  else if (depth === 'u16') picture.toColourspace(isGrey ? 'grey16' : 'rgb16');
  else picture.toColourspace(isGrey && !hasOpacity ? 'b-w' : 'srgb');
  picture.raw({ depth: depth === 'u8' ? 'uchar' : depth === 'u16' ? 'ushort' : 'float' });
  const { data, info } = await abortable(picture.toBuffer({ resolveWithObject: true }), signal);
  const samples = samplesOf(data, depth);
  const { width, height } = info;
  if (samples.length !== width * height * info.channels) {
    throw new AppError('internal', 'Expected as many samples as the picture has pixels and channels.');
  }
  return { width, height, channels: info.channels as ChannelCount, depth, data: samples };
}

function interleave(grey: Raster, opacity: Raster): Raster {
  const data = createSamples(grey.depth, grey.data.length * 2);
  for (let index = 0; index < grey.data.length; index++) {
    data[index * 2] = grey.data[index] ?? 0;
    data[index * 2 + 1] = opacity.data[index] ?? 0;
  }
  return { ...grey, channels: 2, data };
}

function cropRows(raster: Raster, rows: number): Raster {
  return { ...raster, height: rows, data: raster.data.slice(0, rows * raster.width * raster.channels) };
}

/** The pixels that are left; `rows` is null when it is not known where they end. */
async function salvage(
  bytes: Uint8Array,
  format: Format,
  header: Header,
  options: ReadOptions,
  isCut: boolean,
): Promise<{ raster: Raster; rows: number | null }> {
  const repaired = format.id === 'png' ? await repairPng(bytes) : null;
  const raster = await readPixels(repaired?.bytes ?? bytes, format, header, options);
  if (repaired) return { raster, rows: repaired.rows };
  const isSequentialJpeg = format.id === 'jpeg' && !header.isProgressive && header.conversion === 'none';
  const rows = isSequentialJpeg ? wholeRowsOfJpeg(bytes, raster, isCut) : null;
  return { raster: rows ? cropRows(raster, rows) : raster, rows };
}

/** Reads what is left of a torn file; throws with the place of the damage unless the person accepts it. */
async function readDamaged(
  bytes: Uint8Array,
  format: Format,
  header: Header,
  options: DecodeOptions & { convert: boolean },
  error: unknown,
): Promise<{ raster: Raster; notes: readonly string[] }> {
  const { fileName, signal } = options;
  const isCut = isCutOff(error instanceof Error ? error.message : '');
  const left = await salvage(bytes, format, header, { ...options, failOn: 'none' }, isCut).catch(() => null);
  signal?.throwIfAborted();
  if (!left || left.rows === 0) throw explain(error, format, fileName);
  const { raster, rows } = left;
  const place = rows === null ? ' too early' : ` at row ${grouped(rows)} of ${grouped(header.height)}`;
  const fault =
    rows !== null || isCut
      ? `the ${format.label} data stop${place}`
      : `part of the ${format.label} data makes no sense`;
  if (!options.acceptDamaged) throw cannotOpen('corrupt', fileName, `The file is damaged: ${fault}.`, error);
  const shown = rows === null ? 'what could be read is shown' : `the ${grouped(rows)} whole rows are shown`;
  return { raster, notes: [`The file is damaged: ${fault}; ${shown}.`] };
}

function noteOnPages(format: Format, header: Header): readonly string[] {
  if (header.pages < 2 || format.id === 'svg') return [];
  const what = format.id === 'tiff' ? 'pages' : format.id === 'avif' ? 'pictures' : 'frames';
  return [`Showing the first of ${grouped(header.pages)} ${what}.`];
}

/** Decodes every format but SVG, which is drawn elsewhere and arrives here as a marked PNG. */
export async function decodeImage(bytes: Uint8Array, options: DecodeOptions): Promise<DecodedImage> {
  const { fileName, signal } = options;
  signal?.throwIfAborted();
  const drawn = markOfSvg(bytes);
  const format = identify(bytes, fileName);
  const header = await readHeader(bytes, format, options);
  const plan = planColours(header);
  let raster: Raster;
  let damage: readonly string[] = [];
  try {
    raster = await readPixels(bytes, format, header, { ...options, convert: plan.convert, failOn: 'warning' });
  } catch (error) {
    signal?.throwIfAborted();
    ({ raster, notes: damage } = await readDamaged(
      bytes,
      format,
      header,
      { ...options, convert: plan.convert },
      error,
    ));
  }
  const isConverted = plan.convert || header.conversion !== 'none';
  return {
    raster: orient(raster, header.orientation),
    format: drawn ? 'svg' : format.id,
    colourSpace: plan.colourSpace,
    metadata: isConverted ? { ...header.metadata, icc: null } : header.metadata,
    notes: [
      ...damage,
      ...(drawn ? drawn.notes : noteOnName(format, fileName)),
      ...noteOnPages(format, header),
      ...plan.notes,
    ],
  };
}
