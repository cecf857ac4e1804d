// Transfer curves as tables for the module: what wasm/curve-slots.ts describes.
import { decodeCurve, encodeCurve } from '../colour/curve.ts';
import type { ColourSpace, ParametricCurve, TransferCurve } from '../colour/colour-space.ts';
import { codeTable } from '../convolve/finish-error.ts';
import type { Table } from '../convolve/proposal.ts';
import * as slots from '../convolve/wasm/curve-slots.ts';
import { fullScale, type Depth } from '../raster.ts';

export interface CurveNeeds {
  readonly sourceDepth: Depth;
  readonly resultDepth: Depth;
  readonly channels: number;
  /** There will be float64 work samples. */
  readonly wide: boolean;
}

/** Light and encoded values below this octave and from the other on take the slow way. */
const LOWEST_ENCODED = -24;
const LOWEST_LIGHT = -48;
const HIGHEST = 4;

export interface PlacedCurves {
  /** Of red, green and blue. */
  readonly records: readonly [number, number, number];
  /** Ways through pieces; 0 where integers go through tables instead. */
  readonly decoding: number;
  readonly encoding: number;
}

type Place = (table: Table) => number;

export function placeCurves(curves: ColourSpace['curves'], needs: CurveNeeds, place: Place): PlacedCurves {
  const { sourceDepth, resultDepth, channels, wide } = needs;
  const records = curves.map((curve) => placeRecord(curve, needs, place));
  const way = (pieces: readonly Pieces[], scale: number, half: number): number =>
    place(wayThrough(pieces, channels, { scale, half }, place));
  const kind = wide ? 'fine' : 'coarse';
  const decodes = sourceDepth === 'f32';
  const encodes = resultDepth !== 'u8';
  const max = fullScale(resultDepth);
  return {
    records: [records[0]!, records[1] ?? records[0]!, records[2] ?? records[0]!],
    decoding: decodes
      ? way(
          curves.map((curve) => decodePieces(curve, kind)),
          1,
          0,
        )
      : 0,
    encoding: encodes
      ? way(
          curves.map((curve) => encodePieces(curve, resultDepth)),
          max,
          halfOf(resultDepth),
        )
      : 0,
  };
}

/** What rounds a code. */
function halfOf(depth: Depth): number {
  return depth === 'f32' ? 0 : 0.5;
}

function placeRecord(curve: TransferCurve, { sourceDepth, resultDepth, wide }: CurveNeeds, place: Place): number {
  const record = new Float64Array(slots.CURVE_SLOTS);
  const fields = new DataView(record.buffer);
  const point = (slot: number, table: Table): void => fields.setUint32(slot * 8, place(table), true);
  if (curve.form === 'parametric') {
    const { g, a, b, c, d, e, f } = curve;
    record.set([0, g, a, b, c, d, e, f, decodeCurve(curve, d)]);
  } else {
    record[slots.FORM] = 1;
    record[slots.COUNT] = curve.values.length;
    point(slots.VALUES, Float64Array.from(curve.values));
  }
  if (sourceDepth !== 'f32') {
    point(slots.LIGHT_32, Float32Array.from(lightOfCodes(curve, sourceDepth)));
    if (wide) point(slots.LIGHT_64, lightOfCodes(curve, sourceDepth));
  }
  if (resultDepth === 'u8') point(slots.CODES, codeTable(curve).codes);
  record[slots.UNIT_64] = 1 / fullScale(sourceDepth);
  fields.setFloat32(slots.UNIT_32 * 8, 1 / fullScale(sourceDepth), true);
  return place(record);
}

/** Constants of four neighbouring samples: each its own colour's, or α's. */
function wayThrough(
  pieces: readonly Pieces[],
  channels: number,
  { scale, half }: { scale: number; half: number },
  place: Place,
): Uint8Array {
  const way = new DataView(new ArrayBuffer(slots.WAY_BYTES));
  const float = (at: number, value: number): void => way.setFloat32(at, value, true);
  const whole = (at: number, value: number): void => way.setInt32(at, value, true);
  const tables = pieces.map(({ table }) => place(table));
  const hasAlpha = channels % 2 === 0;
  for (let lane = 0; lane < 4; lane++) {
    const channel = lane % channels;
    const isAlpha = hasAlpha && channel === channels - 1;
    const index = isAlpha || pieces.length === 1 ? 0 : channel;
    const { line, first, count, bits } = pieces[index]!;
    const at = lane * 4;
    float(slots.STRAIGHT_END + at, isAlpha ? Infinity : line.end);
    float(slots.SLOPE + at, isAlpha ? scale : line.slope);
    float(slots.OFFSET + at, isAlpha ? half : line.offset);
    float(slots.LIMIT + at, count > 0 ? 2 ** HIGHEST : 0);
    whole(slots.FIRST + at, first);
    whole(slots.LAST + at, Math.max(0, count - 1));
    whole(slots.UPPER + at, -1 << (23 - bits));
    whole(slots.COLOUR + at, isAlpha ? 0 : -1);
    whole(slots.MAGNITUDE + at, 0x7fffffff);
    float(slots.ONE + at, 1);
    way.setUint32(slots.LANE_PIECES + at, tables[index]!, true);
    whole(slots.SHIFT, 23 - bits);
  }
  // Three colours with curves of their own are taken pixel by pixel, else four samples whatever they are.
  whole(slots.LANES, channels === 3 && pieces.length > 1 ? 3 : 4);
  float(slots.SCALE, scale);
  float(slots.HALF, half);
  return new Uint8Array(way.buffer);
}

