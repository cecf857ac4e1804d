import { describe, expect, it } from 'vitest';
import { SRGB } from '../../../src-core/colour/colour-space.ts';
import { Names } from '../../../src-core/engine/names.ts';
import { coarsen } from '../../../src-core/engine/coarse-operator.ts';
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

  it('lets what is ready be answered before the next job starts', async () => {
    const queue = createQueue((step) => void setImmediate(step));
    const order: string[] = [];
    const answered = queue
      .run('render', signal, () => Promise.resolve())
      .then(async () => {
        for (let hop = 0; hop < 20; hop++) await Promise.resolve();
        order.push('answered');
      });
    const next = queue.run('render', signal, async () => void order.push('next'));
    await Promise.all([answered, next]);
    expect(order).toEqual(['answered', 'next']);
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

describe('names', () => {
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

  it('keeps what is symmetric symmetric to the last bit, so that plans for such taps apply', () => {
    for (const sigma of [3.3, 20, 200]) {
      const blur = createFilter('gaussian', { parameters: { sigmaX: sigma, sigmaY: sigma } });
      for (const factor of [1.7, 2, 3, 8]) {
        const { operator } = coarsen(operatorOf(blur), blur.settings, factor);
        if (operator.form !== 'separable') throw new Error('expected taps');
        const { weights, anchor } = operator.horizontal;
        expect(anchor * 2).toBe(weights.length - 1);
        expect(weights).toEqual(weights.toReversed());
      }
    }
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
