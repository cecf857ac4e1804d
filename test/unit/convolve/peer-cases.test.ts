// 324 convolutions computed by SciPy, OpenCV, ImageMagick, PyTorch, libvips, sharp and Pillow, through the reference
// and through the library, run as their README says.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import type { Engine } from '../../../src-core/engine/types.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import type { Border, Settings } from '../../../src-core/filters/settings.ts';
import { fullScale, type ChannelCount, type Depth, type Raster } from '../../../src-core/raster.ts';
import { createEngine } from '../../../src-main/library.ts';
import { settings } from './support.ts';

interface Pixels {
  readonly w: number;
  readonly h: number;
  readonly c: ChannelCount;
  readonly dtype: string;
  readonly b64: string;
}

interface PeerCase {
  readonly id: string;
  readonly image: string;
  readonly kernel: { readonly w: number; readonly h: number; readonly data: readonly number[] };
  readonly norm: {
    readonly anchor: readonly [number, number];
    readonly mode: string;
    readonly cval: number;
    readonly divisor: number;
    readonly bias: number;
  };
  readonly rounding: 'none' | 'nearest' | 'truncate';
  readonly tol: number;
  readonly out: Pixels;
}

const file = JSON.parse(readFileSync(new URL('../../fixtures/peer-cases.json', import.meta.url), 'utf8')) as {
  readonly images: Readonly<Record<string, Pixels>>;
  readonly cases: readonly PeerCase[];
};

const BORDER_OF_MODE: Readonly<Record<string, Border>> = {
  nearest: 'clamp',
  reflect: 'reflect',
  mirror: 'mirror',
  wrap: 'wrap',
  constant: 'constant',
  valid: 'crop',
  leave: 'keep',
};

const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  u8: [0, 255],
  i8: [-128, 127],
  u16: [0, 65535],
  i16: [-32768, 32767],
  i32: [-(2 ** 31), 2 ** 31 - 1],
};

function numbersOf({ dtype, b64 }: Pixels): number[] {
  const bytes = Uint8Array.from(Buffer.from(b64, 'base64'));
  const { buffer } = bytes;
  switch (dtype) {
    case 'u8':
      return [...bytes];
    case 'i8':
      return [...new Int8Array(buffer)];
    case 'u16':
      return [...new Uint16Array(buffer)];
    case 'i16':
      return [...new Int16Array(buffer)];
    case 'i32':
      return [...new Int32Array(buffer)];
    case 'i64':
      return Array.from(new BigInt64Array(buffer), Number);
    case 'f32':
      return [...new Float32Array(buffer)];
    case 'f64':
      return [...new Float64Array(buffer)];
    default:
      throw new Error(`unknown sample type ${dtype}`);
  }
}

interface Prepared {
  readonly way: 'own depth' | 'float';
  readonly source: Raster;
  readonly operator: Operator;
  readonly switches: Settings;
  readonly tolerance: number;
}

function prepare(peer: PeerCase): Prepared {
  const image = file.images[peer.image]!;
  const values = numbersOf(image);
  const { kernel, norm } = peer;
  const [column, row] = norm.anchor;
  const operator: Operator = {
    form: 'matrix',
    kernel: { rows: kernel.h, columns: kernel.w, weights: kernel.data, anchor: { row, column } },
  };
  const own = peer.rounding === 'nearest' && image.dtype === peer.out.dtype && /^u(8|16)$/.test(image.dtype);
  const depth: Depth = own ? (image.dtype as Depth) : 'f32';
  const scale = fullScale(depth);
  const size = { width: image.w, height: image.h, channels: image.c };
  const data =
    depth === 'u8' ? Uint8Array.from(values) : depth === 'u16' ? Uint16Array.from(values) : Float32Array.from(values);
  const gain = kernel.data.reduce((sum, weight) => sum + Math.abs(weight), 0) / Math.abs(norm.divisor);
  const largest = Math.max(1, ...values.map(Math.abs));
  return {
    way: own ? 'own depth' : 'float',
    source: { ...size, depth, data },
    operator,
    switches: settings({
      normalise: 'custom',
      divisor: norm.divisor,
      bias: norm.bias / scale,
      border: BORDER_OF_MODE[norm.mode]!,
      borderColour: [norm.cval / scale],
    }),
    tolerance: own ? peer.tol : Math.max(peer.tol, 1e-6 * gain * largest),
  };
}

