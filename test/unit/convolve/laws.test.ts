// The laws of SEMANTICS §1 to §6, each as the sentence it is, through the library.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConvolveSettings, Engine, EngineResult } from '../../../src-core/engine/types.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import type { Depth, Raster } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { matrix } from './support.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 2 });
});
afterAll(() => engine.close());

const NUMBERED = matrix([
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
]);
const BOX = matrix([
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
]);
const LAPLACIAN = matrix([
  [0, -1, 0],
  [-1, 4, -1],
  [0, -1, 0],
]);

function grey(rows: readonly (readonly number[])[], depth: Depth = 'f32'): Raster {
  const data = rows.flat();
  return {
    width: rows[0]!.length,
    height: rows.length,
    channels: 1,
    depth,
    data: depth === 'u8' ? Uint8Array.from(data) : depth === 'u16' ? Uint16Array.from(data) : Float32Array.from(data),
  };
}

function impulse(side: number): Raster {
  return grey(
    Array.from({ length: side }, (_, y) => Array.from({ length: side }, (_, x) => (x === 2 && y === 2 ? 1 : 0))),
  );
}

async function run(source: Raster, operator: Operator, settings: ConvolveSettings = {}): Promise<EngineResult> {
  return engine.convolve(source, operator, settings);
}

function rowsOf(result: Raster): number[][] {
  return Array.from({ length: result.height }, (_, y) => [
    ...result.data.slice(y * result.width * result.channels, (y + 1) * result.width * result.channels),
  ]);
}

describe('direction (§1)', () => {
  it('returns the kernel rotated by 180° for an impulse (§1)', async () => {
    const result = await run(impulse(5), NUMBERED, { normalise: 'none', border: 'constant' });
    expect(rowsOf(result)).toEqual([
      [0, 0, 0, 0, 0],
      [0, 9, 8, 7, 0],
      [0, 6, 5, 4, 0],
      [0, 3, 2, 1, 0],
      [0, 0, 0, 0, 0],
    ]);
  });

  it('returns the kernel as drawn, cell a on the impulse, when flipped (§1)', async () => {
    const corner = {
      ...NUMBERED,
      kernel: { ...(NUMBERED as { kernel: object }).kernel, anchor: { row: 0, column: 0 } },
    } as Operator;
    const result = await run(impulse(5), corner, { normalise: 'none', border: 'constant', flip: true });
    expect(rowsOf(result)).toEqual([
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 1, 2, 3],
      [0, 0, 4, 5, 6],
      [0, 0, 7, 8, 9],
    ]);
  });
});

describe('anchor (§2)', () => {
  it('is (⌊rows/2⌋, ⌊columns/2⌋) where it is left out (§2)', async () => {
    const result = await engine.convolve(
      impulse(5),
      { rows: 2, columns: 2, weights: [1, 2, 3, 4] },
      { normalise: 'none' },
    );
    // Anchor (1, 1) reads the pixel itself with the last weight.
    expect(result.data[2 * 5 + 2]).toBe(4);
    expect(result.data[3 * 5 + 3]).toBe(1);
  });

  it('may be any cell (§2)', async () => {
    const result = await run(impulse(5), matrix([[5, 6, 7]], { row: 0, column: 2 }), { normalise: 'none' });
    expect(rowsOf(result)[2]).toEqual([0, 0, 7, 6, 5]);
  });
});

describe('normalisation (§3)', () => {
  const flat = grey([[0.5]]);
  const value = async (weights: number[], settings: ConvolveSettings): Promise<number> =>
    (await engine.convolve(flat, { rows: 1, columns: weights.length, weights }, settings)).data[0]!;

  it('divides by S, by Σ|K|, by the positive sum, by a custom number, or not at all (§3)', async () => {
    expect(await value([3, -1, 4], { normalise: 'none' })).toBe(3);
    expect(await value([3, -1, 4], { normalise: 'auto' })).toBeCloseTo(0.5, 6);
    expect(await value([3, -1, 4], { normalise: 'abs' })).toBeCloseTo(3 / 8, 6);
    expect(await value([3, -1, 4], { normalise: 'positive' })).toBeCloseTo(3 / 7, 6);
    expect(await value([3, -1, 4], { normalise: 'custom', divisor: -2 })).toBeCloseTo(-1.5, 6);
  });

  it('uses 1 for a sum of 0 or below 1e-6 of Σ|K| (§3)', async () => {
    expect(await value([1, -1], { normalise: 'auto' })).toBe(0);
    expect(await value([1e6, -1e6 + 0.5], { normalise: 'auto' })).toBeCloseTo(0.25, 6);
    expect(await value([-1, -2], { normalise: 'positive' })).toBe(-1.5);
    expect(await value([0, 0], { normalise: 'abs' })).toBe(0);
  });

  it('divides by a negative S and leaves the bias alone (§3)', async () => {
    expect(await value([-1, -1], { normalise: 'auto', bias: 0.25 })).toBeCloseTo(0.75, 6);
  });

  it('refuses a divisor of 0, NaN or ∞, and names it (§3)', async () => {
    for (const divisor of [0, NaN, Infinity]) {
      await expect(value([1], { normalise: 'custom', divisor })).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining('divisor') as string,
      });
    }
  });
});