function remembered<K extends string, T>(build: (curve: TransferCurve, kind: K) => T): typeof build {
  const known = new WeakMap<TransferCurve, Map<K, T>>();
  return (curve, kind) => {
    let ofCurve = known.get(curve);
    if (!ofCurve) known.set(curve, (ofCurve = new Map<K, T>()));
    let value = ofCurve.get(kind);
    if (value === undefined) ofCurve.set(kind, (value = build(curve, kind)));
    return value;
  };
}

const lightOfCodes = remembered((curve, depth: Depth) => {
  const max = fullScale(depth);
  return Float64Array.from({ length: max + 1 }, (_, code) => decodeCurve(curve, code / max));
});

interface Line {
  /** Where the straight part ends. */
  readonly end: number;
  readonly slope: number;
  readonly offset: number;
}

interface Pieces {
  readonly line: Line;
  /** What a float's upper bits are at the first piece; how many pieces there are, and what of an octave each is. */
  readonly first: number;
  readonly count: number;
  readonly bits: number;
  readonly table: Float32Array;
}

/** Sampled curves go the slow way. */
const NO_PIECES: Pieces = {
  line: { end: 0, slope: 0, offset: 0 },
  first: 0,
  count: 0,
  bits: slots.PIECE_BITS,
  table: new Float32Array(4),
};

const decodePieces = remembered((curve, kind: 'coarse' | 'fine') => {
  if (curve.form === 'table') return NO_PIECES;
  const { c, d, f } = curve;
  const upper = (x: number): number => upperDecode(curve, x);
  const line = d >= 2 ** LOWEST_ENCODED ? { end: d, slope: c, offset: f } : chordOf(upper, upper(0), LOWEST_ENCODED);
  return piecesOf(upper, line, kind === 'fine' ? slots.FINE_PIECE_BITS : slots.PIECE_BITS);
});

/** Encoded light times the largest code, plus the half that rounds; fractions for floats. */
const encodePieces = remembered((curve, depth: Depth) => {
  if (curve.form === 'table') return NO_PIECES;
  const max = fullScale(depth);
  const half = halfOf(depth);
  const { c, d, f } = curve;
  const end = decodeCurve(curve, d);
  const upper = (y: number): number => upperEncode(curve, y) * max + half;
  const start = encodeCurve(curve, 0) * max + half;
  const own = c === 0 ? { end, slope: 0, offset: half } : { end, slope: max / c, offset: half - (f / c) * max };
  return piecesOf(upper, end >= 2 ** LOWEST_LIGHT ? own : chordOf(upper, start, LOWEST_LIGHT), slots.PIECE_BITS);
});

function chordOf(curve: (x: number) => number, start: number, octave: number): Line {
  const end = 2 ** octave;
  return { end, slope: (curve(end) - start) / end, offset: start };
}

/** Quadratics through both ends and the middle of each piece beyond the line: off by less than 7e-9 of the value. */
function piecesOf(curve: (x: number) => number, line: Line, bits: number): Pieces {
  const perOctave = 2 ** bits;
  const lowest = Math.floor(Math.log2(line.end));
  const count = Math.max(0, HIGHEST - lowest) * perOctave;
  const table = new Float32Array(Math.max(1, count) * 4);
  for (let index = 0; index < count; index++) {
    const octave = 2 ** (lowest + Math.floor(index / perOctave));
    const from = octave * (1 + (index % perOctave) / perOctave);
    const width = octave / perOctave;
    const low = curve(from);
    const rise = curve(from + width) - low;
    const bend = 2 * (rise - 2 * (curve(from + width / 2) - low));
    const rounded = Math.fround(low);
    table.set([rounded, (rise - bend) / width, bend / width ** 2, low - rounded], index * 4);
  }
  return { line, first: (127 + lowest) * perOctave, count, bits, table };
}

function upperDecode({ g, a, b, e }: ParametricCurve, x: number): number {
  return Math.max(0, a * x + b) ** g + e;
}

function upperEncode({ g, a, b, e }: ParametricCurve, y: number): number {
  return (Math.max(0, y - e) ** (1 / g) - b) / a;
}
