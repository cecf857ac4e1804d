// The bytes of a difference view: the result minus what was there before, pixel by pixel as both are shown.
import type { Rectangle } from '../geometry.ts';
import type { Difference } from '../inspection.ts';
import { hasOpacity, type Raster } from '../raster.ts';
import type { Body } from './bodies.ts';
import { releaseAll, type Evaluation } from './evaluation.ts';
import type { OpenPicture } from './open-picture.ts';
import type { EngineImage } from './types.ts';

/** Where the pixels before lie: `rectangle` of the raster, shrunk by `factor` where the raster is finer. */
export interface Before {
  readonly raster: Raster;
  readonly rectangle: Rectangle;
  readonly factor: number;
}

export interface DifferenceShowing {
  readonly difference: Difference;
  /** Both are shrunk once more. */
  readonly factor: number;
  readonly signal: AbortSignal;
}

/** Releases the parts, which hold the rectangle together. */
export async function showDifference(
  { ground: { engine }, bodies }: Pick<OpenPicture, 'ground' | 'bodies'>,
  parts: readonly Evaluation[],
  rectangle: Rectangle,
  before: Before,
  { difference, factor, signal }: DifferenceShowing,
): Promise<Body> {
  const images: EngineImage[] = [];
  const made = (image: EngineImage): EngineImage => {
    images.push(image);
    return image;
  };
  const shrunk = async (image: EngineImage, by: number): Promise<EngineImage> =>
    by === 1 ? image : made(await engine.shrink(image, by, { signal }));
  try {
    const placed = parts.map(({ raster, rectangle: { x, y } }) => ({ raster, x, y }));
    const { image } = await engine.compose(placed, rectangle, { signal });
    const after = await shrunk(made(image), factor);
    const source = await engine.compose([{ raster: before.raster, x: 0, y: 0 }], before.rectangle, { signal });
    const first = await shrunk(await shrunk(made(source.image), before.factor), factor);
    const of = hasOpacity(after.channels) ? difference.of : 'colour';
    return bodies.copy(made(await engine.difference(after, first, { ...difference, of }, { signal })));
  } finally {
    for (const image of images) image.release();
    releaseAll(parts);
  }
}

/** The pixels of the source under a rectangle of the result at a level; `origin` is where crop moved the result to. */
export function beforeExactly(
  source: Raster,
  shrunken: Raster,
  rectangle: Rectangle,
  origin: { readonly x: number; readonly y: number },
  factor: number,
): Before {
  if (origin.x % factor === 0 && origin.y % factor === 0) {
    const x = rectangle.x + origin.x / factor;
    const y = rectangle.y + origin.y / factor;
    return { raster: shrunken, rectangle: { ...rectangle, x, y }, factor: 1 };
  }
  // Blocks of the result lie between those of the shrunk source.
  const x = rectangle.x * factor + origin.x;
  const y = rectangle.y * factor + origin.y;
  const width = Math.min(rectangle.width * factor, source.width - x);
  const height = Math.min(rectangle.height * factor, source.height - y);
  return { raster: source, rectangle: { x, y, width, height }, factor };
}
