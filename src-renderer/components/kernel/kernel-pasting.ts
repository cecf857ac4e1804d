// Where a pasted block goes: over the chosen cells, as far as the kernel reaches.
import { expressionAt, pasteBlock, resizeAboutCentre, setWeights, weightAt } from '../../../src-core/kernel/edit.ts';
import type { Kernel } from '../../../src-core/kernel/kernel.ts';
import { cellsIn, rangeOf, type Selection } from './selection.ts';

export interface Pasted {
  readonly kernel: Kernel;
  /** What was written is chosen afterwards. */
  readonly selection: Selection;
}

export function exceeds(block: Kernel, kernel: Kernel): boolean {
  return block.rows > kernel.rows || block.columns > kernel.columns;
}

/** A single value fills the chosen cells; a block is moved so that all of it fits. */
export function pasteAt(kernel: Kernel, block: Kernel, selection: Selection): Pasted {
  const range = rangeOf(selection);
  if (block.weights.length === 1) {
    const origin = { row: 0, column: 0 };
    const weight = { value: weightAt(block, origin), expression: expressionAt(block, origin) };
    return {
      kernel: setWeights(
        kernel,
        cellsIn(range).map((cell) => ({ cell, ...weight })),
      ),
      selection,
    };
  }
  const corner = {
    row: Math.min(range.from.row, kernel.rows - block.rows),
    column: Math.min(range.from.column, kernel.columns - block.columns),
  };
  const active = { row: corner.row + block.rows - 1, column: corner.column + block.columns - 1 };
  return { kernel: pasteBlock(kernel, block, corner), selection: { corner, active } };
}

/** The middle of a block that is larger than the kernel. */
export function pasteCropped(kernel: Kernel, block: Kernel): Kernel {
  const fitting = resizeAboutCentre(block, Math.min(block.rows, kernel.rows), Math.min(block.columns, kernel.columns));
  return pasteBlock(kernel, fitting, { row: 0, column: 0 });
}
