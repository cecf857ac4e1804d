// A filter for a picture that was shrunk: its weights fall onto a coarser grid, everything else keeps its meaning.
import { sumsOfOperator } from '../convolve/sums.ts';
import type { Operator, Taps } from '../filters/filter.ts';
import { isSymmetric } from '../filters/taps.ts';
import type { Settings } from '../filters/settings.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { divisorFromSums, sumsToZero } from '../kernel/normalise.ts';

/**
 * Each weight is shared among the coarse cells around it in proportion to their nearness (bilinear), so sum and centre
 * of mass stay. What depends on single weights (divisor, the meaning of `auto`) is taken from the full kernel.
 */
export function coarsen(
  operator: Operator,
  settings: Settings,
  factor: number,
): { operator: Operator; settings: Settings } {
  if (factor === 1) return { operator, settings };
  const sums = sumsOfOperator(operator);
  const kept = sums.negative || sumsToZero(sums) ? 'preserve' : 'premultiplied';
  return {
    operator: coarseOperator(operator, factor),
    settings: {
      ...settings,
      normalise: 'custom',
      divisor: divisorFromSums(sums, settings),
      opacity: settings.opacity === 'auto' ? kept : settings.opacity,
    },
  };
}

function coarseOperator(operator: Operator, factor: number): Operator {
  if (operator.form === 'matrix') return { form: 'matrix', kernel: coarseKernel(operator.kernel, factor) };
  const { vertical, horizontal } = operator;
  return { form: 'separable', vertical: coarseTaps(vertical, factor), horizontal: coarseTaps(horizontal, factor) };
}

/** One axis on the coarse grid: fine cell i falls on `cells[i]` with `1 − parts[i]` and on the next with `parts[i]`. */
interface Axis {
  readonly count: number;
  readonly anchor: number;
  readonly cells: readonly number[];
  readonly parts: readonly number[];
}

/** `length` fine cells; the anchor lies on the centre of a coarse cell. */
function axisOf(length: number, anchor: number, factor: number): Axis {
  const first = Math.floor(-anchor / factor);
  const count = Math.ceil((length - 1 - anchor) / factor) - first + 1;
  const positions = Array.from({ length }, (_, fine) => (fine - anchor) / factor - first);
  const cells = positions.map(Math.floor);
  return { count, anchor: -first, cells, parts: positions.map((position, fine) => position - cells[fine]!) };
}

function coarseTaps(taps: Taps, factor: number): Taps {
  const axis = axisOf(taps.weights.length, taps.anchor, factor);
  // One cell more, so that the last weight's second share (0) has a place.
  const weights = new Float64Array(axis.count + 1);
  taps.weights.forEach((weight, fine) => spread(weights, axis.cells[fine]!, axis.parts[fine]!, weight));
  const coarse = [...weights.subarray(0, axis.count)];
  return { weights: isSymmetric(taps) ? mirrored(coarse) : coarse, anchor: axis.anchor };
}

/** Symmetric to the last bit, as the quickest plans want it: sums from the left and from the right round differently. */
function mirrored(weights: readonly number[]): number[] {
  return weights.map((weight, i) => (weight + weights[weights.length - 1 - i]!) / 2);
}

function coarseKernel(kernel: Kernel, factor: number): Kernel {
  const down = axisOf(kernel.rows, kernel.anchor.row, factor);
  const across = axisOf(kernel.columns, kernel.anchor.column, factor);
  const weights = new Float64Array((down.count + 1) * across.count + 1);
  kernel.weights.forEach((weight, index) => {
    const row = Math.floor(index / kernel.columns);
    const column = index % kernel.columns;
    const start = down.cells[row]! * across.count + across.cells[column]!;
    spread(weights, start, across.parts[column]!, weight * (1 - down.parts[row]!));
    spread(weights, start + across.count, across.parts[column]!, weight * down.parts[row]!);
  });
  return {
    rows: down.count,
    columns: across.count,
    weights: [...weights.subarray(0, down.count * across.count)],
    anchor: { row: down.anchor, column: across.anchor },
  };
}

function spread(weights: Float64Array, cell: number, part: number, weight: number): void {
  weights[cell] = weights[cell]! + weight * (1 - part);
  weights[cell + 1] = weights[cell + 1]! + weight * part;
}
