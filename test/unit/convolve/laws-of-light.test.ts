// The laws of SEMANTICS §7 to §10, each as the sentence it is, through the library.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeCurve, encodeCurve } from '../../../src-core/colour/curve.ts';
import { SRGB, SRGB_CURVE, type ColourSpace } from '../../../src-core/colour/colour-space.ts';
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import type { ConvolveSettings, Engine } from '../../../src-core/engine/types.ts';
import { OPACITIES } from '../../../src-core/filters/settings.ts';
import { gaussianTaps } from '../../../src-core/filters/taps.ts';
import { createRaster, fullScale, type Depth, type Raster } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { expectAgreement, matrix, randomFrom, randomPicture, settings } from './support.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 2 });
});
afterAll(() => engine.close());

const BOX = matrix([
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
]);
const SHARPEN = matrix([
  [0, -1, 0],
  [-1, 5, -1],
  [0, -1, 0],
]);
const LAPLACIAN = matrix([
  [0, -1, 0],
  [-1, 4, -1],
  [0, -1, 0],
]);
const REAL_BLUR = matrix([
  [0.1, 0.3, 0.1],
  [0.25, 0.7, 0.2],
]);

function filled(width: number, height: number, pixel: readonly number[]): Raster {
  const raster = createRaster(width, height, pixel.length as 1 | 2 | 3 | 4, 'u8');
  raster.data.forEach((_, index) => (raster.data[index] = pixel[index % pixel.length]!));
  return raster;
}

