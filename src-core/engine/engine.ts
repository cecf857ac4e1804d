// The engine: images in one shared memory, and convolutions over them on threads.
import { AppError, refuse } from '../errors.ts';
import type { Operator } from '../filters/filter.ts';
import { gaussianTaps } from '../filters/taps.ts';
import type { Settings } from '../filters/settings.ts';
import { contains, wholeOf, type Rectangle } from '../geometry.ts';
import { assertRaster, DEPTHS, unclamped, type Depth, type Raster, type RasterLike, type Size } from '../raster.ts';
import { explain } from '../convolve/explain.ts';
import { OPACITY, plansOf, type Call } from './call.ts';
import { createCalls } from './calls.ts';
import type { EngineHost } from './host.ts';
import { createImages, type ImageSpec } from './images.ts';
import { writeJob, type Job, type JobSpec } from './job.ts';
import { createMemory } from './memory.ts';
import {
  assertObject,
  checkOptions,
  checkPlaces,
  checkRectangle,
  completeOperator,
  completeSettings,
} from './request.ts';
import { createInspectWork } from './inspect-work.ts';
import { createPixelTasks } from './pixel-task.ts';
import { createPixelWork } from './pixel-work.ts';
import { createPacer } from './queue.ts';
import { createRunner } from './run.ts';
import { startCrew } from './schedule.ts';
import type { ConvolveOptions, Engine, EngineImage, EngineResult, Plan } from './types.ts';

const MAX_SIGMA = 250;
const MIN_SIGMA = 0.1;
const GAUSSIAN_DEFAULTS = { light: 'linear' } as const;
/** What is copied at a time: a few milliseconds where memory is new. */
const COPIED_BYTES = 2 ** 21;
const MEASURING = { range: [0, 0], measure: true } as const;

export async function createEngineOn(host: EngineHost): Promise<Engine> {
  const memory = createMemory(host.memoryLimitBytes);
  const images = createImages(memory);
  const crew = await startCrew(host, memory.memory);
  const runner = createRunner(crew);
  const tasks = createPixelTasks(memory, images, runner, crew.size);
  const resolveCall = createCalls();
  let closed = false;

  async function convolveOperator(
    given: RasterLike,
    operator: Operator,
    settings: Settings,
    options: ConvolveOptions,
  ): Promise<EngineResult> {
    checkOptions(options);
    const { signal } = options;
    signal?.throwIfAborted();
    const started = performance.now();
    assertObject(given, 'an image', 'source');
    const source: Raster = unclamped(given);
    assertRaster(source);
    const { window, whole } = checkPlaces(options, source);
    const call = resolveCall(source, whole, operator, settings, options);
    const { terms, size } = call;
    const rectangle = checkRectangle(options.rectangle, size);
    const needed = call.inputOf(rectangle);
    if (!contains(window, needed)) {
      refuse(`a window that holds ${JSON.stringify(needed)}`, 'window', JSON.stringify(window));
    }
    const specFor = (area: Rectangle, result: number): Omit<JobSpec, 'range' | 'measure'> => ({
      call,
      source: held.pointer,
      window,
      result,
      area,
      threads: crew.size,
      keepInvalid: options.keepInvalid === true,
    });

    const held = await runner.withRoom(() => images.hold(source));
    let range: readonly [number, number] | null = null;
    let prepared: { image: EngineImage; job: Job };
    try {
      if (settings.output === 'minmax') {
        // Found on everything that the source can tell, then used for the part that is wanted.
        const area = options.window ? rectangle : wholeOf(size);
        range = options.range ?? (await measure({ ...specFor(area, 0), ...MEASURING }));
      }
      prepared = await runner.withRoom(() => {
        const spec = { ...sizeOf(rectangle), channels: source.channels, depth: terms.resultDepth };
        const { image, pointer } = images.create(spec, held.pointer);
        try {
          const job = writeJob(memory, { ...specFor(rectangle, pointer), range: range ?? [0, 0], measure: false });
          return { image, job };
        } catch (error) {
          image.release();
          throw error;
        }
      });
    } catch (error) {
      held.letGo();
      throw error;
    }
    const { image, job } = prepared;
    const invalidSamples = await runner.run(job, signal, job.invalidSamples, (kept) => {
      job.free();
      held.letGo();
      if (!kept) image.release();
    });

    async function measure(spec: JobSpec): Promise<readonly [number, number]> {
      const measuring = await runner.withRoom(() => writeJob(memory, spec));
      held.share();
      return runner.run(
        measuring,
        signal,
        () => measuring.range() ?? [0, 0],
        () => {
          measuring.free();
          held.letGo();
        },
      );
    }

    const plan = planOf(call, performance.now() - started);
    return withDetails(image, plan, invalidSamples, range);
  }

  return {
    ...createPixelWork(tasks),
    ...createInspectWork(tasks),
    threads: crew.size,
    image(spec) {
      if (closed) throw new AppError('invalid', 'The engine is closed.');
      assertObject(spec, 'width, height, channels and depth', 'the image');
      assertSpec(spec);
      const { data } = spec;
      if (data) assertRaster({ ...spec, data });
      const { image } = images.create(spec);
      if (data) image.data.set(data);
      else image.data.fill(0);
      return image;
    },
    async copyOf(raster, signal) {
      if (closed) throw new AppError('invalid', 'The engine is closed.');
      assertRaster(raster);
      signal.throwIfAborted();
      const { data } = raster;
      const breathe = createPacer(signal, 2);
      const { image } = images.create(raster);
      const length = COPIED_BYTES / data.BYTES_PER_ELEMENT;
      try {
        for (let from = 0; from < data.length; from += length) {
          image.data.set(data.subarray(from, from + length), from);
          await breathe();
        }
        return image;
      } catch (thrown) {
        image.release();
        throw thrown;
      }
    },
    async convolve(source, operator, settings = {}, options = {}) {
      assertObject(settings, 'filter settings', 'settings');
      const { depth, ...switches } = settings;
      return convolveOperator(
        source,
        completeOperator(operator),
        completeSettings(switches),
        withDepth(options, depth),
      );
    },
    inputOf(source, operator, settings, rectangle, options = {}) {
      const complete = completeSettings(settings);
      return resolveCall(source, source.whole, completeOperator(operator), complete, options).inputOf(rectangle);
    },
    blocksOf(source, operator, settings, options = {}) {
      const complete = completeSettings(settings);
      return resolveCall(source, source.whole, completeOperator(operator), complete, options).blocks;
    },
    explain(operator, image, settings = {}, options = {}) {
      const { depth, ...switches } = settings;
      const complete = completeSettings(switches);
      const call = resolveCall(image, image, completeOperator(operator), complete, withDepth(options, depth));
      const weighted = call.opacity === OPACITY.weighted;
      return explain(call.terms, weighted, call.size, crew.size);
    },
    async gaussian(source, settings, options = {}) {
      assertObject(settings, 'filter settings with sigmaX', 'settings');
      const { sigmaX, sigmaY = sigmaX, depth, ...switches } = settings;
      assertSigma(sigmaX, 'sigmaX');
      assertSigma(sigmaY, 'sigmaY');
      const operator: Operator = {
        form: 'separable',
        vertical: gaussianTaps(sigmaY),
        horizontal: gaussianTaps(sigmaX),
      };
      const complete = completeSettings(switches, GAUSSIAN_DEFAULTS);
      return convolveOperator(source, operator, complete, withDepth(options, depth));
    },
    async close() {
      closed = true;
      await crew.close();
    },
  };
}

