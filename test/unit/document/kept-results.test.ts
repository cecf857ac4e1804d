// Results that are kept by content: what is at hand is not filtered again, and nothing else is taken for it.
import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../src-core/engine/evaluation.ts';
import { Regions } from '../../../src-core/engine/regions.ts';
import { AppError } from '../../../src-core/errors.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import { subtract, wholeOf, type Rectangle } from '../../../src-core/geometry.ts';
import { createRaster } from '../../../src-core/raster.ts';
import { between, randomFrom } from '../convolve/support.ts';
import { createWatchedEngine } from './watched-engine.ts';
import { BLUR, exportRequest, kernelFilter, opened, picture, renderParams, SHARPEN, SOBEL, work } from './fixtures.ts';

describe('a stack on screen', () => {
  const source = picture(420, 300, 4);
  const view = { x: 60, y: 40, width: 200, height: 150 };
  const first = createFilter('gaussian', { parameters: { sigmaX: 2, sigmaY: 2 } });
  const second = kernelFilter(SHARPEN, { border: 'mirror' });

  it('does not compute the first two filters again when the third is edited', async () => {
    const engine = createWatchedEngine();
    const { document } = await opened(source, engine);
    await document.render(renderParams([first, second, kernelFilter(SOBEL)], view), work());
    expect(engine.calls).toHaveLength(3);
    for (const bias of [0.1, 0.2, 0.3]) {
      engine.calls.length = 0;
      const { value } = await document.render(
        renderParams([first, second, kernelFilter(SOBEL, { bias })], view),
        work(),
      );
      expect(engine.calls).toEqual([{ width: 200, height: 150 }]);
      expect(value.plans).toHaveLength(3);
    }
    engine.calls.length = 0;
    const { value } = await document.render(renderParams([first, second, kernelFilter(SOBEL)], view), work());
    expect(engine.calls).toEqual([]);
    expect(value.plans).toHaveLength(3);
    const edited = { ...second, settings: { ...second.settings, bias: 0.1 } };
    await document.render(renderParams([first, edited, kernelFilter(SOBEL)], view), work());
    expect(engine.calls).toHaveLength(2);
  });

  it('has room round the first filters for the third to grow', async () => {
    const engine = createWatchedEngine();
    const { document } = await opened(source, engine);
    const box = (side: number) => createFilter('box', { parameters: { width: side, height: side } });
    await document.render(renderParams([first, second, box(3)], view), work());
    for (const side of [5, 7, 9]) {
      engine.calls.length = 0;
      await document.render(renderParams([first, second, box(side)], view), work());
      expect(engine.calls).toEqual([{ width: 200, height: 150 }]);
    }
  });

  it('filters only what a pan brings into view', async () => {
    const large = picture(1800, 1400, 1);
    const engine = createWatchedEngine();
    const { document } = await opened(large, engine);
    const filters = [kernelFilter(BLUR), second];
    const before = { x: 0, y: 0, width: 1400, height: 1300 };
    await document.render(renderParams(filters, before), work());
    engine.calls.length = 0;
    const { body } = await document.render(renderParams(filters, { ...before, x: 100 }), work());
    expect(engine.calls.length).toBeGreaterThan(0);
    expect(Math.max(...engine.calls.map(({ width }) => width))).toBeLessThan(200);
    const { document: other } = await opened(large);
    const fresh = await other.render(renderParams(filters, { ...before, x: 100 }), work());
    expect(Buffer.compare(body, fresh.body)).toBe(0);
  });

  it('keeps whole blocks of plans that compute in blocks, at every level', async () => {
    const large = picture(1100, 700, 1);
    const engine = createWatchedEngine();
    engine.blocksOf = () => ({ width: 100, height: 90 });
    const { document } = await opened(large, engine);
    const filters = [kernelFilter(BLUR, { border: 'crop' })];
    await document.render(renderParams(filters, { x: 210, y: 120, width: 60, height: 30 }), work());
    // The result's (0, 0) lies on the picture's (2, 2).
    expect(engine.calls).toEqual([{ width: 100, height: 90 }]);
    await document.render(renderParams(filters, { x: 200, y: 90, width: 90, height: 80 }), work());
    expect(engine.calls).toHaveLength(1);
    const level = { level: 2, quality: 'exact' };
    await document.render(renderParams(filters, { x: 60, y: 40, width: 20, height: 20 }, level), work());
    engine.calls.length = 0;
    await document.render(renderParams(filters, { x: 50, y: 25, width: 45, height: 40 }, level), work());
    expect(engine.calls).toEqual([]);
  });

  it('§13 shows the same bytes whatever was looked at before', async () => {
    const filters = [kernelFilter(BLUR, { light: 'linear' }), second, kernelFilter(SOBEL, { output: 'signed' })];
    const { document } = await opened(source);
    const { body: whole } = await document.render(renderParams(filters, wholeOf(source)), work());
    const { document: wandering } = await opened(source);
    const random = randomFrom(5);
    for (let step = 0; step < 25; step++) {
      const x = between(random, 0, 300);
      const y = between(random, 0, 200);
      const part = { x, y, width: between(random, 1, 420 - x), height: between(random, 1, 300 - y) };
      const { body } = await wandering.render(renderParams(filters, part), work());
      for (let row = 0; row < part.height; row++) {
        const start = ((y + row) * 420 + x) * 4;
        const shown = body.subarray(row * part.width * 4, (row + 1) * part.width * 4);
        expect(Buffer.compare(shown, whole.subarray(start, start + part.width * 4))).toBe(0);
      }
    }
  });

  it('§13 an export is computed anew', async () => {
    const engine = createWatchedEngine();
    const { document } = await opened(source, engine);
    await document.render(renderParams([first, second], wholeOf(source)), work());
    engine.calls.length = 0;
    await document.export(exportRequest([first, second]), work());
    expect(engine.calls).toHaveLength(2);
  });

  it('goes when an export needs the memory', async () => {
    const engine = createWatchedEngine();
    const { document } = await opened(source, engine);
    await document.render(renderParams([first, second], view), work());
    const { convolve } = engine;
    const held = engine.held();
    engine.convolve = (...given) => {
      if (engine.held() < held) return convolve(...given);
      return Promise.reject(new AppError('too-large', 'No room.'));
    };
    engine.calls.length = 0;
    await document.export(exportRequest([second]), work());
    expect(engine.calls).toEqual([{ width: 420, height: 300 }]);
  });

  it('gives all memory back when the picture is closed', async () => {
    const engine = createWatchedEngine();
    const { document } = await opened(source, engine);
    await document.render(renderParams([first, second], view), work());
    await document.render(renderParams([first, second], { x: 0, y: 0, width: 90, height: 70 }, { level: 2 }), work());
    expect(engine.held()).toBeGreaterThan(3);
    await document.close();
    expect(engine.held()).toBe(0);
  });
});

