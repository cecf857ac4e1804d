// Fast path: the sum as it is written, weights of 0 left out. Right for small and for sparse kernels.
import { sizeLabel, type FinalTap, type Propose } from './proposal.ts';

export const proposeDirect: Propose = ({ operator }) => {
  if (operator.form !== 'matrix') return null;
  const { rows, columns, weights } = operator.kernel;
  const final: FinalTap[] = [];
  let gain = 0;
  weights.forEach((weight, index) => {
    if (weight === 0) return;
    gain += Math.abs(weight);
    final.push({ row: Math.floor(index / columns), column: index % columns, group: 0, weight });
  });
  return {
    method: 'direct',
    label: `${sizeLabel(rows, columns)} direct`,
    horizontal: [],
    final,
    cost: final.length,
    roundings: final.length,
    gain,
    weightError: 0,
    whole: final.every(({ weight }) => Number.isInteger(weight)),
  };
};
