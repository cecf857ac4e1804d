// One pixel of one filter for the step-through: the samples it reads, its numbers in float64, and what the engine has there.
import type { Params, pixelCalls, PlanSummary, Value } from '../contract.ts';
import { extentOf } from '../convolve/sums.ts';
import { resolveTerms, type Terms } from '../convolve/terms.ts';
import { AppError } from '../errors.ts';
import { coordinatesOf, explainPixel } from './explain-pixel.ts';
import { MAX_EXPLAINED_SIDE, packTaps, type ExplanationFacts } from '../explain/explanation.ts';
import { inCodes } from './explain-question.ts';
import { contains, type Point, type Rectangle } from '../geometry.ts';
import { fullScale, type Raster, type Samples } from '../raster.ts';
import { evaluate, runOf, type Ground } from './evaluate.ts';
import { innerRectangle, resultOrigin } from './geometry.ts';
import type { OpenPicture } from './open-picture.ts';
import { copyRectangle, fitInside } from './samples.ts';
import { prefixOf, resolveStack, type Stack } from './stack.ts';
import { stageCall } from './stage-call.ts';

export async function step(
  picture: OpenPicture,
  { filters, filterId, x, y }: Params<typeof pixelCalls, 'step'>,
  signal: AbortSignal,
): Promise<{ value: Value<typeof pixelCalls, 'step'>; body: Uint8Array }> {
  const { source, ground } = picture;
  const asked = resolveStack(filters, source, picture.names);
  const index = asked.stages.findIndex((stage) => stage.filterId === filterId);
  if (index < 0) throw new AppError('not-found', 'The filter to step through is not in the stack, or is off.');
  const stack = await picture.ranges.complete(ground, asked, { purpose: 'inspect', signal }, index + 1);
  const { stage, settings, options } = stageCall(
    await runOf(ground, stack, { depth: source.depth, signal }),
    index + 1,
  );
  assertSmall(stage.operator);
  const depth = index === 0 ? source.depth : 'f32';
  const terms = resolveTerms({ channels: source.channels, depth }, stage.operator, settings, options);
  const origin = originOf(stack, index);
  const pixel = fitInside({ x: x - origin.x, y: y - origin.y, width: 1, height: 1 }, stage.input);
  const places = coordinatesOf({ terms, size: stage.input, pixel });

  return ground.queue.run('inspect', signal, async () => {
    const read = await readerOf(ground, stack, index, places, signal);
    const codes = fullScale(source.depth);
    const inner = innerRectangle(stage.input, stage.operator, settings.flip);
    const outside = !contains(inner, pixel);
    const kept = settings.border === 'keep' && outside;
    const cropped = settings.border === 'crop' && outside;
    const { opaque, results, ...taps } = explainPixel({
      terms,
      size: stage.input,
      pixel,
      codes,
      read,
      kept,
      range: stage.range,
    });
    const engine = cropped ? null : await engineAt(ground, stack, index, pixel, signal);
    const max = fullScale(terms.resultDepth);
    const facts: ExplanationFacts = {
      ...layoutOf(terms, origin, pixel, places),
      input: { ...origin, width: stage.input.width, height: stage.input.height },
      channels: source.channels,
      codes,
      depth: terms.resultDepth,
      linear: terms.linear,
      luminance: terms.luminance,
      law: terms.law,
      opaque,
      sum: terms.sum,
      divisor: terms.divisor,
      bias: terms.linear ? terms.bias : inCodes(terms.bias, terms.unit, codes),
      flip: settings.flip,
      border: settings.border,
      output: settings.output,
      amount: settings.amount,
      range: stage.range && [...stage.range],
      results: engine
        ? results.map((result, channel) => ({
            ...result,
            lines: [...result.lines],
            engine: finite(inCodes(engine.samples[channel] ?? NaN, max, codes)),
          }))
        : [],
      plan: engine && { label: engine.plan.label, exact: engine.plan.exact, bound: engine.plan.bound },
    };
    return { value: facts, body: packTaps({ ...facts, ...taps }) };
  });
}

