// Symmetry while editing: which cells go together about the kernel's centre, and changes that keep them together.
import type { Weight } from './edit.ts';
import { MAX_EXPRESSION } from './expression.ts';
import type { Cell, Kernel } from './kernel.ts';

export const SYMMETRIES = [
  'none',
  'left-right',
  'top-bottom',
  'both',
  'half-turn',
  'quarter-turns',
  'eight-fold',
  'odd-left-right',
  'odd-top-bottom',
] as const;
export type Symmetry = (typeof SYMMETRIES)[number];

export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

/** A cell that goes together with another. `sign`: +1 the same weight, −1 the opposite, 0 it can only be 0. */
export interface Twin extends Cell {
  readonly sign: 1 | -1 | 0;
}

export interface CellChange extends Weight {
  readonly cell: Cell;
}

type Move = (cell: Cell, shape: Shape) => Cell;

const leftRight: Move = ({ row, column }, { columns }) => ({ row, column: columns - 1 - column });
const topBottom: Move = ({ row, column }, { rows }) => ({ row: rows - 1 - row, column });
const halfTurn: Move = ({ row, column }, { rows, columns }) => ({ row: rows - 1 - row, column: columns - 1 - column });
// The rest exist for squares only.
const quarter: Move = ({ row, column }, { rows }) => ({ row: column, column: rows - 1 - row });
const threeQuarters: Move = ({ row, column }, { columns }) => ({ row: columns - 1 - column, column: row });
const diagonal: Move = ({ row, column }) => ({ row: column, column: row });
const antidiagonal: Move = ({ row, column }, { rows, columns }) => ({
  row: columns - 1 - column,
  column: rows - 1 - row,
});

/** Everything but staying put; each list is a group with that. */
const MOVES: Readonly<Record<Symmetry, readonly Move[]>> = {
  none: [],
  'left-right': [leftRight],
  'top-bottom': [topBottom],
  both: [leftRight, topBottom, halfTurn],
  'half-turn': [halfTurn],
  'quarter-turns': [quarter, halfTurn, threeQuarters],
  'eight-fold': [leftRight, topBottom, halfTurn, quarter, threeQuarters, diagonal, antidiagonal],
  'odd-left-right': [leftRight],
  'odd-top-bottom': [topBottom],
};

export function isOdd(symmetry: Symmetry): boolean {
  return symmetry === 'odd-left-right' || symmetry === 'odd-top-bottom';
}

/** What a symmetry can be in this shape: a quarter turn of a rectangle is no rectangle of the same shape. */
export function symmetryIn(symmetry: Symmetry, { rows, columns }: Shape): Symmetry {
  if (rows === columns) return symmetry;
  if (symmetry === 'quarter-turns') return 'half-turn';
  return symmetry === 'eight-fold' ? 'both' : symmetry;
}

/** The cell itself first, then every other cell that goes together with it, each once. */
export function twinsOf(cell: Cell, shape: Shape, symmetry: Symmetry): readonly Twin[] {
  const held = symmetryIn(symmetry, shape);
  const sign = isOdd(held) ? -1 : 1;
  const twins: Twin[] = [{ ...cell, sign: 1 }];
  for (const move of MOVES[held]) {
    const { row, column } = move(cell, shape);
    const known = twins.findIndex((twin) => twin.row === row && twin.column === column);
    if (known < 0) twins.push({ row, column, sign });
    // On the axis of an odd symmetry a weight is its own opposite.
    else if (sign < 0) twins[known] = { row, column, sign: 0 };
  }
  return twins;
}

/**
 * The changes with those of all twins, for `setWeights`. Where two changes meet in one group of twins the earlier one
 * holds, so the order says which cell leads.
 */
export function spreadChanges(shape: Shape, symmetry: Symmetry, changes: readonly CellChange[]): readonly CellChange[] {
  const taken = new Set<number>();
  const spread: CellChange[] = [];
  for (const { cell, value, expression } of changes) {
    if (taken.has(cell.row * shape.columns + cell.column)) continue;
    for (const { row, column, sign } of twinsOf(cell, shape, symmetry)) {
      taken.add(row * shape.columns + column);
      spread.push({
        cell: { row, column },
        value: sign === 0 ? 0 : sign * value,
        expression: sign === 1 ? (expression ?? null) : sign === 0 ? null : negated(expression ?? null),
      });
    }
  }
  return spread;
}

function negated(expression: string | null): string | null {
  if (expression === null) return null;
  const text = `-(${expression})`;
  return text.length <= MAX_EXPRESSION ? text : null;
}

/** The nearest kernel with the symmetry: every group of twins takes its mean. */
export function symmetrise(kernel: Kernel, symmetry: Symmetry): Kernel {
  if (hasSymmetry(kernel, symmetry)) return kernel;
  const { rows, columns, anchor } = kernel;
  const weights = [...kernel.weights];
  const done = new Uint8Array(weights.length);
  for (let index = 0; index < weights.length; index++) {
    if (done[index] === 1) continue;
    const cell = { row: Math.floor(index / columns), column: index % columns };
    const twins = twinsOf(cell, kernel, symmetry);
    const at = (twin: Cell): number => twin.row * columns + twin.column;
    const total = twins.reduce((sum, twin) => sum + twin.sign * (kernel.weights[at(twin)] ?? 0), 0);
    for (const twin of twins) {
      // `+ 0` turns −0 into 0.
      weights[at(twin)] = (twin.sign * total) / twins.length + 0;
      done[at(twin)] = 1;
    }
  }
  const expressions = kernel.expressions?.map((text, index) =>
    weights[index] === kernel.weights[index] ? text : null,
  );
  return expressions?.some((text) => text !== null)
    ? { rows, columns, weights, anchor, expressions }
    : { rows, columns, weights, anchor };
}

export function hasSymmetry(kernel: Kernel, symmetry: Symmetry): boolean {
  if (symmetry === 'none') return true;
  const { columns, weights } = kernel;
  return weights.every((weight, index) =>
    twinsOf({ row: Math.floor(index / columns), column: index % columns }, kernel, symmetry).every(
      (twin) => twin.sign * weight === (weights[twin.row * columns + twin.column] ?? 0),
    ),
  );
}
