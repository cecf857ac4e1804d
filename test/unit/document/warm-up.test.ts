// What the engine does before a picture is open: nothing of it stays, and a picture never waits for it.
import { expect, it } from 'vitest';
import { createDocumentEngine } from '../../../src-core/engine/document-engine.ts';
import { PRESETS } from '../../../src-core/presets.ts';
import { createCodec } from '../../../src-main/codecs/codec.ts';
import { createWatchedEngine } from './watched-engine.ts';
import { kernelFilter, opened, picture, renderParams, SHARPEN, work } from './fixtures.ts';

const view = { x: 0, y: 0, width: 100, height: 80 };

it('runs every preset and leaves neither a document nor memory behind', async () => {
  const engine = createWatchedEngine();
  const document = createDocumentEngine({ engine, codec: createCodec(), hasLocation: () => false });
  await document.warmUp();
  expect(engine.calls.length).toBeGreaterThanOrEqual(2 * PRESETS.length);
  expect(engine.held()).toBe(0);
  await expect(document.render(renderParams([], view), work())).rejects.toMatchObject({ code: 'not-found' });
});

it('ends when it is closed', async () => {
  const engine = createWatchedEngine(20);
  const document = createDocumentEngine({ engine, codec: createCodec(), hasLocation: () => false });
  const warm = document.warmUp();
  await document.close();
  await warm;
  expect(engine.calls.length).toBeLessThan(PRESETS.length);
  expect(engine.held()).toBe(0);
});

it('does nothing where a picture is being opened', async () => {
  const engine = createWatchedEngine();
  const codec = { ...createCodec(), decode: () => new Promise<never>(() => undefined) };
  const document = createDocumentEngine({ engine, codec, hasLocation: () => false });
  const options = { fileName: 'slow.png', acceptDamaged: false, maxPixels: 1e6 };
  document.open(new Uint8Array(1), options, work()).catch(() => undefined);
  await document.warmUp();
  expect(engine.calls).toHaveLength(0);
});

it('does nothing where a picture is open', async () => {
  const engine = createWatchedEngine();
  const { document } = await opened(picture(120, 90), engine);
  const before = engine.calls.length;
  await document.warmUp();
  expect(engine.calls).toHaveLength(before);
  await document.render(renderParams([kernelFilter(SHARPEN)], view), work());
  expect(engine.calls).toHaveLength(before + 1);
});
