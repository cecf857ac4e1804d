// The full-resolution result, downsampled, in parts that are kept: what a fit view shows once it is exact.
import { intersect, subtract, wholeOf, type Rectangle } from '../geometry.ts';
import { evaluateInBands } from './bands.ts';
import type { Ground, TurnOptions } from './evaluate.ts';
import { releaseAll, type Evaluation } from './evaluation.ts';
import { shrunkSize } from './geometry.ts';
import type { Regions } from './regions.ts';
import { resultKey, type Stack } from './stack.ts';

interface Level extends TurnOptions {
  readonly ground: Ground;
  readonly regions: Regions;
  readonly stack: Stack;
  readonly level: number;
  readonly key: string;
}

/**
 * Parts that hold the rectangle, in pixels of the level, together. The caller releases them. Those finished before an
 * abort are kept for the next call.
 */
export async function shrunkParts(
  ground: Ground,
  stack: Stack,
  level: number,
  rectangle: Rectangle,
  options: TurnOptions,
): Promise<Evaluation[]> {
  const { regions } = ground;
  const content = resultKey(stack, stack.stages.length, options.depth);
  if (!regions || content === null) throw new Error('expected a place to keep results, and known ranges');
  const key = `${content} 1:${2 ** level}`;
  const parts = regions.touching(key, rectangle);
  try {
    const missing = parts.reduce<Rectangle[]>(
      (left, part) => left.flatMap((piece) => subtract(piece, part.rectangle)),
      [rectangle],
    );
    const whole: Level = { ...options, ground, regions, stack, level, key };
    for (const piece of missing) await computeParts(whole, piece, parts);
    return parts;
  } catch (error) {
    releaseAll(parts);
    throw error;
  }
}

/** Filters the piece at full size in bands of rows; each is shrunk at once and goes. */
async function computeParts(
  { ground, regions, stack, level, key, ...options }: Level,
  piece: Rectangle,
  parts: Evaluation[],
): Promise<void> {
  const factor = 2 ** level;
  const full = intersect(wholeOf(stack.output), {
    x: piece.x * factor,
    y: piece.y * factor,
    width: piece.width * factor,
    height: piece.height * factor,
  });
  for await (const band of evaluateInBands(ground, stack, full, options, { step: factor })) {
    const { signal } = options;
    const raster = await ground.queue.run(options.purpose, signal, () =>
      ground.engine.shrink(band.raster, factor, { signal }),
    );
    const corner = { x: piece.x, y: band.rectangle.y / factor };
    const rectangle = { ...corner, ...shrunkSize(band.rectangle, factor) };
    parts.push(regions.keep(key, { ...band, rectangle, raster, release: () => raster.release() }));
  }
}