describe('bias (§4)', () => {
  it('is added once, after the divisor, in fractions of full scale, never to α (§4)', async () => {
    for (const opacity of ['auto', 'premultiplied', 'preserve', 'raw'] as const) {
      for (const kernel of [BOX, LAPLACIAN]) {
        const data = Uint8Array.from({ length: 36 }, (_, i) => (i % 4 === 3 ? 255 : 60));
        const source: Raster = { width: 3, height: 3, channels: 4, depth: 'u8', data };
        const result = await run(source, kernel, { bias: 0.5, opacity, normalise: 'auto' });
        const expected = kernel === BOX ? 188 : 128;
        // Raw α of a zero-sum kernel is 0, as it is without a bias.
        const alpha = kernel === LAPLACIAN && opacity === 'raw' ? 0 : 255;
        expect([...result.data.slice(0, 4)]).toEqual([expected, expected, expected, alpha]);
      }
    }
  });

  it('is a plain number for float (§4)', async () => {
    const result = await run(grey([[2]]), matrix([[3]]), { normalise: 'none', bias: 10 });
    expect(result.data[0]).toBe(16);
  });
});

describe('order, range and rounding (§5)', () => {
  it('rounds halves up and clamps once (§5)', async () => {
    const result = await run(grey([[1, 2, 3, 255]], 'u8'), matrix([[1]]), { normalise: 'custom', divisor: 2 });
    expect([...result.data]).toEqual([1, 1, 2, 128]);
    const wide = await run(grey([[100, 200]], 'u8'), matrix([[3]]), { normalise: 'none', bias: -1 });
    expect([...wide.data]).toEqual([45, 255]);
  });

  it('never clamps a float, from float or from integers (§5)', async () => {
    const result = await engine.convolve(
      grey([[255, 51]], 'u8'),
      { rows: 1, columns: 1, weights: [2] },
      { normalise: 'none', depth: 'f32' },
    );
    expect(result.depth).toBe('f32');
    expect([...result.data]).toEqual([2, Math.fround(0.4)]);
    const negative = await run(grey([[3, -4]]), matrix([[2]]), { normalise: 'none' });
    expect([...negative.data]).toEqual([6, -8]);
  });

  it('turns NaN and ±∞ into 0 and counts them (§5)', async () => {
    const source = grey([[1, NaN, 1, 1, 1, Infinity, 1, 1, 1, -Infinity]]);
    const identity = await run(source, matrix([[1]]));
    expect([...identity.data]).toEqual([1, 0, 1, 1, 1, 0, 1, 1, 1, 0]);
    expect(identity.invalidSamples).toBe(3);
    const blurred = await run(source, matrix([[1, 1, 1]]));
    expect(blurred.invalidSamples).toBe(8);
    expect([...blurred.data]).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 0, 0]);
  });

  it('maps outputs: absolute, signed, and min–max over the whole picture (§5)', async () => {
    const source = grey([[0, 100, 200, 50]], 'u8');
    const difference = matrix([[-1, 0, 1]]);
    const signed = await run(source, difference, { output: 'signed', normalise: 'none' });
    expect([...signed.data]).toEqual([228, 255, 78, 0]);
    const absolute = await run(source, difference, { output: 'absolute', normalise: 'none' });
    expect([...absolute.data]).toEqual([100, 200, 50, 150]);
    const stretched = await run(source, difference, { output: 'minmax', normalise: 'none' });
    expect(stretched.range?.[0]).toBeCloseTo(-150 / 255, 12);
    expect(stretched.range?.[1]).toBeCloseTo(200 / 255, 12);
    expect([...stretched.data]).toEqual([182, 255, 73, 0]);
    // Opaque and half transparent neighbourhoods are summed in another order: the same value but for rounding.
    const clear = [255, 255, 255, 0, 255, 128, 255, 255, 255, 0, 255, 255, 3, 255].flatMap((alpha) => [
      102,
      102,
      102,
      alpha,
    ]);
    const veiled: Raster = { width: 14, height: 1, channels: 4, depth: 'u8', data: Uint8Array.from(clear) };
    const colours = async (light: 'encoded' | 'linear'): Promise<number[]> => {
      const rows = [[0.1, 0.7, 0.3, 1.1, 0.45]];
      const result = await run(veiled, matrix(rows), { output: 'minmax', light, opacity: 'preserve' });
      return [...result.data].filter((_, index) => index % 4 < 3 && clear[index | 3]! > 0);
    };
    for (const light of ['encoded', 'linear'] as const) expect(new Set(await colours(light))).toEqual(new Set([0]));
    const flat = await run(grey([[7, 7]], 'u8'), matrix([[1]]), { output: 'minmax' });
    expect([...flat.data]).toEqual([0, 0]);
  });

  it('leaves pixels with α = 0 out of min–max (§5)', async () => {
    const source: Raster = {
      width: 3,
      height: 1,
      channels: 2,
      depth: 'u8',
      data: Uint8Array.of(255, 0, 10, 255, 20, 255),
    };
    const result = await run(source, matrix([[1]]), { output: 'minmax', opacity: 'preserve' });
    expect(result.range?.[1]).toBeCloseTo(20 / 255, 12);
  });
});

