// Emitted rows as a compiled module, once per structure: an edit that keeps the structure finds it here. Null where the
// machine has no vectors; the module's own loops serve then.
import { assemble, type EmittedFunction } from './assemble.ts';
import { emitFloatRow, type FloatStructure } from './float-row.ts';
import { emitRow, SUMS, type RowStructure } from './row.ts';

export type Structure = RowStructure | FloatStructure;

export interface Emitted {
  /** Tells modules apart; the threads keep what they have been sent. */
  readonly id: number;
  readonly module: WebAssembly.Module;
}

const KEPT = 32;
/** Beyond that unrolling gains nothing, and compiling takes longer. */
export const LARGEST_TAPS = 128;

/** In the order of their last use. */
const compiled = new Map<string, Emitted>();
let lastId = 0;
let relaxed: boolean | undefined;

/** Functions of one module, numbered as they come. */
export function compileRows(structures: readonly Structure[]): Emitted | null {
  if (structures.some((structure) => tapsOf(structure) > LARGEST_TAPS)) return null;
  const key = JSON.stringify(structures);
  const known = compiled.get(key) ?? compile(structures);
  if (!known) return null;
  compiled.delete(key);
  compiled.set(key, known);
  const [oldest] = compiled.keys();
  if (compiled.size > KEPT && oldest !== undefined) compiled.delete(oldest);
  return known;
}

function compile(structures: readonly Structure[]): Emitted | null {
  relaxed ??= WebAssembly.validate(bytesOf([PROBE], true));
  const bytes = bytesOf(structures, relaxed);
  return WebAssembly.validate(bytes) ? { id: ++lastId, module: new WebAssembly.Module(bytes) } : null;
}

function bytesOf(structures: readonly Structure[], withRelaxed: boolean): Uint8Array<ArrayBuffer> {
  return assemble(structures.map((structure) => emit(structure, withRelaxed)));
}

function emit(structure: Structure, withRelaxed: boolean): EmittedFunction {
  return 'finish' in structure ? emitRow(structure, withRelaxed) : emitFloatRow(structure, withRelaxed);
}

function tapsOf(structure: Structure): number {
  const groups = structure.groups.map((group) => ('taps' in group ? group.taps : group));
  return groups.reduce((count, taps) => count + taps.length, 0);
}

/** Has the instruction that not every machine knows; no factor is −32768, so both kinds give the same bits. */
const PROBE: RowStructure = {
  samples: 'shorts',
  rows: 1,
  results: 1,
  groups: [{ taps: [{ row: 0, offset: 0, minus: false }], multiplied: true }],
  products: 'fraction',
  shift: 0,
  finish: SUMS,
};
