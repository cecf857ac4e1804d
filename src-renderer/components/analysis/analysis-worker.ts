// Analyses large kernels beside the page: the rank of 257 × 257 weights alone takes 60 ms.
import type { Operator } from '../../../src-core/filters/filter.ts';
import { analyse, type Analysis } from '../../../src-core/kernel/analyse.ts';

export type Scaling = Parameters<typeof analyse>[1];
export interface AnalysisWish {
  readonly operator: Operator;
  readonly scaling: Scaling;
}
export type AnalysisAnswer = Analysis;

addEventListener('message', ({ data }: MessageEvent<AnalysisWish>) => {
  postMessage(analyse(data.operator, data.scaling) satisfies AnalysisAnswer);
});
