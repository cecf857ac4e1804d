// Operations on filters: each against what it says it does to a picture, and the kernel set aside as B.
import { describe, expect, it } from 'vitest';
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import { applyOperation, defaultsFor, OPERATIONS } from '../../../src-core/filters/algebra.ts';
import { filterSchema, type Filter } from '../../../src-core/filters/filter.ts';
import { createFilter, operatorOf } from '../../../src-core/filters/index.ts';
import type { Settings } from '../../../src-core/filters/settings.ts';
import { kernelOf } from '../../../src-core/kernel/kernel.ts';
import type { Raster } from '../../../src-core/raster.ts';
import { Alternates } from '../../../src-renderer/state/alternates.svelte.ts';
import { randomFrom, randomPicture } from '../convolve/support.ts';

const filterOf = (rows: number[][], settings: Partial<Settings> = {}): Filter =>
  createFilter('kernel', { kernel: kernelOf(rows), settings: { border: 'wrap', ...settings } });
const A = filterOf([
  [1, 2, 0],
  [0, 3, 1],
  [1, 0, 1],
]);
const B = filterOf([[1, 0, -2]], { flip: true, normalise: 'none', bias: 0.1 });
const picture = randomPicture(randomFrom(5), { width: 9, height: 8, channels: 3, depth: 'f32' });
const through = (filter: Filter, source: Raster = picture): Raster =>
  convolveReference(source, operatorOf(filter), filter.settings).raster;

function expectPixels(filter: Filter, expected: (index: number) => number): void {
  through(filter).data.forEach((value, index) => expect(value).toBeCloseTo(expected(index), 4));
}

describe('operations on filters', () => {
  it('add, subtract, scale and convolve do so to the results, biases and flips included', () => {
    const [a, b] = [through(A).data, through(B).data];
    const both = through(B, through(A)).data;
    expectPixels(applyOperation('add', A, B, {}), (i) => a[i]! + b[i]!);
    expectPixels(applyOperation('subtract', A, B, {}), (i) => a[i]! - b[i]!);
    expectPixels(applyOperation('scale', B, null, { factor: -3 }), (i) => -3 * b[i]!);
    expectPixels(applyOperation('convolve', A, B, {}), (i) => both[i]!);
  });

  it('sharpening adds back what the blur takes away', () => {
    const blurred = through(A).data;
    expectPixels(applyOperation('sharpen', A, null, { amount: 2 }), (i) => {
      const own = picture.data[i]!;
      return own + 2 * (own - blurred[i]!);
    });
  });

  it('every operation gives a filter that is one, with its defaults and with parametric filters', () => {
    for (const operation of OPERATIONS) {
      for (const filter of [A, createFilter('gaussian', { parameters: { sigmaX: 1.5, sigmaY: 1.5 } })]) {
        const values = defaultsFor(operation, A.kernel!);
        const made = applyOperation(operation.id, filter, operation.binary ? B : null, values);
        expect(filterSchema.parse(made).kernel).not.toBeNull();
        expect(made.id).toBe(filter.id);
      }
    }
  });

  it('asks for the second kernel where there is none', () => {
    expect(() => applyOperation('add', A, null, {})).toThrow('Choose the second kernel.');
  });
});

describe('a kernel set aside', () => {
  it('is the other end of the blend until the first end is edited, and swaps places', () => {
    const alternates = new Alternates();
    const [b, a, edited] = [kernelOf([[8]]), kernelOf([[0]]), kernelOf([[4]])];
    alternates.keep('f', b);
    const half = alternates.blend('f', a, 0.5);
    expect(half.weights).toEqual([4]);
    expect(alternates.of('f', half)).toMatchObject({ a, b, share: 0.5 });
    expect(alternates.blend('f', half, 0.25).weights).toEqual([2]);
    // After an undo the kernel before knows its ends too.
    expect(alternates.blend('f', half, 0)).toBe(a);
    expect(alternates.of('f', edited)?.share).toBe(0);
    expect(alternates.blend('f', edited, 0.5).weights).toEqual([6]);
    expect(alternates.swap('f', edited)).toBe(b);
    expect(alternates.of('f', b)?.b).toBe(edited);
    alternates.forget('f');
    expect(alternates.of('f', b)).toBeNull();
  });
});
