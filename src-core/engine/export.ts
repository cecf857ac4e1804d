// The whole result as a file: the same plan at full size in bands, resized if asked, encoded by the codec.
import type { ExportRequest, Progress } from '../contract.ts';
import { AppError } from '../errors.ts';
import type { Codec, Format } from '../formats/format.ts';
import { formatById } from '../formats/index.ts';
import { wholeOf } from '../geometry.ts';
import { createRaster, DEPTHS, type Depth, type Raster, type Size } from '../raster.ts';
import { evaluateInBands } from './bands.ts';
import type { OpenPicture } from './open-picture.ts';
import { createResizer } from './resize.ts';
import { place } from './samples.ts';
import { resolveStack, type Stack } from './stack.ts';

export interface EncodedFile extends Size {
  readonly bytes: Uint8Array;
  readonly notes: readonly string[];
}

export interface ExportContext {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

export async function encodeResult(
  picture: OpenPicture,
  codec: Codec,
  request: ExportRequest,
  context: ExportContext,
): Promise<EncodedFile> {
  const format = writable(request.format);
  const depth = depthFor(format, request.depth, picture.source.depth);
  const stack = resolveStack(request.filters, picture.source, picture.names);
  const size = request.size ?? stack.output;
  assertFits(size, format, picture.maxPixels);
  const raster = await computeResult(picture, stack, size, depth, context);
  context.signal.throwIfAborted();
  context.progress({ stage: 'encode', done: 0, total: 1 });
  const { format: formatId, options, keepMetadata } = request;
  const encoded = await codec.encode(
    raster,
    picture,
    { format: formatId, options, keepMetadata },
    { signal: context.signal },
  );
  context.signal.throwIfAborted();
  context.progress({ stage: 'encode', done: 1, total: 1 });
  return { bytes: encoded.bytes, notes: encoded.notes, width: raster.width, height: raster.height };
}

/** The filtered picture in memory of its own, at `size`; bands keep what lies between filters small. */
async function computeResult(
  picture: OpenPicture,
  stack: Stack,
  size: Size,
  depth: Depth,
  { signal, progress }: ExportContext,
): Promise<Raster> {
  const { ground, colourSpace } = picture;
  const { channels } = ground.source;
  const options = { depth, purpose: 'background', signal } as const;
  const { width, height } = stack.output;
  progress({ stage: 'filter', done: 0, total: height });
  const ranged = await picture.ranges.complete(ground, stack, options);
  const resizer =
    size.width === width && size.height === height
      ? null
      : createResizer(stack.output, size, { channels, depth, colourSpace });
  const target = resizer?.target ?? createRaster(width, height, channels, depth);
  for await (const band of evaluateInBands(ground, ranged, wholeOf(stack.output), options)) {
    if (resizer) await resizer.add(band.raster, signal);
    else place(band.raster, band.rectangle, target, { x: 0, y: 0 });
    progress({ stage: 'filter', done: band.rectangle.y + band.rectangle.height, total: height });
  }
  return target;
}

function writable(id: string): Format {
  const format = formatById(id);
  if (!format || format.writes.length === 0) throw new AppError('unsupported', `Pictures cannot be saved as “${id}”.`);
  return format;
}

/** The deepest the format holds up to the document's own, unless one was chosen. */
function depthFor(format: Format, wanted: Depth | null, own: Depth): Depth {
  if (wanted) {
    if (!format.writes.includes(wanted))
      throw new AppError('unsupported', `${format.label} files cannot hold ${DEPTH_NAMES[wanted]}.`);
    return wanted;
  }
  const rank = (depth: Depth): number => DEPTHS.indexOf(depth);
  const written = [...format.writes].sort((a, b) => rank(a) - rank(b));
  return written.findLast((depth) => rank(depth) <= rank(own)) ?? written[0]!;
}

const DEPTH_NAMES: Readonly<Record<Depth, string>> = {
  u8: '8 bits per channel',
  u16: '16 bits per channel',
  f32: '32-bit floats',
};

function assertFits({ width, height }: Size, format: Format, maxPixels: number): void {
  if (width > format.maxSide || height > format.maxSide) {
    throw new AppError(
      'too-large',
      `${width} × ${height} is too large for ${format.label}, which holds at most ${format.maxSide} pixels a side.`,
    );
  }
  if (width * height > maxPixels) {
    throw new AppError(
      'too-large',
      `${width} × ${height} is too large: at most ${Math.floor(maxPixels / 1e6)} megapixels fit.`,
    );
  }
}
