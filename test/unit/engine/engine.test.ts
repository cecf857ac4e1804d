// The engine's promises beside its arithmetic: cancelling, memory, canaries, refusals.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ColourSpace } from '../../../src-core/colour/colour-space.ts';
import type { Engine, EngineImage, GaussianSettings } from '../../../src-core/engine/types.ts';
import { createMemory } from '../../../src-core/engine/memory.ts';
import type { Border } from '../../../src-core/filters/settings.ts';
import type { ChannelCount, Depth, Raster, Size } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import {
  between,
  expectAgreement,
  pick,
  randomFrom,
  randomMatrix,
  randomPicture,
  settings,
} from '../convolve/support.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 2 });
});
afterAll(() => engine.close());

const SHARPEN = { rows: 3, columns: 3, weights: [0, -1, 0, -1, 5, -1, 0, -1, 0] };
const HEAVY = { rows: 41, columns: 41, weights: Array.from({ length: 1681 }, (_, i) => Math.sin(i * i)) };

describe('cancelling', { timeout: 60_000 }, () => {
  it('rejects with the signal’s reason before, during and after', async () => {
    const reason = new Error('enough');
    const source = engine.image({ width: 1600, height: 1200, channels: 4, depth: 'u8' });
    await expect(engine.convolve(source, SHARPEN, {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);

    const during = new AbortController();
    const call = engine.convolve(source, HEAVY, {}, { signal: during.signal });
    setTimeout(() => during.abort(reason), 30);
    await expect(call).rejects.toBe(reason);

    const after = new AbortController();
    const result = await engine.convolve(source, SHARPEN, {}, { signal: after.signal });
    after.abort(reason);
    expect(result.data).toHaveLength(1600 * 1200 * 4);
    result.release();
    source.release();
  });

  it('frees the threads soon: the next call does not wait for the cancelled one', async () => {
    const source = engine.image({ width: 2000, height: 2000, channels: 4, depth: 'u8' });
    const small = engine.image({ width: 16, height: 16, channels: 4, depth: 'u8' });
    const controller = new AbortController();
    // Minutes of work, were it not for the abort.
    const heavy = { rows: 257, columns: 257, weights: Array.from({ length: 257 * 257 }, (_, i) => Math.sin(i * i)) };
    const call = engine.convolve(source, heavy, {}, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 100));
    controller.abort();
    await expect(call).rejects.toBe(controller.signal.reason);
    const started = performance.now();
    (await engine.convolve(small, SHARPEN)).release();
    expect(performance.now() - started).toBeLessThan(2000);
    source.release();
    small.release();
  });
});

describe('several calls at once', () => {
  it('each get their own result, in any order of finishing', async () => {
    const random = randomFrom(31);
    const calls = Array.from({ length: 24 }, (_, i) => {
      const source = randomPicture(random, { width: 20 + i, height: 30 - i, channels: 4, depth: 'u8' });
      const operator = randomMatrix(random, 3, 3, true);
      return { source, operator, answer: engine.convolve(source, operator) };
    });
    for (const { source, operator, answer } of calls) expectAgreement(await answer, source, operator, settings({}));
  });
});

describe('memory', () => {
  it('grows while old views stay good', async () => {
    const first = engine.image({ width: 64, height: 64, channels: 1, depth: 'u8' });
    first.data.fill(7);
    const view = first.data;
    const large = engine.image({ width: 4096, height: 4096, channels: 4, depth: 'f32' });
    expect(view.every((value) => value === 7)).toBe(true);
    view[0] = 200;
    const result = await engine.convolve(first, { rows: 1, columns: 1, weights: [1] });
    expect([result.data[0], result.data[1]]).toEqual([200, 7]);
    for (const image of [first, large, result]) image.release();
  });

  it('refuses what does not fit with too-large, and the engine still works', async () => {
    const limited = await createEngine({ threads: 1, memoryLimitBytes: 20 * 2 ** 20 });
    const source = limited.image({ width: 1000, height: 1000, channels: 4, depth: 'u8' });
    expect(() => limited.image({ width: 8000, height: 8000, channels: 4, depth: 'f32' })).toThrowError(
      expect.objectContaining({ code: 'too-large', message: expect.stringContaining('977 MB') as string }) as Error,
    );
    await expect(limited.convolve(source, SHARPEN, { depth: 'f32' })).rejects.toMatchObject({ code: 'too-large' });
    for (let i = 0; i < 5; i++) (await limited.convolve(source, SHARPEN)).release();
    await limited.close();
  });

  it('is given back by release, by failed and by cancelled calls', async () => {
    const limited = await createEngine({ threads: 2, memoryLimitBytes: 40 * 2 ** 20 });
    const plain: Raster = { width: 600, height: 600, channels: 4, depth: 'u8', data: new Uint8Array(1_440_000) };
    for (let i = 0; i < 30; i++) {
      const controller = new AbortController();
      const call = limited.convolve(plain, i % 3 === 0 ? HEAVY : SHARPEN, {}, { signal: controller.signal });
      if (i % 3 === 0) {
        controller.abort();
        await expect(call).rejects.toBe(controller.signal.reason);
      } else {
        (await call).release();
      }
    }
    await limited.close();
  });

  it('joins freed neighbours, so that a large block fits again', () => {
    const memory = createMemory(8 * 2 ** 20);
    const blocks = Array.from({ length: 6 }, () => memory.allocate(2 ** 20));
    expect(() => memory.allocate(3 * 2 ** 20)).toThrowError(/MB more/);
    for (const block of [blocks[1]!, blocks[3]!, blocks[2]!]) memory.free(block);
    expect(memory.allocate(3 * 2 ** 20)).toBe(blocks[1]);
    expect(memory.usedBytes).toBe(6 * 2 ** 20);
  });

  it('puts a block half an alias from the one beside which it is used, and gives what lies between to others', () => {
    const memory = createMemory(8 * 2 ** 20);
    const source = memory.allocate(3 * 4096);
    for (const size of [64, 4096, 5000, 2 ** 20]) {
      const result = memory.allocate(size, source);
      expect((((result - source) % 4096) + 4096) % 4096).toBe(2048);
      memory.free(result);
    }
    const beside = memory.allocate(64, source);
    expect(memory.allocate(64)).toBeLessThan(beside);
    memory.free(beside);
    expect(memory.usedBytes).toBe(3 * 4096 + 64);
  });

  it('takes in the samples it is given, and none of a wrong kind or number', () => {
    const spec = { width: 3, height: 2, channels: 1, depth: 'u16' } as const;
    const data = Uint16Array.of(1, 2, 3, 4, 5, 65535);
    const image = engine.image({ ...spec, data });
    data.fill(0);
    expect([...image.data]).toEqual([1, 2, 3, 4, 5, 65535]);
    image.release();
    for (const wrong of [new Uint16Array(5), new Uint8Array(6)]) {
      expect(() => engine.image({ ...spec, data: wrong })).toThrowError(expect.objectContaining({ code: 'invalid' }));
    }
  });

  it('copies a large picture piece by piece, and stops between two of them when it is cancelled', async () => {
    const raster = randomPicture(randomFrom(5), { width: 1501, height: 1001, channels: 3, depth: 'u16' });
    const copy = await engine.copyOf(raster, new AbortController().signal);
    expect(Buffer.compare(Buffer.from(copy.data as Uint16Array), Buffer.from(raster.data as Uint16Array))).toBe(0);
    expect(copy).toMatchObject({ width: 1501, height: 1001, channels: 3, depth: 'u16' });
    copy.release();

    const reason = new Error('enough');
    const cancelling = new AbortController();
    const stopped = engine.copyOf(raster, cancelling.signal);
    cancelling.abort(reason);
    await expect(stopped).rejects.toBe(reason);
    await expect(engine.copyOf(raster, cancelling.signal)).rejects.toBe(reason);
  });

  it('hands out images whose released pixels cannot be read by mistake', () => {
    const image = engine.image({ width: 2, height: 2, channels: 1, depth: 'u8' });
    image.release();
    image.release();
    expect(() => image.data).toThrowError(/released/);
  });
});

describe('canaries', { timeout: 60_000 }, () => {
  it('stay alive round every buffer for random sizes, kernels, anchors and borders', async () => {
    const small = await createEngine({ threads: 2 });
    const random = randomFrom(21);
    const guard = (): EngineImage => {
      const image = small.image({ width: 64, height: 1, channels: 1, depth: 'u8' });
      image.data.fill(0xa5);
      return image;
    };
    for (let run = 0; run < 120; run++) {
      const spec = {
        width: pick(random, [1, 2, 3, between(random, 1, 70)]),
        height: pick(random, [1, 2, between(random, 1, 40)]),
        channels: pick<ChannelCount>(random, [1, 2, 3, 4]),
        depth: pick<Depth>(random, ['u8', 'u16', 'f32']),
      };
      const before = guard();
      const source = small.image(spec);
      const after = guard();
      source.data.set(randomPicture(random, spec).data);
      const operator = randomMatrix(random, between(random, 1, 12), between(random, 1, 12), random() < 0.5);
      const border = pick<Border>(random, ['clamp', 'mirror', 'reflect', 'wrap', 'constant', 'keep']);
      const switches = settings({
        border,
        light: pick(random, ['encoded', 'linear']),
        output: pick(random, ['clamp', 'minmax']),
      });
      const copy: Raster = { ...spec, data: source.data.slice() };
      const result = await small.convolve(source, operator, switches);
      expect([...source.data]).toEqual([...copy.data]);
      for (const canary of [before, after]) expect(canary.data.every((byte) => byte === 0xa5)).toBe(true);
      if (run % 4 === 0) expectAgreement(result, copy, operator, switches);
      for (const image of [before, source, after, result]) image.release();
    }
    await small.close();
  });
});

describe('what callers may hand in', () => {
  it('the clamped bytes of a canvas, and a signal that is not there', async () => {
    const canvas = { width: 2, height: 1, channels: 1, depth: 'u8', data: Uint8ClampedArray.of(3, 5) } as const;
    const result = await engine.convolve(canvas, { rows: 1, columns: 2, weights: [1, 1] }, {}, { signal: undefined });
    expect([...result.data]).toEqual([3, 4]);
    result.release();
  });

  it('nothing any more, once the engine is closed', async () => {
    const closed = await createEngine({ threads: 1 });
    await closed.close();
    const spec = { width: 1, height: 1, channels: 1, depth: 'u8' } as const;
    expect(() => closed.image(spec)).toThrow('closed');
    const pixel = { ...spec, data: Uint8Array.of(1) };
    await expect(closed.copyOf(pixel, new AbortController().signal)).rejects.toThrow('closed');
    await expect(closed.convolve({ ...spec, data: Uint8Array.of(1) }, SHARPEN)).rejects.toThrow('closed');
  });

  it('options of createEngine that mean something', async () => {
    await expect(createEngine({ build: 'fast' as 'best' })).rejects.toThrow('build');
    await expect(createEngine({ memoryLimitBytes: NaN })).rejects.toThrow('memoryLimitBytes');
    await expect(createEngine(null as unknown as object)).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('refusals name the field (§0, §3)', () => {
  const source: Raster = { width: 2, height: 1, channels: 1, depth: 'f32', data: Float32Array.of(1, 2) };
  const one = { rows: 1, columns: 1, weights: [1] };
  const cases: readonly [string, () => Promise<unknown>][] = [
    ['weights[0]', () => engine.convolve(source, { ...one, weights: [NaN] })],
    ['weights[0]', () => engine.convolve(source, { ...one, weights: [Infinity] })],
    ['weights[0]', () => engine.convolve(source, { ...one, weights: [1e39] })],
    ['weights', () => engine.convolve(source, { ...one, weights: [1, 2] })],
    ['rows', () => engine.convolve(source, { ...one, rows: 0 })],
    ['columns', () => engine.convolve(source, { ...one, columns: 1.5 })],
    ['anchor.row', () => engine.convolve(source, { ...one, anchor: { row: 1, column: 0 } })],
    ['bias', () => engine.convolve(source, one, { bias: NaN })],
    ['amount', () => engine.convolve(source, one, { amount: 2 })],
    ['border', () => engine.convolve(source, one, { border: 'edge' as 'clamp' })],
    ['channels', () => engine.convolve(source, one, { channels: 'xyz' })],
    ['opacity', () => engine.convolve(source, one, { opacity: 'maybe' as 'auto' })],
    ['borderColour', () => engine.convolve(source, one, { borderColour: [1, 2] })],
    ['borderColour', () => engine.convolve(source, one, { borderColour: [NaN] })],
    ['sharpness', () => engine.convolve(source, one, { sharpness: 3 } as object)],
    ['depth', () => engine.convolve(source, one, { depth: 'u32' as 'u8' })],
    ['rectangle', () => engine.convolve(source, one, {}, { rectangle: { x: 1, y: 0, width: 2, height: 1 } })],
    ['data', () => engine.convolve({ ...source, data: new Float32Array(3) }, one)],
    ['channels', () => engine.convolve({ ...source, channels: 5 as 4 }, one)],
    ['source', () => engine.convolve(null as unknown as Raster, one)],
    ['settings', () => engine.convolve(source, one, null as unknown as object)],
    ['options', () => engine.convolve(source, one, {}, null as unknown as object)],
    ['sginal', () => engine.convolve(source, one, {}, { sginal: 1 } as object)],
    ['signal', () => engine.convolve(source, one, {}, { signal: 5 as unknown as AbortSignal })],
    ['window', () => engine.convolve(source, one, {}, { window: { x: 0, y: 0 } as { x: 0; y: 0; whole: Size } })],
    ['colourSpace', () => engine.convolve(source, one, {}, { colourSpace: {} as ColourSpace })],
    ['divisor', () => engine.convolve(source, one, { normalise: 'custom' })],
    ['settings', () => engine.gaussian(source, undefined as unknown as GaussianSettings)],
    ['sigmaX', () => engine.gaussian(source, { sigmaX: '4' as unknown as number })],
    ['the image', () => Promise.resolve().then(() => engine.image(undefined as never))],
    ['width', () => Promise.resolve().then(() => engine.image({ width: 0, height: 1, channels: 1, depth: 'u8' }))],
  ];
  it.each(cases)('%s', async (field, call) => {
    await expect(call()).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining(field) as string });
  });
});
