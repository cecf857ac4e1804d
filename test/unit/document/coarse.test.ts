import { describe, expect, it } from 'vitest';
import { createDocumentEngine, type DocumentEngine } from '../../../src-core/engine/document-engine.ts';
import type { DocumentInfo } from '../../../src-core/document.ts';
import { SRGB } from '../../../src-core/colour/colour-space.ts';
import { AppError } from '../../../src-core/errors.ts';
import type { Codec, DecodedImage, DecodeOptions } from '../../../src-core/formats/format.ts';
import type { Raster } from '../../../src-core/raster.ts';
import { kernelFilter, picture, renderParams, SHARPEN, work } from './fixtures.ts';
import { createWatchedEngine, type WatchedEngine } from './watched-engine.ts';

const decoded = (raster: Raster): DecodedImage => ({
  raster,
  format: 'jpeg',
  colourSpace: SRGB,
  metadata: { exif: null, xmp: null, icc: null },
  notes: [],
});
const WHOLE = picture(400, 300);
const COARSE = picture(100, 75);
const OTHER = picture(40, 30);
const ALL = { x: 0, y: 0, width: 100, height: 75 };
const coarsely = (filters = [kernelFilter(SHARPEN)]) =>
  renderParams(filters, ALL, { level: 2, quality: 'approximate' });

interface Scene {
  readonly document: DocumentEngine;
  readonly engine: WatchedEngine;
  /** Of what was open before. */
  readonly heldBefore: number;
  readonly opening: Promise<DocumentInfo>;
  readonly seen: DocumentInfo[];
  finish(): void;
  fail(error: unknown): void;
}

/** A small picture is open, and another one is being decoded whose coarse copy is there already. */
async function halfOpen(signal = new AbortController().signal, whole = WHOLE): Promise<Scene> {
  let options: DecodeOptions;
  let finish: (image: DecodedImage) => void;
  let fail: (error: unknown) => void;
  const codec: Codec = {
    decode: (_, given) => {
      if (given.fileName === 'other.png') return Promise.resolve(decoded(OTHER));
      options = given;
      return new Promise((resolve, reject) => ([finish, fail] = [resolve, reject]));
    },
    encode: (raster) => Promise.resolve({ bytes: new Uint8Array(raster.width), notes: [] }),
  };
  const engine = createWatchedEngine();
  const document = createDocumentEngine({ engine, codec, hasLocation: () => false });
  const given = { acceptDamaged: false, maxPixels: 1e8 };
  await document.open(new Uint8Array(1), { fileName: 'other.png', ...given }, work());
  const heldBefore = engine.held();
  const seen: DocumentInfo[] = [];
  const onCoarse = (info: DocumentInfo): void => void seen.push(info);
  const opening = document.open(new Uint8Array(1), { fileName: 'photo.jpg', ...given, onCoarse }, work(signal));
  opening.catch(() => undefined);
  options!.onCoarse!({ image: decoded(COARSE), level: 2, width: 400, height: 300 });
  return { document, engine, heldBefore, opening, seen, finish: () => finish(decoded(whole)), fail: (e) => fail(e) };
}

const isPending = async (promise: Promise<unknown>): Promise<boolean> => {
  const turn = new Promise((resolve) => setTimeout(resolve, 60)).then(() => 'pending');
  return (await Promise.race([promise, turn])) === 'pending';
};

