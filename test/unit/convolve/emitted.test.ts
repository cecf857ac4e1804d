// Loops emitted for a kernel's structure, beside a sum written out, the reference, and the builds' own loops.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileRows } from '../../../src-core/convolve/emit/compile.ts';
import type { FloatStructure } from '../../../src-core/convolve/emit/float-row.ts';
import { SUMS, type RowStructure, type TapGroup } from '../../../src-core/convolve/emit/row.ts';
import * as layout from '../../../src-core/convolve/wasm/finish-integer-layout.ts';
import type { Engine } from '../../../src-core/engine/types.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import { BORDERS } from '../../../src-core/filters/settings.ts';
import { gaussianTaps } from '../../../src-core/filters/taps.ts';
import type { ChannelCount } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { BUILDS, type Build } from '../../../src-main/wasm-module.ts';
import { between, expectAgreement, matrix, pick, randomFrom, randomPicture, settings, type Random } from './support.ts';

const CHANNELS: readonly ChannelCount[] = [1, 2, 3, 4];
const [ROWS_AT, WEIGHTS_AT, CONSTANTS_AT, OUT_AT, SAMPLES_AT] = [64, 1024, 2048, 8192, 16384];
/** Of each row of the result. */
const OWN_AT = [4096, 5120] as const;
const OUTS_AT = [OUT_AT + 64, OUT_AT + 4096] as const;
const ROW_BYTES = 1024;
const CANARY = 0xa5;

function structureOf(random: Random): RowStructure {
  const rows = between(random, 1, 6);
  const results = pick(random, [1, 2] as const);
  const samples = pick(random, ['bytes', 'shorts'] as const);
  const products = pick(random, ['whole', 'fraction'] as const);
  const size = samples === 'bytes' ? 1 : 2;
  const groups = Array.from({ length: between(random, 1, 7) }, (): TapGroup => {
    const taps = Array.from({ length: between(random, 1, 4) }, () => ({
      row: between(random, 0, rows - 1),
      offset: between(random, 0, 20) * size,
      minus: random() < 0.3,
    }));
    return { taps, multiplied: random() < 0.7 };
  });
  const codes = { absolute: random() < 0.3, masked: random() < 0.3 };
  const ways = ['saturate', 'fixed', 'float', 'float unsigned'] as const;
  const finish = random() < 0.2 ? SUMS : { way: pick(random, ways), ...codes };
  return { samples, rows, results, groups, products, shift: pick(random, [0, 0, 6]), finish };
}

function floatStructureOf(random: Random): FloatStructure {
  const rows = between(random, 1, 6);
  const samples = pick(random, ['words', 'floats'] as const);
  const size = samples === 'words' ? 2 : 4;
  const groups = Array.from({ length: between(random, 1, 12) }, () =>
    Array.from({ length: samples === 'words' ? between(random, 1, 3) : 1 }, (_, place) => ({
      row: between(random, 0, rows - 1),
      offset: between(random, 0, 20) * size,
      minus: place > 0 && random() < 0.5,
    })),
  );
  return { samples, rows, results: pick(random, [1, 2] as const), groups, fromZero: random() < 0.5 };
}

const to16 = (value: number): number => (value << 16) >> 16;
const fraction = (a: number, b: number): number => to16((a * b + 0x4000) >> 15);