function withDepth(options: ConvolveOptions, depth: Depth | undefined): ConvolveOptions {
  if (depth === undefined) return options;
  assertObject(options, 'options', 'options');
  return { ...options, depth };
}

function sizeOf({ width, height }: Rectangle): Size {
  return { width, height };
}

/** Where colours are weighted by α in some tiles, the worse of the two bounds. */
function planOf({ selection, opacity }: Call, milliseconds: number): Plan {
  const plans = plansOf(selection, opacity);
  const { method, label } = plans[0]!;
  const exact = plans.every(({ arithmetic }) => arithmetic.exact);
  const bound = Math.max(...plans.map(({ arithmetic }) => arithmetic.bound));
  return { label, method, arithmetic: exact ? 'integer' : 'float', exact, bound, milliseconds };
}

/** The image's own accessors, with what is known about how it came to be. */
function withDetails(
  image: EngineImage,
  plan: Plan,
  invalidSamples: number,
  range: readonly [number, number] | null,
): EngineResult {
  const { width, height, channels, depth, release } = image;
  return {
    width,
    height,
    channels,
    depth,
    get data() {
      return image.data;
    },
    release,
    plan,
    invalidSamples,
    range,
  };
}

function assertSpec({ width, height, channels, depth }: ImageSpec): void {
  if (!Number.isInteger(width) || width < 1) refuse('a whole number of at least 1', 'width', width);
  if (!Number.isInteger(height) || height < 1) refuse('a whole number of at least 1', 'height', height);
  if (!Number.isInteger(channels) || channels < 1 || channels > 4) refuse('1 to 4', 'channels', channels);
  if (!DEPTHS.includes(depth)) refuse('u8, u16 or f32', 'depth', depth);
}

/** SEMANTICS §10: 0.1 to 250, or 0 for none on that axis. */
function assertSigma(sigma: number, field: string): void {
  if (typeof sigma !== 'number' || (sigma !== 0 && !(sigma >= MIN_SIGMA && sigma <= MAX_SIGMA))) {
    refuse(`0, or ${MIN_SIGMA} to ${MAX_SIGMA}`, field, sigma);
  }
}
