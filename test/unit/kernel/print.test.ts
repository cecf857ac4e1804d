import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kernel } from '../../../src-core/kernel/kernel.ts';
import { parseKernelText } from '../../../src-core/kernel/parse.ts';
import {
  formatValue,
  formatWeight,
  printCsv,
  printMatlab,
  printPython,
  printTsv,
} from '../../../src-core/kernel/print.ts';
import { FIXED, kernels } from './arbitraries.ts';

describe('weights as people read them', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [-16, '−16'],
    [123456, '123456'],
    [1 / 9, '0.1111'],
    [-0.0625, '−0.0625'],
    [3.14159, '3.142'],
    [1234.56, '1235'],
    [0.1 + 0.2, '0.3'],
    [1e-9, '1e−9'],
    [-2.5e12, '−2.5e12'],
    [Infinity, '∞'],
    [NaN, '—'],
  ])('%d is shown as %s', (value, text) => {
    expect(formatWeight(value)).toBe(text);
  });

  it('has the digits that are asked for', () => {
    expect(formatValue(2 / 3, 2)).toBe('0.67');
  });
});

/** `0,5` alone is one number with a decimal comma, so CSV cannot say 1 × 2. */
const unambiguous = (kernel: Kernel) => kernel.rows * kernel.columns !== 2;

describe('kernels as text for other programs', () => {
  it.each([
    ['TSV', printTsv],
    ['CSV', printCsv],
    ['Python', printPython],
  ])('%s reads back as the same weights (§14)', (_, print) => {
    fc.assert(
      fc.property(kernels(5).filter(unambiguous), (kernel) => {
        const read = parseKernelText(print(kernel));
        expect([read.kernel.rows, read.kernel.columns]).toEqual([kernel.rows, kernel.columns]);
        expect(read.kernel.weights).toEqual(kernel.weights.map((weight) => weight + 0));
      }),
      FIXED,
    );
  });

  it('MATLAB text of more than one column reads back as the same weights (§14)', () => {
    fc.assert(
      fc.property(
        kernels(5).filter((kernel) => kernel.columns > 1),
        (kernel) => {
          expect(parseKernelText(printMatlab(kernel)).kernel.weights).toEqual(
            kernel.weights.map((weight) => weight + 0),
          );
        },
      ),
      FIXED,
    );
  });

  it.each([
    ['TSV', printTsv],
    ['CSV', printCsv],
    ['Python', printPython],
    ['MATLAB', printMatlab],
  ])('%s of the largest kernel made by hand reads back too', (_, print) => {
    const side = 101;
    const weights = Array.from({ length: side * side }, (_, index) => Math.sin(index) / 9);
    const anchor = { row: 50, column: 50 };
    const { kernel } = parseKernelText(print({ rows: side, columns: side, weights, anchor }));
    expect([kernel.rows, kernel.columns, kernel.anchor]).toEqual([side, side, anchor]);
    expect(kernel.weights).toEqual(weights.map((weight) => weight + 0));
  });
});
