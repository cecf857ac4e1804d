// The engine process's two faces over wires: what main asks it (open, export) and what a page asks it (pixels).
import { engineCalls, pixelCalls } from '../src-core/contract.ts';
import { createDocumentEngine, type DocumentEngine } from '../src-core/engine/document-engine.ts';
import type { Engine } from '../src-core/engine/types.ts';
import { refuse } from '../src-core/errors.ts';
import type { Codec, MetadataBlocks } from '../src-core/formats/format.ts';
import { serve, type Handlers } from '../src-core/rpc.ts';
import type { Wire } from '../src-core/wire.ts';
import { hasLocation } from './codecs/exif.ts';
import { xmpHasLocation } from './codecs/xmp.ts';

export interface EngineServiceParts {
  readonly codec: Codec;
  readonly createEngine: () => Promise<Engine>;
}

export interface EngineService {
  serveMain(wire: Wire): void;
  servePixels(wire: Wire): void;
  close(): Promise<void>;
}

export function createEngineService({ codec, createEngine }: EngineServiceParts): EngineService {
  // Threads start while the first file is still being read.
  const engine = createEngine();
  const documents = engine.then((ready) => createDocumentEngine({ engine: ready, codec, hasLocation: tellsPlace }));
  // Whoever calls first hears of a failed start; until then nobody listens.
  documents.catch(() => undefined);

  return {
    serveMain: (wire) => void serve(wire, engineCalls, mainHandlers(documents)),
    servePixels: (wire) => void serve(wire, pixelCalls, pixelHandlers(documents)),
    async close() {
      await (await documents).close();
      await (await engine).close();
    },
  };
}

function mainHandlers(documents: Promise<DocumentEngine>): Handlers<typeof engineCalls> {
  return {
    async open(options, { body, ...work }) {
      if (!body) refuse('the bytes of a file', 'body', body);
      return { value: await (await documents).open(body, options, work) };
    },
    async close() {
      await (await documents).close();
      return { value: {} };
    },
    async export(request, work) {
      const { bytes, notes, width, height } = await (await documents).export(request, work);
      return { value: { notes: [...notes], width, height }, body: bytes };
    },
    ping: () => Promise.resolve({ value: {} }),
  };
}

function pixelHandlers(documents: Promise<DocumentEngine>): Handlers<typeof pixelCalls> {
  return {
    render: async (params, work) => (await documents).render(params, work),
    thumbnail: async (params, work) => (await documents).thumbnail(params, work),
    inspect: async (params, work) => (await documents).inspect(params, work),
    estimate: async (request, work) => ({ value: await (await documents).estimate(request, work) }),
  };
}

function tellsPlace({ exif, xmp }: MetadataBlocks): boolean {
  return (exif !== null && hasLocation(exif)) || (xmp !== null && xmpHasLocation(xmp));
}
