// The bytes that a page gets of computed parts: RGBA u8 for the screen, or the document's own samples.
import type { RenderParams } from '../contract.ts';
import type { Body } from './bodies.ts';
import { wholeOf, type Rectangle } from '../geometry.ts';
import { releaseAll, type Evaluation } from './evaluation.ts';
import type { OpenPicture } from './open-picture.ts';
import type { EngineImage, ImagePart } from './types.ts';

export interface Showing {
  readonly space: RenderParams['space'];
  /** Sides of the blocks whose means are shown; 1 shows every pixel. */
  readonly factor?: number;
  readonly signal: AbortSignal;
}

/** Releases the parts, which hold the rectangle together. */
export async function show(
  picture: Pick<OpenPicture, 'ground' | 'lookOf' | 'bodies'>,
  parts: readonly Evaluation[],
  rectangle: Rectangle,
  { space, factor = 1, signal }: Showing,
): Promise<Body> {
  const { engine } = picture.ground;
  const images: EngineImage[] = [];
  const made = <T extends EngineImage>(image: T): T => {
    images.push(image);
    return image;
  };
  try {
    let given: readonly ImagePart[] = parts.map(({ raster, rectangle: { x, y } }) => ({ raster, x, y }));
    let area = rectangle;
    if (factor > 1) {
      const whole = await engine.compose(given, rectangle, { signal });
      const raster = made(await engine.shrink(made(whole.image), factor, { signal }));
      given = [{ raster, x: 0, y: 0 }];
      area = wholeOf(raster);
    }
    const look = space === 'display' ? picture.lookOf(given[0]!.raster.depth) : null;
    const last = await engine.compose(given, area, { look, signal });
    return picture.bodies.copy(made(last.image));
  } finally {
    for (const image of images) image.release();
    releaseAll(parts);
  }
}