function assertSmall(operator: Parameters<typeof extentOf>[0]): void {
  const { rows, columns } = extentOf(operator);
  if (rows <= MAX_EXPLAINED_SIDE && columns <= MAX_EXPLAINED_SIDE) return;
  const most = `${MAX_EXPLAINED_SIDE} × ${MAX_EXPLAINED_SIDE}`;
  throw new AppError('too-large', `A kernel of ${rows} × ${columns} cannot be stepped through: ${most} is the most.`);
}

/** The source's pixel under the first one of the filter's input. */
function originOf(stack: Stack, index: number): Point {
  return stack.stages.slice(0, index).reduce<Point>(
    (sum, { operator, settings }) => {
      const { x, y } = resultOrigin(operator, settings);
      return { x: sum.x + x, y: sum.y + y };
    },
    { x: 0, y: 0 },
  );
}

function layoutOf(
  terms: Terms,
  origin: Point,
  pixel: Point,
  { columns, rows }: ReturnType<typeof coordinatesOf>,
): Pick<ExplanationFacts, 'rows' | 'columns' | 'anchor' | 'pixel' | 'columnsFrom' | 'rowsFrom'> {
  const extent = extentOf(terms.operator);
  const onSource = (from: number) => (at: number) => (at < 0 ? null : at + from);
  return {
    rows: extent.rows,
    columns: extent.columns,
    anchor: { row: extent.anchorRow, column: extent.anchorColumn },
    pixel: { x: pixel.x + origin.x, y: pixel.y + origin.y },
    columnsFrom: columns.map(onSource(origin.x)),
    rowsFrom: rows.map(onSource(origin.y)),
  };
}

type Reader = (x: number, y: number) => ArrayLike<number>;

/** Samples of the filter's input at the columns and rows that the kernel reads: of the source itself, or of what the filters before make there. */
async function readerOf(
  ground: Ground,
  stack: Stack,
  index: number,
  { columns, rows }: ReturnType<typeof coordinatesOf>,
  signal: AbortSignal,
): Promise<Reader> {
  if (index === 0) return (x, y) => sampleAt(ground.source, x, y);
  const before = prefixOf(stack, index - 1);
  const parts: { readonly rectangle: Rectangle; readonly raster: Raster }[] = [];
  for (const [y, height] of runsOf(rows)) {
    for (const [x, width] of runsOf(columns)) {
      const rectangle = { x, y, width, height };
      const part = await evaluate(ground, before, rectangle, { depth: 'f32', signal });
      parts.push({ rectangle, raster: copyRectangle(part.raster, { x: 0, y: 0, width, height }) });
      part.release();
    }
  }
  return (x, y) => {
    const part = parts.find(({ rectangle }) => contains(rectangle, { x, y, width: 1, height: 1 }));
    if (!part) throw new AppError('internal', 'A pixel that the kernel reads was not computed.');
    return sampleAt(part.raster, x - part.rectangle.x, y - part.rectangle.y);
  };
}

function sampleAt({ data, width, channels }: Raster, x: number, y: number): Samples {
  const start = (y * width + x) * channels;
  return data.subarray(start, start + channels);
}

/** Coordinates as runs without a gap, start and length: wrap reads both ends of a picture and nothing between. */
function runsOf(coordinates: readonly number[]): (readonly [number, number])[] {
  const sorted = [...new Set(coordinates)].filter((at) => at >= 0).sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const at of sorted) {
    const last = runs.at(-1);
    if (last && last[0] + last[1] === at) last[1] += 1;
    else runs.push([at, 1]);
  }
  return runs;
}

async function engineAt(
  ground: Ground,
  stack: Stack,
  index: number,
  pixel: Point,
  signal: AbortSignal,
): Promise<{ readonly samples: ArrayLike<number>; readonly plan: PlanSummary }> {
  const { operator, settings } = stack.stages[index]!;
  const { x, y } = resultOrigin(operator, settings);
  const place = { x: pixel.x - x, y: pixel.y - y, width: 1, height: 1 };
  const depth = index === stack.stages.length - 1 ? ground.source.depth : 'f32';
  const result = await evaluate(ground, prefixOf(stack, index), place, { depth, signal });
  try {
    return { samples: sampleAt(result.raster, 0, 0).slice(), plan: result.plans.at(-1)! };
  } finally {
    result.release();
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
