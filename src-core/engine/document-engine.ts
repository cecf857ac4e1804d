// The engine process's document side: one open picture, and everything the page and main may ask about it.
import type { ExportRequest, Params, pixelCalls, Progress, RenderParams, RenderValue, Value } from '../contract.ts';
import type { DocumentInfo } from '../document.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Filter } from '../filters/filter.ts';
import type { CoarseImage, Codec, MetadataBlocks } from '../formats/format.ts';
import { wholeOf, type Rectangle } from '../geometry.ts';
import type { HistogramValue, MarksValue } from '../inspection.ts';
import type { Depth } from '../raster.ts';
import { createBodies, type Reply } from './bodies.ts';
import { renderCoarse, suitsCoarse } from './coarse-preview.ts';
import { createDocumentSession, type DocumentSession } from './document-session.ts';
import { encodeResult, type EncodedFile, type ExportContext } from './export.ts';
import { evaluate, type Convolver } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { explainFilter } from './explain-filter.ts';
import { histogram } from './histogram.ts';
import { inspect } from './inspect.ts';
import { luminance } from './luminance.ts';
import { marks } from './marks.ts';
import { openCoarsely, openPicture, type OpenPicture } from './open-picture.ts';
import { render } from './preview.ts';
import { createQueue } from './queue.ts';
import { fitInside } from './samples.ts';
import { resolveStack } from './stack.ts';
import { step } from './step.ts';
import { thumbnail } from './thumbnail.ts';
import { warmUp } from './warm-up.ts';

export interface OpenOptions {
  readonly fileName: string;
  readonly acceptDamaged: boolean;
  readonly maxPixels: number;
  /**
   * Called where a coarse picture can be had long before the whole one: it is the open one from then on. Approximate
   * renders and thumbnails show it, everything else waits. Should `open` fail after all, the picture before is back.
   */
  readonly onCoarse?: ((info: DocumentInfo) => void) | undefined;
}

export interface Work {
  readonly signal: AbortSignal;
  readonly progress?: (progress: Progress) => void;
}

export interface DocumentEngine {
  /** Replaces what was open; when the bytes cannot be opened, that stays. */
  open(bytes: Uint8Array, options: OpenOptions, work: Work): Promise<DocumentInfo>;
  close(): Promise<void>;
  /** Before the first picture: makes the engine ready for one. Opening one ends it. */
  warmUp(): Promise<void>;
  /** A part of the result (all of it by default) in the document's depth or another. The caller releases it. */
  run(filters: readonly Filter[], options: { rectangle?: Rectangle; depth?: Depth }, work: Work): Promise<Evaluation>;
  /** Who has read the bytes of a picture may release them for the next. */
  render(params: RenderParams, work: Work): Promise<Reply<RenderValue>>;
  thumbnail(
    params: Params<typeof pixelCalls, 'thumbnail'>,
    work: Work,
  ): Promise<Reply<Value<typeof pixelCalls, 'thumbnail'>>>;
  inspect(
    params: Params<typeof pixelCalls, 'inspect'>,
    work: Work,
  ): Promise<{ value: Value<typeof pixelCalls, 'inspect'>; body: Uint8Array }>;
  explain(params: Params<typeof pixelCalls, 'explain'>, work: Work): Promise<Value<typeof pixelCalls, 'explain'>>;
  luminance(
    params: Params<typeof pixelCalls, 'luminance'>,
    work: Work,
  ): Promise<{ value: Value<typeof pixelCalls, 'luminance'>; body: Uint8Array }>;
  histogram(
    params: Params<typeof pixelCalls, 'histogram'>,
    work: Work,
  ): Promise<{ value: HistogramValue; body: Uint8Array }>;
  marks(params: Params<typeof pixelCalls, 'marks'>, work: Work): Promise<{ value: MarksValue; body: Uint8Array }>;
  step(
    params: Params<typeof pixelCalls, 'step'>,
    work: Work,
  ): Promise<{ value: Value<typeof pixelCalls, 'step'>; body: Uint8Array }>;
  /** The encoded file is kept: an export that asks for the same takes it. */
  estimate(request: ExportRequest, work: Work): Promise<Value<typeof pixelCalls, 'estimate'>>;
  export(request: ExportRequest, work: Work): Promise<EncodedFile>;
}

export interface DocumentEngineParts {
  readonly engine: Convolver;
  readonly codec: Codec;
  /** Whether the metadata tell where a picture was taken. */
  readonly hasLocation: (metadata: MetadataBlocks) => boolean;
  /** Runs a step when answers that are ready have been sent; at once where it is left out. */
  readonly soon?: (step: () => void) => void;
}

