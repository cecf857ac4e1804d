// Runs a stack on one rectangle of the result by asking each filter's input for what it needs. What is at hand of any
// filter's result is taken from there, so that editing the third filter does not compute the first two again.
import type { ColourSpace } from '../colour/colour-space.ts';
import { AppError } from '../errors.ts';
import { contains, subtract, wholeOf, type Rectangle } from '../geometry.ts';
import type { Depth, Raster } from '../raster.ts';
import { mergePlans, releaseAll, type Evaluation } from './evaluation.ts';
import type { Purpose, Queue } from './queue.ts';
import type { Regions } from './regions.ts';
import { convertDepth } from './samples.ts';
import { resultKey, type Stack, type Stage } from './stack.ts';
import { depthAfter, stageCall, type StackRun } from './stage-call.ts';
import type { ConvolveOptions, Engine, EngineResult, InspectWork, PixelWork } from './types.ts';

/** What of an engine a document needs. */
export type Convolver = Pick<Engine, 'image' | 'copyOf' | 'convolve' | 'inputOf' | 'blocksOf' | 'explain'> &
  PixelWork &
  InspectWork;

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
  /** Floats of the last filter that have no valid value stay what they are. */
  readonly keepInvalid?: boolean;
}

/** Of those who take turns by themselves. */
export interface TurnOptions extends EvaluateOptions {
  readonly purpose: Purpose;
}

interface Run extends StackRun {
  readonly ground: Ground;
  readonly signal: AbortSignal;
  readonly keepInvalid: boolean;
}

export async function runOf(
  ground: Ground,
  stack: Stack,
  { depth, signal, keepInvalid = false }: EvaluateOptions,
): Promise<Run> {
  const { engine, source, colourSpace } = ground;
  return { ground, engine, source, colourSpace, opaque: await ground.opaque, stack, depth, signal, keepInvalid };
}

/** The rectangle of the result, quantised once to `depth`; between filters float32 without clamp or rounding (SEMANTICS §5). */
export async function evaluate(
  ground: Ground,
  stack: Stack,
  rectangle: Rectangle,
  options: EvaluateOptions,
): Promise<Evaluation> {
  const parts = await evaluateParts(ground, stack, rectangle, options);
  const { signal, keepInvalid } = options;
  const joined = await join(ground, parts, rectangle, signal, { exactly: true, keepInvalid });
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
  const run = await runOf(ground, stack, options);
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
  signal: AbortSignal,
  { exactly, keepInvalid = false }: { readonly exactly: boolean; readonly keepInvalid?: boolean | undefined },
): Promise<Evaluation> {
  const [only] = parts;
  if (parts.length === 1 && (!exactly || contains(rectangle, only!.rectangle))) return only!;
  try {
    const images = parts.map(({ raster, rectangle: { x, y } }) => ({ raster, x, y }));
    const { image, invalidSamples } = await engine.compose(images, rectangle, { keepInvalid, signal });
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

/** The result of the first `count` filters. */
async function partsOf(run: Run, count: number, rectangle: Rectangle): Promise<Evaluation[]> {
  const { ground, stack, signal } = run;
  signal.throwIfAborted();
  if (count === 0) return [sourcePart(ground.source)];
  const { regions } = ground;
  const key = resultKey(stack, count, depthAfter(run, count));
  if (!regions || key === null) return [await computePart(run, count, rectangle)];
  const covering = regions.covering(key, rectangle);
  if (covering) return [covering];
  const parts = regions.touching(key, rectangle);
  let missing = missingParts(run, count, rectangle, parts);
  try {
    for (let [piece] = missing; piece; [piece] = missing) {
      const computed = await computePart(run, count, stageCall(run, count).computedWith(piece));
      parts.push(regions.keep(key, computed));
      missing = missing.flatMap((part) => subtract(part, computed.rectangle));
    }
    return parts;
  } catch (error) {
    releaseAll(parts);
    throw error;
  }
}

/**
 * What to compute beside the parts at hand, or all of it where that is cheaper; then the parts are released. What a
 * rectangle reads stands for what it costs: the margins that its neighbours read too are in it.
 */
function missingParts(run: Run, count: number, rectangle: Rectangle, parts: Evaluation[]): readonly Rectangle[] {
  if (parts.length === 0) return [rectangle];
  const missing = outside(rectangle, parts);
  const costOf = (piece: Rectangle): number => {
    const { width, height } = stageCall(run, count).inputOf(piece);
    return width * height + PIXELS_OF_A_CALL;
  };
  const apart = missing.reduce((sum, piece) => sum + costOf(piece), 0);
  if (apart < costOf(rectangle)) return missing;
  releaseAll(parts.splice(0));
  return [rectangle];
}

/** A call of the engine costs as much as filtering so many pixels. */
const PIXELS_OF_A_CALL = 100_000;

/** What of the rectangle no part holds. */
export function outside(rectangle: Rectangle, parts: readonly Evaluation[]): Rectangle[] {
  return parts.reduce<Rectangle[]>(
    (left, part) => left.flatMap((piece) => subtract(piece, part.rectangle)),
    [rectangle],
  );
}

async function computePart(run: Run, count: number, rectangle: Rectangle): Promise<Evaluation> {
  const { ground, signal } = run;
  const { stage, settings, options, inputOf } = stageCall(run, count);
  const needed = roomFor(run, count - 1, inputOf(rectangle));
  const input = await join(ground, await partsOf(run, count - 1, needed), needed, signal, { exactly: false });
  try {
    const { x, y } = input.rectangle;
    const placed: ConvolveOptions = {
      ...options,
      signal,
      rectangle,
      keepInvalid: run.keepInvalid && count === run.stack.stages.length,
      // With a window, a range of `minmax` that is not given is found on the rectangle.
      window: { x, y, whole: stage.input },
      ...(stage.range && { range: stage.range }),
    };
    const result = await ground.engine.convolve(input.raster, stage.operator, settings, placed);
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
  const rectangle = wholeOf(source);
  return { rectangle, raster: source, plans: [], invalidSamples: 0, milliseconds: 0, range: null, release };
}

function summaryOf(stage: Stage, { plan }: EngineResult): Evaluation['plans'][number] {
  return { filterId: stage.filterId, label: plan.label, exact: plan.exact, bound: plan.bound };
}
