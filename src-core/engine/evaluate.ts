// Runs a stack on one rectangle of the result, or on all of it in bands of rows, by asking each filter's input for what it needs.
import type { ColourSpace } from '../colour/colour-space.ts';
import type { PlanSummary } from '../contract.ts';
import { fitBorderColour } from '../filters/border-colour.ts';
import type { Rectangle } from '../geometry.ts';
import type { Depth, Raster } from '../raster.ts';
import { inputRectangle } from './geometry.ts';
import type { Purpose, Queue } from './queue.ts';
import { convertDepth, copyRectangle } from './samples.ts';
import type { Stack, Stage } from './stack.ts';
import type { ConvolveOptions, Engine, EngineResult } from './types.ts';

/** What of an engine a document needs. */
export type Convolver = Pick<Engine, 'image' | 'convolve'>;

/** A picture that filters can run on: the opened one, or a shrunk copy of it. */
export interface Ground {
  readonly engine: Convolver;
  readonly queue: Queue;
  readonly source: Raster;
  readonly colourSpace: ColourSpace;
}

export interface EvaluateOptions {
  readonly depth: Depth;
  readonly purpose: Purpose;
  readonly signal: AbortSignal;
}

export interface Evaluation {
  readonly rectangle: Rectangle;
  readonly raster: Raster;
  readonly plans: readonly PlanSummary[];
  readonly invalidSamples: number;
  /** Of convolving; waiting for one's turn is not in it. */
  readonly milliseconds: number;
  /** What the last filter's `minmax` mapped: the range given, or the one found on this rectangle. */
  readonly range: readonly [number, number] | null;
  /** Frees the raster; it must not be read afterwards. */
  release(): void;
}

/** The rectangle of the result, quantised once to `depth`; between filters float32 without clamp or rounding (SEMANTICS §5). */
export async function evaluate(
  ground: Ground,
  stack: Stack,
  rectangle: Rectangle,
  options: EvaluateOptions,
): Promise<Evaluation> {
  if (stack.stages.length === 0) return unfiltered(ground.source, rectangle, options.depth);
  const needed = neededRectangles(stack, rectangle);
  const plans: PlanSummary[] = [];
  let invalidSamples = 0;
  let milliseconds = 0;
  let current: EngineResult | null = null;
  try {
    for (const [index, stage] of stack.stages.entries()) {
      const last = index === stack.stages.length - 1;
      const previous: Raster = current ?? ground.source;
      const corner = current ? needed[index]! : { x: 0, y: 0 };
      const borderColour = fitBorderColour(
        stage.settings.borderColour,
        previous.channels,
        ground.colourSpace.luminance,
      );
      const settings = { ...stage.settings, borderColour };
      const convolveOptions: ConvolveOptions = {
        signal: options.signal,
        depth: last ? options.depth : 'f32',
        colourSpace: ground.colourSpace,
        rectangle: needed[index + 1]!,
        // With a window, a range of `minmax` that is not given is found on the rectangle.
        window: { x: corner.x, y: corner.y, whole: stage.input },
        ...(stage.range && { range: stage.range }),
      };
      const result: EngineResult = await ground.queue.run(options.purpose, options.signal, () =>
        ground.engine.convolve(previous, stage.operator, settings, convolveOptions),
      );
      current?.release();
      current = result;
      plans.push(summaryOf(stage, result));
      invalidSamples += result.invalidSamples;
      milliseconds += result.plan.milliseconds;
    }
  } catch (thrown) {
    current?.release();
    throw thrown;
  }
  const result = current!;
  return {
    rectangle,
    raster: result,
    plans,
    invalidSamples,
    milliseconds,
    range: result.range,
    release: () => result.release(),
  };
}

function unfiltered(source: Raster, rectangle: Rectangle, depth: Depth): Evaluation {
  const { raster, invalidSamples } = convertDepth(copyRectangle(source, rectangle), depth);
  return { rectangle, raster, plans: [], invalidSamples, milliseconds: 0, range: null, release: () => undefined };
}

function summaryOf(stage: Stage, { plan }: EngineResult): PlanSummary {
  return { filterId: stage.filterId, label: plan.label, exact: plan.exact, bound: plan.bound };
}

/** From the source's part to the result's: entry i is what filter i reads. */
export function neededRectangles(stack: Stack, rectangle: Rectangle): Rectangle[] {
  const needed = [rectangle];
  for (const stage of stack.stages.toReversed()) {
    needed.unshift(inputRectangle(needed[0]!, stage.operator, stage.settings, stage.input));
  }
  return needed;
}