describe('borders (§6)', () => {
  // A kernel that picks the pixel three to the left, over a row a..h.
  const pick = matrix([[1, 0, 0, 0]], { row: 0, column: 3 });
  const row = grey([[1, 2, 3, 4, 5, 6, 7, 8]], 'u8');

  it('are read as the letter strips show (§6)', async () => {
    const strip = async (settings: ConvolveSettings): Promise<number[]> => [
      ...(await run(row, pick, settings)).data.slice(0, 3),
    ];
    expect(await strip({ border: 'clamp' })).toEqual([1, 1, 1]);
    expect(await strip({ border: 'mirror' })).toEqual([4, 3, 2]);
    expect(await strip({ border: 'reflect' })).toEqual([3, 2, 1]);
    expect(await strip({ border: 'wrap' })).toEqual([6, 7, 8]);
    expect(await strip({ border: 'constant', borderColour: [1] })).toEqual([255, 255, 255]);
  });

  it('shrink the result under crop, whose (0,0) is the first p with all taps inside (§6)', async () => {
    const result = await run(row, pick, { border: 'crop' });
    expect([result.width, result.height, ...result.data]).toEqual([5, 1, 1, 2, 3, 4, 5]);
    const flipped = await run(row, pick, { border: 'crop', flip: true });
    expect([...flipped.data]).toEqual([4, 5, 6, 7, 8]);
  });

  it('name both sizes when crop leaves nothing (§6)', async () => {
    await expect(run(grey([[1, 2]], 'u8'), pick, { border: 'crop' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/4 × 1.*2 × 1/) as string,
    });
  });

  it('copy what keep does not filter (§6)', async () => {
    const result = await run(grey([[10, 20, 60]], 'u8'), matrix([[1, 1, 1]]), { border: 'keep' });
    expect([...result.data]).toEqual([10, 30, 60]);
    const nothing = await run(grey([[10, 20]], 'u8'), pick, { border: 'keep' });
    expect([...nothing.data]).toEqual([10, 20]);
  });

  it('go on modulo the period for kernels larger than the picture (§6)', async () => {
    const far = { rows: 1, columns: 12, weights: [1, ...Array<number>(11).fill(0)], anchor: { row: 0, column: 11 } };
    const read = async (border: 'wrap' | 'reflect' | 'mirror', cells: number[]): Promise<number> =>
      (await engine.convolve(grey([cells], 'u8'), far, { border })).data[0]!;
    expect(await read('wrap', [1, 2, 3])).toBe(2);
    expect(await read('reflect', [1, 2, 3])).toBe(2);
    expect(await read('mirror', [1, 2, 3])).toBe(2);
    expect(await read('mirror', [9])).toBe(9);
  });
});