/** What emitted code is to give for sample `i` of a row of the result, instruction by instruction. */
function slowly(structure: RowStructure, view: DataView, result: 0 | 1, i: number): number {
  const { samples, groups, products, shift, finish } = structure;
  let sum = 0;
  let weight = 0;
  for (const { taps, multiplied } of groups) {
    const negative = taps.every(({ minus }) => minus);
    let part = 0;
    for (const { row, offset, minus } of taps) {
      const start = view.getUint32(ROWS_AT + 4 * (row + result), true) + offset;
      const sample = samples === 'bytes' ? view.getUint8(start + i) : view.getInt16(start + 2 * i, true);
      part += minus !== negative ? -sample : sample;
    }
    part = to16(part << shift);
    if (multiplied) {
      const factor = view.getInt16(WEIGHTS_AT + 16 * weight++, true);
      part = products === 'whole' ? to16(part * factor) : fraction(part, factor);
    }
    sum = to16(negative ? sum - part : sum + part);
  }
  if (finish.way === 'sums') return sum;
  const constant = (at: number): number => view.getInt16(CONSTANTS_AT + at + 2 * (i % 8), true);
  if (finish.masked && view.getUint8(CONSTANTS_AT + layout.MASK + (i % 16)) === 0)
    return view.getUint8(OWN_AT[result] + i);
  if (finish.absolute) sum = to16(Math.abs(sum));
  if (finish.way.startsWith('float')) {
    const float = (at: number): number => view.getFloat32(CONSTANTS_AT + at + 4 * (i % 4), true);
    const whole = finish.way === 'float' ? sum : sum & 0xffff;
    const code = Math.fround(Math.fround(whole * float(layout.FACTOR_32)) + float(layout.SUMMAND_32));
    return Math.max(0, Math.min(255, Math.trunc(code)));
  }
  let code = sum + constant(layout.BEFORE);
  if (finish.way === 'saturate') code = Math.max(-32768, Math.min(32767, code));
  else code = to16(fraction(to16(code), constant(layout.FACTOR)) + constant(layout.AFTER));
  return Math.max(0, Math.min(255, code));
}

