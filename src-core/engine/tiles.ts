// The full-resolution result, downsampled, in parts that are kept: what a fit view shows once it is exact.
import { intersect, times, wholeOf, type Rectangle } from '../geometry.ts';
import { evaluateInBands } from './bands.ts';
import { outside, runOf, type Convolver, type Ground, type TurnOptions } from './evaluate.ts';
import { releaseAll, type Evaluation } from './evaluation.ts';
import { shrunkSize } from './geometry.ts';
import type { Regions } from './regions.ts';
import { resultKey, type Stack } from './stack.ts';
import { stageCall, type StackRun } from './stage-call.ts';
import type { EngineImage } from './types.ts';

/** What becomes of every block of full-size pixels. */
export interface Reduce {
  /** Under which results are kept beside others of the same filters. */
  readonly name: string;
  of(engine: Convolver, band: Evaluation, factor: number, signal: AbortSignal): Promise<EngineImage>;
}

const MEAN: Reduce = {
  name: '',
  of: (engine, { raster }, factor, signal) => engine.shrink(raster, factor, { signal }),
};

interface Level extends TurnOptions {
  readonly ground: Ground;
  readonly regions: Regions;
  readonly stack: Stack;
  readonly level: number;
  readonly key: string;
  readonly reduce: Reduce;
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
  reduce: Reduce = MEAN,
): Promise<Evaluation[]> {
  const { regions } = ground;
  const content = resultKey(stack, stack.stages.length, options.depth);
  if (!regions || content === null) throw new Error('expected a place to keep results, and known ranges');
  const key = `${content} 1:${2 ** level}${reduce.name}`;
  const parts = regions.touching(key, rectangle);
  try {
    const run = await runOf(ground, stack, options);
    const whole: Level = { ...options, ground, regions, stack, level, key, reduce };
    for (let [piece] = outside(rectangle, parts); piece; [piece] = outside(rectangle, parts)) {
      await computeParts(whole, computedWith(run, piece, 2 ** level), parts);
    }
    return parts;
  } catch (error) {
    releaseAll(parts);
    throw error;
  }
}

/** The pixels of the level that are computed whole where the piece is: plans may compute in blocks. */
function computedWith(run: StackRun, piece: Rectangle, factor: number): Rectangle {
  const { output, stages } = run.stack;
  if (stages.length === 0) return piece;
  const full = stageCall(run, stages.length).computedWith(intersect(wholeOf(output), times(piece, factor)));
  const right = full.x + full.width;
  const bottom = full.y + full.height;
  const x = Math.min(piece.x, Math.ceil(full.x / factor));
  const y = Math.min(piece.y, Math.ceil(full.y / factor));
  // A pixel that the edge of the result cuts off is whole.
  const endX = right === output.width ? Math.ceil(right / factor) : Math.floor(right / factor);
  const endY = bottom === output.height ? Math.ceil(bottom / factor) : Math.floor(bottom / factor);
  return { x, y, width: Math.max(piece.width, endX - x), height: Math.max(piece.height, endY - y) };
}

/** Filters the piece at full size in bands of rows; each is shrunk at once and goes. */
async function computeParts(
  { ground, regions, stack, level, key, reduce, ...options }: Level,
  piece: Rectangle,
  parts: Evaluation[],
): Promise<void> {
  const factor = 2 ** level;
  const full = intersect(wholeOf(stack.output), times(piece, factor));
  for await (const band of evaluateInBands(ground, stack, full, options, { step: factor })) {
    const { signal } = options;
    const raster = await ground.queue.run(options.purpose, signal, () =>
      reduce.of(ground.engine, band, factor, signal),
    );
    const corner = { x: piece.x, y: band.rectangle.y / factor };
    const rectangle = { ...corner, ...shrunkSize(band.rectangle, factor) };
    parts.push(regions.keep(key, { ...band, rectangle, raster, release: () => raster.release() }));
  }
}
