// Whole sums to codes: every 16-bit sum there is, and the steps of 32-bit ones, in every build of the module.
import { beforeAll, describe, expect, it } from 'vitest';
import { integerFinish, type WholeSums } from '../../../src-core/convolve/finish-integer.ts';
import { resolveTerms, type Terms } from '../../../src-core/convolve/terms.ts';
import type { Settings } from '../../../src-core/filters/settings.ts';
import * as layout from '../../../src-core/convolve/wasm/finish-integer-layout.ts';
import * as slots from '../../../src-core/convolve/wasm/slots.ts';
import { DEPTHS, type ChannelCount, type Depth } from '../../../src-core/raster.ts';
import { BUILDS, compilePart, type Build, type ModulePart } from './module.ts';
import { matrix, settings } from './support.ts';

const JOB = 65536;
const CONSTANTS = JOB + 4096;
const FROM = 131072;
const OUT = FROM + 2 ** 18;
const SUMS = OUT + 2 ** 18;
const COUNT = 65536;

const parts = new Map<Build, ModulePart>();
beforeAll(async () => {
  for (const build of BUILDS) parts.set(build, await compilePart(['job.ts', 'finish-integer.ts'], build));
}, 120_000);

function terms(depth: Depth, channels: ChannelCount, switches: Partial<Settings>): Terms {
  return resolveTerms({ channels, depth }, matrix([[1, -1]]), settings(switches));
}

function way(block: Uint8Array): number {
  return new DataView(block.buffer).getInt32(layout.WAY, true);
}

function run(
  build: Build,
  { channels, resultDepth, ticked }: Terms,
  block: Uint8Array,
  sums: Int16Array | Int32Array,
): number[] {
  const { memory, call } = parts.get(build)!;
  const numbers = new Float64Array(memory.buffer, JOB, slots.SLOT_COUNT).fill(0);
  numbers[slots.CHANNELS] = channels;
  numbers[slots.SOURCE_DEPTH] = DEPTHS.indexOf(resultDepth);
  numbers[slots.RESULT_DEPTH] = DEPTHS.indexOf(resultDepth);
  numbers[slots.TICKS] = ticked.reduce((bits, on, channel) => bits | (on ? 1 << channel : 0), 0);
  numbers[slots.PLAIN] = JOB + slots.JOB_BYTES;
  const plan = new Float64Array(memory.buffer, JOB + slots.JOB_BYTES, slots.PLAN_SLOTS).fill(0);
  plan[slots.FINISH_INTEGER - slots.PLAN] = CONSTANTS;
  new Uint8Array(memory.buffer, CONSTANTS, block.length).set(block);
  const Codes = resultDepth === 'u8' ? Uint8Array : Uint16Array;
  const source = new Codes(memory.buffer, FROM, sums.length).fill(77);
  const result = new Codes(memory.buffer, OUT, sums.length + 1).fill(99);
  call('readJob', JOB, 0);
  call('usePlan', 0);
  if (sums instanceof Int16Array) new Int16Array(memory.buffer, SUMS, sums.length).set(sums);
  else new Int32Array(memory.buffer, SUMS, sums.length).set(sums);
  call(sums instanceof Int16Array ? 'finishInteger16' : 'finishInteger32', OUT, SUMS, source.byteOffset, sums.length);
  expect(result[sums.length]).toBe(99);
  return [...result.subarray(0, sums.length)];
}

/** SEMANTICS §5 in float64. */
function expected(
  { unit, bias, output, law, hasAlpha, channels, ticked }: Terms,
  divisor: number,
  sum: number,
  index: number,
): number {
  const channel = index % channels;
  const isAlpha = hasAlpha && channel === channels - 1;
  if (!ticked[channel] || (isAlpha && law !== 'plain')) return 77;
  let value = sum / divisor + (isAlpha ? 0 : bias);
  if (!isAlpha && output === 'absolute') value = Math.abs(value);
  if (!isAlpha && output === 'signed') value += 0.5 * unit;
  return Math.min(unit, Math.max(0, Math.floor(value + 0.5)));
}

function check(build: Build, call: Terms, sums: WholeSums, values: readonly number[]): number {
  const block = integerFinish(call, sums)!;
  expect(block).not.toBeNull();
  const stored = sums.bits === 16 ? Int16Array.from(values) : Int32Array.from(values);
  const codes = run(build, call, block, stored);
  const wrong = codes.findIndex((code, index) => code !== expected(call, sums.divisor, values[index]!, index));
  const text = wrong < 0 ? 'equal' : `${codes[wrong]} for ${values[wrong]} at ${wrong}`;
  expect(text, `${build} ${JSON.stringify(sums)} way ${way(block)}`).toBe('equal');
  return way(block);
}

const signed = Array.from({ length: COUNT }, (_, i) => i - 32768);
const unsigned = Array.from({ length: COUNT }, (_, i) => i);

