// Fast path: one tap whose weight is the divisor. The picture is moved, and no value changes.
import { COPYING, sumsCodes } from './arithmetic.ts';
import { COSTS } from './costs.ts';
import { NO_GRID, sizeLabel, type Propose } from './proposal.ts';
import { extentOf } from './sums.ts';
import type { Terms } from './terms.ts';
import { SHIFT } from './wasm/methods.ts';
import * as slots from './wasm/shift-slots.ts';

const TILE_ROWS = 64;

export const proposeShift: Propose = (terms, weighted) => {
  const { rows, columns } = extentOf(terms.operator);
  const label = `${sizeLabel(rows, columns)} shift`;
  const tap = onlyTap(terms);
  if (tap?.weight !== terms.divisor) return { label, reason: 'it is not one tap that leaves values as they are' };
  if (weighted || !passesValues(terms)) return { label, reason: 'values change on the way' };
  return {
    method: 'direct',
    runs: SHIFT,
    label,
    arithmetic: { ...COPYING, divisor: terms.divisor, sum: terms.sum, gain: terms.absolute },
    cost: COSTS.copy * terms.channels,
    grid: NO_GRID,
    reach: null,
    prepare: ({ area, threads }) => ({
      tile: { width: area.width, height: Math.max(1, Math.min(TILE_ROWS, Math.ceil(area.height / (2 * threads)))) },
      scratchBytes: 0,
      phases: [],
      write(block) {
        block.set(slots.RIGHT, tap.right);
        block.set(slots.DOWN, tap.down);
      },
    }),
  };
};

interface Tap {
  readonly right: number;
  readonly down: number;
  readonly weight: number;
}

function onlyTap({ operator }: Terms): Tap | null {
  const { columns, anchorRow, anchorColumn } = extentOf(operator);
  if (operator.form === 'separable') {
    const row = only(operator.vertical.weights);
    const column = only(operator.horizontal.weights);
    if (!row || !column) return null;
    return { right: column.index - anchorColumn, down: row.index - anchorRow, weight: row.weight * column.weight };
  }
  const found = only(operator.kernel.weights);
  if (!found) return null;
  const { index, weight } = found;
  return { right: (index % columns) - anchorColumn, down: Math.floor(index / columns) - anchorRow, weight };
}

function only(weights: readonly number[]): { index: number; weight: number } | null {
  const index = weights.findIndex((weight) => weight !== 0);
  if (index < 0 || weights.slice(index + 1).some((weight) => weight !== 0)) return null;
  return { index, weight: weights[index] ?? 0 };
}

/** Stored samples of all channels go from place to place. In plain tiles α is full wherever it is not one of them. */
function passesValues(terms: Terms): boolean {
  const { output, amount, bias, luminance, ticked, hasAlpha, law, sourceDepth, resultDepth, border, borderColour } =
    terms;
  if (output !== 'clamp' || amount !== 1 || bias !== 0 || luminance || resultDepth !== sourceDepth) return false;
  const moved = hasAlpha && law !== 'plain' ? ticked.slice(0, -1) : ticked;
  if (!moved.every(Boolean)) return false;
  if (sourceDepth === 'f32') return !terms.linear;
  // The border colour must be codes that can be stored.
  return border !== 'constant' || (sumsCodes(terms) && borderColour.every((code) => code >= 0 && code <= terms.unit));
}
