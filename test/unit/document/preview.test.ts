import { describe, expect, it } from 'vitest';
import { copyRectangle } from '../../../src-core/engine/samples.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import { PRESETS } from '../../../src-core/presets.ts';
import { wholeOf } from '../../../src-core/geometry.ts';
import type { Raster } from '../../../src-core/raster.ts';
import { createWatchedEngine } from './watched-engine.ts';
import {
  BLUR,
  bytesOf,
  exportRequest,
  kernelFilter,
  opened,
  largestDifference,
  picture,
  renderParams,
  SHARPEN,
  SOBEL,
  work,
} from './fixtures.ts';

/** The mean of opaque 8-bit blocks, computed the obvious way. */
function averaged(raster: Raster, factor: number): number[] {
  const means: number[] = [];
  for (let y = 0; y < raster.height; y += factor) {
    for (let x = 0; x < raster.width; x += factor) {
      for (let c = 0; c < raster.channels; c += 1) {
        const values: number[] = [];
        for (let v = y; v < Math.min(y + factor, raster.height); v += 1) {
          for (let u = x; u < Math.min(x + factor, raster.width); u += 1)
            values.push(raster.data[(v * raster.width + u) * raster.channels + c]!);
        }
        means.push(Math.floor(values.reduce((a, b) => a + b, 0) / values.length + 0.5));
      }
    }
  }
  return means;
}

describe('a render at 100 %', () => {
  it('§13 holds the bytes of the export, pixel for pixel', async () => {
    for (const depth of ['u8', 'u16', 'f32'] as const) {
      const { document, codec } = await opened(picture(33, 29, 4, depth));
      const filters = [
        kernelFilter(BLUR, { light: 'linear' }),
        kernelFilter(SOBEL, { output: 'signed', border: 'wrap' }),
      ];
      await document.export(exportRequest(filters, { format: 'tiff', depth: depth === 'f32' ? null : depth }), work());
      const file = codec.encoded[0]!.raster;
      expect(file.depth).toBe(depth === 'f32' && file.depth !== 'f32' ? 'u16' : depth);
      if (file.depth !== depth) continue;
      const rectangle = { x: 5, y: 7, width: 20, height: 13 };
      const { value, body } = await document.render(renderParams(filters, rectangle), work());
      expect(value).toMatchObject({ exact: true, rectangle, size: { width: 33, height: 29 } });
      expect(body).toEqual(bytesOf(copyRectangle(file, rectangle)));
    }
  });

  it('sends a picture shrunk once more when asked to, the mean of its blocks, and does not call it exact', async () => {
    const { document } = await opened(picture(37, 21));
    const filters = [kernelFilter(SHARPEN)];
    const rectangle = { x: 4, y: 0, width: 33, height: 21 };
    const whole = await document.render(renderParams(filters, rectangle), work());
    const small = await document.render(renderParams(filters, rectangle, { shrink: 2 }), work());
    expect(small.value).toMatchObject({ rectangle, level: 0, exact: false });
    const raster = { ...picture(33, 21), data: whole.body };
    expect([...small.body]).toEqual(averaged(raster, 4));
  });

  it('§13 shows RGBA with full opacity for grey and colour documents', async () => {
    const grey = picture(6, 4, 1);
    const { document } = await opened(grey);
    const { body } = await document.render(renderParams([], wholeOf(grey), { space: 'display' }), work());
    expect([...body.subarray(0, 8)]).toEqual([
      grey.data[0],
      grey.data[0],
      grey.data[0],
      255,
      grey.data[1],
      grey.data[1],
      grey.data[1],
      255,
    ]);
  });

  it('answers with the part that exists when the rectangle reaches beyond the result', async () => {
    const { document } = await opened(picture(20, 10));
    const filters = [kernelFilter(SHARPEN, { border: 'crop' })];
    const { value } = await document.render(renderParams(filters, { x: 10, y: -4, width: 50, height: 50 }), work());
    expect(value.rectangle).toEqual({ x: 10, y: 0, width: 8, height: 8 });
    expect(value).toMatchObject({ size: { width: 18, height: 8 }, origin: { x: 1, y: 1 } });
    const far = await document.render(renderParams(filters, { x: 900, y: 900, width: 5, height: 5 }), work());
    expect(far.value.rectangle).toEqual({ x: 17, y: 7, width: 1, height: 1 });
  });

  it('§5 minmax maps the range of the whole picture whatever part is shown', async () => {
    const source = picture(40, 30);
    const engine = createWatchedEngine();
    const { document } = await opened(source, engine);
    const filters = [kernelFilter(BLUR), kernelFilter(SOBEL, { output: 'minmax' })];
    const part = { x: 3, y: 20, width: 4, height: 4 };
    const guess = await document.render(renderParams(filters, part, { quality: 'approximate' }), work());
    expect(guess.value.exact).toBe(false);
    const first = await document.render(renderParams(filters, part), work());
    const whole = await document.render(renderParams(filters, wholeOf(source)), work());
    expect(first.value.exact).toBe(true);
    expect(first.value.ranges).toEqual(whole.value.ranges);
    expect(Object.keys(first.value.ranges)).toEqual([filters[1]!.id]);
    const raster: Raster = { ...source, data: whole.body };
    expect(first.body).toEqual(bytesOf(copyRectangle(raster, part)));
    expect(Math.min(...whole.body)).toBe(0);
    expect(Math.max(...whole.body)).toBe(255);
    const calls = engine.calls.length;
    const again = await document.render(renderParams(filters, part, { quality: 'approximate' }), work());
    expect(again.value.exact).toBe(true);
    // All of it is at hand.
    expect(engine.calls.length).toBe(calls);
  });
});

