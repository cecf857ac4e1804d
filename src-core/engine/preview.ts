// What the page sees: a rectangle of the result at a pyramid level, exact or quickly approximate (SEMANTICS §13).
import type { PlanSummary, RenderParams, RenderValue } from '../contract.ts';
import { AppError } from '../errors.ts';
import { times, type Rectangle } from '../geometry.ts';
import type { Raster, Size } from '../raster.ts';
import type { Reply } from './bodies.ts';
import { estimateRanges } from './estimate-ranges.ts';
import { evaluateParts } from './evaluate.ts';
import { mergePlans, releaseAll, type Evaluation } from './evaluation.ts';
import { shrunkSize } from './geometry.ts';
import type { OpenPicture } from './open-picture.ts';
import { fitInside } from './samples.ts';
import { show } from './show.ts';
import { beforeExactly, showDifference, type Before } from './show-difference.ts';
import { coarsenStack, resolveStack, type Filtered, type Stack } from './stack.ts';
import { shrunkParts } from './tiles.ts';

/** A reply travels in one message; no screen shows more. */
const MAX_REPLY_PIXELS = 40_000_000;

/** What has to be computed to draw a rectangle, once it is its turn. */
interface Drawing {
  /** Where the parts lie: a crop's margin moves it. */
  readonly rectangle: Rectangle;
  readonly stack: Stack;
  readonly exact: boolean;
  /** Of the shrunk source; 1 where nothing was shrunk before it was filtered. */
  readonly factor: number;
  /** What was there before; asked for where differences are shown. */
  before(): Promise<Before>;
  /** Parts that hold the rectangle together; they belong to the caller. */
  compute(): Promise<readonly Evaluation[]>;
  /** When it will not be computed. */
  drop(): void;
}

export async function render(
  picture: OpenPicture,
  params: Filtered<RenderParams>,
  signal: AbortSignal,
): Promise<Reply<RenderValue>> {
  const started = performance.now();
  const { level, shrink = 0, space, difference } = params;
  const stack = resolveStack(params.filters, picture.source, picture.names);
  const rectangle = fitInside(params.rectangle, shrunkSize(stack.output, 2 ** level));
  if (rectangle.width * rectangle.height > MAX_REPLY_PIXELS) {
    throw new AppError('too-large', 'Expected at most 40 megapixels for one preview.');
  }
  const draw = params.quality === 'exact' ? drawExact : drawApproximate;
  const drawing = await draw(picture, stack, rectangle, level, signal);
  const turn = picture.ground.queue.run('render', signal, async () => {
    const parts = await drawing.compute();
    const factor = 2 ** shrink;
    if (!difference) return { parts, body: await show(picture, parts, drawing.rectangle, { space, factor, signal }) };
    const before = await drawing.before();
    const showing = { difference, factor, signal };
    return { parts, body: await showDifference(picture, parts, drawing.rectangle, before, showing) };
  });
  const { parts, body } = await turn.finally(() => drawing.drop());
  const plans = mergePlans(parts.map((part) => part.plans));
  const value: RenderValue = {
    rectangle,
    level,
    size: stack.output,
    origin: stack.origin,
    exact: drawing.exact && shrink === 0,
    opaque: await picture.ground.opaque,
    plans: drawing.factor === 1 ? plans : plans.map((plan) => shrunkPlan(plan, drawing.factor)),
    milliseconds: performance.now() - started,
    invalidSamples: await invalidIn(picture, drawing.stack, parts, times(rectangle, 2 ** level), signal),
    ranges: rangesOf(drawing.stack),
  };
  return { value, body: body.bytes, release: body.release };
}

/** Every filter counts its own; without one they are those of the opened picture, at full size. */
async function invalidIn(
  { countInvalid }: OpenPicture,
  { stages }: Stack,
  parts: readonly Evaluation[],
  rectangle: Rectangle,
  signal: AbortSignal,
): Promise<number> {
  if (stages.length === 0) return countInvalid(rectangle, signal);
  return parts.reduce((sum, part) => sum + part.invalidSamples, 0);
}

async function drawExact(
  picture: OpenPicture,
  unranged: Stack,
  rectangle: Rectangle,
  level: number,
  signal: AbortSignal,
): Promise<Drawing> {
  const options = { depth: picture.source.depth, purpose: 'render', signal } as const;
  const stack = await picture.ranges.complete(picture.ground, unranged, options);
  const before = async (): Promise<Before> => {
    const shrunken = await picture.pyramid.level(level, signal);
    return beforeExactly(picture.source, shrunken, rectangle, stack.origin, 2 ** level);
  };
  const drawing = { rectangle, stack, exact: true, factor: 1, before };
  if (level > 0 && stack.stages.length > 0) {
    // Bands take turns by themselves.
    const parts = await shrunkParts(picture.ground, stack, level, rectangle, options);
    return { ...drawing, compute: () => Promise.resolve(parts), drop: () => releaseAll(parts) };
  }
  const ground = { ...picture.ground, source: await picture.pyramid.level(level, signal) };
  return { ...drawing, compute: () => evaluateParts(ground, stack, rectangle, options), drop: () => undefined };
}

/** Shrunk source under shrunk kernels. Level 0 has nothing to shrink: only an unknown range of `minmax` is estimated. */
async function drawApproximate(
  picture: OpenPicture,
  unranged: Stack,
  rectangle: Rectangle,
  level: number,
  signal: AbortSignal,
): Promise<Drawing> {
  const options = { depth: picture.source.depth, purpose: 'render', signal } as const;
  const { stack, estimated } = await estimateRanges(picture, unranged, level, options);
  const source = await picture.pyramid.level(level, signal);
  const factor = 2 ** level;
  const used = level === 0 ? stack : coarsenStack(stack, source, () => factor);
  const shifted = level === 0 ? rectangle : shiftedBy(rectangle, stack.origin, factor, source);
  const ground = { ...picture.ground, source };
  return {
    rectangle: shifted,
    stack,
    // Without filters the shrunk source is the result itself.
    exact: level === 0 ? !estimated : stack.stages.length === 0,
    factor,
    before: () => Promise.resolve(beforeOf(stack, source, rectangle, shifted, level)),
    compute: () => evaluateParts(ground, used, shifted, options),
    drop: () => undefined,
  };
}

/** Level 0 of the result is that of the picture itself, moved by what was cropped. */
function beforeOf(stack: Stack, source: Raster, rectangle: Rectangle, shifted: Rectangle, level: number): Before {
  return level === 0
    ? beforeExactly(source, source, rectangle, stack.origin, 1)
    : { raster: source, rectangle: shifted, factor: 1 };
}

/** The bound is that of the arithmetic; what shrinking costs is not known. */
function shrunkPlan(plan: PlanSummary, factor: number): PlanSummary {
  return { ...plan, label: `${plan.label} at 1:${factor}`, exact: false };
}

/** A result rectangle on the coarse source: crop's margin, rounded to whole coarse pixels, moves it. */
export function shiftedBy(
  rectangle: Rectangle,
  origin: { x: number; y: number },
  factor: number,
  size: Size,
): Rectangle {
  const x = Math.min(rectangle.x + Math.round(origin.x / factor), size.width - rectangle.width);
  const y = Math.min(rectangle.y + Math.round(origin.y / factor), size.height - rectangle.height);
  return { ...rectangle, x, y };
}

function rangesOf(stack: Stack): RenderValue['ranges'] {
  return Object.fromEntries(
    stack.stages.flatMap(({ filterId, range }) => (range ? [[filterId, [range[0], range[1]]]] : [])),
  );
}
