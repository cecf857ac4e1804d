// A large part of a result in bands of rows: bounded memory, turns for more urgent work, the same bytes whatever the band.
import { AppError } from '../errors.ts';
import { intersect, type Rectangle } from '../geometry.ts';
import { evaluate, runOf, type Ground, type TurnOptions } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import type { Stack } from './stack.ts';
import { neededRectangles, stageCall, type StackRun } from './stage-call.ts';

/** How many bytes of float32 may lie between two filters. */
const INTERMEDIATE_BYTES = 64 * 2 ** 20;
/** How many bytes one band of the result may have, taken as float32. */
const RESULT_BYTES = 192 * 2 ** 20;
/** What lies between two filters and is no larger than this stays in the processor's cache. */
const CACHED_BYTES = 6 * 2 ** 20;
const FIRST_BAND_PIXELS = 2 ** 20;
/** Long enough to keep threads busy, short enough for a waiting render to get its turn. */
const BAND_MS = 25;
const LEAST_ROWS = 64;

// What the rule below weighs, on all threads together.
const CALL_NS = 180_000;
/** Filtering a pixel that a neighbouring band filters too. */
const PIXEL_NS = 2;
/** Writing a pixel that lies between two filters to memory beyond the cache, and reading it again. */
const SPILL_NS = 1;

export interface BandLimits {
  /** Rows of the first bands, and at least. */
  readonly least: number;
  readonly most: number;
}

/**
 * `needed`: what each filter reads for a row of the result, and the row itself; `block`: the rows that the last filter
 * computes together. With several filters a band is either as
 * low as the cache wants it or as high as memory allows: low bands store nothing beyond the cache between two filters,
 * high ones filter fewer rows twice and ask the engine less often.
 */
export function bandLimits(needed: readonly Rectangle[], block: number, channels: number): BandLimits {
  const row = needed.at(-1)!;
  const [read, ...between] = needed.slice(0, -1);
  const rowBytes = (width: number): number => width * channels * 4;
  const inResult = Math.max(1, Math.floor(RESULT_BYTES / rowBytes(row.width)));
  const leastOf = (most: number): number => Math.min(most, Math.max(LEAST_ROWS, block, 2 * (read!.height - block)));
  if (!read) return { least: 1, most: inResult };
  if (between.length === 0) return { least: leastOf(inResult), most: inResult };

  const width = Math.max(...between.map((part) => part.width));
  const marginBetween = Math.max(...between.map((part) => part.height - 1));
  // Two intermediates may live at the same time: the one being read and the one being written.
  const living = Math.min(2, between.length);
  const rowsOf = (bytes: number): number => Math.floor(bytes / living / rowBytes(width)) - marginBetween;
  const inMemory = Math.max(1, Math.min(inResult, Math.max(marginBetween, rowsOf(INTERMEDIATE_BYTES))));
  const inCache = Math.min(rowsOf(CACHED_BYTES), inMemory);
  const repeated = between.reduce((sum, part) => sum + (part.height - 1) * part.width, 0);
  const costOfRow = (rows: number, spilled: number): number =>
    ((needed.length - 1) * CALL_NS + repeated * PIXEL_NS) / rows + spilled * width * SPILL_NS;
  const high = costOfRow(inMemory, between.length);
  if (inCache >= 1 && costOfRow(inCache, 0) < high) return { least: inCache, most: inCache };
  return { least: leastOf(inMemory), most: inMemory };
}

/**
 * The same samples as `evaluate`, band after band from the top. Each band is released when the next one is asked for.
 * Heights follow the time that bands take, and the memory that is left. All but the last are multiples of `step`, and
 * end where a block of rows does that the last filter computes together, as far as that allows.
 */
export async function* evaluateInBands(
  ground: Ground,
  stack: Stack,
  rectangle: Rectangle,
  options: TurnOptions,
  { step = 1, ...given }: Partial<BandLimits> & { readonly step?: number } = {},
): AsyncGenerator<Evaluation> {
  // Bands come once: nobody asks for what lies between their filters again.
  const passing: Ground = { ...ground, regions: null };
  const run = await runOf(passing, stack, options);
  const { needed, block } = rowsOf(run, rectangle);
  const { least, most } = { ...bandLimits(needed, block, ground.source.channels), ...given };
  let ceiling = most;
  const within = (wanted: number): number => Math.max(1, Math.min(ceiling, Math.max(least, Math.floor(wanted))));
  /** Rows of a band from `y` on, about as many as wanted. */
  const fitted = (y: number, wanted: number): number => {
    const blocks = computedWith(run, { ...rectangle, y: y + wanted, height: 1 });
    const whole = blocks && blocks.y > y ? blocks.y - y : wanted;
    return Math.max(step, whole - (whole % step));
  };
  let rows = within(FIRST_BAND_PIXELS / rectangle.width);
  const bottom = rectangle.y + rectangle.height;
  for (let y = rectangle.y; y < bottom;) {
    const band = intersect(rectangle, { ...rectangle, y, height: fitted(y, rows) });
    const turn = ground.queue.run(options.purpose, options.signal, () => evaluate(passing, stack, band, options));
    const evaluation = await turn.catch((thrown: unknown) => {
      const mayHelp = band.height > step || ground.regions?.heldBytes;
      if (!(thrown instanceof AppError && thrown.code === 'too-large') || !mayHelp) throw thrown;
      return null;
    });
    if (!evaluation) {
      // What is kept for the screen goes first, then bands become lower.
      if (ground.regions?.heldBytes) ground.regions.clear();
      else rows = within((ceiling = Math.ceil(band.height / 2)));
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

/** The rows that are computed together with these; null where no filter is. */
function computedWith(run: StackRun, rectangle: Rectangle): Rectangle | null {
  const count = run.stack.stages.length;
  return count === 0 ? null : stageCall(run, count).computedWith(rectangle);
}

/** What each filter reads for a row in the middle, and how many rows are computed together with it. */
function rowsOf(run: StackRun, rectangle: Rectangle): { needed: Rectangle[]; block: number } {
  const middle = { ...rectangle, y: rectangle.y + Math.floor(rectangle.height / 2), height: 1 };
  return { needed: neededRectangles(run, middle), block: computedWith(run, middle)?.height ?? 1 };
}
