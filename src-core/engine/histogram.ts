// How the samples of the whole result are spread: bins, extremes, means, and how many were clipped or out of range before
// they were quantised. First of a shrunk picture, then of every pixel in bands that give way to the screen.
import type { Params, pixelCalls } from '../contract.ts';
import type { HistogramValue } from '../inspection.ts';
import { wholeOf } from '../geometry.ts';
import { fullScale, type Depth, type Raster } from '../raster.ts';
import { evaluateInBands } from './bands.ts';
import { estimateRanges } from './estimate-ranges.ts';
import type { Ground, TurnOptions } from './evaluate.ts';
import { addBins, addMeasures, laneCount } from './inspect-work.ts';
import { limitsOf } from './limits.ts';
import type { OpenPicture } from './open-picture.ts';
import { coarsenStack, resolveStack, type Stack } from './stack.ts';
import { summarise, type Domain } from './histogram-values.ts';
import type { Measure, TallyOptions } from './types.ts';

/** A shrunk picture of this size is looked through in the blink of an eye. */
const QUICK_PIXELS = 250_000;
/** Rows of a picture without filters are looked through so many pixels at a time. */
const TURN_PIXELS = 4_000_000;
/** Finer than what is shown, so that a median of floats is exact to a hundredth of a bin. */
const FINE_BINS = 65536;
/** Floats beyond these fall into the last bins. */
const DOMAIN_LIMITS: Domain = [-1, 4];

export async function histogram(
  picture: OpenPicture,
  { filters, quality }: Params<typeof pixelCalls, 'histogram'>,
  signal: AbortSignal,
): Promise<{ value: HistogramValue; body: Uint8Array }> {
  const started = performance.now();
  const unranged = resolveStack(filters, picture.source, picture.names);
  const look = quality === 'exact' ? lookAtAll : lookQuickly;
  const { value, body } = await look(picture, unranged, signal);
  return { value: { ...value, milliseconds: performance.now() - started }, body };
}

type Found = ReturnType<typeof summarise>;

async function lookAtAll(picture: OpenPicture, unranged: Stack, signal: AbortSignal): Promise<Found> {
  const options = { purpose: 'background', signal } as const;
  const stack = await picture.ranges.complete(picture.ground, unranged, options);
  return tallyStack(picture, picture.ground, stack, { ...options, exact: true });
}

async function lookQuickly(picture: OpenPicture, unranged: Stack, signal: AbortSignal): Promise<Found> {
  const { width, height } = picture.source;
  let level = 0;
  while (width * height > QUICK_PIXELS * 4 ** level) level += 1;
  const options = { purpose: 'inspect', signal } as const;
  const { stack, estimated } = await estimateRanges(picture, unranged, level, options);
  const source = await picture.pyramid.level(level, signal);
  const used = level === 0 ? stack : coarsenStack(stack, source, () => 2 ** level);
  const ground = { ...picture.ground, source, regions: null };
  return tallyStack(picture, ground, used, { ...options, exact: level === 0 && !estimated });
}

interface Turn extends Pick<TurnOptions, 'purpose' | 'signal'> {
  readonly exact: boolean;
}

/** Integers are sorted as they are stored, and measured as floats before that; floats are measured first, then sorted. */
async function tallyStack(picture: OpenPicture, ground: Ground, stack: Stack, turn: Turn): Promise<Found> {
  const { depth, channels } = ground.source;
  const { luminance } = picture.colourSpace;
  const options: TallyOptions = { luminance, signal: turn.signal };
  const what = { channels, depth, size: stack.output, exact: turn.exact };
  if (depth === 'f32') {
    const measure = await measureStack(ground, stack, options, turn);
    const domain = domainOf(measure);
    return summarise(what, await sortStack(ground, stack, FINE_BINS, { ...options, domain }, turn), measure, domain);
  }
  const bins = await sortStack(ground, stack, fullScale(depth) + 1, options, turn);
  const measure = stack.stages.length === 0 ? null : await measureStack(ground, stack, options, turn);
  return summarise(what, bins, measure, [0, 1]);
}

async function sortStack(
  ground: Ground,
  stack: Stack,
  bins: number,
  options: TallyOptions & { readonly domain?: Domain },
  turn: Turn,
): Promise<Uint32Array> {
  const total = new Uint32Array(laneCount(ground.source) * bins);
  await eachPart(ground, stack, ground.source.depth, turn, async (raster, rows) => {
    addBins(total, await ground.engine.sort(raster, bins, { ...options, rows }));
  });
  return total;
}

async function measureStack(ground: Ground, stack: Stack, options: TallyOptions, turn: Turn): Promise<Measure> {
  let total: Measure | null = null;
  await eachPart(ground, stack, 'f32', turn, async (raster, rows, plans) => {
    const part = await ground.engine.measure(raster, limitsOf(plans), { ...options, rows });
    total = total ? addMeasures(total, part) : part;
  });
  return total!;
}

type Look = (
  raster: Raster,
  rows: { readonly top: number; readonly height: number },
  plans: Parameters<typeof limitsOf>[0],
) => Promise<void>;

/** Calls `look` for parts that make up the result, each in a turn of its own. */
async function eachPart(ground: Ground, stack: Stack, depth: Depth, turn: Turn, look: Look): Promise<void> {
  const { purpose, signal } = turn;
  if (stack.stages.length > 0) {
    const options = { depth, purpose, signal, keepInvalid: depth === 'f32' };
    for await (const band of evaluateInBands(ground, stack, wholeOf(stack.output), options)) {
      const rows = { top: 0, height: band.raster.height };
      await ground.queue.run(purpose, signal, () => look(band.raster, rows, band.plans));
    }
    return;
  }
  const { source } = ground;
  const step = Math.max(1, Math.floor(TURN_PIXELS / source.width));
  for (let top = 0; top < source.height; top += step) {
    const rows = { top, height: Math.min(step, source.height - top) };
    await ground.queue.run(purpose, signal, () => look(source, rows, []));
  }
}

/** 0 to 1, and what lies beyond as far as there is something. */
function domainOf({ lanes }: Measure): Domain {
  const low = Math.min(0, ...lanes.map(({ minimum }) => minimum));
  const high = Math.max(1, ...lanes.map(({ maximum }) => maximum));
  return [Math.max(DOMAIN_LIMITS[0], low), Math.min(DOMAIN_LIMITS[1], high)];
}
