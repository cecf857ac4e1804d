// Fast path: the sum as it is written, weights of 0 left out. Right for small and for sparse kernels.
import { sizeLabel, type Propose } from './proposal.ts';
import { rowsProposal, type FinalTap } from './rows.ts';
import { extentOf } from './sums.ts';

export const proposeDirect: Propose = (terms, weighted) => {
  const { operator } = terms;
  const { rows, columns } = extentOf(operator);
  const label = `${sizeLabel(rows, columns)} direct`;
  if (operator.form !== 'matrix') return { label, reason: 'the filter is given as two passes' };
  const final: FinalTap[] = [];
  let gain = 0;
  operator.kernel.weights.forEach((weight, index) => {
    if (weight === 0) return;
    gain += Math.abs(weight);
    final.push({ row: Math.floor(index / columns), column: index % columns, group: 0, weight });
  });
  const whole = final.every(({ weight }) => Number.isInteger(weight));
  return rowsProposal(terms, weighted, { method: 'direct', label, horizontal: [], final, gain, weightError: 0, whole });
};