describe('an emitted row', () => {
  it('gives what a sum written out gives, and writes nothing else', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
    const bytes = new Uint8Array(memory.buffer);
    const view = new DataView(memory.buffer);
    for (let seed = 1; seed <= 150; seed++) {
      const random = randomFrom(seed);
      const structure = structureOf(random);
      const code = compileRows([structure])!;
      const { exports } = new WebAssembly.Instance(code.module, { env: { memory } });
      for (let i = 0; i < bytes.length; i++)
        bytes[i] = i >= OUT_AT && i < SAMPLES_AT ? CANARY : between(random, 0, 255);
      for (let row = 0; row < structure.rows + 1; row++) {
        view.setUint32(ROWS_AT + 4 * row, SAMPLES_AT + row * ROW_BYTES + between(random, 0, 3), true);
      }
      for (let weight = 0; weight < 8; weight++) {
        const value = between(random, -3000, 3000);
        for (let at = 0; at < 16; at += 2) view.setInt16(WEIGHTS_AT + 16 * weight + at, value, true);
      }
      // Lanes repeat every four samples, as they do for one, two and four channels.
      for (let lane = 0; lane < 16; lane++) {
        const kept = (seed >> (lane % 4)) & 1 ? 255 : 0;
        bytes[CONSTANTS_AT + layout.MASK + lane] = kept;
        if (lane >= 8) continue;
        for (const at of [layout.BEFORE, layout.FACTOR, layout.AFTER]) {
          view.setInt16(CONSTANTS_AT + at + 2 * lane, (seed * 977 + at * 31 + (lane % 4) * 501) % 9000, true);
        }
      }
      for (let lane = 0; lane < 4; lane++) {
        view.setFloat32(CONSTANTS_AT + layout.FACTOR_32 + 4 * lane, 1 / between(random, 1, 300), true);
        view.setFloat32(CONSTANTS_AT + layout.SUMMAND_32 + 4 * lane, between(random, -200, 200) / 7, true);
      }
      const count = 4 * between(random, 4, 40);
      const results = structure.results === 1 ? ([0] as const) : ([0, 1] as const);
      const wanted = results.map((result) =>
        Array.from({ length: count }, (_, i) => slowly(structure, view, result, i)),
      );
      const run = exports[0] as (...parameters: number[]) => void;
      const lines = OUTS_AT.flatMap((out, result) => [out, OWN_AT[result]!]);
      run(ROWS_AT, WEIGHTS_AT, CONSTANTS_AT, count, ...lines);
      const sums = structure.finish.way === 'sums';
      const context = `${seed} ${JSON.stringify(structure)}`;
      const written = new Set<number>();
      for (const result of results) {
        const out = OUTS_AT[result];
        const got = wanted[result]!.map((_, i) => (sums ? view.getInt16(out + 2 * i, true) : view.getUint8(out + i)));
        expect(got, context).toEqual(wanted[result]);
        for (let at = out; at < out + count * (sums ? 2 : 1); at++) written.add(at);
      }
      for (let at = OUT_AT; at < SAMPLES_AT; at++) {
        if (!written.has(at) && bytes[at] !== CANARY) expect.fail(`wrote at ${at - OUT_AT}: ${context}`);
      }
    }
  });

  it('gives float32 sums as close as rounding lets them be', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
    const bytes = new Uint8Array(memory.buffer);
    const view = new DataView(memory.buffer);
    for (let seed = 1; seed <= 100; seed++) {
      const random = randomFrom(seed);
      const structure = floatStructureOf(random);
      const { samples, rows, results, groups } = structure;
      const code = compileRows([structure])!;
      const { exports } = new WebAssembly.Instance(code.module, { env: { memory } });
      bytes.fill(CANARY);
      for (let row = 0; row < rows + results - 1; row++) {
        const at = SAMPLES_AT + row * ROW_BYTES;
        view.setUint32(ROWS_AT + 4 * row, at, true);
        for (let i = 0; i < ROW_BYTES / 4; i++) {
          if (samples === 'floats') view.setFloat32(at + 4 * i, random() * 2 - 0.5, true);
          else for (const half of [0, 2]) view.setUint16(at + 4 * i + half, between(random, 0, 65535), true);
        }
      }
      const weights = groups.map(() => Math.fround(random() * 2 - 1));
      weights.forEach((weight, place) => {
        for (let at = 0; at < 16; at += 4) view.setFloat32(WEIGHTS_AT + 16 * place + at, weight, true);
      });
      const count = 4 * between(random, 4, 30);
      const run = exports[0] as (...parameters: number[]) => void;
      run(ROWS_AT, WEIGHTS_AT, CONSTANTS_AT, count, OUTS_AT[0], OWN_AT[0], OUTS_AT[1], OWN_AT[1]);
      const context = `${seed} ${JSON.stringify(structure)}`;
      for (let result = 0; result < results; result++) {
        for (let i = 0; i < count; i++) {
          let sum = 0;
          let size = 0;
          groups.forEach((taps, index) => {
            for (const { row, offset, minus } of taps) {
              const start = view.getUint32(ROWS_AT + 4 * (row + result), true) + offset;
              const sample =
                samples === 'floats' ? view.getFloat32(start + 4 * i, true) : view.getUint16(start + 2 * i, true);
              sum += weights[index]! * (minus ? -sample : sample);
              size += Math.abs(weights[index]! * sample);
            }
          });
          const got = view.getFloat32(OUTS_AT[result]! + 4 * i, true);
          if (!(Math.abs(got - sum) <= size * groups.length * 2 ** -23)) expect.fail(`${got} for ${sum}: ${context}`);
        }
      }
      for (const out of OUTS_AT) {
        const end = out + (out === OUTS_AT[0] || results === 2 ? 4 * count : 0);
        expect(bytes[out - 1], context).toBe(CANARY);
        expect(bytes[end], context).toBe(CANARY);
      }
    }
  });

  it('is compiled once for a structure', () => {
    const structure = structureOf(randomFrom(7));
    expect(compileRows([structure])).toBe(compileRows([structuredClone(structure)]));
  });
});

const engines = new Map<Build, Engine>();
beforeAll(async () => {
  for (const build of BUILDS) engines.set(build, await createEngine({ threads: 2, build }));
});
afterAll(() => Promise.all([...engines.values()].map((engine) => engine.close())));

