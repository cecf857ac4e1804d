// Fast path: nothing to filter. Amount 0, no ticked channel, or the identity on an integer picture.
import { COPYING } from './arithmetic.ts';
import { COSTS } from './costs.ts';
import { NO_GRID, type Propose } from './proposal.ts';
import type { Terms } from './terms.ts';
import { ROWS } from './wasm/methods.ts';

export const proposeCopy: Propose = (terms, weighted) => {
  const label = 'copy';
  // A call that only copies asks no tile for its opacity.
  if (weighted) return { label, reason: 'another plan was asked for' };
  // The numbers that `minmax` shows are found all the same.
  if (terms.output === 'minmax') return { label, reason: 'the range of the result is looked for' };
  if (terms.amount !== 0 && terms.ticked.includes(true) && !isIdentity(terms)) {
    return { label, reason: 'the filter changes the picture' };
  }
  return {
    method: 'copy',
    runs: ROWS,
    label,
    arithmetic: COPYING,
    cost: COSTS.copy * terms.channels,
    grid: NO_GRID,
    reach: null,
    prepare: ({ area, threads }) => ({
      tile: { width: area.width, height: Math.max(1, Math.min(64, Math.ceil(area.height / (2 * threads)))) },
      scratchBytes: 0,
      phases: [],
      write: () => undefined,
    }),
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
