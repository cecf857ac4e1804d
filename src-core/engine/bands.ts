// A large part of a result in bands of rows: bounded memory, turns for more urgent work, the same bytes whatever the band.
import type { PlanSummary } from '../contract.ts';
import { AppError } from '../errors.ts';
import { intersect, type Rectangle } from '../geometry.ts';
import { evaluate, neededRectangles, type EvaluateOptions, type Evaluation, type Ground } from './evaluate.ts';
import type { Stack } from './stack.ts';

/** How many bytes of float32 may lie between two filters. */
const INTERMEDIATE_BYTES = 160 * 2 ** 20;
/** How many bytes one band of the result may have, taken as float32. */
const RESULT_BYTES = 256 * 2 ** 20;
const FIRST_BAND_PIXELS = 2 ** 20;
/** Long enough to keep threads busy, short enough for a waiting render to get its turn. */
const BAND_MS = 80;
const LEAST_ROWS = 64;

/** The rows of a band: as memory allows, and at least twice those that neighbouring bands compute again. */
export function bandLimits(stack: Stack, rectangle: Rectangle, channels: number): { least: number; most: number } {
  const middle = { ...rectangle, y: rectangle.y + Math.floor(rectangle.height / 2), height: 1 };
  const [read, ...between] = neededRectangles(stack, middle).slice(0, -1);
  const rowBytes = (width: number): number => width * channels * 4;
  let most = Math.floor(RESULT_BYTES / rowBytes(rectangle.width));
  if (between.length > 0) {
    const margin = Math.max(...between.map((part) => part.height - 1));
    // Two intermediates live at the same time: the one being read and the one being written.
    const rows = INTERMEDIATE_BYTES / 2 / rowBytes(Math.max(...between.map((part) => part.width)));
    most = Math.min(most, Math.max(margin, Math.floor(rows) - margin));
  }
  most = Math.max(1, most);
  const margin = read ? read.height - 1 : 0;
  return { least: Math.min(most, Math.max(LEAST_ROWS, 2 * margin)), most };
}

/**
 * The same samples as `evaluate`, band after band from the top. Each band is released when the next one is asked for.
 * Heights follow the time that bands take, and the memory that is left.
 */
export async function* evaluateInBands(
  ground: Ground,
  stack: Stack,
  rectangle: Rectangle,
  options: EvaluateOptions,
  limits: { readonly most?: number } = {},
): AsyncGenerator<Evaluation> {
  const { least, most } = { ...bandLimits(stack, rectangle, ground.source.channels), ...limits };
  let ceiling = most;
  const within = (wanted: number): number => Math.max(1, Math.min(ceiling, Math.max(least, Math.floor(wanted))));
  let rows = within(FIRST_BAND_PIXELS / rectangle.width);
  const bottom = rectangle.y + rectangle.height;
  for (let y = rectangle.y; y < bottom;) {
    const band = intersect(rectangle, { ...rectangle, y, height: rows });
    const evaluation = await evaluate(ground, stack, band, options).catch((thrown: unknown) => {
      if (!(thrown instanceof AppError && thrown.code === 'too-large') || band.height === 1) throw thrown;
      return null;
    });
    if (!evaluation) {
      rows = ceiling = Math.ceil(band.height / 2);
      continue;
    }
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