/** The case's own rounding and range, which a float run leaves to the test. */
function inCaseRange(value: number, { rounding, out }: PeerCase): number {
  const rounded =
    rounding === 'nearest' ? Math.floor(value + 0.5) : rounding === 'truncate' ? Math.trunc(value) : value;
  const range = rounding === 'none' ? undefined : RANGES[out.dtype];
  return range ? Math.min(range[1], Math.max(range[0], rounded)) : rounded;
}

/** `nearTie`: samples where a real plan may be one level off (§5). */
function expectCase(
  peer: PeerCase,
  prepared: Prepared,
  result: Raster,
  nearTie: (index: number) => boolean = () => false,
): void {
  const wanted = numbersOf(peer.out);
  expect([result.width, result.height, result.channels], peer.id).toEqual([peer.out.w, peer.out.h, peer.out.c]);
  expect(result.data.length, peer.id).toBe(wanted.length);
  wanted.forEach((value, index) => {
    const raw = result.data[index]!;
    const { tolerance, way } = prepared;
    const got = way === 'own depth' ? raw : inCaseRange(raw, peer);
    if (Math.abs(got - value) <= tolerance) return;
    if (way === 'own depth' && Math.abs(got - value) <= 1 && nearTie(index)) return;
    // A float within its tolerance may still fall on the other side of a step of the case's rounding.
    const near = [raw - tolerance, raw + tolerance].map((edge) => inCaseRange(edge, peer));
    const steps = way === 'float' && peer.rounding !== 'none';
    if (!(steps && near.some((edge) => Math.abs(edge - value) <= peer.tol))) {
      expect.fail(`${peer.id}: ${raw} for ${value} at ${index}, tolerance ${tolerance}`);
    }
  });
}

/** Whether the exact value of a sample lies within `bound` levels of a tie. */
function tiesOf({ source, operator, switches }: Prepared, bound: number): (index: number) => boolean {
  const scale = fullScale(source.depth);
  let exact: Raster | undefined;
  return (index) => {
    exact ??= convolveReference(source, operator, switches, { depth: 'f32' }).raster;
    const value = exact.data[index]! * scale;
    return Math.abs(value - Math.floor(value) - 0.5) <= bound + scale * 2 ** -23;
  };
}

function report(who: string, ways: readonly Prepared[]): void {
  const own = ways.filter(({ way }) => way === 'own depth').length;
  process.stdout.write(`${who}: ${own} cases in their own depth, ${ways.length - own} as float\n`);
}

describe('the peers’ 324 cases (§1, §2, §3, §4, §5, §6)', { timeout: 120_000 }, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine({ threads: 2 });
  });
  afterAll(() => engine.close());

  it('are all there', () => {
    expect(file.cases).toHaveLength(324);
  });

  it('hold for the reference', () => {
    const ways = file.cases.map((peer) => {
      const prepared = prepare(peer);
      expectCase(peer, prepared, convolveReference(prepared.source, prepared.operator, prepared.switches).raster);
      return prepared;
    });
    report('reference', ways);
  });

  it('hold for the library', async () => {
    const ways: Prepared[] = [];
    for (const peer of file.cases) {
      const prepared = prepare(peer);
      const result = await engine.convolve(prepared.source, prepared.operator, prepared.switches);
      expectCase(peer, prepared, result, tiesOf(prepared, result.plan.bound));
      result.release();
      ways.push(prepared);
    }
    report('library', ways);
  });
});
