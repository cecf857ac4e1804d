// What a kernel will do, said in numbers and in one plain sentence.
import type { Operator } from '../filters/filter.ts';
import type { Settings } from '../filters/settings.ts';
import { characterOf, type Character } from './character.ts';
import type { Kernel } from './kernel.ts';
import { divisorFromSums, sumsOf, sumsToZero, type Sums } from './normalise.ts';
import { sentenceOf } from './sentence.ts';
import { centreOfMass, rankOf, symmetryOf, type Symmetry } from './structure.ts';
import { asCorrelation, magnitudeOf, transferOf } from './transfer.ts';

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
  readonly character: Character;
  /** "Keeps flat areas, amplifies fine detail up to 5 × at half the sampling rate." */
  readonly sentence: string;
}

export const RESPONSE_SIZE = 64;

/** The settings that decide what a kernel does, beside its weights. */
export type Meaning = Pick<Settings, 'normalise' | 'divisor' | 'bias' | 'flip' | 'output' | 'amount'>;

export function analyse(operator: Operator, settings: Meaning): Analysis {
  const facts = operator.form === 'matrix' ? matrixFacts(operator.kernel) : separableFacts(operator);
  const divisor = divisorFromSums(facts.sums, settings);
  const correlation = asCorrelation(operator, settings.flip);
  const transfer = transferOf(correlation, divisor, RESPONSE_SIZE);
  const character = characterOf(correlation, divisor, settings, transfer);
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
    response: magnitudeOf(transfer),
    responseSize: RESPONSE_SIZE,
    character,
    sentence: sentenceOf(character, settings),
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
