// Arithmetic on chosen cells: set, add, multiply, an expression of each cell, rounding. Gives changes, for `setWeights`.
import { expressionAt, isInRange, weightAt, type CellRange } from './edit.ts';
import { isExpression } from './expression.ts';
import { isProblem, parseFormula } from './formula.ts';
import type { Cell, Kernel } from './kernel.ts';
import { sumsOf, sumsToZero } from './normalise.ts';
import type { Problem } from './scanner.ts';
import type { CellChange } from './symmetry.ts';

export type Calculation =
  /** `source` as typed; kept in the cells where it is more than a number. */
  | { readonly kind: 'set'; readonly value: number; readonly source?: string | null }
  | { readonly kind: 'add' | 'multiply'; readonly value: number }
  /** A formula of x (the weight), r and c (row and column from the anchor), w and h (the kernel's size). */
  | { readonly kind: 'expression'; readonly text: string }
  | { readonly kind: 'round' | 'absolute' | 'normalise' };

/** Takes away what binary fractions add: 0.1 + 0.2 is 0.3. Quotients and what was typed stay as they are. */
const DIGITS = 15;
const LARGEST = 3.4028234663852886e38;

/** The chosen cells' new weights, `lead` first: it leads where the editing is symmetric. */
export function calculate(
  kernel: Kernel,
  range: CellRange,
  calculation: Calculation,
  lead: Cell | null = null,
): readonly CellChange[] | Problem {
  const cells = cellsOf(range, lead);
  const change = changeOf(kernel, cells, calculation);
  if (typeof change !== 'function') return change;
  const typed = calculation.kind === 'set' ? (calculation.source ?? '') : null;
  const changes: CellChange[] = [];
  for (const cell of cells) {
    const before = weightAt(kernel, cell);
    const value = change(before, cell);
    if (typeof value !== 'number') return value;
    if (!Number.isFinite(value) || Math.abs(value) > LARGEST)
      return { error: `The result is too large at ${placeOf(kernel, cell)}.`, position: 0 };
    const kept = value === before ? expressionAt(kernel, cell) : null;
    changes.push({
      cell,
      value,
      expression: typed === null ? kept : typed !== '' && isExpression(typed) ? typed : null,
    });
  }
  return changes;
}

const tidy = (value: number, before: number): number =>
  value === before || !Number.isFinite(value) ? value : Number(value.toPrecision(DIGITS));

function cellsOf(range: CellRange, lead: Cell | null): readonly Cell[] {
  const cells: Cell[] = lead && isInRange(range, lead) ? [lead] : [];
  const [top, bottom] = [Math.min(range.from.row, range.to.row), Math.max(range.from.row, range.to.row)];
  const [left, right] = [Math.min(range.from.column, range.to.column), Math.max(range.from.column, range.to.column)];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      if (row !== lead?.row || column !== lead.column) cells.push({ row, column });
    }
  }
  return cells;
}

function changeOf(
  kernel: Kernel,
  cells: readonly Cell[],
  calculation: Calculation,
): ((weight: number, cell: Cell) => number | Problem) | Problem {
  switch (calculation.kind) {
    case 'set':
      return () => calculation.value;
    case 'add':
      return (weight) => tidy(weight + calculation.value, weight);
    case 'multiply':
      return (weight) => tidy(weight * calculation.value, weight);
    case 'round':
      return Math.round;
    case 'absolute':
      return Math.abs;
    case 'normalise': {
      const sums = sumsOf(cells.map((cell) => weightAt(kernel, cell)));
      const divisor = sumsToZero(sums) ? sums.absolute : sums.sum;
      return (weight) => (divisor === 0 ? weight : weight / divisor);
    }
    case 'expression':
      return expressionOf(kernel, calculation.text);
  }
}

/** Names that mean something here. The formula of a whole kernel knows others. */
const NAMES = ['x', 'r', 'c', 'w', 'h'];

function expressionOf(kernel: Kernel, text: string): ((weight: number, cell: Cell) => number | Problem) | Problem {
  if (text.trim() === '') return { error: 'Expected an expression.', position: 0 };
  const formula = parseFormula(text);
  if (isProblem(formula)) return formula;
  const strange = [...text.matchAll(/\p{L}[\p{L}\d]*/gu)].find(
    ([name]) =>
      /^[ya]$/i.test(name) || (formula.parameters.includes(name.toLowerCase()) && !NAMES.includes(name.toLowerCase())),
  );
  if (strange)
    return { error: `"${strange[0]}" is not a known name. Known are x, r, c, w and h.`, position: strange.index };
  const { anchor } = kernel;
  const values = new Map([
    ['w', kernel.columns],
    ['h', kernel.rows],
  ]);
  return (weight, cell) => {
    values
      .set('x', weight)
      .set('r', cell.row - anchor.row)
      .set('c', cell.column - anchor.column);
    const value = formula.evaluate(values);
    if (Number.isNaN(value)) return { error: `The expression has no value at ${placeOf(kernel, cell)}.`, position: 0 };
    return tidy(value, weight);
  };
}

const placeOf = (kernel: Kernel, cell: Cell): string =>
  `row ${cell.row - kernel.anchor.row}, column ${cell.column - kernel.anchor.column}`.replaceAll('-', '−');
