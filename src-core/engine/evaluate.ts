// Runs a stack on one rectangle of the result by asking each filter's input for what it needs. What is at hand of any
// filter's result is taken from there, so that editing the third filter does not compute the first two again.
import type { ColourSpace } from '../colour/colour-space.ts';
import { AppError } from '../errors.ts';
import { contains, subtract, wholeOf, type Rectangle } from '../geometry.ts';
import type { Depth, Raster } from '../raster.ts';
import { resultOrigin } from './geometry.ts';
import { mergePlans, releaseAll, type Evaluation } from './evaluation.ts';
import type { Purpose, Queue } from './queue.ts';
import type { Regions } from './regions.ts';
import { convertDepth } from './samples.ts';
import { borderColourOf, keepsOpaque, resultKey, type Stack, type Stage } from './stack.ts';
import type { ConvolveOptions, Engine, EngineResult, PixelWork } from './types.ts';

/** What of an engine a document needs. */
export type Convolver = Pick<Engine, 'image' | 'convolve' | 'inputOf' | 'blocksOf'> & PixelWork;

/** A picture that filters can run on: the opened one, or a shrunk copy of it. */
export interface Ground {
  readonly engine: Convolver;
  readonly queue: Queue;
  readonly source: Raster;
  /** Whether α is full everywhere; never false for an opaque picture, since plans depend on it. */
  readonly opaque: Promise<boolean>;
  readonly colourSpace: ColourSpace;
  /** Where results are kept and looked up; null for what nobody asks for twice. */
  readonly regions: Regions | null;
}

export interface EvaluateOptions {
  readonly depth: Depth;
  readonly signal: AbortSignal;
}

/** Of those who take turns by themselves. */
export interface TurnOptions extends EvaluateOptions {
  readonly purpose: Purpose;
}

interface Run extends EvaluateOptions {
  readonly ground: Ground;
  readonly stack: Stack;
  readonly opaque: boolean;
}

/** The rectangle of the result, quantised once to `depth`; between filters float32 without clamp or rounding (SEMANTICS §5). */
export async function evaluate(
  ground: Ground,
  stack: Stack,
  rectangle: Rectangle,
  options: EvaluateOptions,
): Promise<Evaluation> {
  const parts = await evaluateParts(ground, stack, rectangle, options);
  const joined = await join(ground, parts, rectangle, options, { exactly: true });
  // Only the source itself, where no filter is, has another depth.
  if (joined.raster.depth === options.depth) return joined;
  try {
    const { raster, invalidSamples } = convertDepth(joined.raster, options.depth);
    return { ...joined, raster, invalidSamples, release: () => undefined };
  } finally {
    joined.release();
  }
}

/** The same samples as parts that hold the rectangle together, and may reach beyond it. The caller releases them. */
export async function evaluateParts(
  ground: Ground,
  stack: Stack,
  rectangle: Rectangle,
  options: EvaluateOptions,
): Promise<Evaluation[]> {
  const run: Run = { ...options, ground, stack, opaque: await ground.opaque };
  try {
    return await partsOf(run, stack.stages.length, rectangle);
  } catch (error) {
    // What is kept may be all that is in the way.
    if (!(error instanceof AppError && error.code === 'too-large') || !ground.regions?.heldBytes) throw error;
    ground.regions.clear();
    return partsOf(run, stack.stages.length, rectangle);
  }
}

/** One raster of the parts: the one that covers the rectangle, or a new one. Releases the parts. */
async function join(
  { engine }: Ground,
  parts: readonly Evaluation[],
  rectangle: Rectangle,
  { signal }: EvaluateOptions,
  { exactly }: { readonly exactly: boolean },
): Promise<Evaluation> {
  const [only] = parts;
  if (parts.length === 1 && (!exactly || isSame(only!.rectangle, rectangle))) return only!;
  try {
    const images = parts.map(({ raster, rectangle: { x, y } }) => ({ raster, x, y }));
    const { image, invalidSamples } = await engine.compose(images, rectangle, { signal });
    return {
      rectangle,
      raster: image,
      plans: mergePlans(parts.map(({ plans }) => plans)),
      invalidSamples: parts.reduce((sum, part) => sum + part.invalidSamples, invalidSamples),
      milliseconds: parts.reduce((sum, part) => sum + part.milliseconds, 0),
      range: only!.range,
      release: () => image.release(),
    };
  } finally {
    releaseAll(parts);
  }
}

function isSame(a: Rectangle, b: Rectangle): boolean {
  return contains(a, b) && contains(b, a);
}

/** The result of the first `count` filters. */
async function partsOf(run: Run, count: number, rectangle: Rectangle): Promise<Evaluation[]> {
  const { ground, stack, signal } = run;
  signal.throwIfAborted();
  if (count === 0) return [sourcePart(ground.source)];
  const { regions } = ground;
  const key = resultKey(stack, count, depthOf(run, count));
  if (!regions || key === null) return [await computePart(run, count, rectangle)];
  const covering = regions.covering(key, rectangle);
  if (covering) return [covering];
  const parts = regions.touching(key, rectangle);
  const missing = missingParts(run, count, rectangle, parts);
  if (!missing) releaseAll(parts.splice(0));
  try {
    for (const part of missing ?? [rectangle]) parts.push(regions.keep(key, await computePart(run, count, part)));
    return parts;
  } catch (error) {
    releaseAll(parts);
    throw error;
  }
}

/**
 * What to compute beside the parts at hand, or null where all of it anew is cheaper. What a rectangle reads stands for
 * what it costs: the margins that its neighbours read too, and whole blocks of plans that compute in blocks, are in it.
 */