describe('while a picture is being decoded', () => {
  it('tells its true size and shows it approximately, with filters and in thumbnails', async () => {
    const { document, seen, opening, finish } = await halfOpen();
    expect(seen).toMatchObject([{ width: 400, height: 300, format: 'jpeg' }]);
    const { value, body } = await document.render(coarsely(), work());
    expect(value).toMatchObject({
      exact: false,
      coarse: true,
      level: 2,
      rectangle: ALL,
      size: { width: 400, height: 300 },
    });
    expect(body).toHaveLength(100 * 75 * 3);
    expect((await document.render(coarsely([]), work())).value.exact).toBe(false);
    const thumbnail = await document.thumbnail({ filters: [], maxWidth: 48, maxHeight: 48 }, work());
    expect(thumbnail.value).toEqual({ width: 48, height: 36 });
    finish();
    expect(await opening).toEqual(seen[0]);
  });

  it('answers what is to be shrunk anyway from as coarse pixels as there are', async () => {
    const { document } = await halfOpen();
    const rectangle = { x: 64, y: 32, width: 201, height: 101 };
    const shrunk = (shrink: number) =>
      document.render(renderParams([], rectangle, { level: 0, quality: 'exact', shrink }), work());
    const { value, body } = await shrunk(2);
    expect(value).toMatchObject({ exact: false, level: 0, rectangle });
    const row = (y: number) => [...COARSE.data.subarray((y * 100 + 16) * 3, (y * 100 + 16 + 51) * 3)];
    expect(body).toHaveLength(51 * 26 * 3);
    expect([...body.subarray(0, 51 * 3)]).toEqual(row(8));
    expect((await shrunk(4)).body).toHaveLength(13 * 7 * 3);
    expect(await isPending(shrunk(1))).toBe(true);
  });

  it('lets wait what needs all of its pixels, and answers it exactly when they are there', async () => {
    const { document, opening, finish } = await halfOpen();
    const exact = document.render(renderParams([], ALL, { level: 2, quality: 'exact' }), work());
    const fine = document.render(renderParams([], ALL, { level: 0, quality: 'approximate' }), work());
    const values = document.inspect({ filters: [], x: 399, y: 299, radius: 0 }, work());
    expect(await isPending(Promise.race([exact, fine, values]))).toBe(true);
    finish();
    await opening;
    expect((await exact).value.exact).toBe(true);
    expect((await fine).body.subarray(0, 300)).toEqual(WHOLE.data.subarray(0, 300));
    const sample = new Float32Array((await values).body.buffer)[0]!;
    expect(Math.round(sample * 255)).toBe(WHOLE.data[(299 * 400 + 399) * 3]);
  });

  it('lets go of the coarse copy and of the picture before once it is whole', async () => {
    const { document, engine, heldBefore, opening, finish } = await halfOpen();
    await document.render(coarsely(), work());
    finish();
    await opening;
    await isPending(Promise.resolve());
    expect(engine.held()).toBe(heldBefore);
    await document.close();
    expect(engine.held()).toBe(0);
  });

  it('brings back the picture before when the rest cannot be decoded', async () => {
    const { document, engine, heldBefore, opening, fail } = await halfOpen();
    const waiting = document.render(renderParams([], ALL, { level: 2 }), work());
    waiting.catch(() => undefined);
    const reason = new AppError('corrupt', 'photo.jpg could not be opened. The file is damaged.');
    fail(reason);
    await expect(opening).rejects.toBe(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(engine.held()).toBe(heldBefore);
    const { value, body } = await document.render(renderParams([], { x: 0, y: 0, width: 40, height: 30 }), work());
    expect(value.exact).toBe(true);
    expect(body).toEqual(OTHER.data);
  });

  it('is closed for good when it is closed before it is whole', async () => {
    const { document, engine, opening, finish } = await halfOpen();
    await document.close();
    finish();
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    await expect(document.render(coarsely(), work())).rejects.toMatchObject({ code: 'not-found' });
    expect(engine.held()).toBe(0);
  });

  it('is given up between two pieces where it is cancelled while it is copied', async () => {
    const controller = new AbortController();
    const { engine, heldBefore, opening, document, finish } = await halfOpen(controller.signal, picture(4000, 3000));
    finish();
    await new Promise((resolve) => setTimeout(resolve));
    controller.abort(new AppError('cancelled', 'by hand'));
    await expect(opening).rejects.toMatchObject({ message: 'by hand' });
    expect(engine.held()).toBe(heldBefore);
    // The picture before is back.
    await expect(
      document.render(renderParams([], { x: 0, y: 0, width: 40, height: 30 }), work()),
    ).resolves.toBeDefined();
  });

  it('shows nothing of an open that was cancelled', async () => {
    const controller = new AbortController();
    const { document, opening, finish } = await halfOpen(controller.signal);
    controller.abort(new AppError('cancelled', 'Cancelled.'));
    finish();
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    const { body } = await document.render(renderParams([], { x: 0, y: 0, width: 40, height: 30 }), work());
    expect(body).toEqual(OTHER.data);
  });
});
