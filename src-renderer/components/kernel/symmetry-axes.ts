// How each symmetry is drawn, and what it is called.
import { commandById } from '../../../src-core/commands.ts';
import type { Symmetry } from '../../../src-core/kernel/symmetry.ts';

export interface Axis {
  /** From 0 to 1 across and down the kernel. */
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

const UPRIGHT: Axis = { from: { x: 0.5, y: 0 }, to: { x: 0.5, y: 1 } };
const LEVEL: Axis = { from: { x: 0, y: 0.5 }, to: { x: 1, y: 0.5 } };
const FALLING: Axis = { from: { x: 0, y: 0 }, to: { x: 1, y: 1 } };
const RISING: Axis = { from: { x: 0, y: 1 }, to: { x: 1, y: 0 } };

const AXES: Readonly<Record<Symmetry, readonly Axis[]>> = {
  none: [],
  'left-right': [UPRIGHT],
  'top-bottom': [LEVEL],
  both: [UPRIGHT, LEVEL],
  'half-turn': [],
  'quarter-turns': [],
  'eight-fold': [UPRIGHT, LEVEL, FALLING, RISING],
  'odd-left-right': [UPRIGHT],
  'odd-top-bottom': [LEVEL],
};

/** Turns have no axis: they are drawn by their centre. */
export function axesOf(symmetry: Symmetry): readonly Axis[] {
  return AXES[symmetry];
}

export function symmetryName(symmetry: Symmetry): string {
  const { short, label } = commandById(`kernel-symmetry-${symmetry}`);
  return short ?? label;
}
