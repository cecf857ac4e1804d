// What a kernel will do, said in numbers and in one plain sentence.
import type { Operator } from '../filters/filter.ts';
import type { Settings } from '../filters/settings.ts';
import { frequencyResponse } from './frequency.ts';
import type { Kernel } from './kernel.ts';
import { divisorFromSums, sumsOf, sumsToZero, type Sums } from './normalise.ts';
import { formatValue } from './print.ts';
import { centreOfMass, rankOf, symmetryOf, type Symmetry } from './structure.ts';

export interface Analysis {
  readonly rows: number;
  readonly columns: number;
  readonly sum: number;
  readonly absoluteSum: number;
  readonly sumsToZero: boolean;
  readonly divisor: number;
  readonly symmetry: Symmetry;
  readonly rank: number;
  readonly separable: boolean;
  /** Weights other than 0, and all of them. */
  readonly taps: number;
  readonly cells: number;
  /** Multiplications per pixel and channel, with rank 1 used. */
  readonly cost: number;
  /** In pixels from the anchor; null where the weights sum to 0. */
  readonly centreOfMass: { readonly x: number; readonly y: number } | null;
  /** |H| with the divisor applied, `responseSize`² values, frequency zero in the middle. */
  readonly response: Float32Array;
  readonly responseSize: number;
  /** "Keeps flat areas, amplifies fine detail 5 ×." */
  readonly sentence: string;
}

export const RESPONSE_SIZE = 64;

export function analyse(operator: Operator, settings: Pick<Settings, 'normalise' | 'divisor'>): Analysis {
  const facts = operator.form === 'matrix' ? matrixFacts(operator.kernel) : separableFacts(operator);
  const divisor = divisorFromSums(facts.sums, settings);
  const response = frequencyResponse(operator, divisor, RESPONSE_SIZE);
  return {
    rows: facts.rows,
    columns: facts.columns,
    sum: facts.sums.sum,
    absoluteSum: facts.sums.absolute,
    sumsToZero: sumsToZero(facts.sums),
    divisor,
    symmetry: facts.symmetry,
    rank: facts.rank,
    separable: facts.rank === 1,
    taps: facts.taps,
    cells: facts.rows * facts.columns,
    cost: facts.rank === 1 ? Math.min(facts.taps, facts.rows + facts.columns) : facts.taps,
    centreOfMass: facts.centreOfMass,
    response,
    responseSize: RESPONSE_SIZE,
    sentence: describe(response, RESPONSE_SIZE),
  };
}

interface Facts {
  readonly rows: number;
  readonly columns: number;
  readonly sums: Sums;
  readonly symmetry: Symmetry;
  readonly rank: number;
  readonly taps: number;
  readonly centreOfMass: Analysis['centreOfMass'];
}

function matrixFacts(kernel: Kernel): Facts {
  return {
    rows: kernel.rows,
    columns: kernel.columns,
    sums: sumsOf(kernel.weights),
    symmetry: symmetryOf(kernel),
    rank: rankOf(kernel).rank,
    taps: kernel.weights.filter((weight) => weight !== 0).length,
    centreOfMass: centreOfMass(kernel),
  };
}

/** A Gaussian of σ 250 has four million cells: its facts come from its two lines. */
function separableFacts({ vertical, horizontal }: Extract<Operator, { form: 'separable' }>): Facts {
  const column = lineKernel(vertical.weights.length, 1, vertical.weights, vertical.anchor, 0);
  const row = lineKernel(1, horizontal.weights.length, horizontal.weights, 0, horizontal.anchor);
  const [a, b] = [sumsOf(column.weights), sumsOf(row.weights)];
  const sums: Sums = {
    sum: a.sum * b.sum,
    absolute: a.absolute * b.absolute,
    positive: a.positive * b.positive + (a.absolute - a.positive) * (b.absolute - b.positive),
  };
  const used = (line: Kernel) => line.weights.filter((weight) => weight !== 0).length;
  const taps = used(column) * used(row);
  const balance = { down: centreOfMass(column), across: centreOfMass(row) };
  return {
    rows: column.rows,
    columns: row.columns,
    sums,
    symmetry: separableSymmetry(column, row),
    rank: taps === 0 ? 0 : 1,
    taps,
    centreOfMass: balance.down && balance.across ? { x: balance.across.x, y: balance.down.y } : null,
  };
}

