// The engine process's document side: one open picture, and everything the page and main may ask about it.
import type { ExportRequest, Params, pixelCalls, Progress, RenderParams, RenderValue, Value } from '../contract.ts';
import type { DocumentInfo } from '../document.ts';
import { AppError } from '../errors.ts';
import type { Filter } from '../filters/filter.ts';
import type { Codec, MetadataBlocks } from '../formats/format.ts';
import { wholeOf, type Rectangle } from '../geometry.ts';
import type { Depth } from '../raster.ts';
import { encodeResult, type EncodedFile, type ExportContext } from './export.ts';
import { evaluate, type Convolver } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { inspect } from './inspect.ts';
import { openPicture, type OpenPicture } from './open-picture.ts';
import { render } from './preview.ts';
import { createQueue } from './queue.ts';
import { fitInside } from './samples.ts';
import { resolveStack } from './stack.ts';
import { thumbnail } from './thumbnail.ts';

export interface OpenOptions {
  readonly fileName: string;
  readonly acceptDamaged: boolean;
  readonly maxPixels: number;
}

export interface Work {
  readonly signal: AbortSignal;
  readonly progress?: (progress: Progress) => void;
}

export interface DocumentEngine {
  /** Replaces what was open; when the bytes cannot be opened, that stays. */
  open(bytes: Uint8Array, options: OpenOptions, work: Work): Promise<DocumentInfo>;
  close(): Promise<void>;
  /** A part of the result (all of it by default) in the document's depth or another. The caller releases it. */
  run(filters: readonly Filter[], options: { rectangle?: Rectangle; depth?: Depth }, work: Work): Promise<Evaluation>;
  render(params: RenderParams, work: Work): Promise<{ value: RenderValue; body: Uint8Array }>;
  thumbnail(
    params: Params<typeof pixelCalls, 'thumbnail'>,
    work: Work,
  ): Promise<{ value: Value<typeof pixelCalls, 'thumbnail'>; body: Uint8Array }>;
  inspect(
    params: Params<typeof pixelCalls, 'inspect'>,
    work: Work,
  ): Promise<{ value: Value<typeof pixelCalls, 'inspect'>; body: Uint8Array }>;
  /** The encoded file is kept: an export that asks for the same takes it. */
  estimate(request: ExportRequest, work: Work): Promise<Value<typeof pixelCalls, 'estimate'>>;
  export(request: ExportRequest, work: Work): Promise<EncodedFile>;
}

export interface DocumentEngineParts {
  readonly engine: Convolver;
  readonly codec: Codec;
  /** Whether the metadata tell where a picture was taken. */
  readonly hasLocation: (metadata: MetadataBlocks) => boolean;
}

interface Session {
  readonly picture: OpenPicture;
  readonly closing: AbortController;
  /** What still reads the picture's memory. */
  readonly tasks: Set<{ readonly controller: AbortController; readonly promise: Promise<unknown> }>;
  lastExport: { readonly key: string; readonly file: EncodedFile } | null;
}

export function createDocumentEngine({ engine, codec, hasLocation }: DocumentEngineParts): DocumentEngine {
  const queue = createQueue();
  let session: Session | null = null;

  /** Everything under way is aborted before the memory goes. */
  async function end(ended: Session | null): Promise<void> {
    if (!ended) return;
    const reason = new AppError('cancelled', 'The picture was closed.');
    ended.closing.abort(reason);
    for (const task of ended.tasks) task.controller.abort(reason);
    await Promise.allSettled([...ended.tasks].map((task) => task.promise));
    ended.picture.regions.clear();
    ended.picture.pyramid.release();
    ended.picture.source.release();
  }

  function using<T>(work: Work, start: (session: Session, context: ExportContext) => Promise<T>): Promise<T> {
    if (!session) return Promise.reject(new AppError('not-found', 'No picture is open.'));
    const { tasks } = session;
    const controller = new AbortController();
    const abort = (): void => controller.abort(work.signal.reason);
    if (work.signal.aborted) abort();
    else work.signal.addEventListener('abort', abort, { once: true });
    const context = { signal: controller.signal, progress: work.progress ?? (() => undefined) };
    const promise = start(session, context).finally(() => {
      work.signal.removeEventListener('abort', abort);
      tasks.delete(task);
    });
    const task = { controller, promise };
    tasks.add(task);
    return promise;
  }

  async function encode(
    request: ExportRequest,
    { picture, lastExport }: Session,
    context: ExportContext,
  ): Promise<EncodedFile> {
    const key = exportKey(request, picture);
    if (lastExport?.key === key) return lastExport.file;
    return encodeResult(picture, codec, request, context);
  }

  return {
    async open(bytes, { fileName, acceptDamaged, maxPixels }, { signal, progress }) {
      progress?.({ stage: 'decode', done: 0, total: 1 });
      const decoded = await codec.decode(bytes, { fileName, acceptDamaged, maxPixels, signal });
      signal.throwIfAborted();
      const closing = new AbortController();
      const location = hasLocation(decoded.metadata);
      const picture = openPicture({ engine, queue, decoded, location, maxPixels, closed: closing.signal });
      const previous = session;
      session = { picture, closing, tasks: new Set(), lastExport: null };
      await end(previous);
      progress?.({ stage: 'decode', done: 1, total: 1 });
      return picture.info;
    },
    async close() {
      const previous = session;
      session = null;
      await end(previous);
    },
    run: (filters, { rectangle, depth }, work) =>
      using(work, async ({ picture }, { signal }) => {
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
    render: (params, work) => using(work, ({ picture }, { signal }) => render(picture, params, signal)),
    thumbnail: (params, work) => using(work, ({ picture }, { signal }) => thumbnail(picture, params, signal)),
    inspect: (params, work) => using(work, ({ picture }, { signal }) => inspect(picture, params, signal)),
    estimate: (request, work) =>
      using(work, async (current, context) => {
        const started = performance.now();
        const file = await encode(request, current, context);
        current.lastExport = { key: exportKey(request, current.picture), file };
        return { bytes: file.bytes.length, milliseconds: performance.now() - started, notes: [...file.notes] };
      }),
    export: (request, work) => using(work, encode.bind(null, request)),
  };
}

/** Equal for requests that give the same file. */
function exportKey(request: ExportRequest, picture: OpenPicture): string {
  const { filters, options, ...rest } = request;
  const { key } = resolveStack(filters, picture.source, picture.names);
  const chosen = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([key, chosen, rest.format, rest.keepMetadata, rest.size, rest.depth]);
}
