// The loop that all emitted rows share: so many samples to a step, one address for each source row and each row of the
// result, the last step ending with the row.
import * as wasm from './assemble.ts';
import type { Code, EmittedFunction } from './assemble.ts';

const ROWS = 0;
const WEIGHTS = 1;
const CONSTANTS = 2;
const COUNT = 3;
/** Of each row of the result: where it goes, and the source's samples that masked channels keep. */
const outOf = (result: number): number => 4 + 2 * result;
const ownOf = (result: number): number => 5 + 2 * result;
const PARAMETERS = 8;
/** Vector registers that hold constants; the others are loaded where they are used. */
const HELD = 5;

export interface Constant {
  readonly code: Code;
  readonly held: boolean;
}

export interface LoopShape {
  /** Addresses at `rows`. */
  readonly rows: number;
  readonly results: number;
  /** Samples of a step. */
  readonly step: number;
  /** Bytes of a sample that is read, and of one that is written, as powers of 2. */
  readonly readBits: number;
  readonly writeBits: number;
}

export interface Loop {
  /** Where the step's samples of a source row lie, and where those of a row of the result go. */
  at(row: number): Code;
  out(result: number): Code;
  /** The source's samples under the step, of one byte each. */
  own(result: number): Code;
  /** A local vector. */
  vector(): number;
  /** A vector of zeros. */
  readonly zero: Code;
  /**
   * Has `sums` added up before anything else is loaded: V8 takes all loads of a block first, and sums where they are used.
   * A branch that is never taken, but might change them, ends the block.
   */
  settle(sums: readonly number[]): Code;
  /** What `load` puts on the stack, loaded the first time and a local from then on, as long as `known` is the same. */
  once(known: Map<string, number>, key: string, load: () => Code): Code;
  /** A weight by its place, or another constant by its offset: held in a register while there are some, else loaded. */
  weight(place: number): Constant;
  constant(offset: number): Constant;
  /** `body` is one step. */
  finish(body: Code): EmittedFunction;
}

export function createLoop({ rows, results, step, readBits, writeBits }: LoopShape): Loop {
  let pointers = 0;
  const pointer = (): number => PARAMETERS + pointers++;
  const places = Array.from({ length: rows }, pointer);
  const at = places.map(pointer);
  const outs = Array.from({ length: results }, pointer);
  const [i, last] = [pointer(), pointer()];
  let vectors = 0;
  const vector = (): number => PARAMETERS + pointers + vectors++;
  // A local that is never set holds 0.
  const zero = wasm.get(vector());
  const prologue: number[] = [];
  let held = 0;
  const keep = (load: Code): Constant => {
    if (held++ >= HELD) return { code: load, held: false };
    const local = vector();
    prologue.push(...load, ...wasm.set(local));
    return { code: wasm.get(local), held: true };
  };
  const scaled = (bits: number): Code =>
    bits ? [...wasm.get(i), ...wasm.constant(bits), ...wasm.shiftLeft] : wasm.get(i);

  return {
    at: (row) => wasm.get(at[row]!),
    out: (result) => wasm.get(outs[result]!),
    own: (result) => [...wasm.get(ownOf(result)), ...wasm.get(i), ...wasm.add],
    vector,
    zero,
    settle: (sums) => [
      ...[...wasm.get(COUNT), ...wasm.isZero],
      ...wasm.when(sums.flatMap((sum) => [...zero, ...wasm.set(sum)])),
    ],
    once(known, key, load) {
      const local = known.get(key);
      if (local !== undefined) return wasm.get(local);
      const made = vector();
      known.set(key, made);
      return [...load(), ...wasm.tee(made)];
    },
    weight: (place) => keep([...wasm.get(WEIGHTS), ...wasm.loadVector(16 * place)]),
    constant: (offset) => keep([...wasm.get(CONSTANTS), ...wasm.loadVector(offset)]),
    finish(body) {
      const start: number[] = [];
      places.forEach((place, row) => {
        prologue.push(...wasm.get(ROWS), ...wasm.loadPointer(4 * row), ...wasm.set(place));
        start.push(...wasm.get(place), ...scaled(readBits), ...wasm.add, ...wasm.set(at[row]!));
      });
      outs.forEach((out, result) => {
        start.push(...wasm.get(outOf(result)), ...scaled(writeBits), ...wasm.add, ...wasm.set(out));
      });
      prologue.push(...wasm.get(COUNT), ...wasm.constant(step), ...wasm.subtract, ...wasm.set(last));
      // The last step ends with the row, over samples that are done already.
      const end = [
        ...[...wasm.get(i), ...wasm.constant(step), ...wasm.add, ...wasm.tee(i)],
        ...[...wasm.get(last), ...wasm.lessOrEqualSigned, ...wasm.againIf(0)],
        ...[...wasm.get(i), ...wasm.get(COUNT), ...wasm.lessSigned],
        ...wasm.when([...wasm.get(last), ...wasm.set(i), ...wasm.again(1)]),
      ];
      return {
        parameters: PARAMETERS,
        pointers,
        vectors,
        body: [...prologue, ...wasm.loop([...start, ...body, ...end])],
      };
    },
  };
}
