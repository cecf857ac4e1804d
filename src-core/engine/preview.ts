// What the page sees: a rectangle of the result at a pyramid level, exact or quickly approximate (SEMANTICS §13).
import type { PlanSummary, RenderParams, RenderValue } from '../contract.ts';
import { AppError } from '../errors.ts';
import type { Rectangle } from '../geometry.ts';
import type { Raster, Size } from '../raster.ts';
import { BlockAverage, shrunkSize } from './block-average.ts';
import { estimateRanges } from './estimate-ranges.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import type { OpenPicture } from './open-picture.ts';
import { createPacer } from './queue.ts';
import { copyRectangle, fitInside } from './samples.ts';
import { coarsenStack, resolveStack, type Stack } from './stack.ts';
import { assembleTiles } from './tiles.ts';

/** A reply travels in one message; no screen shows more. */
const MAX_REPLY_PIXELS = 40_000_000;

interface Picture {
  readonly raster: Raster;
  readonly stack: Stack;
  readonly exact: boolean;
  readonly plans: readonly PlanSummary[];
  readonly invalidSamples: number;
  release?(): void;
}

export async function render(
  picture: OpenPicture,
  params: RenderParams,
  signal: AbortSignal,
): Promise<{ value: RenderValue; body: Uint8Array }> {
  const started = performance.now();
  const { level, shrink = 0 } = params;
  const stack = resolveStack(params.filters, picture.source, picture.names);
  const rectangle = fitInside(params.rectangle, shrunkSize(stack.output, 2 ** level));
  if (rectangle.width * rectangle.height > MAX_REPLY_PIXELS) {
    throw new AppError('too-large', 'Expected at most 40 megapixels for one preview.');
  }
  const drawn =
    params.quality === 'exact'
      ? await drawExact(picture, stack, rectangle, level, signal)
      : await drawApproximate(picture, stack, rectangle, level, signal);
  try {
    const sent = await shrunkBy(drawn.raster, 2 ** shrink, signal);
    const body = params.space === 'display' ? picture.display(sent) : bytesOf(sent);
    const value: RenderValue = {
      rectangle,
      level,
      size: stack.output,
      origin: stack.origin,
      exact: drawn.exact && shrink === 0,
      plans: [...drawn.plans],
      milliseconds: performance.now() - started,
      invalidSamples: drawn.invalidSamples,
      ranges: rangesOf(drawn.stack),
    };
    return { value, body };
  } finally {
    drawn.release?.();
  }
}

async function shrunkBy(raster: Raster, factor: number, signal: AbortSignal): Promise<Raster> {
  if (factor === 1) return raster;
  const average = new BlockAverage(raster, raster, factor);
  await average.add(raster, createPacer(signal));
  return average.target;
}

async function drawExact(
  picture: OpenPicture,
  unranged: Stack,
  rectangle: Rectangle,
  level: number,
  signal: AbortSignal,
): Promise<Picture> {
  const options = { depth: picture.source.depth, purpose: 'render', signal } as const;
  const stack = await picture.ranges.complete(picture.ground, unranged, options);
  if (level === 0) return { ...(await evaluateFull(picture, stack, rectangle, signal)), stack, exact: true };
  if (stack.stages.length === 0) {
    const raster = copyRectangle(await picture.pyramid.level(level, signal), rectangle);
    return { raster, stack, exact: true, plans: [], invalidSamples: 0 };
  }
  const assembled = await assembleTiles(picture.ground, picture.tiles, stack, level, rectangle, options);
  return { ...assembled, stack, exact: true };
}

/** Shrunk source under shrunk kernels. Level 0 has nothing to shrink: only an unknown range of `minmax` is estimated. */
async function drawApproximate(
  picture: OpenPicture,
  unranged: Stack,
  rectangle: Rectangle,
  level: number,
  signal: AbortSignal,
): Promise<Picture> {
  const { stack, estimated } = await estimateRanges(picture, unranged, level, { purpose: 'render', signal });
  if (level === 0) return { ...(await evaluateFull(picture, stack, rectangle, signal)), stack, exact: !estimated };
  const source = await picture.pyramid.level(level, signal);
  const coarse = coarsenStack(stack, source, () => 2 ** level);
  const shifted = shiftedBy(rectangle, stack.origin, 2 ** level, source);
  const options = { depth: picture.source.depth, purpose: 'render', signal } as const;
  const evaluation = await evaluate({ ...picture.ground, source }, coarse, shifted, options);
  // Without filters the shrunk source is the result itself.
  const exact = stack.stages.length === 0;
  return { ...evaluation, stack, exact, plans: evaluation.plans.map((plan) => shrunkPlan(plan, 2 ** level)) };
}

/** The bound is that of the arithmetic; what shrinking costs is not known. */
function shrunkPlan(plan: PlanSummary, factor: number): PlanSummary {
  return { ...plan, label: `${plan.label} at 1:${factor}`, exact: false };
}

function evaluateFull(
  picture: OpenPicture,
  stack: Stack,
  rectangle: Rectangle,
  signal: AbortSignal,
): Promise<Evaluation> {
  return evaluate(picture.ground, stack, rectangle, { depth: picture.source.depth, purpose: 'render', signal });
}

/** A result rectangle on the coarse source: crop's margin, rounded to whole coarse pixels, moves it. */
function shiftedBy(rectangle: Rectangle, origin: { x: number; y: number }, factor: number, size: Size): Rectangle {
  const x = Math.min(rectangle.x + Math.round(origin.x / factor), size.width - rectangle.width);
  const y = Math.min(rectangle.y + Math.round(origin.y / factor), size.height - rectangle.height);
  return { ...rectangle, x, y };
}

function rangesOf(stack: Stack): RenderValue['ranges'] {
  return Object.fromEntries(
    stack.stages.flatMap(({ filterId, range }) => (range ? [[filterId, [range[0], range[1]]]] : [])),
  );
}

/** The samples' bytes in memory of their own, since the engine's may be reused. */
function bytesOf({ data }: Raster): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
}
