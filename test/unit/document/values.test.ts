import { describe, expect, it } from 'vitest';
import { SRGB, SRGB_CURVE, type ColourSpace } from '../../../src-core/colour/colour-space.ts';
import { ByteCache, Names } from '../../../src-core/engine/cache.ts';
import { coarsen } from '../../../src-core/engine/coarse-operator.ts';
import { createDisplay } from '../../../src-core/engine/display.ts';
import { createQueue } from '../../../src-core/engine/queue.ts';
import { createResizer } from '../../../src-core/engine/resize.ts';
import { convertDepth, fitInside } from '../../../src-core/engine/samples.ts';
import { resolveStack } from '../../../src-core/engine/stack.ts';
import { createFilter, operatorOf } from '../../../src-core/filters/index.ts';
import { DEFAULT_SETTINGS } from '../../../src-core/filters/settings.ts';
import { createRaster, type ChannelCount, type Depth, type Raster } from '../../../src-core/raster.ts';
import { kernelFilter, picture, SOBEL, work } from './fixtures.ts';

function rasterOf(width: number, channels: ChannelCount, depth: Depth, samples: number[]): Raster {
  const raster = createRaster(width, samples.length / width / channels, channels, depth);
  raster.data.set(samples);
  return raster;
}

describe('the queue', () => {
  const { signal } = work();

  it('runs one job at a time, the most urgent first, the oldest of equals first', async () => {
    const queue = createQueue();
    const order: string[] = [];
    let running = 0;
    const job = (name: string) => async () => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 1));
      order.push(name);
      running -= 1;
    };
    await Promise.all([
      queue.run('background', signal, job('band 1')),
      queue.run('background', signal, job('band 2')),
      queue.run('thumbnail', signal, job('thumbnail')),
      queue.run('render', signal, job('render 1')),
      queue.run('inspect', signal, job('inspect')),
      queue.run('render', signal, job('render 2')),
    ]);
    expect(order).toEqual(['band 1', 'render 1', 'render 2', 'inspect', 'thumbnail', 'band 2']);
  });

  it('drops a waiting job at once when it is aborted, and goes on after a failed one', async () => {
    const queue = createQueue();
    const controller = new AbortController();
    const failing = queue.run('render', signal, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      throw new Error('broken');
    });
    const waiting = queue.run('render', controller.signal, () => Promise.resolve('never'));
    controller.abort(new Error('newer'));
    await expect(waiting).rejects.toThrow('newer');
    await expect(failing).rejects.toThrow('broken');
    await expect(queue.run('render', signal, () => Promise.resolve('next'))).resolves.toBe('next');
  });
});

describe('the cache', () => {
  it('keeps what was used last under its budget', () => {
    const cache = new ByteCache<string>(100);
    cache.set('a', 'A', 40);
    cache.set('b', 'B', 40);
    expect(cache.get('a')).toBe('A');
    cache.set('c', 'C', 40);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['A', undefined, 'C']);
    cache.set('c', 'C2', 10);
    expect(cache.heldBytes).toBe(50);
    cache.set('huge', 'H', 101);
    expect(cache.get('huge')).toBeUndefined();
    cache.clear();
    expect(cache.heldBytes).toBe(0);
  });

  it('gives a stack the same key for the same content, whatever its ids and names', () => {
    const names = new Names();
    const size = { width: 10, height: 10 };
    const key = (...filters: Parameters<typeof resolveStack>[0][number][]) => resolveStack(filters, size, names).key;
    const sobel = kernelFilter(SOBEL);
    expect(key(sobel)).toBe(key({ ...kernelFilter(SOBEL), name: 'Edges' }, { ...sobel, enabled: false }));
    expect(key(sobel)).not.toBe(key(kernelFilter(SOBEL, { bias: 0.1 })));
    expect(key(sobel)).not.toBe(key(kernelFilter(SOBEL.map((row) => row.map((weight) => -weight)))));
    expect(key(sobel, sobel)).not.toBe(key(sobel));
  });
});

