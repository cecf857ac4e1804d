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
}

/** In two halves. */
const FLOAT_STEP = 8;
/** V8 takes all loads of a block first: after so many of them a store, soon overwritten, makes it add up what it has. */
const LOADS = 10;

export function emitFloatRow(structure: FloatStructure, relaxed: boolean): EmittedFunction {
  const { samples, rows, results, groups } = structure;
  const words = samples === 'words';
  const pairs = samples === 'pairs';
  const bytes = words ? 2 : 4;
  const loop = createLoop({
    rows: rows + results - 1,
    results,
    step: FLOAT_STEP,
    readBits: words ? 1 : 2,
    writeBits: 2,
  });
  const lines = Array.from({ length: results }, (_, result) => result);
  const sums = lines.map(() => [loop.vector(), loop.vector()]);
  const weights = groups.map((_, place) => loop.weight(place));
  const scale = pairs ? loop.weight(groups.length).code : [];
  const body: number[] = [];
  const loaded = new Map<string, number>();
  let loads = 0;
  /** A sample that two rows of the result share is loaded once. */
  const tap = ({ row, offset }: RowTap, result: number, half: number): Code =>
    loop.once(loaded, `${row + result} ${offset} ${half}`, () => {
      loads++;
      const start = loop.at(row + result);
      return words
        ? [...start, ...(offset ? [...wasm.constant(offset), ...wasm.add] : []), ...wasm.loadWords(4 * bytes * half)]
        : [...start, ...wasm.loadVector(offset + 4 * bytes * half)];
    });
  /** Weights beside those that are held are loaded where they are used: once for the halves and what shares a unit. */
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
  const addGroup = ({ index, result }: Use, half: number): void => {
    const taps = groups[index]!;
    const sum = sums[result]![half]!;
    const parts = taps.map((each, place) => {
      if (place === 0) return tap(each, result, half);
      return [...tap(each, result, half), ...(each.minus === taps[0]!.minus ? wasm.add32 : wasm.subtract32)];
    });
    const value = [...parts.flat(), ...(words ? wasm.convert32 : [])];
    const weight = weightOf(index);
    if (pairs)
      body.push(...value, ...weight, ...wasm.dot16, ...(started.has(sum) ? [...wasm.get(sum), ...wasm.add32] : []));
    else if (!started.has(sum)) body.push(...value, ...weight, ...wasm.multiplyFloats);
    else if (relaxed) body.push(...value, ...weight, ...wasm.get(sum), ...wasm.relaxedMultiplyAdd);
    else body.push(...wasm.get(sum), ...value, ...weight, ...wasm.multiplyFloats, ...wasm.addFloats);
    body.push(...wasm.set(sum));
    started.add(sum);
  };
  const storeSums = (): void => {
    for (const half of [0, 1]) {
      for (const result of lines) {
        body.push(...loop.out(result), ...wasm.get(sums[result]![half]!), ...wasm.storeVector(16 * half));
      }
    }
  };
  const units = unitsOf(structure);
  units.forEach((unit, place) => {
    used = new Map();
    for (const half of [0, 1]) for (const use of unit) addGroup(use, half);
    if (loads < LOADS || place === units.length - 1) return;
    storeSums();
    loads = 0;
  });
  if (pairs) {
    for (const sum of sums.flat())
      body.push(...wasm.get(sum), ...wasm.convert32, ...scale, ...wasm.multiplyFloats, ...wasm.set(sum));
  }
  storeSums();
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