describe('a render below 100 %', () => {
  it('§13 exact is the full-resolution result, downsampled', async () => {
    const source = picture(75, 50);
    const { document } = await opened(source);
    const filters = [kernelFilter(SOBEL, { output: 'absolute' })];
    const full = await document.render(renderParams(filters, wholeOf(source)), work());
    const { value, body } = await document.render(
      renderParams(filters, { x: 0, y: 0, width: 19, height: 13 }, { level: 2 }),
      work(),
    );
    expect(value).toMatchObject({ exact: true, level: 2, rectangle: { x: 0, y: 0, width: 19, height: 13 } });
    expect([...body]).toEqual(averaged({ ...source, data: full.body }, 4));
  });

  it('§13 without filters is the shrunk source, at once exact', async () => {
    const source = picture(75, 50);
    const { document } = await opened(source);
    for (const quality of ['approximate', 'exact']) {
      const { value, body } = await document.render(
        renderParams([], { x: 0, y: 0, width: 38, height: 25 }, { level: 1, quality }),
        work(),
      );
      expect(value.exact).toBe(true);
      expect([...body]).toEqual(averaged(source, 2));
    }
  });

  it('averages colour by opacity: what cannot be seen does not show', async () => {
    const source = picture(2, 2, 4);
    source.data.set([255, 0, 0, 255, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0]);
    const { document } = await opened(source);
    const { body } = await document.render(renderParams([], { x: 0, y: 0, width: 1, height: 1 }, { level: 1 }), work());
    expect([...body]).toEqual([255, 0, 0, 64]);
  });

  it('keeps what was shown for the next pan, and filters only what is new', async () => {
    const engine = createWatchedEngine();
    const { document } = await opened(picture(1100, 16, 1), engine);
    const filters = [kernelFilter([[1, 2, 1]])];
    const left = { x: 0, y: 0, width: 200, height: 8 };
    const first = await document.render(renderParams(filters, left, { level: 1 }), work());
    const calls = engine.calls.length;
    const inside = { ...left, x: 20, width: 100 };
    const again = await document.render(renderParams(filters, inside, { level: 1 }), work());
    expect(engine.calls.length).toBe(calls);
    expect(again.body[0]).toBe(first.body[20]);
    expect(again.value.plans).toEqual(first.value.plans);
    const moved = await document.render(renderParams(filters, { ...left, x: 50 }, { level: 1 }), work());
    expect(engine.calls.slice(calls).map((call) => call.width)).toEqual([100]);
    expect(moved.body[100]).toBe(first.body[150]);
    const changed = [kernelFilter([[1, 3, 1]])];
    await document.render(renderParams(changed, left, { level: 1 }), work());
    expect(engine.calls.length).toBeGreaterThan(calls + 1);
  });

  it('§13 approximate is marked, close to exact on a smooth picture, and cheap', async () => {
    const source = picture(256, 192, 3, 'u8', 0);
    const engine = createWatchedEngine();
    const { document } = await opened(source, engine);
    const stacks = [
      [createFilter('gaussian', { parameters: { sigmaX: 3, sigmaY: 3 } })],
      [kernelFilter(SHARPEN), createFilter('disc', { parameters: { radius: 4 } })],
      [kernelFilter(SOBEL, { output: 'signed' })],
      [kernelFilter(BLUR, { bias: 0.1 }), kernelFilter([[0.5, 0.5]], { border: 'crop', amount: 0.5 })],
    ];
    for (const filters of stacks) {
      const rectangle = { x: 8, y: 8, width: 40, height: 30 };
      engine.calls.length = 0;
      const quick = await document.render(
        renderParams(filters, rectangle, { level: 2, quality: 'approximate' }),
        work(),
      );
      expect(quick.value.exact).toBe(false);
      expect(engine.calls.every((call) => call.width <= 64)).toBe(true);
      const exact = await document.render(renderParams(filters, rectangle, { level: 2 }), work());
      expect(largestDifference(quick.body, exact.body)).toBeLessThanOrEqual(4);
      expect(quick.value.size).toEqual(exact.value.size);
    }
  });

  it('approximates every preset without an error at every level', async () => {
    const { document } = await opened(picture(70, 45, 4));
    for (const preset of PRESETS) {
      for (const level of [1, 5]) {
        const { value } = await document.render(
          renderParams([preset.create()], { x: 0, y: 0, width: 10, height: 10 }, { level, quality: 'approximate' }),
          work(),
        );
        expect(value.level).toBe(level);
      }
    }
  });
});

describe('cancelling a render', () => {
  it('rejects with the reason of the signal and keeps the parts that were ready', async () => {
    const engine = createWatchedEngine(20);
    const { document } = await opened(picture(256, 12_000, 1), engine);
    const filters = [kernelFilter([[1, 2, 1]])];
    const controller = new AbortController();
    const everything = renderParams(filters, { x: 0, y: 0, width: 128, height: 6000 }, { level: 1 });
    const rendering = document.render(everything, work(controller.signal));
    rendering.catch(() => undefined);
    while (engine.calls.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    controller.abort(new Error('newer'));
    await expect(rendering).rejects.toThrow('newer');
    const calls = engine.calls.length;
    await document.render(everything, work());
    const rows = engine.calls.slice(calls).reduce((sum, call) => sum + call.height, 0);
    expect(rows).toBeLessThan(12_000);
  });

  it('closing the document cancels what is under way before its memory goes', async () => {
    const engine = createWatchedEngine(5);
    const source = picture(30, 30);
    const { document } = await opened(source, engine);
    const rendering = document.render(renderParams([kernelFilter(BLUR)], wholeOf(source)), work());
    await document.close();
    await expect(rendering).rejects.toMatchObject({ code: 'cancelled' });
    expect(engine.held()).toBe(0);
    await expect(document.render(renderParams([], wholeOf(source)), work())).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
