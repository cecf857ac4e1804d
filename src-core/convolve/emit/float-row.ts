// Emits the inner loop of one or two rows of float32 sums: taps unrolled, at fixed places. Each weight is multiplied and
// added in one instruction where the machine has it; whole samples that share a weight are added up as such first. Pairs of
// 16-bit numbers are multiplied and added as whole numbers of 32 bits, and scaled at the end.
import * as wasm from './assemble.ts';
import type { Code, EmittedFunction } from './assemble.ts';
import { createLoop } from './loop.ts';
import type { RowTap } from './row.ts';

export interface FloatStructure {
  /** 16-bit codes, float32, or pairs of 16-bit numbers. */
  readonly samples: 'words' | 'floats' | 'pairs';
  readonly rows: number;
  readonly results: 1 | 2;
  /** Taps whose weights differ by sign alone; the weight has the first one's. */
  readonly groups: readonly (readonly RowTap[])[];
  /** Sums begin with 0, so that none is −0: they are stored as they are. */
  readonly fromZero: boolean;
}

/** Vectors of a step, and loads after which they are added up: of samples that stand alone, of samples in groups. */
const SINGLE = { vectors: 4, loads: 1 } as const;
const GROUPED = { vectors: 2, loads: 10 } as const;

export function emitFloatRow(structure: FloatStructure, relaxed: boolean): EmittedFunction {
  const { samples, rows, results, groups, fromZero } = structure;
  const words = samples === 'words';
  const pairs = samples === 'pairs';
  const bytes = words ? 2 : 4;
  const step = groups.every(({ length }) => length === 1) ? SINGLE : GROUPED;
  const vectors = Array.from({ length: step.vectors }, (_, vector) => vector);
  const loop = createLoop({
    rows: rows + results - 1,
    results,
    step: 4 * step.vectors,
    readBits: words ? 1 : 2,
    writeBits: 2,
  });
  const lines = Array.from({ length: results }, (_, result) => result);
  const sums = lines.map(() => vectors.map(() => loop.vector()));
  const weights = groups.map((_, place) => loop.weight(place));
  const scale = pairs ? loop.weight(groups.length).code : [];
  const body: number[] = [];
  const loaded = new Map<string, number>();
  let loads = 0;
  /** A sample that two rows of the result share is loaded once. */
  const tap = ({ row, offset }: RowTap, result: number, vector: number): Code =>
    loop.once(loaded, `${row + result} ${offset} ${vector}`, () => {
      loads++;
      const start = loop.at(row + result);
      return words
        ? [...start, ...(offset ? [...wasm.constant(offset), ...wasm.add] : []), ...wasm.loadWords(4 * bytes * vector)]
        : [...start, ...wasm.loadVector(offset + 4 * bytes * vector)];
    });
  /** Weights beside those that are held are loaded where they are used: once for what shares a unit. */
  let used = new Map<string, number>();
  const weightOf = (index: number): Code => {
    const { code, held } = weights[index]!;
    if (held) return code;
    return loop.once(used, `${index}`, () => {
      loads++;
      return code;
    });
  };
  const started = new Set<number>();
  const addGroup = ({ index, result }: Use, vector: number): void => {
    const taps = groups[index]!;
    const sum = sums[result]![vector]!;
    const parts = taps.map((each, place) => {
      if (place === 0) return tap(each, result, vector);
      return [...tap(each, result, vector), ...(each.minus === taps[0]!.minus ? wasm.add32 : wasm.subtract32)];
    });
    const value = [...parts.flat(), ...(words ? wasm.convert32 : [])];
    const weight = weightOf(index);
    const last = started.has(sum) ? wasm.get(sum) : loop.zero;
    if (pairs)
      body.push(...value, ...weight, ...wasm.dot16, ...(started.has(sum) ? [...wasm.get(sum), ...wasm.add32] : []));
    else if (!started.has(sum) && !fromZero) body.push(...value, ...weight, ...wasm.multiplyFloats);
    else if (relaxed) body.push(...value, ...weight, ...last, ...wasm.relaxedMultiplyAdd);
    else body.push(...last, ...value, ...weight, ...wasm.multiplyFloats, ...wasm.addFloats);
    body.push(...wasm.set(sum));
    started.add(sum);
  };
  const units = unitsOf(structure);
  units.forEach((unit, place) => {
    used = new Map();
    for (const vector of vectors) for (const use of unit) addGroup(use, vector);
    if (loads < step.loads || place === units.length - 1) return;
    body.push(...loop.settle(sums.flat()));
    loads = 0;
  });
  if (pairs) {
    for (const sum of sums.flat())
      body.push(...wasm.get(sum), ...wasm.convert32, ...scale, ...wasm.multiplyFloats, ...wasm.set(sum));
  }
  for (const vector of vectors) {
    for (const result of lines) {
      body.push(...loop.out(result), ...wasm.get(sums[result]![vector]!), ...wasm.storeVector(16 * vector));
    }
  }
  return loop.finish(body);
}

/** A group as it counts for one row of the result. */
interface Use {
  readonly index: number;
  readonly result: number;
}

/** What is done together: all that one sample goes into, or one group for both rows where it has several samples. */
function unitsOf({ groups, results }: FloatStructure): Use[][] {
  const uses = groups.flatMap((_, index) => Array.from({ length: results }, (_, result): Use => ({ index, result })));
  const units = new Map<string, Use[]>();
  const single = groups.every(({ length }) => length === 1);
  for (const use of uses) {
    const { row, offset } = groups[use.index]![0]!;
    const key = single ? `${row + use.result} ${offset}` : `${use.index}`;
    units.set(key, [...(units.get(key) ?? []), use]);
  }
  if (!single) return [...units.values()];
  // By place, so that both rows add up in the same order.
  const place = ([use]: Use[]): { row: number; offset: number } => {
    const { row, offset } = groups[use!.index]![0]!;
    return { row: row + use!.result, offset };
  };
  return [...units.values()].sort((a, b) => place(a).row - place(b).row || place(a).offset - place(b).offset);
}
