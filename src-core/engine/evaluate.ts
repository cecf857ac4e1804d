// Runs a stack on one rectangle of the result, or on all of it in bands of rows, by asking each filter's input for what it needs.
import type { ColourSpace } from '../colour/colour-space.ts';
import type { PlanSummary } from '../contract.ts';
import { intersect, type Rectangle } from '../geometry.ts';
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
        ground.engine.convolve(previous, stage.operator, stage.settings, convolveOptions),
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
function neededRectangles(stack: Stack, rectangle: Rectangle): Rectangle[] {
  const needed = [rectangle];
  for (const stage of stack.stages.toReversed()) {
    needed.unshift(inputRectangle(needed[0]!, stage.operator, stage.settings, stage.input));
  }
  return needed;
}

/** How many bytes of float32 may lie between two filters. */
const INTERMEDIATE_BYTES = 160 * 2 ** 20;
const FIRST_BAND_PIXELS = 2 ** 20;
/** Long enough to keep threads busy, short enough for a waiting render to get its turn. */
const BAND_MS = 80;
const LEAST_ROWS = 64;

/** The rows of a band: as memory allows, and at least twice those that neighbouring bands compute again. */
export function bandLimits(stack: Stack, rectangle: Rectangle, channels: number): { least: number; most: number } {
  const middle = { ...rectangle, y: rectangle.y + Math.floor(rectangle.height / 2), height: 1 };
  const [read, ...between] = neededRectangles(stack, middle).slice(0, -1);
  const wanted = Math.max(LEAST_ROWS, 2 * ((read?.height ?? 1) - 1));
  if (between.length === 0) return { least: wanted, most: Math.max(wanted, rectangle.height) };
  // Two intermediates live at the same time: the one being read and the one being written.
  const rowBytes = Math.max(...between.map((r) => r.width)) * channels * 4 * 2;
  const margin = Math.max(...between.map((r) => r.height - 1));
  const most = Math.max(1, margin, Math.floor(INTERMEDIATE_BYTES / rowBytes) - margin);
  return { least: Math.min(most, wanted), most };
}

/**
 * The same samples as `evaluate`, band after band from the top. Each band is released when the next one is asked for.
 * Heights follow the time that bands take; the bytes do not depend on them.
 */
export async function* evaluateInBands(
  ground: Ground,
  stack: Stack,
  rectangle: Rectangle,
  options: EvaluateOptions,
  limits: { readonly most?: number } = {},
): AsyncGenerator<Evaluation> {
  const { least, most } = { ...bandLimits(stack, rectangle, ground.source.channels), ...limits };
  const within = (rows: number): number => Math.max(1, Math.min(most, Math.max(least, Math.floor(rows))));
  let rows = within(FIRST_BAND_PIXELS / rectangle.width);
  const bottom = rectangle.y + rectangle.height;
  for (let y = rectangle.y; y < bottom;) {
    const band = intersect(rectangle, { ...rectangle, y, height: rows });
    const evaluation = await evaluate(ground, stack, band, options);
    try {
      yield evaluation;
    } finally {
      evaluation.release();
    }
    y += band.height;
    rows = within(rows * Math.min(4, Math.max(0.25, BAND_MS / Math.max(1, evaluation.milliseconds))));
  }
}

/** One line per filter for many bands: the worst of them. */
export function mergePlans(all: Iterable<readonly PlanSummary[]>): PlanSummary[] {
  const merged = new Map<string, PlanSummary>();
  for (const plans of all) {
    for (const plan of plans) {
      const known = merged.get(plan.filterId);
      merged.set(
        plan.filterId,
        known && known.bound >= plan.bound ? { ...known, exact: known.exact && plan.exact } : plan,
      );
    }
  }
  return [...merged.values()];
}
