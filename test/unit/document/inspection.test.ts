// Histograms and marks of a document, held equal to what an export holds and to the float64 reference.
import { describe, expect, it, vi } from 'vitest';
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import { operatorOf } from '../../../src-core/filters/index.ts';
import type { Filter } from '../../../src-core/filters/filter.ts';
import { wholeOf } from '../../../src-core/geometry.ts';
import type { HistogramValue } from '../../../src-core/inspection.ts';
import { fullScale, type ChannelCount, type Raster } from '../../../src-core/raster.ts';
import { between, pick, randomFrom } from '../convolve/support.ts';
import { createWatchedEngine } from './watched-engine.ts';
import { BLUR, exportRequest, kernelFilter, opened, picture, renderParams, SHARPEN, SOBEL, work } from './fixtures.ts';

type Asked = Awaited<ReturnType<typeof opened>>['document'];

async function histogramOf(
  document: Asked,
  filters: readonly Filter[],
  quality: 'exact' | 'approximate' = 'exact',
): Promise<{ value: HistogramValue; bins: Uint32Array }> {
  const { value, body } = await document.histogram({ filters: filters as never, quality }, work());
  return { value, bins: new Uint32Array(body.slice().buffer) };
}

/** Counted sample by sample from the pixels of a file. */
function binsOf({ channels, data, depth }: Raster, shown: number): number[] {
  const [r, g, b] = [0.2126, 0.7152, 0.0722];
  const lanes = channels > 2 ? channels + 1 : channels;
  const max = fullScale(depth);
  const counts = new Array<number>(lanes * shown).fill(0);
  const add = (lane: number, code: number): void => {
    counts[lane * shown + Math.floor((code * shown) / (max + 1))]! += 1;
  };
  for (let at = 0; at < data.length; at += channels) {
    for (let c = 0; c < channels; c++) add(c, data[at + c]!);
    if (channels > 2) add(channels, Math.floor(r * data[at]! + g * data[at + 1]! + b * data[at + 2]! + 0.5));
  }
  return counts;
}

describe('a histogram', () => {
  it('equals one that is counted from the bytes of the export', async () => {
    const stack = [kernelFilter(BLUR, { light: 'linear' }), kernelFilter(SHARPEN), kernelFilter([[0.3, -0.9, 1.7]])];
    for (const depth of ['u8', 'u16'] as const) {
      for (const channels of [1, 2, 3, 4] as const) {
        for (const filters of [stack, []]) {
          const { document, codec } = await opened(picture(61, 47, channels, depth));
          await document.export(exportRequest(filters, { depth }), work());
          const file = codec.encoded[0]!.raster;
          const { value, bins } = await histogramOf(document, filters);
          expect(value).toMatchObject({ exact: true, depth, size: { width: 61, height: 47 } });
          expect([...bins]).toEqual(binsOf(file, depth === 'u8' ? 256 : 1024));
          const reds = [...file.data].filter((_, index) => index % channels === 0).sort((a, b) => a - b);
          const mean = reds.reduce((a, b) => a + b) / reds.length;
          const deviation = Math.sqrt(reds.reduce((sum, code) => sum + (code - mean) ** 2, 0) / reds.length);
          const max = fullScale(depth);
          expect(value.lanes[0]!.mean * max).toBeCloseTo(mean, 6);
          expect(value.lanes[0]!.deviation * max).toBeCloseTo(deviation, 6);
          expect(value.lanes[0]!.median * max).toBeCloseTo(reds[Math.ceil(reds.length / 2) - 1]!, 6);
        }
      }
    }
  });

  it('tells extremes and counts from before the result was clamped', async () => {
    const source = picture(40, 30, 3, 'u8', 0.9);
    const { document } = await opened(source);
    const filter = kernelFilter(SOBEL);
    const { raster } = convolveReference(source, operatorOf(filter), filter.settings, { depth: 'f32' });
    const { value } = await histogramOf(document, [filter]);
    const reds = [...raster.data].filter((_, index) => index % 3 === 0);
    expect(value.lanes[0]).toMatchObject({
      name: 'red',
      minimum: Math.min(...reds),
      maximum: Math.max(...reds),
      below: reds.filter((red) => red < 0).length,
      above: reds.filter((red) => red > 1).length,
      clippedLow: reds.filter((red) => red <= 0).length,
      clippedHigh: reds.filter((red) => red >= 1).length,
    });
    expect(value.lanes.map(({ name }) => name)).toEqual(['red', 'green', 'blue', 'luminance']);
  });

  it('shows floats beyond 0 and 1 in bins of their own', async () => {
    const source = picture(50, 40, 1, 'f32', 0.8);
    const { document } = await opened(source);
    const { value, bins } = await histogramOf(document, []);
    const [low, high] = value.domain;
    expect([low, high]).toEqual([Math.min(...source.data), Math.max(...source.data)]);
    const beyond = [...source.data].filter((sample) => sample < 0).length;
    expect(value.lanes[0]!.below).toBe(beyond);
    const zero = Math.floor((-low / (high - low)) * value.bins);
    const counted = bins.subarray(0, zero).reduce((a, b) => a + b, 0);
    expect(beyond).toBeGreaterThan(20);
    expect(Math.abs(counted - beyond)).toBeLessThan(10);
    expect(bins.reduce((a, b) => a + b, 0)).toBe(2000);
  });

  it('is approximate of a shrunk picture first where the picture is large', async () => {
    const { document } = await opened(picture(1200, 900));
    const filters = [kernelFilter(BLUR)];
    const quick = await histogramOf(document, filters, 'approximate');
    expect(quick.value).toMatchObject({ exact: false, size: { width: 300, height: 225 } });
    const { value } = await histogramOf(document, filters);
    expect(value).toMatchObject({ exact: true, size: { width: 1200, height: 900 } });
    expect(Math.abs(value.lanes[0]!.mean - quick.value.lanes[0]!.mean)).toBeLessThan(0.01);
  });

  it('leaves nothing behind in the memory of the engine, cancelled or not', async () => {
    const engine = createWatchedEngine();
    const { document } = await opened(picture(300, 200), engine);
    const held = engine.held();
    const filters = [kernelFilter(BLUR), kernelFilter(SHARPEN)];
    await histogramOf(document, filters);
    expect(engine.held()).toBe(held);
    const controller = new AbortController();
    const asked = document.histogram({ filters: filters as never, quality: 'exact' }, work(controller.signal));
    setTimeout(() => controller.abort(new Error('newer')), 2);
    await asked.catch((error: Error) => expect(error.message).toBe('newer'));
    await vi.waitFor(() => expect(engine.held()).toBe(held), 10_000);
  });
});

