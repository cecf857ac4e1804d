// The opened picture with everything that is derived from it and may be dropped at any time.
import type { ColourSpace } from '../colour/colour-space.ts';
import type { DocumentInfo } from '../document.ts';
import type { DecodedImage } from '../formats/format.ts';
import { Names } from './names.ts';
import { createLooks } from './display.ts';
import type { Convolver, Ground } from './evaluate.ts';
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
  readonly colourSpace: ColourSpace;
  readonly metadata: DecodedImage['metadata'];
  readonly ground: Ground;
  readonly names: Names;
  readonly pyramid: Pyramid;
  readonly regions: Regions;
  readonly lookOf: (depth: Depth) => Look;
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

export interface OpenPictureParts extends Pick<OpenPicture, 'maxPixels' | 'closed'> {
  readonly engine: Convolver;
  readonly queue: Queue;
  readonly decoded: DecodedImage;
  /** The metadata tell where the picture was taken. */
  readonly location: boolean;
}

export function openPicture({ engine, queue, decoded, location, maxPixels, closed }: OpenPictureParts): OpenPicture {
  const { raster, colourSpace, metadata } = decoded;
  const { width, height, channels, depth } = raster;
  const source = engine.image({ width, height, channels, depth });
  source.data.set(raster.data);
  const regions = new Regions(KEPT_BYTES);
  const opaque = engine.isOpaque(source, { signal: closed });
  // Whoever filters hears of a failure.
  opaque.catch(() => undefined);
  return {
    info: infoOf(decoded, location),
    source,
    colourSpace,
    metadata,
    ground: { engine, queue, source, opaque, colourSpace, regions },
    names: new Names(),
    pyramid: createPyramid(engine, source, closed),
    regions,
    lookOf: createLooks(colourSpace),
    ranges: createRanges(),
    estimates: createRanges(),
    miniatures: new Map(),
    maxPixels,
    closed,
  };
}

function infoOf({ raster, format, colourSpace, metadata, notes }: DecodedImage, location: boolean): DocumentInfo {
  const { width, height, channels, depth } = raster;
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
