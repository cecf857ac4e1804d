// Random kernels for properties; every run draws the same ones.
import fc from 'fast-check';
import type { Kernel } from '../../../src-core/kernel/kernel.ts';

export const FIXED = { seed: 20_260, numRuns: 150 } as const;

const weight = fc.oneof(
  fc.integer({ min: -99, max: 99 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => (Math.abs(value) < 1e-6 ? 0 : value)),
);

export function kernels(maxSide = 7): fc.Arbitrary<Kernel> {
  return fc.tuple(fc.integer({ min: 1, max: maxSide }), fc.integer({ min: 1, max: maxSide })).chain(([rows, columns]) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      weights: fc.array(weight, { minLength: rows * columns, maxLength: rows * columns }),
      anchor: fc.record({
        row: fc.integer({ min: 0, max: rows - 1 }),
        column: fc.integer({ min: 0, max: columns - 1 }),
      }),
    }),
  );
}
