// The bytes that a page gets of computed parts: RGBA u8 for the screen, or the document's own samples.
import type { RenderParams } from '../contract.ts';
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

export interface Shown {
  readonly body: Uint8Array;
  /** Samples without a valid value that no filter has counted. */
  readonly invalidSamples: number;
}

/** Releases the parts, which hold the rectangle together. */
export async function show(
  picture: Pick<OpenPicture, 'ground' | 'lookOf'>,
  parts: readonly Evaluation[],
  rectangle: Rectangle,
  { space, factor = 1, signal }: Showing,
): Promise<Shown> {
  const { engine } = picture.ground;
  const lookOf = (parts: readonly ImagePart[]) => (space === 'display' ? picture.lookOf(parts[0]!.raster.depth) : null);
  const images: EngineImage[] = [];
  const made = <T extends EngineImage>(image: T): T => {
    images.push(image);
    return image;
  };
  try {
    const given = parts.map(({ raster, rectangle: { x, y } }) => ({ raster, x, y }));
    if (factor === 1) {
      const { image, invalidSamples } = await engine.compose(given, rectangle, { look: lookOf(given), signal });
      return { body: bytesOf(made(image)), invalidSamples };
    }
    const whole = await engine.compose(given, rectangle, { signal });
    const small = made(await engine.shrink(made(whole.image), factor, { signal }));
    const { invalidSamples } = whole;
    if (space === 'document') return { body: bytesOf(small), invalidSamples };
    const shrunk = [{ raster: small, x: 0, y: 0 }];
    const { image } = await engine.compose(shrunk, wholeOf(small), { look: lookOf(shrunk), signal });
    return { body: bytesOf(made(image)), invalidSamples };
  } finally {
    for (const image of images) image.release();
    releaseAll(parts);
  }
}

/** The samples' bytes in memory of their own, since the engine's will be reused. */
function bytesOf({ data }: EngineImage): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
}
