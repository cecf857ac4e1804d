// Fast path: the sum as it is written, weights of 0 left out. Right for small and for sparse kernels.
import { canBeExact } from './arithmetic.ts';
import { COSTS, endsOf } from './costs.ts';
import { BEATEN, sizeLabel, workChannelsOf, type Propose } from './proposal.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { lazy } from './lazy.ts';
import { rowsProposal, type FinalTap } from './rows.ts';
import { extentOf } from './sums.ts';

export const proposeDirect: Propose = (terms, weighted, isBeaten) => {
  const { operator } = terms;
  const { rows, columns } = extentOf(operator);
  const label = `${sizeLabel(rows, columns)} direct`;
  if (operator.form !== 'matrix') return { label, reason: 'the filter is given as two passes' };
  const { kernel } = operator;
  const { count, absolute, whole } = terms;
  const least = workChannelsOf(terms) * (endsOf(terms, weighted) + count * COSTS.emittedTap);
  if (isBeaten(least, canBeExact(terms))) return { label, reason: BEATEN };
  const final = lazy(() => tapsOf(kernel));
  return rowsProposal(terms, weighted, {
    method: 'direct',
    label,
    horizontal: [],
    finalCount: count,
    final,
    gain: absolute,
    weightError: 0,
    whole,
  });
};

function tapsOf({ weights, columns }: Kernel): FinalTap[] {
  return weights
    .map((weight, index) => ({ row: Math.floor(index / columns), column: index % columns, group: 0, weight }))
    .filter(({ weight }) => weight !== 0);
}
