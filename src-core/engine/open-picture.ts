// The opened picture with everything that is derived from it and may be dropped at any time.
import type { Bodies } from './bodies.ts';
import type { ColourSpace } from '../colour/colour-space.ts';
import type { DocumentInfo } from '../document.ts';
import { AppError } from '../errors.ts';
import type { CoarseImage, DecodedImage, MetadataBlocks } from '../formats/format.ts';
import { Names } from './names.ts';
import { createLooks } from './display.ts';
import type { Convolver, Ground } from './evaluate.ts';
import { createInvalidCount, type CountInvalid } from './invalid-samples.ts';
import { createPyramid, type Pyramid } from './pyramid.ts';
import type { Queue } from './queue.ts';
import { createRanges, type Ranges } from './ranges.ts';
import type { Depth, Raster } from '../raster.ts';
import { Regions } from './regions.ts';
import type { EngineImage, Look } from './types.ts';

/** For results on screen and what lies between their filters: a few windows full of float32. */
const KEPT_BYTES = 128 * 2 ** 20;

export interface OpenPicture {
  readonly info: DocumentInfo;
  readonly source: EngineImage;
  /** The finest level there is: 0, or a coarser one while the whole picture is still being decoded. */
  readonly finest: number;
  readonly colourSpace: ColourSpace;
  readonly metadata: DecodedImage['metadata'];
  readonly ground: Ground;
  readonly names: Names;
  readonly pyramid: Pyramid;
  readonly regions: Regions;
  readonly countInvalid: CountInvalid;
  readonly lookOf: (depth: Depth) => Look;
  readonly bodies: Bodies;
  readonly ranges: Ranges;
  /** Ranges of shrunk pictures: good enough until the true ones are known. */
  readonly estimates: Ranges;
  /** Small copies for thumbnails, by their size. */
  readonly miniatures: Map<string, Promise<Raster>>;
  /** No result may have more. */
  readonly maxPixels: number;
  /** Aborted when the picture is closed or replaced. */
  readonly closed: AbortSignal;
}

export interface OpenPictureParts extends Pick<OpenPicture, 'bodies' | 'maxPixels' | 'closed'> {
  readonly engine: Convolver;
  readonly queue: Queue;
  readonly hasLocation: (metadata: MetadataBlocks) => boolean;
}

/** Rejects with `signal.reason`; by default it is given up when the document is closed. */
export async function openPicture(
  decoded: DecodedImage,
  parts: OpenPictureParts,
  signal = parts.closed,
): Promise<OpenPicture> {
  const source = await parts.engine.copyOf(decoded.raster, signal);
  const pyramid = createPyramid(parts.engine, source, parts.closed);
  return pictureOf(decoded, parts, { source, finest: 0, pixels: source, pyramid });
}

/** Good for approximate renders from its level on, and for thumbnails. */
export function openCoarsely({ image, level, width, height }: CoarseImage, parts: OpenPictureParts): OpenPicture {
  const copy = parts.engine.image(image.raster);
  const { channels, depth } = copy;
  const source: EngineImage = {
    width,
    height,
    channels,
    depth,
    get data(): never {
      throw new AppError('internal', 'The pixels of the whole picture are not there yet.');
    },
    release: () => copy.release(),
  };
  const levels = createPyramid(parts.engine, copy, parts.closed);
  const pyramid: Pyramid = {
    level: (wanted, signal) => levels.level(wanted - level, signal),
    near: (wanted, signal) => levels.near(wanted - level, signal),
    release: () => levels.release(),
  };
  return pictureOf(image, parts, { source, finest: level, pixels: copy, pyramid });
}

interface Levels extends Pick<OpenPicture, 'source' | 'finest' | 'pyramid'> {
  /** The finest there are. */
  readonly pixels: Raster;
}

function pictureOf(
  decoded: DecodedImage,
  { engine, queue, hasLocation, bodies, maxPixels, closed }: OpenPictureParts,
  { pixels, ...levels }: Levels,
): OpenPicture {
  const { colourSpace, metadata } = decoded;
  const { source } = levels;
  const regions = new Regions(KEPT_BYTES);
  const opaque = engine.isOpaque(pixels, { signal: closed });
  // Whoever filters hears of a failure.
  opaque.catch(() => undefined);
  return {
    ...levels,
    info: infoOf(decoded, source, hasLocation(metadata)),
    colourSpace,
    metadata,
    ground: { engine, queue, source, opaque, colourSpace, regions },
    names: new Names(),
    regions,
    countInvalid: createInvalidCount(engine, source, closed),
    lookOf: createLooks(colourSpace),
    bodies,
    ranges: createRanges(),
    estimates: createRanges(),
    miniatures: new Map(),
    maxPixels,
    closed,
  };
}

function infoOf(
  { format, colourSpace, metadata, notes }: DecodedImage,
  { width, height, channels, depth }: EngineImage,
  location: boolean,
): DocumentInfo {
  const { exif, xmp, icc } = metadata;
  return {
    width,
    height,
    channels,
    depth,
    format,
    colourSpace: colourSpace.name,
    metadata: { exif: exif !== null, xmp: xmp !== null, icc: icc !== null, location },
    notes: [...notes],
  };
}