describe.each(BUILDS)('whole sums in the %s build', (build) => {
  it('of 16 bits become the code of the reference, every one of them', () => {
    const ways = new Set<number>();
    for (const divisor of [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 25, 48, 81, 115, 128, 0.5, 0.3, 7.25, 300, 20_000]) {
      for (const bias of [0, 0.5, -0.2, 1]) {
        const call = terms('u8', 1, { bias });
        ways.add(check(build, call, { bits: 16, lowest: -32768, highest: 32767, divisor }, signed));
      }
    }
    expect([...ways].toSorted()).toEqual([layout.SATURATE, layout.FIXED, layout.FLOAT]);
  });

  it('of 16 bits without a sign too', () => {
    const ways = new Set<number>();
    for (const divisor of [1, 16, 25, 64, 159, 256, 273, 1000]) {
      for (const bias of [0, -0.5]) {
        const call = terms('u8', 1, { bias });
        ways.add(check(build, call, { bits: 16, lowest: 0, highest: 65535, divisor }, unsigned));
      }
    }
    expect([...ways].toSorted()).toEqual([layout.FIXED, layout.FLOAT_UNSIGNED]);
  });

  it('map outputs, and keep what is not ticked', () => {
    const lists: Partial<Settings>[] = [
      { output: 'absolute' },
      { output: 'signed' },
      { output: 'signed', bias: 0.1 },
      { channels: 'gb' },
      { channels: 'rgb', bias: 0.3 },
      { opacity: 'raw', bias: 0.3 },
      { opacity: 'only' },
    ];
    for (const switches of lists) {
      for (const channels of [1, 2, 3, 4] as const) {
        for (const divisor of [1, 4, 9, 300]) {
          const call = terms('u8', channels, switches);
          const range = { lowest: -32767, highest: 32767, divisor } as const;
          const alpha = switches.output && switches.output !== 'clamp' && call.law === 'plain' && call.hasAlpha;
          if (alpha) expect(integerFinish(call, { bits: 16, ...range })).toBeNull();
          else {
            check(build, call, { bits: 16, ...range }, signed.slice(1));
            check(build, call, { bits: 32, ...range }, signed.slice(1));
          }
        }
      }
    }
  });

  it('of 32 bits become the code of the reference on both sides of every step, 8 and 16 bits', () => {
    const ways = new Set<number>();
    for (const depth of ['u8', 'u16'] as const) {
      for (const [divisor, limit] of [
        [1, 2 ** 20],
        [9, 2 ** 22],
        [1001, 2 ** 24],
        [273, 2 ** 27],
        [0.7, 2 ** 30],
      ] as const) {
        for (const bias of [0, 0.25]) {
          const call = terms(depth, 1, { bias });
          const steps = Array.from({ length: 65536 }, (_, i) => {
            const code = depth === 'u8' ? (i >> 2) % 258 : i + ((i * 7) % 3);
            const least = Math.ceil((code - 0.5 - call.bias) * divisor) + (i % 4) - 2;
            return Math.max(-limit, Math.min(limit, least));
          });
          ways.add(check(build, call, { bits: 32, lowest: -limit, highest: limit, divisor }, steps));
        }
      }
    }
    expect([...ways].toSorted()).toEqual([layout.FLOAT, layout.DOUBLE]);
  });

  it('leave what lies beyond a short row alone', () => {
    for (let count = 0; count < 40; count++) {
      const call = terms('u8', 4, { channels: 'rgb' });
      for (const divisor of [1, 8, 300]) {
        check(build, call, { bits: 16, lowest: -32768, highest: 32767, divisor }, signed.slice(33_000, 33_000 + count));
        check(build, call, { bits: 32, lowest: -32768, highest: 32767, divisor }, signed.slice(33_000, 33_000 + count));
      }
    }
  });
});

it('offers nothing where sums do not say enough', () => {
  const sums: WholeSums = { bits: 16, lowest: -100, highest: 100, divisor: 2 };
  expect(integerFinish(terms('u8', 1, {}), sums)).not.toBeNull();
  expect(integerFinish(terms('u8', 1, { light: 'linear' }), sums)).toBeNull();
  expect(integerFinish(terms('u8', 1, { amount: 0.5 }), sums)).toBeNull();
  expect(integerFinish(terms('u8', 1, { output: 'minmax' }), sums)).toBeNull();
  expect(integerFinish(terms('u8', 1, { output: 'absolute', bias: 0.1 }), sums)).toBeNull();
  expect(integerFinish(terms('u16', 1, {}), sums)).toBeNull();
  expect(integerFinish(terms('u8', 1, {}), { ...sums, divisor: -2 })).toBeNull();
  expect(integerFinish(terms('u8', 1, {}), { ...sums, divisor: 1e300 })).not.toBeNull();
  // Codes beyond 32 bits are not for emitted loops.
  expect(integerFinish(terms('u8', 1, {}), { ...sums, divisor: 1e-4 })).not.toBeNull();
  expect(integerFinish(terms('u8', 1, {}), { ...sums, divisor: 1e-5 })).toBeNull();
});