function randomKernel(seed: number, whole: boolean): Filter {
  const random = randomFrom(seed);
  const side = pick(random, [1, 3, 5]);
  const rows = Array.from({ length: side }, () =>
    Array.from({ length: side }, () => (whole ? between(random, -4, 5) : random() * 2 - 0.8)),
  );
  return kernelFilter(rows, { normalise: whole ? 'auto' : 'none', bias: pick(random, [0, 0.1]) });
}

interface Counts {
  readonly below: number;
  readonly above: number;
}

/** Pixels of the float64 reference that are out of range by more than `margin`. */
function outOfRange({ channels, data }: Raster, margin: number): Counts {
  let [below, above] = [0, 0];
  for (let at = 0; at < data.length; at += channels) {
    const pixel = [...data.subarray(at, at + channels)];
    if (pixel.some((value) => value < -margin)) below += 1;
    if (pixel.some((value) => value > 1 + margin)) above += 1;
  }
  return { below, above };
}

describe('marks', () => {
  it.each(Array.from({ length: 24 }, (_, seed) => seed))('equal a float64 reference, seed %i', async (seed) => {
    const random = randomFrom(900 + seed);
    const channels = pick<ChannelCount>(random, [1, 3, 4]);
    const depth = pick(random, ['u8', 'u16', 'f32'] as const);
    const source = picture(53, 41, channels, depth, 0.8);
    const { document } = await opened(source);
    const filter = randomKernel(seed, seed % 2 === 0);
    const { raster } = convolveReference(source, operatorOf(filter), filter.settings, { depth: 'f32' });
    const rectangle = wholeOf(raster);
    const params = { filters: [filter] as never[], rectangle, level: 0, quality: 'exact', invalid: false } as const;
    const { value, body } = await document.marks(params, work());
    expect(value).toMatchObject({ exact: true, rectangle });
    // Where rounding decides, either is right.
    const [most, least] = [outOfRange(raster, 0), outOfRange(raster, 4e-5)];
    expect(value.pixels.below).toBeGreaterThanOrEqual(least.below);
    expect(value.pixels.below).toBeLessThanOrEqual(most.below);
    expect(value.pixels.above).toBeGreaterThanOrEqual(least.above);
    expect(value.pixels.above).toBeLessThanOrEqual(most.above);
    if (depth === 'u8' && seed % 2 === 0) expect(value.pixels).toMatchObject(most);
    expect([...body].filter((byte) => byte & 1)).toHaveLength(value.pixels.below);
    expect([...body].filter((byte) => byte & 2)).toHaveLength(value.pixels.above);
    const { value: histogram } = await histogramOf(document, [filter]);
    expect(histogram.pixels).toMatchObject(value.pixels);
  });

  it('at a coarser level mark what stands for any pixel out of range, and count image pixels', async () => {
    const source = picture(90, 70, 3, 'u8', 0.9);
    const { document } = await opened(source);
    const filters = [kernelFilter(SHARPEN)] as never[];
    const ask = async (level: number, width: number, height: number) => {
      const rectangle = { x: 0, y: 0, width, height };
      return document.marks({ filters, rectangle, level, quality: 'exact', invalid: false }, work());
    };
    const fine = await ask(0, 90, 70);
    const coarse = await ask(2, 23, 18);
    expect(coarse.value.pixels).toEqual(fine.value.pixels);
    const wanted = new Uint8Array(23 * 18);
    fine.body.forEach((byte, at) => {
      wanted[Math.floor(Math.floor(at / 90) / 4) * 23 + Math.floor((at % 90) / 4)]! |= byte;
    });
    expect([...coarse.body]).toEqual([...wanted]);
    const quick = await document.marks(
      { filters, rectangle: { x: 0, y: 0, width: 23, height: 18 }, level: 2, quality: 'approximate', invalid: false },
      work(),
    );
    expect(quick.value.exact).toBe(false);
  });

  it('find nothing in a flat picture under kernels that keep it, in either light', async () => {
    const source = picture(64, 48, 4);
    for (const level of [0, 255]) {
      source.data.fill(level);
      const { document } = await opened(source);
      for (const light of ['encoded', 'linear'] as const) {
        const filters = [kernelFilter(BLUR, { light }), kernelFilter(SHARPEN, { light })] as never[];
        const rectangle = wholeOf(source);
        const asked = { filters, rectangle, level: 0, quality: 'exact', invalid: true } as const;
        const { value } = await document.marks(asked, work());
        expect(value.pixels).toEqual({ below: 0, above: 0, invalid: 0 });
      }
    }
  });

  it('§5 show where a float picture has none before it is filtered, in every band and at every level', async () => {
    const source = picture(1600, 900, 3, 'f32', 0);
    const broken = [
      [3, 2],
      [1201, 700],
      [1599, 899],
    ] as const;
    for (const [x, y] of broken) source.data[(y * 1600 + x) * 3 + 1] = NaN;
    const { document } = await opened(source);
    for (const level of [0, 1, 3]) {
      const width = Math.ceil(1600 / 2 ** level);
      const rectangle = { x: 0, y: 0, width, height: Math.ceil(900 / 2 ** level) };
      const { value, body } = await document.marks(
        { filters: [], rectangle, level, quality: 'exact', invalid: true },
        work(),
      );
      expect(value.pixels.invalid).toBe(3);
      const at = broken.map(([x, y]) => (y >> level) * width + (x >> level));
      expect([...body.keys()].filter((index) => body[index]! & 4)).toEqual(at);
    }
  });

  it('§5 show where a result had no valid value, also after a filter before the last', async () => {
    const source = picture(30, 20, 1, 'f32', 0);
    source.data[10 * 30 + 15] = NaN;
    const { document } = await opened(source);
    const ask = async (filters: readonly Filter[], invalid = true) =>
      document.marks(
        { filters: filters as never, rectangle: wholeOf(source), level: 0, quality: 'exact', invalid },
        work(),
      );
    const marked = ({ body }: { body: Uint8Array }): string[] =>
      [...body.keys()].filter((at) => body[at]! & 4).map((at) => `${at % 30},${Math.floor(at / 30)}`);
    expect(marked(await ask([]))).toEqual(['15,10']);
    const one = await ask([kernelFilter([[1, 1, 1]])]);
    expect(marked(one)).toEqual(['14,10', '15,10', '16,10']);
    expect(one.value.pixels.invalid).toBe(3);
    const two = [kernelFilter([[1, 1, 1]]), kernelFilter([[2]])];
    expect(marked(await ask(two, false))).toEqual([]);
    expect(marked(await ask(two))).toEqual(['14,10', '15,10', '16,10']);
    const { body } = await document.render(renderParams([kernelFilter([[1, 1, 1]])], wholeOf(source)), work());
    expect([...new Float32Array(body.slice().buffer)].every(Number.isFinite)).toBe(true);
  });
});
