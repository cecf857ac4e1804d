// The filters that the preview bench edits: a number in each of them changes with every repetition.
import { createFilter } from '../../src-core/filters/index.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import { kernelOf } from '../../src-core/kernel/kernel.ts';

/** Full-rank and the same in every run. */
export function randomKernel(side: number, repetition: number): Filter {
  let state = side * 7919;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const rows = Array.from({ length: side }, () => Array.from({ length: side }, next));
  rows[0]![0] = 0.1 + repetition / 1000;
  return createFilter('kernel', { kernel: kernelOf(rows) });
}

export function sharpen(repetition: number): Filter {
  const edge = -1 - (repetition % 50);
  const rows = [
    [0, edge, 0],
    [edge, 1 - 4 * edge, edge],
    [0, edge, 0],
  ];
  return createFilter('kernel', { kernel: kernelOf(rows) });
}

export function gaussian(sigma: number, repetition: number): Filter {
  const value = Math.min(250, sigma * (1 - (repetition % 100) / 5000));
  return createFilter('gaussian', { parameters: { sigmaX: value, sigmaY: value } });
}
