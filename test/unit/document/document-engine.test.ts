import { describe, expect, it, vi } from 'vitest';
import { engineCalls, pixelCalls, type Progress } from '../../../src-core/contract.ts';
import { AppError } from '../../../src-core/errors.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import { PRESETS } from '../../../src-core/presets.ts';
import { connect } from '../../../src-core/rpc.ts';
import { createWirePair } from '../../../src-core/wire-pair.ts';
import { createEngineService } from '../../../src-main/engine-service.ts';
import { createWatchedEngine } from './watched-engine.ts';
import {
  BLUR,
  bytesOf,
  exportRequest,
  kernelFilter,
  opened,
  picture,
  renderParams,
  SHARPEN,
  work,
} from './fixtures.ts';

describe('thumbnails', () => {
  it('fit into their box with the proportions of the picture and are never enlarged', async () => {
    const { document } = await opened(picture(120, 60));
    const thumbnail = (maxWidth: number, maxHeight: number) =>
      document.thumbnail({ filters: [], maxWidth, maxHeight }, work());
    expect((await thumbnail(48, 48)).value).toEqual({ width: 48, height: 24 });
    expect((await thumbnail(512, 30)).value).toEqual({ width: 60, height: 30 });
    const large = await thumbnail(512, 512);
    expect(large.value).toEqual({ width: 120, height: 60 });
    expect(large.body.length).toBe(120 * 60 * 4);
  });

  it('show every preset, distinct from the plain picture', async () => {
    const { document } = await opened(picture(300, 200, 3, 'u8', 0.6));
    const box = { maxWidth: 24, maxHeight: 16 };
    const plain = await document.thumbnail({ filters: [], ...box }, work());
    for (const preset of PRESETS) {
      const { value, body } = await document.thumbnail({ filters: [preset.create() as never], ...box }, work());
      expect(value).toEqual(plain.value);
      expect(body).toHaveLength(plain.body.length);
      if (preset.id !== 'identity') expect(body, preset.id).not.toEqual(plain.body);
    }
  });
});

describe('values', () => {
  it('are fractions of the source and of the result around a pixel, clamped at the edges', async () => {
    const source = picture(9, 7, 3);
    const { document } = await opened(source);
    const filters = [kernelFilter([[0, 0, 1]])];
    const { value, body } = await document.inspect({ filters: filters as never, x: 8, y: 3, radius: 1 }, work());
    expect(value).toMatchObject({ channels: 3, side: 3 });
    const samples = new Float32Array(body.buffer);
    const at = (x: number, y: number): number[] => [...source.data.subarray((y * 9 + x) * 3, (y * 9 + x) * 3 + 3)];
    const pixels = (start: number) =>
      Array.from({ length: 9 }, (_, i) =>
        [...samples.subarray(start + i * 3, start + i * 3 + 3)].map((v) => Math.round(v * 255)),
      );
    expect(pixels(0)).toEqual([
      at(7, 2),
      at(8, 2),
      at(8, 2),
      at(7, 3),
      at(8, 3),
      at(8, 3),
      at(7, 4),
      at(8, 4),
      at(8, 4),
    ]);
    expect(pixels(27)).toEqual([
      at(8, 2),
      at(8, 2),
      at(8, 2),
      at(8, 3),
      at(8, 3),
      at(8, 3),
      at(8, 4),
      at(8, 4),
      at(8, 4),
    ]);
  });

  it('§5 do not wait for the range of minmax, and are exact once it is known', async () => {
    const source = picture(2000, 1800, 1);
    const engine = createWatchedEngine();
    const { document } = await opened(source, engine);
    const filters = [kernelFilter(SHARPEN), kernelFilter([[-1, 2, -1]], { output: 'minmax' })];
    const valueAt = async () => {
      const { body } = await document.inspect({ filters: filters as never, x: 70, y: 80, radius: 0 }, work());
      return new Float32Array(body.buffer)[1]! * 255;
    };
    await valueAt();
    expect(engine.calls.every(({ width }) => width < 2000)).toBe(true);
    const { body } = await document.render(renderParams(filters, { x: 70, y: 80, width: 1, height: 1 }), work());
    expect(await valueAt()).toBeCloseTo(body[0]!, 3);
  });

  it('§6 stand under one another when crop moves the result', async () => {
    const source = picture(9, 7, 1);
    const { document } = await opened(source);
    const filters = [
      kernelFilter(
        [
          [0, 0, 0],
          [0, 1, 0],
          [0, 0, 0],
        ],
        { border: 'crop' },
      ),
    ];
    const { body } = await document.inspect({ filters: filters as never, x: 2, y: 3, radius: 0 }, work());
    const [before, after] = new Float32Array(body.buffer);
    expect(before).toBe(after);
    expect(Math.round(before! * 255)).toBe(source.data[4 * 9 + 3]);
  });
});