function smallKernel(random: Random): Operator {
  const [rows, columns] = [between(random, 1, 5), between(random, 1, 5)];
  const anchor = { row: between(random, 0, rows - 1), column: between(random, 0, columns - 1) };
  const whole = (): number => pick(random, [-2, -1, -1, 0, 0, 1, 1, 2, 3, 9]);
  const kind = between(random, 0, 3);
  if (kind === 0) {
    const [v, h] = [gaussianTaps(0.4 + 2.5 * random()), gaussianTaps(0.4 + 2.5 * random())];
    return { form: 'separable', vertical: v, horizontal: h };
  }
  const binomial = (length: number, index: number): number =>
    index === 0 ? 1 : (binomial(length, index - 1) * (length - index)) / index;
  const [column, row] = [Array.from({ length: rows }, whole), Array.from({ length: columns }, whole)];
  const weight = [
    (): number => 0,
    (y: number, x: number): number => binomial(rows, y) * binomial(columns, x),
    (y: number, x: number): number => column[y]! * row[x]!,
    (): number => whole(),
  ][kind]!;
  return matrix(
    Array.from({ length: rows }, (_, y) => Array.from({ length: columns }, (_, x) => weight(y, x) + 0)),
    anchor,
  );
}

describe('kernels that loops are emitted for', { timeout: 120_000 }, () => {
  it.each(BUILDS)('agree with the reference in the %s build, however narrow the picture (§5)', async (build) => {
    const random = randomFrom(11);
    let taken = 0;
    for (let run = 0; run < 40; run++) {
      const operator = smallKernel(random);
      const switches = settings({
        border: pick(random, BORDERS),
        borderColour: [pick(random, [0, 1, 51 / 255])],
        normalise: pick(random, ['auto', 'none', 'custom']),
        divisor: pick(random, [17, 0.3, 1e-6]),
        opacity: pick(random, ['auto', 'raw', 'preserve']),
        light: 'encoded',
        channels: pick(random, ['rgba', 'rgba', 'rgb', 'g']),
        output: pick(random, ['clamp', 'clamp', 'absolute', 'signed']),
        bias: random() < 0.2 ? 0.25 : 0,
        flip: random() < 0.3,
      });
      const crops = switches.border === 'crop';
      const source = randomPicture(random, {
        width: between(random, crops ? 32 : 1, random() < 0.05 ? 3000 : 50),
        height: between(random, crops ? 32 : 1, 40),
        channels: pick(random, CHANNELS),
        depth: 'u8',
        alpha: pick(random, ['opaque', 'opaque', 'half']),
      });
      const { candidates } = engines.get(build)!.explain(operator, source, switches, { opaque: true });
      for (const { label, applies } of candidates) {
        if (!applies || !/integer|fixed|16-bit pairs/u.test(label)) continue;
        const answer = await engines.get(build)!.convolve(source, operator, switches, { plan: label });
        expectAgreement(answer, source, operator, switches);
        answer.release();
        taken++;
      }
    }
    expect(taken).toBeGreaterThan(20);
  });

  it.each(['u8', 'u16', 'f32'] as const)('give 0 on %s where one of two passes has no weight but 0', async (depth) => {
    const source = randomPicture(randomFrom(3), { width: 40, height: 20, channels: 3, depth, alpha: 'opaque' });
    const zero = { weights: [0, 0, 0], anchor: 1 };
    for (const weights of [
      [1, 2, 1],
      [0.3, 0.4, 0.3],
    ]) {
      const other = { weights, anchor: 1 };
      for (const [vertical, horizontal] of [
        [zero, other],
        [other, zero],
      ] as const) {
        const operator: Operator = { form: 'separable', vertical, horizontal };
        const answer = await engines.get('relaxed')!.convolve(source, operator, settings({ normalise: 'none' }));
        expect(answer.data.every((sample) => sample === 0)).toBe(true);
        answer.release();
      }
    }
  });
});
