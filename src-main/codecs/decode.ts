// From a file's bytes to pixels that stand upright and keep the document's own values.
import { availableParallelism } from 'node:os';
import { SRGB, type ColourSpace } from '../../src-core/colour/colour-space.ts';
import { describeProfile, readProfile } from '../../src-core/colour/icc.ts';
import type { DecodedImage, DecodeOptions, Format } from '../../src-core/formats/format.ts';
import type { Raster } from '../../src-core/raster.ts';
import { coarseLevel } from './coarse.ts';
import { isCutOff, repairPng, wholeRowsOfJpeg } from './damage.ts';
import { explain, identify, noteOnName, readHeader, type Header } from './header.ts';
import { orient } from './orient.ts';
import { readPixels, type ReadOptions } from './pixels.ts';
import { markOfSvg } from './svg-mark.ts';
import { cannotOpen, grouped } from './words.ts';

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
  const { fileName, signal, maxPixels } = options;
  signal?.throwIfAborted();
  const drawn = markOfSvg(bytes);
  const format = identify(bytes, fileName);
  const header = await readHeader(bytes, format, options);
  const plan = planColours(header);
  const isConverted = plan.convert || header.conversion !== 'none';
  const imageOf = (raster: Raster, damage: readonly string[]): DecodedImage => ({
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
  });

  const read: ReadOptions = { convert: plan.convert, failOn: 'warning', maxPixels, ...(signal && { signal }) };
  let isDone = false;
  const level = options.onCoarse ? coarseLevel(format, header) : 0;
  if (level > 0) {
    const { width, height } = header.orientation >= 5 ? { width: header.height, height: header.width } : header;
    const reading = readPixels(bytes, format, header, { ...read, level })
      .then((raster) => isDone || options.onCoarse?.({ image: imageOf(raster, []), level, width, height }))
      // What is wrong with the file, or with the memory, the whole picture will tell.
      .catch(() => undefined);
    // Both at once would let the whole picture hold up the coarse one, unless processors are to spare.
    if (availableParallelism() <= 2) await reading;
  }
  try {
    return imageOf(await readPixels(bytes, format, header, read), []);
  } catch (error) {
    signal?.throwIfAborted();
    const { raster, notes } = await readDamaged(bytes, format, header, { ...options, convert: plan.convert }, error);
    return imageOf(raster, notes);
  } finally {
    isDone = true;
  }
}