function lineKernel(rows: number, columns: number, weights: readonly number[], row: number, column: number): Kernel {
  return { rows, columns, weights, anchor: { row, column } };
}

function separableSymmetry(column: Kernel, row: Kernel): Symmetry {
  const even = (line: Kernel) => line.weights.every((weight, index) => weight === line.weights.at(-1 - index));
  const odd = (line: Kernel) => line.weights.every((weight, index) => weight === -(line.weights.at(-1 - index) ?? 0));
  const [upright, level] = [even(column), even(row)];
  const same =
    column.weights.length === row.weights.length && column.weights.every((weight, i) => weight === row.weights[i]);
  if (upright && level) return same ? '8-fold' : '4-fold';
  if ((upright && odd(row)) || (level && odd(column))) return 'Odd';
  if (level) return 'Left–right';
  if (upright) return 'Top–bottom';
  if (odd(column) && odd(row)) return same ? 'Diagonal' : 'Even';
  return same ? 'Diagonal' : 'None';
}

/** One sentence from |H|: what happens to flat areas, and what to detail. */
export function describe(response: Float32Array, size: number): string {
  const middle = size / 2;
  const at = (u: number, v: number) => response[v * size + u] ?? 0;
  const flat = at(middle, middle);
  const across = at(0, middle);
  const down = at(middle, 0);
  const strongest = response.reduce((best, value) => Math.max(best, value), 0);
  if (strongest < 1e-6) return 'Turns everything black.';
  if (response.every((value) => Math.abs(value - 1) < 1e-6)) return 'Changes nothing, or only moves the picture.';
  const subject = flatWords(flat);
  return `${subject}, ${flat < 1e-6 ? detailWithoutFlat(response, size) : detailWords(flat, across, down)}.`;
}

function flatWords(flat: number): string {
  if (flat < 1e-6) return 'Removes flat areas';
  return Math.abs(flat - 1) < 1e-6 ? 'Keeps flat areas' : `Scales flat areas by ${formatValue(flat, 2)}`;
}

function detailWords(flat: number, across: number, down: number): string {
  const fine = Math.max(across, down);
  if (fine > flat * 1.05) return `amplifies fine detail ${formatValue(fine, 2)} ×`;
  const uneven = Math.abs(across - down) > 0.25 * flat;
  if (uneven) return across < down ? 'smooths from left to right' : 'smooths from top to bottom';
  const share = formatValue(fine * 100, 2);
  return share === '0' || fine < 5e-4 ? 'removes fine detail' : `leaves ${share} % of fine detail`;
}

/** Compares what passes on the two axes, then says at which fineness most does. */
function detailWithoutFlat(response: Float32Array, size: number): string {
  const middle = size / 2;
  let peak = 0;
  let peakRadius = 0;
  let [across, down] = [0, 0];
  response.forEach((value, index) => {
    const u = (index % size) - middle;
    const v = Math.floor(index / size) - middle;
    if (value > peak * 1.000001) {
      peak = value;
      peakRadius = Math.max(Math.abs(u), Math.abs(v)) / size;
    }
    if (v === 0) across = Math.max(across, value);
    if (u === 0) down = Math.max(down, value);
  });
  if (down < across * 1e-6) return 'shows change from left to right';
  if (across < down * 1e-6) return 'shows change from top to bottom';
  return `strongest at ${peakRadius > 0.4 ? 'fine' : peakRadius > 0.12 ? 'medium' : 'coarse'} detail`;
}
