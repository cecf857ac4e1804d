// Analyses beside the page: the rank of 257 × 257 weights alone takes 60 ms. One kind of question per worker.
import type { Operator } from '../../../src-core/filters/filter.ts';
import { matrixOf } from '../../../src-core/filters/matrix.ts';
import { analyse, type Meaning } from '../../../src-core/kernel/analyse.ts';
import { singularValues } from '../../../src-core/kernel/singular.ts';
import { powerSpectrum } from '../../../src-core/kernel/spectrum.ts';
import { understand } from '../../../src-core/kernel/understand.ts';

/** What can be asked. */
const ANSWERS = {
  analysis: ({ operator, meaning }: KernelWish) => analyse(operator, meaning),
  understanding: ({ operator, meaning }: KernelWish) => understand(operator, meaning),
  singular: (operator: Operator) => {
    const kernel = matrixOf(operator);
    return kernel && singularValues(kernel);
  },
  spectrum: ({ values, side }: Square) => powerSpectrum(values, side),
};

export interface KernelWish {
  readonly operator: Operator;
  readonly meaning: Meaning;
}

/** side × side values of a picture. */
export interface Square {
  readonly values: Float32Array;
  readonly side: number;
}

export type Question = keyof typeof ANSWERS;
export type Wish<Q extends Question> = Parameters<(typeof ANSWERS)[Q]>[0];
export type Answer<Q extends Question> = ReturnType<(typeof ANSWERS)[Q]>;

addEventListener('message', ({ data }: MessageEvent<{ question: Question; wish: never }>) => {
  postMessage(ANSWERS[data.question](data.wish));
});
