// The few WebAssembly instructions that emitted rows consist of, and the module around them: functions over the engine's
// shared memory, exported by number.

export type Code = readonly number[];

const TYPE_SECTION = 1;
const IMPORT_SECTION = 2;
const FUNCTION_SECTION = 3;
const EXPORT_SECTION = 7;
const CODE_SECTION = 10;
const I32 = 0x7f;
const V128 = 0x7b;
const LARGEST_PAGES = 65536;

/** An unsigned number of any size, seven bits to a byte. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(Math.floor(value / 128))];
}

function signed(value: number): number[] {
  return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(Math.floor(value / 128))];
}

function vector(opcode: number): Code {
  return [0xfd, ...unsigned(opcode)];
}

function access(opcode: number): (offset?: number) => Code {
  return (offset = 0) => [...vector(opcode), 0, ...unsigned(offset)];
}

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const tee = (local: number): Code => [0x22, ...unsigned(local)];
export const constant = (value: number): Code => [0x41, ...signed(value)];
export const loadPointer = (offset: number): Code => [0x28, 2, ...unsigned(offset)];
export const add = [0x6a] as const;
export const subtract = [0x6b] as const;
export const isZero = [0x45] as const;
export const lessSigned = [0x48] as const;
export const lessOrEqualSigned = [0x4c] as const;
export const shiftLeft = [0x74] as const;
export const loop = (body: Code): Code => [0x03, 0x40, ...body, 0x0b];
export const when = (body: Code): Code => [0x04, 0x40, ...body, 0x0b];
export const again = (depth: number): Code => [0x0c, ...unsigned(depth)];
export const againIf = (depth: number): Code => [0x0d, ...unsigned(depth)];

export const loadVector = access(0);
/** Eight bytes as 16-bit integers. */
export const loadBytes = access(2);
/** Four 16-bit codes as 32-bit integers. */
export const loadWords = access(4);
export const storeVector = access(11);
export const select = vector(82);
export const narrowToBytes = vector(102);
/** With a sign, and saturated. */
export const narrowToShorts = vector(133);
export const lowShorts = vector(167);
export const highShorts = vector(168);
export const lowUnsignedShorts = vector(169);
export const highUnsignedShorts = vector(170);
export const absolute16 = vector(128);
export const fraction16 = vector(130);
export const relaxedFraction16 = vector(0x111);
export const shiftLeft16 = vector(139);
export const add16 = vector(142);
export const addSaturated16 = vector(143);
export const subtract16 = vector(145);
export const multiply16 = vector(149);
export const add32 = vector(174);
export const subtract32 = vector(177);
/** Products of 16-bit numbers, two neighbours added. */
export const dot16 = vector(186);
export const addFloats = vector(228);
export const multiplyFloats = vector(230);
export const convert32 = vector(250);
export const truncateSaturated = vector(248);
/** Undefined beyond 32 bits. */
export const relaxedTruncate = vector(0x101);
/** a · b + c, rounded once where the processor does so. */
export const relaxedMultiplyAdd = vector(0x105);

/** A function of so many 32-bit parameters without a result; its locals are pointers first, then vectors. */
export interface EmittedFunction {
  readonly parameters: number;
  readonly pointers: number;
  readonly vectors: number;
  readonly body: Code;
}

export function assemble(functions: readonly EmittedFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [0x60, ...list(Array.from({ length: parameters }, () => [I32])), 0]);
  const memory = [...name('env'), ...name('memory'), 2, 3, ...unsigned(1), ...unsigned(LARGEST_PAGES)];
  const bodies = functions.map(({ pointers, vectors, body }) => {
    const locals = [
      [...unsigned(pointers), I32],
      [...unsigned(vectors), V128],
    ];
    const code = [...list(locals), ...body, 0x0b];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(TYPE_SECTION, types),
    ...section(IMPORT_SECTION, [memory]),
    ...section(
      FUNCTION_SECTION,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(
      EXPORT_SECTION,
      functions.map((_, index) => [...name(String(index)), 0, ...unsigned(index)]),
    ),
    ...section(CODE_SECTION, bodies),
  ]);
}

function section(id: number, entries: readonly Code[]): Code {
  const content = list(entries);
  return [id, ...unsigned(content.length), ...content];
}

function list(entries: readonly Code[]): number[] {
  return [...unsigned(entries.length), ...entries.flat()];
}

function name(text: string): Code {
  return [...unsigned(text.length), ...Array.from(text, (letter) => letter.charCodeAt(0))];
}