describe('a kernel for a shrunk picture', () => {
  const kernelOf = (matrix: number[][], factor: number, settings = DEFAULT_SETTINGS) => {
    const { operator, settings: coarse } = coarsen(operatorOf(kernelFilter(matrix)), settings, factor);
    if (operator.form !== 'matrix') throw new Error('expected a matrix');
    return { ...operator.kernel, settings: coarse };
  };

  it('shares weights among the cells around them', () => {
    expect(kernelOf([[1, 2, 1]], 2)).toMatchObject({
      columns: 3,
      rows: 1,
      anchor: { row: 0, column: 1 },
      weights: [0.5, 3, 0.5],
    });
    expect(kernelOf(SOBEL, 1).weights).toEqual(SOBEL.flat());
  });

  it('keeps the sum and the centre of mass of even and lopsided kernels', () => {
    const matrix = [
      [1, 2, 3, 4],
      [0, 5, -1, 2],
    ];
    for (const factor of [2, 3.7, 8]) {
      const kernel = kernelOf(matrix, factor);
      const moment = (k: typeof kernel) =>
        k.weights.reduce((sum, weight, index) => sum + weight * ((index % k.columns) - k.anchor.column), 0);
      expect(kernel.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(16, 10);
      expect(moment(kernel) * factor).toBeCloseTo(moment(kernelOf(matrix, 1)), 10);
    }
  });

  it('§3 §7 takes the divisor and the meaning of auto from the full kernel', () => {
    expect(kernelOf(SOBEL, 4, { ...DEFAULT_SETTINGS, normalise: 'abs' }).settings).toMatchObject({
      normalise: 'custom',
      divisor: 8,
      opacity: 'preserve',
    });
    expect(kernelOf([[1, 1]], 4).settings).toMatchObject({ divisor: 2, opacity: 'premultiplied' });
  });

  it('shrinks a separable blur by its taps', () => {
    const blur = createFilter('gaussian', { parameters: { sigmaX: 8, sigmaY: 2 } });
    const { operator } = coarsen(operatorOf(blur), blur.settings, 4);
    if (operator.form !== 'separable') throw new Error('expected taps');
    const variance = ({ weights, anchor }: typeof operator.vertical) =>
      weights.reduce((sum, weight, index) => sum + weight * (index - anchor) ** 2, 0);
    expect(variance(operator.horizontal)).toBeGreaterThan(3.9);
    expect(variance(operator.horizontal)).toBeLessThan(4.3);
    expect(operator.vertical.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
  });
});

describe('the way to the screen', () => {
  it('leaves sRGB bytes as they are and takes 16-bit and float samples to the nearest level', () => {
    const show = createDisplay(SRGB);
    expect([...show(rasterOf(1, 4, 'u8', [1, 2, 3, 4]))]).toEqual([1, 2, 3, 4]);
    expect([...show(rasterOf(1, 3, 'u8', [250, 251, 252]))]).toEqual([250, 251, 252, 255]);
    expect([...show(rasterOf(2, 2, 'u8', [200, 255, 7, 0]))]).toEqual([200, 200, 200, 255, 7, 7, 7, 0]);
    expect([...show(rasterOf(1, 3, 'u16', [257, 128 * 257 + 129, 65535]))]).toEqual([1, 129, 255, 255]);
    expect([...show(rasterOf(2, 1, 'f32', [-1, 0.5]))]).toEqual([0, 0, 0, 255, 128, 128, 128, 255]);
    expect([...show(rasterOf(1, 2, 'f32', [NaN, 2]))]).toEqual([0, 0, 0, 255]);
  });

  it('converts a wider space through its curve and matrix', () => {
    const gamma = { form: 'parametric', g: 2, a: 1, b: 0, c: 0, d: 0, e: 0, f: 0 } as const;
    const swap: ColourSpace = {
      name: 'swapped',
      curves: [gamma],
      luminance: [0.3, 0.6, 0.1],
      toSrgb: [0, 1, 0, 1, 0, 0, 0, 0, 1],
    };
    const show = createDisplay(swap);
    const encode = (light: number) => Math.round(255 * (1.055 * light ** (1 / 2.4) - 0.055));
    const [red, green, blue] = [128, 200, 255].map((code) => encode((code / 255) ** 2));
    expect([...show(rasterOf(1, 4, 'u8', [128, 200, 255, 77]))]).toEqual([green, red, blue, 77]);
    const deep = show(rasterOf(1, 3, 'u16', [128 * 257, 200 * 257, 65535]));
    expect([...deep]).toEqual([green, red, blue, 255]);
    const grey = createDisplay({ ...swap, toSrgb: null });
    expect([...grey(rasterOf(1, 1, 'f32', [128 / 255]))]).toEqual([red, red, red, 255]);
  });

  it('knows sRGB by its curve, also when it is written three times', () => {
    const show = createDisplay({ ...SRGB, curves: [SRGB_CURVE, SRGB_CURVE, SRGB_CURVE] });
    const all = Array.from({ length: 256 }, (_, code) => code);
    expect([...show(rasterOf(64, 4, 'u8', all))]).toEqual(all);
  });
});

describe('depths', () => {
  it('§5 quantises once, floor(v · max + 0.5), and counts what has no value', () => {
    const { raster, invalidSamples } = convertDepth(rasterOf(6, 1, 'f32', [0.5, -3, 9, NaN, Infinity, 1 / 510]), 'u8');
    expect([...raster.data]).toEqual([128, 0, 255, 0, 0, 1]);
    expect(invalidSamples).toBe(2);
    expect([...convertDepth(rasterOf(3, 1, 'u16', [128, 129, 65535]), 'u8').raster.data]).toEqual([0, 1, 255]);
    expect([...convertDepth(rasterOf(2, 1, 'f32', [-3, 9]), 'f32').raster.data]).toEqual([-3, 9]);
  });

  it('a rectangle outside keeps one pixel inside', () => {
    const size = { width: 5, height: 4 };
    expect(fitInside({ x: -3, y: 2, width: 4, height: 9 }, size)).toEqual({ x: 0, y: 2, width: 1, height: 2 });
    expect(fitInside({ x: -30, y: 20, width: 4, height: 9 }, size)).toEqual({ x: 0, y: 3, width: 1, height: 1 });
  });
});

describe('resizing', () => {
  async function resized(source: Raster, width: number, height: number): Promise<Raster> {
    const resizer = createResizer(
      source,
      { width, height },
      { channels: source.channels, depth: source.depth, colourSpace: SRGB },
    );
    await resizer.add(source, work().signal);
    return resizer.target;
  }

  it('§8 averages in linear light', async () => {
    const stripes = rasterOf(
      64,
      1,
      'u8',
      Array.from({ length: 64 * 8 }, (_, i) => (i % 2) * 255),
    );
    const { data } = await resized(stripes, 8, 4);
    expect(data[12]).toBe(188);
  });

  it('keeps a uniform picture, in every depth, larger and smaller', async () => {
    for (const [depth, samples] of [
      ['u8', [200, 100, 50, 128]],
      ['u16', [50_000, 20_000, 100, 30_000]],
      ['f32', [1.5, 0.25, 0, 0.5]],
    ] as const) {
      const source = rasterOf(9, 4, depth, Array.from({ length: 9 * 7 }, () => samples).flat());
      for (const [width, height] of [
        [4, 3],
        [20, 15],
        [1, 1],
      ] as const) {
        const { data } = await resized(source, width, height);
        expect(data.length).toBe(width * height * 4);
        data.forEach((value, index) => expect(value).toBeCloseTo(samples[index % 4]!, 4));
      }
    }
  });

  it('does not depend on the portions in which rows arrive', async () => {
    const source = picture(31, 40, 3);
    const whole = await resized(source, 13, 11);
    const resizer = createResizer(source, { width: 13, height: 11 }, { channels: 3, depth: 'u8', colourSpace: SRGB });
    for (let y = 0; y < 40; y += 7) {
      const height = Math.min(7, 40 - y);
      const data = source.data.subarray(y * 93, (y + height) * 93);
      await resizer.add({ ...source, height, data }, work().signal);
    }
    expect(resizer.target.data).toEqual(whole.data);
  });
});