describe('opacity (§7)', () => {
  it('leaves a uniform (200,100,50,128) image unchanged under any kernel with d = S and b = 0 (§7)', async () => {
    const uniform = filled(7, 6, [200, 100, 50, 128]);
    for (const kernel of [BOX, SHARPEN, REAL_BLUR]) {
      for (const opacity of OPACITIES) {
        for (const light of ['encoded', 'linear'] as const) {
          for (const amount of [1, 0.4]) {
            const result = await engine.convolve(uniform, kernel, { opacity, light, amount });
            expect([...result.data], `${opacity} ${light}`).toEqual([...uniform.data]);
          }
        }
      }
    }
  });

  it('blurs opaque red beside fully transparent green without any green where α > 0 (§7)', async () => {
    const source = createRaster(8, 4, 4, 'u8');
    for (let i = 0; i < 32; i++) source.data.set(i % 8 < 4 ? [255, 0, 0, 255] : [0, 255, 0, 0], i * 4);
    for (const run of [
      () => engine.convolve(source, BOX),
      () => engine.convolve(source, BOX, { amount: 0.5 }),
      () => engine.convolve(source, REAL_BLUR, { amount: 0.5, light: 'linear' }),
      () => engine.gaussian(source, { sigmaX: 2 }),
      () => engine.gaussian(source, { sigmaX: 2, depth: 'u16' }),
    ]) {
      const result = await run();
      let edges = 0;
      for (let i = 0; i < result.data.length; i += 4) {
        const [red, green, , alpha] = result.data.slice(i, i + 4);
        if (alpha! > 0) expect([red! > 0, green]).toEqual([true, 0]);
        if (alpha! > 0 && alpha! < fullScale(result.depth)) edges++;
      }
      expect(edges).toBeGreaterThan(0);
    }
  });

  it('keeps α = 255 under a zero-sum kernel, whatever the mode of opacity but raw and only (§7)', async () => {
    const source = randomPicture(randomFrom(3), { width: 9, height: 7, channels: 4, depth: 'u8', alpha: 'opaque' });
    for (const opacity of ['auto', 'premultiplied', 'preserve'] as const) {
      const result = await engine.convolve(source, LAPLACIAN, { opacity, bias: 0.5 });
      expect(result.data.filter((_, i) => i % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
    }
  });

  it('takes a transparent neighbour for the centre’s own colour under preserve (§7)', async () => {
    const source = createRaster(3, 1, 4, 'u8');
    source.data.set([90, 60, 30, 255, 90, 60, 30, 255, 0, 255, 255, 0]);
    const result = await engine.convolve(source, matrix([[-1, 3, -1]]), { opacity: 'preserve' });
    expect([...result.data.slice(4, 8)]).toEqual([90, 60, 30, 255]);
  });

  it('treats raw as four plain channels and touches only α under only (§7)', async () => {
    const source = createRaster(2, 1, 4, 'u8');
    source.data.set([10, 20, 30, 40, 50, 60, 70, 80]);
    const sum = matrix([[1, 1]], { row: 0, column: 0 });
    const raw = await engine.convolve(source, sum, { opacity: 'raw', normalise: 'none', bias: 0.2 });
    expect([...raw.data.slice(0, 4)]).toEqual([111, 131, 151, 120]);
    const only = await engine.convolve(source, sum, { opacity: 'only', normalise: 'none', bias: 0.2 });
    expect([...only.data.slice(0, 4)]).toEqual([10, 20, 30, 120]);
  });

  it('computes colour all the same with α unticked, and copies α (§7, §9)', async () => {
    const source = randomPicture(randomFrom(4), { width: 6, height: 5, channels: 4, depth: 'u8' });
    const ticked = await engine.convolve(source, BOX);
    const unticked = await engine.convolve(source, BOX, { channels: 'rgb' });
    unticked.data.forEach((value, i) => expect(value).toBe(i % 4 === 3 ? source.data[i] : ticked.data[i]));
  });
});

describe('light (§8)', () => {
  const stripes: Raster = {
    width: 6,
    height: 1,
    channels: 1,
    depth: 'u8',
    data: Uint8Array.of(0, 255, 0, 255, 0, 255),
  };
  const half = { rows: 1, columns: 2, weights: [0.5, 0.5] };

  it('gives 188 for stripes under [½ ½] in Linear and 128 in Encoded (§8)', async () => {
    const value = async (light: 'linear' | 'encoded', depth: Depth): Promise<number> =>
      (await engine.convolve(stripes, half, { light, depth })).data[2]!;
    expect(await value('linear', 'u8')).toBe(188);
    expect(await value('encoded', 'u8')).toBe(128);
    expect(await value('linear', 'f32')).toBeCloseTo(encodeCurve(SRGB_CURVE, 0.5), 6);
  });

  it('uses the document’s own curve, one per channel where it has three, never a plain 2.2 (§8)', async () => {
    const gamma = (g: number) => ({ form: 'parametric', g, a: 1, b: 0, c: 0, d: 0, e: 0, f: 0 }) as const;
    const table = { form: 'table', values: Array.from({ length: 64 }, (_, i) => (i / 63) ** 1.8) } as const;
    const space: ColourSpace = { ...SRGB, name: 'own', curves: [gamma(1), gamma(2.2), table] };
    const source: Raster = {
      width: 2,
      height: 1,
      channels: 3,
      depth: 'u8',
      data: Uint8Array.of(0, 0, 0, 255, 255, 255),
    };
    const result = await engine.convolve(source, half, { light: 'linear' }, { colourSpace: space });
    [0.5, 0.5 ** (1 / 2.2), encodeCurve(table, 0.5)].forEach((x, channel) => {
      expect(Math.abs(result.data[3 + channel]! - x * 255)).toBeLessThanOrEqual(0.5 + result.plan.bound);
    });
  });

  it('extends curves oddly below 0 and by their own formula above 1 (§8)', async () => {
    expect(decodeCurve(SRGB_CURVE, -0.5)).toBe(-decodeCurve(SRGB_CURVE, 0.5));
    expect(encodeCurve(SRGB_CURVE, decodeCurve(SRGB_CURVE, 3))).toBeCloseTo(3, 12);
    const values = [-2, -0.5, -0.01, 0, 0.003, 0.02, 0.5, 1, 7, 1000, 1e-9];
    const source: Raster = {
      width: values.length,
      height: 1,
      channels: 1,
      depth: 'f32',
      data: Float32Array.from(values),
    };
    const switches = settings({ light: 'linear', normalise: 'none' });
    for (const weights of [[[1]], [[-0.7]], [[0.25, 0.75]]]) {
      expectAgreement(await engine.convolve(source, matrix(weights), switches), source, matrix(weights), switches);
    }
  });

  it('brings every code back through the identity in linear light, 8 and 16 bits (§8)', async () => {
    for (const depth of ['u8', 'u16'] as const) {
      const count = depth === 'u8' ? 256 : 65536;
      const data =
        depth === 'u8'
          ? Uint8Array.from({ length: count }, (_, i) => i)
          : Uint16Array.from({ length: count }, (_, i) => i);
      const source: Raster = { width: 256, height: count / 256, channels: 1, depth, data };
      // Two halves of the same pixel: not the identity to the planner.
      const result = await engine.convolve(source, matrix([[0.5], [0.5]], { row: 0, column: 0 }), {
        light: 'linear',
        border: 'clamp',
        flip: false,
      });
      const same = await engine.convolve({ ...source, width: count, height: 1 }, matrix([[0.5], [0.5]]), {
        light: 'linear',
      });
      expect(result.height).toBe(source.height);
      expect(same.data.every((value, i) => value === i)).toBe(true);
    }
  });
});

describe('channels (§9)', () => {
  it('copies a channel that is not ticked bit for bit, NaN included (§9)', async () => {
    const source = randomPicture(randomFrom(5), { width: 5, height: 4, channels: 4, depth: 'f32' });
    source.data[1] = NaN;
    source.data[6] = -0;
    for (const light of ['encoded', 'linear'] as const) {
      const result = await engine.convolve(source, BOX, { channels: 'r', light, opacity: 'raw' });
      const bits = (raster: Raster): number[] =>
        [...new Uint32Array(Float32Array.from(raster.data).buffer)].filter((_, i) => i % 4 !== 0);
      expect(bits(result)).toEqual(bits(source));
    }
  });

  it('adds the change of luminance to every colour (§9)', async () => {
    const source = randomPicture(randomFrom(6), { width: 6, height: 6, channels: 3, depth: 'f32' });
    const result = await engine.convolve(source, SHARPEN, { channels: 'luminance' });
    const luminance = (data: ArrayLike<number>, i: number): number =>
      0.2126 * data[i]! + 0.7152 * data[i + 1]! + 0.0722 * data[i + 2]!;
    const grey: Raster = {
      width: 6,
      height: 6,
      channels: 1,
      depth: 'f32',
      data: Float32Array.from({ length: 36 }, (_, i) => luminance(source.data, i * 3)),
    };
    const filtered = convolveReference(grey, SHARPEN, settings({})).raster;
    for (let i = 0; i < 36; i++) {
      const shift = filtered.data[i]! - grey.data[i]!;
      for (let c = 0; c < 3; c++) expect(result.data[i * 3 + c]).toBeCloseTo(source.data[i * 3 + c]! + shift, 5);
    }
  });

  it('blends by amount: 0 is the picture itself, 1 the filtered one (§0, §9)', async () => {
    const source = randomPicture(randomFrom(7), { width: 6, height: 6, channels: 4, depth: 'u16' });
    const untouched = await engine.convolve(source, BOX, { amount: 0, light: 'linear' });
    expect([...untouched.data]).toEqual([...source.data]);
    const plain: Raster = { width: 2, height: 1, channels: 1, depth: 'u8', data: Uint8Array.of(100, 200) };
    const half = await engine.convolve(plain, matrix([[2]]), { normalise: 'none', amount: 0.5, bias: -0.2 });
    expect([...half.data]).toEqual([125, 255]);
  });
});

describe('Gaussian (§10)', { timeout: 120_000 }, () => {
  it('is the sampled Gaussian of radius ⌊4σ + ½⌋, renormalised (§10)', () => {
    const { weights, anchor } = gaussianTaps(1.3);
    expect([weights.length, anchor]).toEqual([11, 5]);
    expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
    expect(weights[6]! / weights[5]!).toBeCloseTo(Math.exp(-1 / (2 * 1.69)), 14);
  });

  it('stays within 1 level of u8 and 1e-4 of full scale of u16 and f32, in either light (§10)', async () => {
    const cases: readonly [Depth, ConvolveSettings & { sigmaX: number; sigmaY: number }][] = [
      ['u8', { sigmaX: 0.7, sigmaY: 2.5, light: 'linear' }],
      ['u8', { sigmaX: 4, sigmaY: 0, light: 'encoded' }],
      ['u16', { sigmaX: 3, sigmaY: 1, light: 'linear' }],
      ['f32', { sigmaX: 2, sigmaY: 2, light: 'encoded' }],
      ['f32', { sigmaX: 2, sigmaY: 2, light: 'linear' }],
    ];
    for (const [depth, spec] of cases) {
      const source = randomPicture(randomFrom(8), { width: 24, height: 18, channels: 4, depth, alpha: 'half' });
      const result = await engine.gaussian(source, spec);
      const operator = {
        form: 'separable',
        vertical: gaussianTaps(spec.sigmaY),
        horizontal: gaussianTaps(spec.sigmaX),
      } as const;
      const exact = convolveReference(source, operator, settings({ light: spec.light! })).raster;
      const allowed = depth === 'u8' ? 1 : depth === 'u16' ? 7 : 1e-4;
      result.data.forEach((value, i) => expect(Math.abs(value - exact.data[i]!)).toBeLessThanOrEqual(allowed));
    }
  });

  it('reaches σ 250 on a picture smaller than its radius (§6, §10)', async () => {
    const flat = filled(40, 30, [200, 100, 50, 128]);
    const result = await engine.gaussian(flat, { sigmaX: 250 });
    expect([...result.data]).toEqual([...flat.data]);
    expect(result.plan.label).toBe('2001×2001 multirate');
  });

  it('refuses σ beyond 0, 0.1 to 250, and names it (§10)', async () => {
    const flat = filled(4, 4, [1]);
    for (const sigmaX of [-1, 0.05, 251, NaN]) {
      await expect(engine.gaussian(flat, { sigmaX })).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining('sigmaX') as string,
      });
    }
  });
});