export function createDocumentEngine({ engine, codec, hasLocation, soon }: DocumentEngineParts): DocumentEngine {
  const queue = createQueue(soon);
  const bodies = createBodies();
  let session: DocumentSession | null = null;
  /** A picture was asked for: whatever it compiles is compiled. */
  let used = false;
  let warming: { readonly controller: AbortController; readonly ended: Promise<void> } | null = null;

  function using<T>(
    work: Work,
    start: (picture: OpenPicture, context: ExportContext, session: DocumentSession) => Promise<T>,
    suits: (coarse: OpenPicture) => boolean = () => false,
  ): Promise<T> {
    const current = session;
    if (!current) return Promise.reject(new AppError('not-found', 'No picture is open.'));
    const { progress = () => undefined } = work;
    return current.use(work.signal, suits, (picture, signal) => start(picture, { signal, progress }, current));
  }

  async function encode(
    request: ExportRequest,
    picture: OpenPicture,
    context: ExportContext,
    { lastExport }: DocumentSession,
  ): Promise<EncodedFile> {
    const key = exportKey(request, picture);
    if (lastExport?.key === key) return lastExport.file;
    return encodeResult(picture, codec, request, context);
  }

  function endWarmUp(): Promise<void> | undefined {
    warming?.controller.abort(closedError());
    return warming?.ended;
  }

  return {
    async warmUp() {
      if (used) return;
      const controller = new AbortController();
      const parts = { engine, queue, bodies, hasLocation, maxPixels: Infinity };
      warming = { controller, ended: warmUp(parts, controller.signal).finally(() => (warming = null)) };
      await warming.ended;
    },
    async open(bytes, { fileName, acceptDamaged, maxPixels, onCoarse }, { signal, progress }) {
      used = true;
      void endWarmUp();
      progress?.({ stage: 'decode', done: 0, total: 1 });
      const previous = session;
      const next = createDocumentSession();
      const parts = { engine, queue, bodies, hasLocation, maxPixels, closed: next.closed };
      const showCoarse = (coarse: CoarseImage): void => {
        if (signal.aborted) return;
        const picture = openCoarsely(coarse, parts);
        next.showCoarse(picture);
        session = next;
        onCoarse?.(picture.info);
      };
      const options = { fileName, acceptDamaged, maxPixels, signal, ...(onCoarse && { onCoarse: showCoarse }) };
      let picture: OpenPicture;
      try {
        const decoded = await codec.decode(bytes, options);
        // Cancelled, or closed as soon as it was seen, it is not opened.
        picture = await openPicture(decoded, parts, AbortSignal.any([signal, next.closed]));
      } catch (thrown) {
        if (session === next) session = previous;
        else if (next.closed.aborted) await previous?.end(closedError());
        await next.end(toAppError(thrown));
        throw thrown;
      }
      next.complete(picture);
      session = next;
      await previous?.end(closedError());
      progress?.({ stage: 'decode', done: 1, total: 1 });
      return picture.info;
    },
    async close() {
      await endWarmUp();
      const previous = session;
      session = null;
      await previous?.end(closedError());
    },
    run: (filters, { rectangle, depth }, work) =>
      using(work, async (picture, { signal }) => {
        const options = { depth: depth ?? picture.source.depth, purpose: 'background', signal } as const;
        const stack = await picture.ranges.complete(
          picture.ground,
          resolveStack(filters, picture.source, picture.names),
          options,
        );
        const wanted = rectangle ? fitInside(rectangle, stack.output) : wholeOf(stack.output);
        const ground = { ...picture.ground, regions: null };
        return ground.queue.run('background', signal, () => evaluate(ground, stack, wanted, options));
      }),
    render: (params, work) =>
      using(
        work,
        (picture, { signal }) => (picture.finest > 0 ? renderCoarse : render)(picture, params, signal),
        (coarse) => suitsCoarse(coarse, params),
      ),
    thumbnail: (params, work) =>
      using(
        work,
        (picture, { signal }) => thumbnail(picture, params, signal),
        () => true,
      ),
    inspect: (params, work) => using(work, (picture, { signal }) => inspect(picture, params, signal)),
    explain: (params, work) => using(work, (picture, { signal }) => explainFilter(picture, params, signal)),
    luminance: (params, work) => using(work, (picture, { signal }) => luminance(picture, params, signal)),
    histogram: (params, work) => using(work, (picture, { signal }) => histogram(picture, params, signal)),
    marks: (params, work) => using(work, (picture, { signal }) => marks(picture, params, signal)),
    step: (params, work) => using(work, (picture, { signal }) => step(picture, params, signal)),
    estimate: (request, work) =>
      using(work, async (picture, context, current) => {
        const started = performance.now();
        const file = await encode(request, picture, context, current);
        current.lastExport = { key: exportKey(request, picture), file };
        return { bytes: file.bytes.length, milliseconds: performance.now() - started, notes: [...file.notes] };
      }),
    export: (request, work) => using(work, encode.bind(null, request)),
  };
}

function closedError(): AppError {
  return new AppError('cancelled', 'The picture was closed.');
}

/** Equal for requests that give the same file. */
function exportKey(request: ExportRequest, picture: OpenPicture): string {
  const { filters, options, ...rest } = request;
  const { key } = resolveStack(filters, picture.source, picture.names);
  const chosen = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([key, chosen, rest.format, rest.keepMetadata, rest.size, rest.depth]);
}
