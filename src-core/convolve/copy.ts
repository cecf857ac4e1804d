// Fast path: nothing to filter. Amount 0, no ticked channel, or the identity on an integer picture.
import type { Propose } from './proposal.ts';
import type { Terms } from './terms.ts';

export const proposeCopy: Propose = (terms) => {
  // The numbers that `minmax` shows are found all the same.
  if (terms.output === 'minmax') return null;
  if (terms.amount !== 0 && terms.ticked.includes(true) && !isIdentity(terms)) return null;
  return {
    method: 'copy',
    label: 'copy',
    horizontal: [],
    final: [],
    cost: 0,
    roundings: 0,
    gain: 0,
    weightError: 0,
    whole: true,
  };
};

/** A float picture may hold NaN, which a filter turns to 0: its identity is computed. */
function isIdentity({ operator, divisor, bias, output, sourceDepth }: Terms): boolean {
  if (sourceDepth === 'f32' || bias !== 0 || output !== 'clamp') return false;
  if (operator.form === 'separable') {
    const { vertical, horizontal } = operator;
    return (
      vertical.weights.length === 1 &&
      horizontal.weights.length === 1 &&
      (vertical.weights[0] ?? 0) * (horizontal.weights[0] ?? 0) === divisor
    );
  }
  const { columns, weights, anchor } = operator.kernel;
  const centre = anchor.row * columns + anchor.column;
  return weights.every((weight, index) => (index === centre ? weight === divisor : weight === 0));
}
