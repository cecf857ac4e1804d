// A kernel as column times row: exact for rank 1, nearest otherwise.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asProduct, productMatrix } from '../../../src-core/kernel/algebra/product.ts';
import { kernelOf } from '../../../src-core/kernel/kernel.ts';

const line = (most: number) => fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: most });

it('is exact for a product, with whole numbers where they were whole', () => {
  fc.assert(
    fc.property(line(7), line(7), (down, across) => {
      const kernel = kernelOf(down.map((p) => across.map((q) => p * q + 0)));
      const { vertical, horizontal, share } = asProduct(kernel);
      expect(share).toBe(1);
      expect(horizontal.weights.every(Number.isInteger)).toBe(true);
      const again = productMatrix(vertical, horizontal);
      expect(again.anchor).toEqual(kernel.anchor);
      again.weights.forEach((weight, index) => expect(weight).toBeCloseTo(kernel.weights[index]!, 9));
    }),
  );
});

it('gives the binomial back as it is known', () => {
  const row = [1, 4, 6, 4, 1];
  const { vertical, horizontal } = asProduct(kernelOf(row.map((p) => row.map((q) => p * q))));
  expect(horizontal.weights).toEqual(row);
  expect(vertical.weights).toEqual(row);
});

it.each([1e-197, 1, 1e197])('is the same one for weights %d times as large', (scale) => {
  const rows = [
    [1, 2, 0],
    [0, 1, 3],
  ];
  const { vertical, horizontal, share } = asProduct(kernelOf(rows.map((row) => row.map((weight) => weight * scale))));
  const plain = asProduct(kernelOf(rows));
  expect(share).toBeCloseTo(plain.share, 12);
  const found = productMatrix(vertical, horizontal).weights;
  productMatrix(plain.vertical, plain.horizontal).weights.forEach((weight, index) =>
    expect(found[index]! / scale).toBeCloseTo(weight, 9),
  );
});

it('is nearer than any other product where the kernel is none', () => {
  const weight = fc.double({ min: -3, max: 3, noNaN: true });
  const three = fc.array(weight, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(three, { minLength: 2, maxLength: 5 }),
      three,
      fc.infiniteStream(weight),
      (rows, across, down) => {
        const kernel = kernelOf(rows);
        const { vertical, horizontal, share } = asProduct(kernel);
        const total = kernel.weights.reduce((sum, value) => sum + value * value, 0);
        const missed = (weights: readonly number[]): number =>
          weights.reduce((sum, value, index) => sum + (value - kernel.weights[index]!) ** 2, 0);
        const found = missed(productMatrix(vertical, horizontal).weights);
        expect(found).toBeCloseTo((1 - share) * total, 6);
        const other = rows.flatMap(() => {
          const factor = down.next().value as number;
          return across.map((value) => value * factor);
        });
        expect(found).toBeLessThanOrEqual(missed(other) + 1e-9 * total);
      },
    ),
  );
});
