// Any filter as a matrix: to edit it cell by cell, to save it, to draw it small.
import { AppError } from '../errors.ts';
import { centreOf, MAX_KERNEL_SIDE, type Kernel } from '../kernel/kernel.ts';
import type { Filter, Operator, Taps } from './filter.ts';
import { createFilter, definitionOf, operatorOf } from './index.ts';

/** The matrix of an operator; null when it would be larger than a kernel may be. */
export function matrixOf(operator: Operator): Kernel | null {
  if (operator.form === 'matrix') return operator.kernel;
  const { vertical, horizontal } = operator;
  const [rows, columns] = [vertical.weights.length, horizontal.weights.length];
  if (rows > MAX_KERNEL_SIDE || columns > MAX_KERNEL_SIDE) return null;
  return outer(vertical, horizontal);
}

function outer(vertical: Taps, horizontal: Taps): Kernel {
  return {
    rows: vertical.weights.length,
    columns: horizontal.weights.length,
    weights: vertical.weights.flatMap((down) => horizontal.weights.map((across) => down * across)),
    anchor: { row: vertical.anchor, column: horizontal.anchor },
  };
}

/** The same filter with its matrix in the open. Throws `too-large` when there is no matrix of that size. */
export function asHandMade(filter: Filter): Filter {
  if (filter.kernel) return filter;
  const kernel = matrixOf(operatorOf(filter));
  if (!kernel) {
    const most = `${MAX_KERNEL_SIDE} × ${MAX_KERNEL_SIDE}`;
    throw new AppError(
      'too-large',
      `${filter.name} is wider than ${most}, the largest matrix. A smaller setting can be edited as a matrix.`,
    );
  }
  const { id, name, enabled, settings } = filter;
  return { ...createFilter('kernel', { name, kernel, settings }), id, enabled };
}

/** A likeness of at most side × side cells, for glyphs and surfaces: every cell the sum of those it stands for. */
export function likenessOf(filter: Filter, side: number): Kernel {
  const operator = operatorOf(filter);
  if (operator.form === 'separable') return outer(shrunk(operator.vertical, side), shrunk(operator.horizontal, side));
  const { kernel } = operator;
  if (kernel.rows <= side && kernel.columns <= side) return kernel;
  const rows = Math.min(side, kernel.rows);
  const columns = Math.min(side, kernel.columns);
  const weights = new Array<number>(rows * columns).fill(0);
  kernel.weights.forEach((weight, index) => {
    const row = Math.floor((Math.floor(index / kernel.columns) * rows) / kernel.rows);
    const column = Math.floor(((index % kernel.columns) * columns) / kernel.columns);
    weights[row * columns + column] = (weights[row * columns + column] ?? 0) + weight;
  });
  return { rows, columns, weights, anchor: centreOf(rows, columns) };
}

function shrunk(taps: Taps, side: number): Taps {
  const length = taps.weights.length;
  if (length <= side) return taps;
  const weights = new Array<number>(side).fill(0);
  taps.weights.forEach((weight, index) => {
    const cell = Math.floor((index * side) / length);
    weights[cell] = (weights[cell] ?? 0) + weight;
  });
  return { weights, anchor: Math.floor(side / 2) };
}

/** Back to the defaults of its type; a hand-made kernel keeps its matrix and loses its switches. */
export function resetFilter(filter: Filter): Filter {
  const given = {
    name: definitionOf(filter.type).label,
    ...(filter.kernel ? { name: filter.name, kernel: filter.kernel } : {}),
  };
  return { ...createFilter(filter.type, given), id: filter.id, enabled: filter.enabled };
}
