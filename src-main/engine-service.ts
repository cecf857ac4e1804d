// The engine process's two faces over wires: what main asks it (open, export) and what a page asks it (pixels).
import { engineCalls, pixelCalls } from '../src-core/contract.ts';
import type { DocumentInfo } from '../src-core/document.ts';
import { createDocumentEngine, type DocumentEngine } from '../src-core/engine/document-engine.ts';
import type { Convolver } from '../src-core/engine/evaluate.ts';
import type { Engine } from '../src-core/engine/types.ts';
import { toAppError } from '../src-core/errors.ts';
import type { Codec, MetadataBlocks } from '../src-core/formats/format.ts';
import { serve, type Handlers } from '../src-core/rpc.ts';
import type { Wire } from '../src-core/wire.ts';
import { hasLocation } from './codecs/exif.ts';
import { xmpHasLocation } from './codecs/xmp.ts';

export interface EngineServiceParts {
  readonly codec: Codec;
  readonly createEngine: () => Promise<Convolver & Pick<Engine, 'close'>>;
  /** A thread died: only a new process helps. */
  readonly onLost: () => void;
  /** A bug: the caller only hears `internal`, whoever runs the process may want the stack. */
  readonly onBug: (thrown: unknown) => void;
}

export interface EngineService {
  serveMain(wire: Wire): void;
  servePixels(wire: Wire): void;
  close(): Promise<void>;
}

/** The page that starts together with the engine comes first. */
const WARM_UP_AFTER_MS = 300;

type Ask = <T>(question: (documents: DocumentEngine) => Promise<T>) => Promise<T>;

export function createEngineService({ codec, createEngine, onLost, onBug }: EngineServiceParts): EngineService {
  // Threads start while the first file is still being read.
  const engine = createEngine();
  const parts = { codec, hasLocation: tellsPlace, soon: (step: () => void) => void setImmediate(step) };
  const documents = engine.then((ready) => createDocumentEngine({ engine: ready, ...parts }));
  // Whoever calls first hears of a failed start; until then nobody listens.
  documents.catch(() => undefined);
  // Nobody asked for it, so nobody hears of a failure but `ask`.
  const warmUp = setTimeout(() => void ask((ready) => ready.warmUp()).catch(() => undefined), WARM_UP_AFTER_MS);

  const ask: Ask = async (question) => {
    try {
      return await question(await documents);
    } catch (thrown) {
      const { code } = toAppError(thrown);
      if (code === 'engine-lost') onLost();
      if (code === 'internal') onBug(thrown);
      throw thrown;
    }
  };

  return {
    serveMain: (wire) => void serve(wire, engineCalls, mainHandlers(ask)),
    servePixels: (wire) => void serve(wire, pixelCalls, pixelHandlers(ask)),
    async close() {
      clearTimeout(warmUp);
      await (await documents).close();
      await (await engine).close();
    },
  };
}

function mainHandlers(ask: Ask): Handlers<typeof engineCalls> {
  return {
    // An empty file: a frame does not tell it from no body.
    open: async (options, { body = new Uint8Array(), ...work }) => {
      const onCoarse = (info: DocumentInfo): void => {
        const opened = { name: options.fileName, info, writable: false };
        work.progress({ stage: 'decode', done: 0, total: 1, opened });
      };
      return { value: await ask((documents) => documents.open(body, { ...options, onCoarse }, work)) };
    },
    close: async () => {
      await ask((documents) => documents.close());
      return { value: {} };
    },
    export: async (request, work) => {
      const { bytes, notes, width, height } = await ask((documents) => documents.export(request, work));
      return { value: { notes: [...notes], width, height }, body: bytes };
    },
    ping: () => Promise.resolve({ value: {} }),
  };
}

function pixelHandlers(ask: Ask): Handlers<typeof pixelCalls> {
  return {
    render: (params, work) => ask((documents) => documents.render(params, work)),
    thumbnail: (params, work) => ask((documents) => documents.thumbnail(params, work)),
    inspect: (params, work) => ask((documents) => documents.inspect(params, work)),
    explain: async (params, work) => ({ value: await ask((documents) => documents.explain(params, work)) }),
    luminance: (params, work) => ask((documents) => documents.luminance(params, work)),
    histogram: (params, work) => ask((documents) => documents.histogram(params, work)),
    marks: (params, work) => ask((documents) => documents.marks(params, work)),
    step: (params, work) => ask((documents) => documents.step(params, work)),
    estimate: async (request, work) => ({ value: await ask((documents) => documents.estimate(request, work)) }),
  };
}

function tellsPlace({ exif, xmp }: MetadataBlocks): boolean {
  return (exif !== null && hasLocation(exif)) || (xmp !== null && xmpHasLocation(xmp));
}