function missingParts(
  run: Run,
  count: number,
  rectangle: Rectangle,
  parts: readonly Evaluation[],
): readonly Rectangle[] | null {
  if (parts.length === 0) return null;
  const missing = parts.reduce<Rectangle[]>(
    (left, part) => left.flatMap((piece) => subtract(piece, part.rectangle)),
    [rectangle],
  );
  const costOf = (piece: Rectangle): number => {
    const { width, height } = inputOf(run, count, piece);
    return width * height + PIXELS_OF_A_CALL;
  };
  const apart = missing.reduce((sum, piece) => sum + costOf(piece), 0);
  return apart < costOf(rectangle) ? missing : null;
}

/** A call of the engine costs as much as filtering so many pixels. */
const PIXELS_OF_A_CALL = 100_000;

async function computePart(run: Run, count: number, rectangle: Rectangle): Promise<Evaluation> {
  const { ground, stack, signal } = run;
  const stage = stack.stages[count - 1]!;
  const needed = roomFor(run, count - 1, inputOf(run, count, rectangle));
  const input = await join(ground, await partsOf(run, count - 1, needed), needed, run, { exactly: false });
  try {
    const { x, y } = input.rectangle;
    const options: ConvolveOptions = {
      ...meaningOf(run, count),
      signal,
      rectangle,
      // With a window, a range of `minmax` that is not given is found on the rectangle.
      window: { x, y, whole: stage.input },
      ...(stage.range && { range: stage.range }),
    };
    const result = await ground.engine.convolve(input.raster, stage.operator, settingsOf(run, stage), options);
    return {
      rectangle,
      raster: result,
      plans: [...input.plans, summaryOf(stage, result)],
      invalidSamples: input.invalidSamples + result.invalidSamples,
      milliseconds: input.milliseconds + result.plan.milliseconds,
      range: result.range,
      release: () => result.release(),
    };
  } finally {
    input.release();
  }
}

/** Kept results reach 16 to 48 pixels further than asked: a filter behind them may grow, and a view may move a little. */
const ROOM = 32;

function roomFor({ ground, stack }: Run, count: number, { x, y, width, height }: Rectangle): Rectangle {
  const size = stack.stages[count - 1]?.output;
  if (!ground.regions || !size) return { x, y, width, height };
  const before = (at: number): number => Math.max(0, Math.floor(at / ROOM - 0.5) * ROOM);
  const after = (at: number, end: number): number => Math.min(end, Math.ceil(at / ROOM + 0.5) * ROOM);
  const [left, top] = [before(x), before(y)];
  return { x: left, y: top, width: after(x + width, size.width) - left, height: after(y + height, size.height) - top };
}

function sourcePart(source: Raster): Evaluation {
  const release = (): void => undefined;
  return {
    rectangle: wholeOf(source),
    raster: source,
    plans: [],
    invalidSamples: 0,
    milliseconds: 0,
    range: null,
    release,
  };
}

/** The part of filter `count`'s input that a part of its result reads. */
function inputOf(run: Run, count: number, rectangle: Rectangle): Rectangle {
  const stage = run.stack.stages[count - 1]!;
  const settings = settingsOf(run, stage);
  return run.ground.engine.inputOf(sourceOf(run, count), stage.operator, settings, rectangle, meaningOf(run, count));
}

function sourceOf({ ground, stack }: Run, count: number): Parameters<Convolver['inputOf']>[0] {
  const { channels, depth } = ground.source;
  return { channels, depth: count === 1 ? depth : 'f32', whole: stack.stages[count - 1]!.input };
}

/** What beside operator and settings decides how filter `count` is computed. */
function meaningOf(run: Run, count: number): ConvolveOptions {
  const { colourSpace } = run.ground;
  const opaque = run.opaque && run.stack.stages.slice(0, count - 1).every((stage) => keepsOpaque(stage));
  return { depth: depthOf(run, count), colourSpace, opaque };
}

function depthOf({ stack, depth }: Run, count: number): Depth {
  return count === stack.stages.length ? depth : 'f32';
}

function settingsOf({ ground }: Run, stage: Stage): Stage['settings'] {
  const borderColour = borderColourOf(stage, ground.source.channels, ground.colourSpace);
  return { ...stage.settings, borderColour };
}

function summaryOf(stage: Stage, { plan }: EngineResult): Evaluation['plans'][number] {
  return { filterId: stage.filterId, label: plan.label, exact: plan.exact, bound: plan.bound };
}

/** The blocks that the last filter computes whole, and where they begin seen from the result's first pixel, negated. */
export async function blocksOf(ground: Ground, stack: Stack, options: EvaluateOptions): Promise<Rectangle> {
  const count = stack.stages.length;
  if (count === 0) return { x: 0, y: 0, width: 1, height: 1 };
  const run: Run = { ...options, ground, stack, opaque: await ground.opaque };
  const stage = stack.stages[count - 1]!;
  const { operator } = stage;
  const settings = settingsOf(run, stage);
  const size = ground.engine.blocksOf(sourceOf(run, count), operator, settings, meaningOf(run, count));
  return { ...resultOrigin(operator, settings), ...size };
}

/** From the source's part to the result's: entry i is what filter i reads. */
export async function neededRectangles(
  ground: Ground,
  stack: Stack,
  rectangle: Rectangle,
  options: EvaluateOptions,
): Promise<Rectangle[]> {
  const run: Run = { ...options, ground, stack, opaque: await ground.opaque };
  const needed = [rectangle];
  for (let count = stack.stages.length; count > 0; count -= 1) needed.unshift(inputOf(run, count, needed[0]!));
  return needed;
}