describe('an export', () => {
  it('tells how far it is, filter rows first, then encoding', async () => {
    const { document } = await opened(picture(20, 90));
    const seen: Progress[] = [];
    await document.export(exportRequest([kernelFilter(BLUR)]), {
      ...work(),
      progress: (progress) => seen.push(progress),
    });
    expect(seen[0]).toEqual({ stage: 'filter', done: 0, total: 90 });
    expect(seen.at(-3)).toEqual({ stage: 'filter', done: 90, total: 90 });
    expect(seen.slice(-2)).toEqual([
      { stage: 'encode', done: 0, total: 1 },
      { stage: 'encode', done: 1, total: 1 },
    ]);
  });

  it('takes the file of an estimate that asked for the same', async () => {
    const engine = createWatchedEngine();
    const { document, codec } = await opened(picture(20, 20), engine);
    const filter = kernelFilter(SHARPEN);
    const estimate = await document.estimate(exportRequest([filter]), work());
    const calls = engine.calls.length;
    const file = await document.export(exportRequest([{ ...filter, name: 'Other name' }]), work());
    expect(file.bytes.length).toBe(estimate.bytes);
    expect(estimate.notes).toEqual(['stored']);
    expect(engine.calls.length).toBe(calls);
    await document.export(exportRequest([filter], { options: { effort: 3 } }), work());
    await document.export(exportRequest([kernelFilter(BLUR)]), work());
    expect(codec.encoded).toHaveLength(3);
  });

  it('has the deepest samples the format holds up to the document’s own, or those that were chosen', async () => {
    const depthOf = async (own: 'u8' | 'u16' | 'f32', format: string, depth: string | null = null) => {
      const { document, codec } = await opened(picture(5, 4, 3, own));
      await document.export(exportRequest([], { format, depth }), work());
      return codec.encoded[0]!.raster.depth;
    };
    expect(await depthOf('u16', 'png')).toBe('u16');
    expect(await depthOf('u8', 'png')).toBe('u8');
    expect(await depthOf('u16', 'jpeg')).toBe('u8');
    expect(await depthOf('f32', 'png')).toBe('u16');
    expect(await depthOf('u16', 'png', 'u8')).toBe('u8');
    await expect(depthOf('u16', 'jpeg', 'u16')).rejects.toMatchObject({ code: 'unsupported' });
    await expect(depthOf('u8', 'gif')).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('has the size that was chosen, within what the format and memory hold', async () => {
    const { document, codec } = await opened(picture(40, 30));
    const file = await document.export(
      exportRequest([kernelFilter(BLUR)], { size: { width: 20, height: 15 } }),
      work(),
    );
    expect(file).toMatchObject({ width: 20, height: 15 });
    expect(codec.encoded[0]!.raster.data.length).toBe(20 * 15 * 3);
    for (const size of [
      { width: 70_000, height: 1 },
      { width: 16_000, height: 16_000 },
    ]) {
      await expect(document.export(exportRequest([], { format: 'jpeg', size }), work())).rejects.toMatchObject({
        code: 'too-large',
      });
    }
  });

  it('ends when it is cancelled, and holds nothing afterwards', async () => {
    const engine = createWatchedEngine(30);
    const { document } = await opened(picture(16, 40, 1), engine);
    const controller = new AbortController();
    const filters = [kernelFilter([[1, 1]]), kernelFilter([[1], [1]])];
    const exporting = document.export(exportRequest(filters), work(controller.signal));
    setTimeout(() => controller.abort(new Error('cancelled by hand')), 45);
    await expect(exporting).rejects.toThrow('cancelled by hand');
    expect(engine.held()).toBe(1);
  });
});

describe('the engine service', () => {
  async function service() {
    const source = picture(24, 18, 3, 'u16');
    const { codec } = await opened(source);
    const engine = createWatchedEngine();
    const lost = vi.fn();
    const bug = vi.fn();
    const running = createEngineService({
      codec,
      createEngine: () => Promise.resolve(engine),
      onLost: lost,
      onBug: bug,
    });
    const [mainEnd, mainWire] = createWirePair();
    const [pageEnd, pageWire] = createWirePair();
    running.serveMain(mainWire);
    running.servePixels(pageWire);
    return {
      source,
      running,
      engine,
      lost,
      bug,
      main: connect(mainEnd, engineCalls),
      page: connect(pageEnd, pixelCalls),
    };
  }

  it('opens for main and draws for the page, over wires', async () => {
    const { main, page, source, running } = await service();
    const rectangle = { x: 0, y: 0, width: 24, height: 18 };
    await expect(page.call('render', renderParams([], rectangle))).rejects.toMatchObject({ code: 'not-found' });
    const stages: string[] = [];
    const { value } = await main.call(
      'open',
      { fileName: 'a.png', acceptDamaged: false, maxPixels: 1000 },
      { body: new Uint8Array(1), onProgress: ({ stage }) => stages.push(stage) },
    );
    expect(value).toMatchObject({
      width: 24,
      height: 18,
      channels: 3,
      depth: 'u16',
      format: 'png',
      colourSpace: 'sRGB',
    });
    expect(stages).toContain('decode');
    const drawn = await page.call('render', renderParams([], rectangle));
    expect(drawn.body).toEqual(bytesOf(source));
    const filter = createFilter('box', { parameters: { width: 3, height: 3 } });
    const estimate = await page.call('estimate', exportRequest([filter]));
    const file = await main.call('export', exportRequest([filter]));
    expect(file.body?.length).toBe(estimate.value.bytes);
    expect(file.value).toEqual({ notes: ['stored'], width: 24, height: 18 });
    await main.call('ping', {});
    await main.call('close', {});
    await expect(page.call('inspect', { filters: [], x: 0, y: 0, radius: 0 })).rejects.toMatchObject({
      code: 'not-found',
    });
    await running.close();
  });

  it('says when the engine lost a thread, and not when a call merely fails', async () => {
    const { main, page, engine, lost, bug } = await service();
    await main.call('open', { fileName: 'a.png', acceptDamaged: false, maxPixels: 1000 }, { body: new Uint8Array(1) });
    const request = renderParams([kernelFilter(BLUR)], { x: 0, y: 0, width: 4, height: 4 });
    engine.convolve = () => Promise.reject(new AppError('too-large', 'No room.'));
    await expect(page.call('render', request)).rejects.toMatchObject({ code: 'too-large' });
    const mistake = new TypeError('x is not a function');
    engine.convolve = () => Promise.reject(mistake);
    await expect(page.call('render', request)).rejects.toMatchObject({ code: 'internal' });
    expect(bug.mock.calls).toEqual([[mistake]]);
    expect(lost).not.toHaveBeenCalled();
    engine.convolve = () => Promise.reject(new AppError('engine-lost', 'A thread stopped.'));
    await expect(page.call('render', request)).rejects.toMatchObject({ code: 'engine-lost' });
    expect(lost).toHaveBeenCalledOnce();
  });

  it('keeps the open picture when the next file cannot be read', async () => {
    const { document, codec } = await opened(picture(5, 5));
    const decode = codec.decode.bind(codec);
    codec.decode = () => Promise.reject(new Error('damaged'));
    await expect(
      document.open(new Uint8Array(1), { fileName: 'b.png', acceptDamaged: false, maxPixels: 10 }, work()),
    ).rejects.toThrow('damaged');
    codec.decode = decode;
    const { value } = await document.render(renderParams([], { x: 0, y: 0, width: 5, height: 5 }), work());
    expect(value.exact).toBe(true);
  });
});