describe('the place for kept results', () => {
  const released: string[] = [];
  const made = (name: string, rectangle: Rectangle): Evaluation => ({
    rectangle,
    raster: createRaster(rectangle.width, rectangle.height, 1, 'u8'),
    plans: [],
    invalidSamples: 0,
    milliseconds: 5,
    range: null,
    release: () => released.push(name),
  });
  const at = (x: number, width = 10): Rectangle => ({ x, y: 0, width, height: 10 });

  it('keeps what was used last under its budget, and frees the rest', () => {
    const regions = new Regions(250);
    for (const [index, name] of ['a', 'b'].entries()) regions.keep('k', made(name, at(index * 10))).release();
    regions.covering('k', at(0))?.release();
    regions.keep('k', made('c', at(20))).release();
    expect(released.splice(0)).toEqual(['b']);
    expect(regions.heldBytes).toBe(200);
    expect(regions.covering('k', at(10))).toBeNull();
    regions.keep('k', made('huge', at(0, 300))).release();
    expect(released.splice(0)).toEqual(['huge']);
    regions.clear();
    expect(released.splice(0).sort()).toEqual(['a', 'c']);
    expect(regions.heldBytes).toBe(0);
  });

  it('frees nothing that is still read', () => {
    const regions = new Regions(150);
    const reader = regions.keep('k', made('a', at(0)));
    const other = regions.covering('k', { x: 2, y: 2, width: 3, height: 3 })!;
    regions.keep('k', made('b', at(10))).release();
    expect(regions.covering('k', at(0))).toBeNull();
    reader.release();
    reader.release();
    expect(released).toEqual([]);
    other.release();
    expect(released.splice(0)).toEqual(['a']);
  });

  it('tells parts of one content from those of another, and lets a larger one take their place', () => {
    const regions = new Regions(1000);
    for (const x of [0, 10]) regions.keep('k', made(`k${x}`, at(x))).release();
    regions.keep('other', made('other', at(0))).release();
    const readers = regions.touching('k', at(5));
    expect(readers.map(({ rectangle }) => rectangle.x)).toEqual([0, 10]);
    regions.keep('k', made('large', at(0, 15))).release();
    expect(released).toEqual([]);
    for (const reader of readers) reader.release();
    expect(released.splice(0)).toEqual(['k0']);
    regions.clear();
    expect(released.splice(0).sort()).toEqual(['k10', 'large', 'other']);
  });
});

describe('what of a rectangle lies outside another', () => {
  it('is every pixel of it once, and no other', () => {
    const random = randomFrom(9);
    const any = (): Rectangle => {
      const [x, y] = [between(random, 0, 6), between(random, 0, 6)];
      return { x, y, width: between(random, 1, 6), height: between(random, 1, 6) };
    };
    const holds = ({ x, y, width, height }: Rectangle, u: number, v: number): boolean =>
      u >= x && v >= y && u < x + width && v < y + height;
    for (let turn = 0; turn < 200; turn++) {
      const [a, b] = [any(), any()];
      const left = subtract(a, b);
      for (let u = 0; u < 12; u++) {
        for (let v = 0; v < 12; v++) {
          const count = left.filter((part) => holds(part, u, v)).length;
          expect(count).toBe(Number(holds(a, u, v) && !holds(b, u, v)));
        }
      }
    }
  });
});
